// Primal-dual interior-point method for the standard programs: Mehrotra's predictor and corrector (SIAM J. Optim. 2, 1992)
// with Nesterov and Todd's scaling of the norm terms, along the path
//   F' q - G' eta + p = 0,  s = G u,  q = gradient of the loss at F u,  s_k eta_k = mu,
//   t_b p_b = rho_b u_b,  rho_b t_b - u_b' p_b = mu,  rho_b = beta
// to mu = 0. q, eta and p are unknowns of their own: their equation is linear and holds to rounding in every step, so that
// the dual point needs no repair.
import { engine, type Matrix, NotFiniteError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { lossTerm } from './interior/lossTerm.ts';
import {
  factor,
  type NewtonWork,
  newtonStep,
  newtonWork,
  prepare,
  toUnitRows,
} from './interior/newtonStep.ts';
import { affineNormTarget, correctedNormTarget } from './interior/normCones.ts';
import {
  advance,
  gapAlong,
  longestStep,
  type Point,
  pairsOf,
  type Step,
  type Terms,
  zeroPoint,
  zeroStep,
} from './interior/point.ts';
import { addDual, images, longestRow } from './interior/residuals.ts';
import { start } from './interior/start.ts';
import { centring, damping, toleranceAt } from './interior/stepRules.ts';
import { type UnitSamples, unitSamples } from './interior/unitSamples.ts';
import { rowNorms } from './operators.ts';
import type { Problem } from './problem.ts';
import type { Solver } from './solver.ts';

export interface Interior {
  readonly problem: Problem;
  readonly samples: UnitSamples;
  readonly terms: Terms;
  /** Largest target, 1 for labels. */
  readonly targetSize: number;
  readonly newton: NewtonWork;
  readonly affine: Step;
  readonly corrected: Step;
}

export interface InteriorState {
  readonly iteration: number;
  readonly point: Point;
}

/**
 * The interior-point method for the driver, for standard programs of every loss. Neither X nor y of the squared loss may
 * be 0 (the driver then ends before). An iteration costs 2 n d^2 P flops for the blocks, the smaller of
 * n^3 / 3 + (n^2 / 4 + n d) d P and (dP)^3 / 3 (the latter with n (dP)^2 / 8 more unless the loss is squared), and about
 * 60 n d P; the start costs up to three of them. Memory: 2P d^2 doubles, the square of n or of dP, and 22 P (n + d).
 */
export const interiorPointMethod: Solver<Interior, InteriorState> = {
  name: 'interior point',
  every: 1,

  init(arena, problem) {
    if (problem.gated || problem.radius > 0)
      throw new RangeError(
        'the interior-point method solves standard programs, neither gated nor robust: use another solver',
      );
    const samples = unitSamples(arena, problem);
    const term = lossTerm(problem.loss);
    const y = Float64Array.from(samples.samples, (k) => problem.y[k]!);
    const terms: Terms = { term, y, beta: problem.beta };
    const targetSize = problem.loss.labels
      ? 1
      : y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const shape = [2 * samples.active.rows, samples.rows.rows, samples.rows.cols] as const;
    const point = zeroPoint(arena, ...shape, term);
    start(problem, samples, point, terms);
    const work = {
      problem,
      samples,
      terms,
      targetSize,
      newton: newtonWork(arena, samples, term.constant),
      affine: zeroStep(arena, ...shape, term),
      corrected: zeroStep(arena, ...shape, term),
    };
    return { work, state: { iteration: 0, point } };
  },

  step({ newton, terms, targetSize, affine, corrected }, { iteration, point }) {
    const { term, y, beta } = terms;
    const { norms, s, eta, loss } = point;
    const { slackTarget, normTarget, scaling, D, e } = newton;
    const gap = gapAlong(point, affine, terms, 0);
    const norm = norms.t.reduce((sum, t) => sum + t, 0);
    const tolerance = toleranceAt(gap / (beta * norm));
    const accuracy = { dual: tolerance * beta, outputs: tolerance * targetSize };

    prepare(newton, point);
    term.equation(loss, y, 0, undefined, D, e);
    toUnitRows(newton);
    factor(newton);
    for (let f = 0; f < s.data.length; f++) slackTarget.data[f] = -s.data[f]! * eta.data[f]!;
    affineNormTarget(norms, scaling, beta, normTarget);
    newtonStep(newton, point, affine, accuracy);
    term.complete(loss, y, 0, undefined, affine.loss);

    const reach = Math.min(1, longestStep(point, affine, terms));
    const left = gapAlong(point, affine, terms, reach) / gap;
    const mu = (centring(left) * gap) / pairsOf(point, terms);

    term.equation(loss, y, mu, affine.loss, D, e);
    toUnitRows(newton);
    for (let f = 0; f < s.data.length; f++)
      slackTarget.data[f]! += mu - affine.ds.data[f]! * affine.dEta.data[f]!;
    correctedNormTarget(norms, scaling, affine.norms, beta, mu, normTarget);
    newtonStep(newton, point, corrected, accuracy);
    term.complete(loss, y, mu, affine.loss, corrected.loss);

    const length = Math.min(1, damping(reach) * longestStep(point, corrected, terms));
    if (!Number.isFinite(gapAlong(point, corrected, terms, length)))
      throw new NotFiniteError('the step of the interior-point method is not finite', 0);
    advance(point, corrected, terms, length);
    return { iteration: iteration + 1, point };
  },

  /** The gap is that of the point as it is, with the best multiple of its q and eta. */
  monitor({ problem, samples, newton }, { iteration, point }) {
    const { y, loss, beta, X } = problem;
    const { norms, s, eta } = point;
    const { slackWork, right } = newton;
    images(samples, norms.u, slackWork, point.loss.z);
    let [missing, largest] = [0, 0];
    for (let f = 0; f < s.data.length; f++) {
      missing = Math.max(missing, Math.abs(slackWork.data[f]! - s.data[f]!));
      largest = Math.max(largest, s.data[f]!);
    }
    const z = toAllSamples(samples, point.loss.z, new Float64Array(X.rows));
    const objective = loss.value(z, y) + beta * rowNorms(norms.u);
    right.data.fill(0);
    addDual(samples, point.loss.q, eta, slackWork, right);
    const steepest = longestRow(right);
    const q = dualDirection(problem, samples, point);
    const scale = loss.dualScale(q, y, beta / steepest);
    const dual = -loss.conjugate(
      q.map((value) => scale * value),
      y,
    );
    return {
      iteration,
      objective,
      primalResidual: missing / largest,
      dualResidual: Math.max(0, steepest / beta - 1),
      gap: (objective - dual) / objective,
    };
  },

  candidate({ problem, samples }, { point }) {
    const { eta, norms } = point;
    const n = problem.X.rows;
    const multipliers = new Float64Array(eta.rows * n);
    for (let b = 0; b < eta.rows; b++)
      samples.samples.forEach((sample, k) => {
        multipliers[b * n + sample] = eta.data[b * eta.cols + k]! / samples.lengths[k]!;
      });
    return {
      blocks: fullBlocks(norms.u, samples.basis),
      q: dualDirection(problem, samples, point),
      eta: multipliers,
    };
  },
};

/** q of all samples: of a zero row the best one, the gradient at 0. */
function dualDirection({ X, y, loss }: Problem, samples: UnitSamples, { loss: { q } }: Point): Float64Array {
  const all = new Float64Array(X.rows);
  loss.gradient(all, y, all);
  return toAllSamples(samples, q, all);
}

function toAllSamples({ samples }: UnitSamples, values: Float64Array, all: Float64Array): Float64Array {
  samples.forEach((sample, k) => {
    all[sample] = values[k]!;
  });
  return all;
}

/** Copy of the blocks in all features. */
function fullBlocks(u: Matrix, basis: Matrix | undefined): Float64Array {
  if (basis === undefined) return u.data.slice();
  using scratch = new Arena();
  const blocks = zeros(scratch, u.rows, basis.cols);
  engine().gemm(1, false, u, false, basis, 0, blocks);
  return blocks.data.slice();
}
