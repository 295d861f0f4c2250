// Runs in chunks, one for each task of a job array.
import type { Chunk } from './sweep.ts';

/** Tasks that a small sweep is spread over, and the seconds that a task takes then. */
const TASKS = 64;
const SHORTEST = 10;
/** Longer tasks would wait longer for a place and lose more when they are killed. */
const LONGEST = 300;

/** Seconds of a task: starting it (about a second) does not count, and the tasks fit into one array where they can. */
export const taskSeconds = (total: number, arrayLimit: number): number =>
  Math.max(total / arrayLimit, Math.min(Math.max(total / TASKS, SHORTEST), LONGEST));

/**
 * Neighbouring runs, whose costs are given in seconds, in chunks of at most `size` runs, or else of about `seconds`; the
 * longest chunk first, so that the tasks end together.
 */
export function split(
  costs: readonly number[],
  limit: { readonly size: number } | { readonly seconds: number },
): Chunk[] {
  const chunks: { first: number; runs: number; seconds: number }[] = [];
  for (const [i, cost] of costs.entries()) {
    const last = chunks.at(-1);
    const fits =
      last && ('size' in limit ? last.runs < limit.size : last.seconds + cost / 2 <= limit.seconds);
    if (fits) {
      last.runs++;
      last.seconds += cost;
    } else chunks.push({ first: i, runs: 1, seconds: cost });
  }
  return chunks.sort((a, b) => b.seconds - a.seconds || a.first - b.first);
}
