// How a sweep goes: of its runs, which are finished, run, wait, or were given up.
import { finishedOf } from './parts.ts';
import { ended, type Queued, queued } from './slurm.ts';
import { type Line, readChunk, type Sweep } from './sweep.ts';

export type RunState = 'done' | 'running' | 'waiting' | 'failed' | 'unknown';

/** A chunk with runs that are not finished. */
export interface OpenChunk {
  readonly k: number;
  readonly state: Exclude<RunState, 'done'>;
  /** Why it waits, or how its task ended, in Slurm's words; empty where that is not known. */
  readonly why: string;
  readonly open: readonly Line[];
}

export interface Overview {
  /** Runs of each experiment in each state. */
  readonly counts: ReadonlyMap<string, Readonly<Record<RunState, number>>>;
  readonly open: readonly OpenChunk[];
  /** Whether the queue could be asked; where not, what is not finished is `unknown`. */
  readonly asked: boolean;
}

/** A task that is neither finished nor in the queue has failed: it ended early, or was never submitted. */
export async function overview(
  folder: string,
  sweep: Sweep,
  report: (message: string) => void,
): Promise<Overview> {
  // The queue first: what ends between the two questions is seen as finished, not as failed.
  const queue = await queued(folder, sweep);
  const counts = new Map<string, Record<RunState, number>>();
  const open: OpenChunk[] = [];
  for (const k of sweep.chunks.keys()) {
    const lines = readChunk(folder, k);
    const finished = finishedOf(folder, sweep, k, lines, report);
    const state = stateOf(queue, k);
    const lacking = lines.filter(({ id }) => !finished.has(id));
    for (const { id, experiment } of lines) {
      const count = counts.get(experiment) ?? { done: 0, running: 0, waiting: 0, failed: 0, unknown: 0 };
      counts.set(experiment, count);
      count[finished.has(id) ? 'done' : state]++;
    }
    if (lacking.length > 0) open.push({ k, state, why: queue?.get(k)?.reason ?? '', open: lacking });
  }
  const ends = open.some(({ state }) => state === 'failed') ? await ended(sweep) : new Map<number, string>();
  return {
    counts,
    open: open.map((chunk) =>
      chunk.state === 'failed' ? { ...chunk, why: ends.get(chunk.k) ?? '' } : chunk,
    ),
    asked: queue !== undefined,
  };
}

const stateOf = (queue: ReadonlyMap<number, Queued> | undefined, k: number): OpenChunk['state'] =>
  queue === undefined ? 'unknown' : (queue.get(k)?.state ?? 'failed');
