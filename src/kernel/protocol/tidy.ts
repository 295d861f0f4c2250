// Memory of the main thread: every check of a cell leaves some 0.3 MB behind, which V8 would let grow to twice the heap.
import type { Language } from '../contract.ts';
import { collectGarbage } from '../garbage.ts';

export interface Tidy {
  /** A request came: nothing is to hold it up. */
  readonly busy: () => void;
  /** A cell was done. */
  readonly done: () => void;
  /** No cell waits. */
  readonly idle: () => void;
}

/** Milliseconds without a cell after which the language service tidies up, and after which memory is given back. */
const REST = 300;
const GIVE_BACK = 3000;
/** Cells after which garbage is collected between two cells, in 40 ms, and cells that are worth giving back, in 200 ms. */
const MANY = 50;
const SOME = 25;

export function createTidy(language: Promise<Language>): Tidy {
  const timers: NodeJS.Timeout[] = [];
  let cells = 0;
  let kept = 0;
  const stop = (): void => {
    for (const timer of timers.splice(0)) clearTimeout(timer);
  };
  return {
    busy: stop,
    done: () => {
      cells += 1;
      kept += 1;
      if (cells < MANY) return;
      cells = 0;
      collectGarbage('regular');
    },
    idle: () => {
      stop();
      const rest = (): void => void language.then((service) => service.rest());
      const giveBack = (): void => {
        if (kept < SOME) return;
        cells = 0;
        kept = 0;
        collectGarbage('last-resort');
      };
      timers.push(setTimeout(rest, REST).unref(), setTimeout(giveBack, GIVE_BACK).unref());
    },
  };
}
