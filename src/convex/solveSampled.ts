// The optimum of a sampled convex program, with its certificate.
import { Arena } from '../wasm/arena.ts';
import { log } from '../wasm/math.ts';
import { certifySampled, type SampledCertificate } from './sampledCertificate.ts';
import type { SampledProgram } from './sampledProgram.ts';
import { init, relativeGap, type Scp, type ScpState, step } from './scp.ts';
import type { Options } from './solver.ts';

const ROOM = 4e7; // doubles for features in memory by default, 320 MB
const PATIENCE = 8; // looks at the features without a better gap or a smaller beta: rounding has the upper hand
const OPTIMAL = 1e-9; // a certified gap that no use of the solution can tell from 0
const MARGIN = 0.9; // of the goal that the solver's own gap has to reach before the certificate

export interface SampledGoal {
  /** Relative duality gap that is enough. */
  readonly gap: number;
  /** Looks at the features, at most; about 20 are enough for 1e-4. */
  readonly iterations: number;
  /** Features kept in memory, at most, n doubles each; default 320 MB. */
  readonly pool?: number;
}

export interface SampledSolution extends SampledCertificate {
  /** Output weights, N: most of them 0. */
  readonly alpha: Float64Array;
  /**
   * `optimal`: certified to 1e-9 relative; `gap-reached`: to the goal; else why not. `pool-full`: the features in use fill
   * the pool: a larger one or a larger beta is needed. `aborted` by the signal: the best point so far.
   */
  readonly status:
    | 'optimal'
    | 'gap-reached'
    | 'max-iterations'
    | 'aborted'
    | 'pool-full'
    | 'numerical-trouble';
  readonly iterations: number;
  readonly newtonSteps: number;
}

/**
 * Solves the program to a certified relative gap. Cost on MNIST 2 against 8 (n = 11,809, d = 100, N = 39,365, bce, beta =
 * 1e-4) at 1e-4: about 20 looks at the features of 18 GFLOP or less, 250 Newton steps of up to 15, and a certificate of 93. The signal is
 * looked at in each Newton step. Errors: `RangeError` for the hinge loss or a goal that is none, `OutOfMemoryError`.
 */
export function solveSampled(
  program: SampledProgram,
  { gap, iterations, pool = Math.max(1, Math.floor(ROOM / program.X.rows)) }: SampledGoal,
  { signal, progress, report }: Options = {},
): SampledSolution {
  const { X, y, loss, beta, directions } = program;
  if (!(gap >= 0)) throw new RangeError(`gap is ${gap}: a number >= 0 was expected`);
  if (!(Number.isSafeInteger(pool) && pool > 0))
    throw new RangeError(`pool is ${pool}: an integer > 0 was expected`);
  const N = directions.rows;
  const zero = new Float64Array(X.rows);
  const slope = new Float64Array(X.rows);
  loss.gradient(zero, y, slope);
  let best: Best = { primal: loss.value(zero, y), dual: 0, alpha: new Float64Array(N), q: slope };
  let count = { iteration: 0, newtonSteps: 0 };
  const tick = (): void => signal?.throwIfAborted();
  /** Half of a run is the way to beta, half that to the gap, both in the logarithm. */
  const fraction = (from: number, now: number, reached: number): number =>
    now > beta
      ? log(from / now) / log(from / beta) / 2
      : Math.min(1, (1 + log(reached) / log(Math.min(gap, 0.5))) / 2);

  const ended = (status: SampledSolution['status']): SampledSolution => {
    const certificate = certifySampled(program, best.alpha, best.q);
    const reached =
      certificate.relativeGap <= OPTIMAL
        ? 'optimal'
        : certificate.relativeGap <= gap
          ? 'gap-reached'
          : status;
    const { iteration, newtonSteps } = count;
    return { ...certificate, alpha: best.alpha, status: reached, iterations: iteration, newtonSteps };
  };

  using arena = new Arena();
  try {
    tick();
    let { work, state } = init(arena, program, { pool, gap: MARGIN * gap }, tick);
    const first = state.beta;
    for (let waited = 0; ; ) {
      const before = state;
      if (before.iteration >= iterations) return ended('max-iterations');
      state = step(work, before, tick);
      count = state;
      const improved = before.beta === beta ? merge(best, work, state) : best;
      waited = state.beta < before.beta || relativeGap(improved) < relativeGap(best) ? 0 : waited + 1;
      best = improved;
      const reached = relativeGap(best);
      if (before.beta === beta) {
        const { iteration, primal: objective, violation } = state;
        report?.({ iteration, objective, primalResidual: 0, dualResidual: violation - 1, gap: reached });
      }
      progress?.(fraction(first, state.beta, reached));
      if (reached <= MARGIN * gap) return ended('gap-reached');
      if (waited === PATIENCE) return ended(isFull(work, state) ? 'pool-full' : 'numerical-trouble');
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
    return ended('aborted');
  }
}

interface Best {
  readonly primal: number;
  readonly dual: number;
  readonly alpha: Float64Array;
  readonly q: Float64Array;
}

/** The better point and the better bound of the two. */
function merge(best: Best, { program }: Scp, { primal, dual, members, point }: ScpState): Best {
  const alpha = new Float64Array(program.directions.rows);
  members.forEach((j, slot) => {
    alpha[j] = point.alpha[slot]!;
  });
  return {
    ...(primal < best.primal ? { primal, alpha } : { primal: best.primal, alpha: best.alpha }),
    ...(dual > best.dual ? { dual, q: Float64Array.from(point.q) } : { dual: best.dual, q: best.q }),
  };
}

/** Whether no further feature can join. */
const isFull = ({ rows }: Scp, { members, point }: ScpState): boolean =>
  members.length === rows.rows && point.alpha.every((weight) => weight !== 0);
