// The engine's garbage collector, to be called when it suits.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** `regular`: some 40 ms. `last-resort`: 100 to 200 ms, and memory goes back to the system. */
type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'regular' | 'last-resort' }) => void;

let engine: Collect | undefined;

export function collectGarbage(flavor: 'regular' | 'last-resort'): void {
  engine ??= engineCollector();
  engine({ type: 'major', execution: 'sync', flavor });
}

/** A flag shows the function to contexts that are made while it is set. */
function engineCollector(): Collect {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  return collect;
}
