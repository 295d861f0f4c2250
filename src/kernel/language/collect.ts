// Programs of past cells as garbage: collected while nobody waits, for the engine itself would let them grow to 200 MB.
import { getHeapStatistics } from 'node:v8';
import { collectGarbage } from '../garbage.ts';

const GROWTH_BYTES = 32e6;

/**
 * Gives a function that collects where the heap has grown by 32 MB since it did last, about once in sixty cells.
 * Takes 100 to 200 ms then, and gives memory back to the system; else some microseconds.
 */
export function createCollector(): () => void {
  let floor = 0;
  return () => {
    if (getHeapStatistics().used_heap_size < floor + GROWTH_BYTES) return;
    collectGarbage('last-resort');
    floor = getHeapStatistics().used_heap_size;
  };
}
