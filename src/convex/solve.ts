// The optimum of the convex program (squared loss), with its certificate.
import { NotFiniteError, NotPositiveDefiniteError } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { type Certificate, certify } from './certificate.ts';
import { init, step } from './interior.ts';
import { lossGradient } from './newton.ts';
import type { Options, Problem } from './problem.ts';

const WORTH = 10; // complementarity over the goal from which on a certificate is worth its time
const LEAST_GAP = 1e-10; // a smaller goal does not delay certificates
const PATIENCE = 10; // certificates without a better gap, after which rounding has the upper hand

export interface Goal {
  /** Relative duality gap that is enough. */
  readonly gap: number;
  readonly iterations: number;
}

export interface Solution extends Certificate {
  /** Whether `gap` was reached, and if not, why; the certificate tells what was. */
  readonly status: 'gap-reached' | 'max-iterations' | 'numerical-trouble';
  readonly iterations: number;
}

/**
 * Interior-point steps until the certified relative gap is at most `gap`; returns the best certificate seen. Meant for
 * 2dP up to about 2000: cost per step (2dP)^3 / 3 flops, memory 9 (dP)^2 doubles. Errors: `RangeError` for another loss,
 * `OutOfMemoryError`; what the signal was aborted with.
 */
export function solve(
  problem: Problem,
  { gap, iterations }: Goal,
  { signal, progress }: Options = {},
): Solution {
  const { X, y, loss, patterns } = problem;
  const atZero = new Float64Array(y.length);
  loss.gradient(atZero, y, atZero);
  let best = certify(problem, new Float64Array(2 * patterns.active.rows * X.cols), atZero);
  if (best.relativeGap <= gap) return { ...best, status: 'gap-reached', iterations: 0 };

  using arena = new Arena();
  let { interior, state } = init(arena, problem);
  let status: Solution['status'] | undefined;
  for (let tried = 0; status === undefined; ) {
    signal?.throwIfAborted();
    progress?.(state.iteration / iterations);
    try {
      state = step(interior, state);
    } catch (error) {
      if (!(error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError)) throw error;
      status = 'numerical-trouble'; // the point is that of the step before
    }
    if (state.iteration >= iterations) status ??= 'max-iterations';
    if (status === undefined && state.complementarity > WORTH * Math.max(gap, LEAST_GAP) * best.primal)
      continue;
    const certificate = certify(problem, state.u.data, lossGradient(interior, state));
    tried = certificate.relativeGap < best.relativeGap ? 0 : tried + 1;
    if (tried === 0) best = certificate;
    if (best.relativeGap <= gap) status = 'gap-reached';
    else if (tried === PATIENCE) status ??= 'numerical-trouble';
  }
  return { ...best, status, iterations: state.iteration };
}
