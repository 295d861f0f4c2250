// How the certified gap of a solver shrinks, iteration by iteration: for plots; `solve` certifies where it is worth its time.
import { NotFiniteError, NotPositiveDefiniteError } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { type Certificate, certifier, combine } from './certificate.ts';
import type { Problem } from './problem.ts';
import type { AnySolver, Options } from './solver.ts';

export interface CertifiedRow extends Pick<Certificate, 'primal' | 'dual' | 'relativeGap'> {
  readonly iteration: number;
}

/**
 * Lowest objective and highest bound after each of the iterations `at` (increasing, from 1 on), which ends where rounding
 * stops the solver. Cost: that of the iterations, and of a certificate for each row. Errors: `RangeError` for a program that
 * the solver does not solve, or for rows that do not increase; `OutOfMemoryError`; what the signal was aborted with.
 */
export function certifiedHistory(
  problem: Problem,
  solver: AnySolver,
  at: readonly number[],
  { signal, progress }: Options = {},
): CertifiedRow[] {
  if (at.some((k, i) => !Number.isInteger(k) || k < 1 || (i > 0 && k <= at[i - 1]!)))
    throw new RangeError(`rows at [${at.join(', ')}]: increasing integers >= 1 were expected`);
  using arena = new Arena();
  const certify = certifier(problem);
  const rows: CertifiedRow[] = [];
  let { work, state } = solver.init(arena, problem);
  let best: Certificate | undefined;
  try {
    for (const iteration of at) {
      while (state.iteration < iteration) {
        signal?.throwIfAborted();
        state = solver.step(work, state);
      }
      const now = certify(solver.candidate(work, state));
      best = best === undefined ? now : combine(best, now);
      rows.push({ iteration, primal: best.primal, dual: best.dual, relativeGap: best.relativeGap });
      progress?.(iteration / at.at(-1)!);
    }
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError)) throw error;
  }
  return rows;
}
