// Merges what the tasks of a sweep have finished into the working store, as if it had been computed here.
import { openStore, type Store, workingFile } from '../workbook/index.ts';
import { finishedOf } from './parts.ts';
import { readChunk, type Sweep } from './sweep.ts';

export interface Collected {
  readonly added: number;
  /** Runs that the working store had. */
  readonly there: number;
  /** Runs that no task has finished. */
  readonly missing: number;
}

/**
 * Adds the finished runs in the order of the plan, whatever the order in which tasks ran, and however often. May be
 * called again while tasks run. Errors: `LockedError` where another process writes the same experiment.
 */
export async function collect(
  root: string,
  folder: string,
  sweep: Sweep,
  report: (message: string) => void,
): Promise<Collected> {
  const stores = new Map<string, Store>();
  const total = { added: 0, there: 0, missing: 0 };
  const order = sweep.chunks.map(({ first }, k) => ({ first, k })).sort((a, b) => a.first - b.first);
  try {
    for (const { k } of order) {
      const lines = readChunk(folder, k);
      const finished = finishedOf(folder, sweep, k, lines, report);
      for (const [experiment, its] of Map.groupBy(lines, (line) => line.experiment)) {
        const store =
          stores.get(experiment) ?? (await openStore(workingFile(root, sweep.profile, experiment), report));
        stores.set(experiment, store);
        const lacking = its.map(({ id }) => id).filter((id) => !store.has(id));
        const ready = lacking.filter(finished.has);
        for (const text of finished.read(ready)) store.append(`${text}\n`);
        total.there += its.length - lacking.length;
        total.added += ready.length;
        total.missing += lacking.length - ready.length;
      }
    }
    return total;
  } finally {
    for (const store of stores.values()) store.close();
  }
}
