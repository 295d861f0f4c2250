// The optimum of the convex program by any solver, with its certificate.
import { NotFiniteError, NotPositiveDefiniteError } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { solverFor } from './auto.ts';
import { type Certificate, certifier, combine } from './certificate.ts';
import type { Problem } from './problem.ts';
import type { AnySolver, Options } from './solver.ts';

const WORTH = 10; // estimated gap over the goal from which on a certificate is worth its time
const LEAST_GAP = 1e-10; // a smaller goal does not delay certificates
const CLOSER = [0.25, 0.9] as const; // the estimate falls by such a factor before the next one
const PATIENCE = 10; // rows, then certificates, without a better gap, after which rounding has the upper hand
const OPTIMAL = 1e-9; // a certified gap that no use of the solution can tell from 0

export interface Goal {
  /** Relative duality gap that is enough. */
  readonly gap: number;
  readonly iterations: number;
  /** Default `auto`: as `solverFor` picks. */
  readonly solver?: 'auto' | AnySolver;
}

export interface Solution extends Certificate {
  /**
   * `optimal`: certified to 1e-9 relative; `gap-reached`: to the goal; else why not. `aborted` by the signal: the best
   * point so far.
   */
  readonly status: 'optimal' | 'gap-reached' | 'max-iterations' | 'aborted' | 'numerical-trouble';
  readonly iterations: number;
}

/**
 * Steps of a solver until the certified relative gap is at most `gap`; returns the lowest objective and the highest bound
 * seen. Errors:
 * `RangeError` for a program that the solver does not solve, `OutOfMemoryError`.
 */
export function solve(
  problem: Problem,
  { gap, iterations, solver: wanted = 'auto' }: Goal,
  { signal, progress, report }: Options = {},
): Solution {
  const { X, y, loss, patterns } = problem;
  const atZero = new Float64Array(y.length);
  loss.gradient(atZero, y, atZero);
  const certify = certifier(problem);
  let best = certify({ blocks: new Float64Array(2 * patterns.active.rows * X.cols), q: atZero });
  const ended = (status: Solution['status'], steps: number): Solution => ({
    ...best,
    status: best.relativeGap <= OPTIMAL ? 'optimal' : best.relativeGap <= gap ? 'gap-reached' : status,
    iterations: steps,
  });
  if (best.relativeGap <= gap) return ended('gap-reached', 0);

  using arena = new Arena();
  const solver = wanted === 'auto' ? solverFor(problem) : wanted;
  let { work, state } = solver.init(arena, problem);
  let worth = WORTH * Math.max(gap, LEAST_GAP); // estimated gap at which the next certificate is due
  let lowest = Infinity;
  for (let tried = 0, stalled = 0; ; ) {
    let status: Solution['status'] | undefined;
    try {
      state = solver.step(work, state);
    } catch (error) {
      if (!(error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError)) throw error;
      status = 'numerical-trouble'; // the point is that of the step before
    }
    progress?.(Math.min(1, state.iteration / iterations));
    if (signal?.aborted) status = 'aborted';
    if (state.iteration >= iterations) status ??= 'max-iterations';
    if (status === undefined && state.iteration % solver.every > 0) continue;
    const row = solver.monitor(work, state);
    report?.(row);
    stalled = row.gap < lowest ? 0 : stalled + 1;
    lowest = Math.min(lowest, row.gap);
    if (status === undefined && row.gap > worth && stalled < PATIENCE) continue;
    const certificate = certify(solver.candidate(work, state));
    worth = row.gap * Math.min(Math.max(gap / certificate.relativeGap, CLOSER[0]), CLOSER[1]);
    const closest = combine(best, certificate);
    tried = closest.relativeGap < best.relativeGap ? 0 : tried + 1;
    best = closest;
    if (tried === PATIENCE) status ??= 'numerical-trouble';
    if (status !== undefined || best.relativeGap <= gap)
      return ended(status ?? 'gap-reached', state.iteration);
  }
}
