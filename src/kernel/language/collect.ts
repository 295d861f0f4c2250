// Programs of past cells as garbage: collected while nobody waits, for the engine itself would let them grow to 200 MB.
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void;

const GROWTH_BYTES = 32e6;

/**
 * Gives a function that collects where the heap has grown by 32 MB since it did last, about once in sixty cells.
 * Takes 100 to 200 ms then, and gives memory back to the system; else some microseconds.
 */
export function createCollector(): () => void {
  let floor = 0;
  let collect: Collect | undefined;
  return () => {
    if (getHeapStatistics().used_heap_size < floor + GROWTH_BYTES) return;
    collect ??= engineCollector();
    collect({ type: 'major', flavor: 'last-resort' });
    floor = getHeapStatistics().used_heap_size;
  };
}

/** The engine's own function, which a flag shows to contexts made while it is set. */
function engineCollector(): Collect {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  return collect;
}
