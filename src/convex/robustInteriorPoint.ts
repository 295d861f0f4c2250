// Primal-dual interior-point method for the robust programs (fact sheet, section 7), as `interior.ts` for the standard ones:
// Mehrotra's predictor and corrector with Nesterov and Todd's scaling of the norm terms. The l_1 norms of a robust program
// become bounds of |u_b| and |theta_g|, which the Newton equations eliminate (`AbsoluteBlock`). Where ADMM creeps along the
// flat parts of a piecewise linear program, this takes its 10 to 40 iterations.
import { NotFiniteError } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { affineNormTarget, correctedNormTarget } from './interior/normCones.ts';
import { largest, newtonStep, prepare, type RobustNewton, robustNewton } from './interior/robust/newton.ts';
import { coimage, constraintsOf, image } from './interior/robust/pairs.ts';
import {
  advance,
  countPairs,
  gapAlong,
  longestStep,
  type RobustPoint,
  type RobustStep,
  startingPoint,
  zeroStep,
} from './interior/robust/point.ts';
import { robustNewtonSystem } from './interior/robust/system.ts';
import { robustTerm } from './interior/robust/term.ts';
import { centring, damping, move, toleranceAt } from './interior/stepRules.ts';
import { rowNorms } from './operators.ts';
import { expand, type RobustDual, share, sumOf } from './robustDual.ts';
import { reachesOf, type Splitting, splittingOf } from './robustSplitting.ts';
import { robustSurvivors, type Survivors, scatter } from './robustSurvivors.ts';
import type { Solver } from './solver.ts';

export interface RobustInteriorPoint {
  readonly splitting: Splitting;
  readonly survivors: Survivors;
  readonly newton: RobustNewton;
  readonly affine: RobustStep;
  readonly corrected: RobustStep;
}

export interface RobustInteriorPointState {
  readonly iteration: number;
  readonly point: RobustPoint;
}

/**
 * For robust and standard programs of every loss. An iteration costs (2Pd)^3 / 3 + 2 n d^2 P + G P^2 d^2 / 2 flops, G being the
 * groups of samples that the patterns tell apart. Memory: (2Pd)^2 doubles and some 15 P (n + 4 d).
 */
export const robustInteriorPoint: Solver<RobustInteriorPoint, RobustInteriorPointState> = {
  name: 'robust interior point',
  every: 1,

  init(arena, problem) {
    if (problem.gated)
      throw new RangeError(
        'the robust interior-point method solves programs with the cone constraints, not gated ones: use another solver',
      );
    const survivors = robustSurvivors(arena, problem);
    const splitting = splittingOf(arena, problem, survivors.active);
    const constraints = constraintsOf(arena, splitting);
    const work = {
      splitting,
      survivors,
      newton: robustNewton(arena, constraints),
      affine: zeroStep(arena, splitting, 'affine'),
      corrected: zeroStep(arena, splitting, 'corrected'),
    };
    const point = startingPoint(arena, constraints, robustTerm(problem.loss, problem.y));
    return { work, state: { iteration: 0, point } };
  },

  step({ splitting, newton, affine, corrected }, { iteration, point }) {
    const { beta } = splitting.problem;
    const { norms, term } = point;
    const { equation, scaling, target, weights, z, l } = newton;
    const gap = gapAlong(point, affine, beta, 0);
    const tolerance = toleranceAt(gap / (beta * norms.t.reduce((sum, t) => sum + t, 0))) * beta;
    prepare(newton, point);
    using arena = new Arena();
    term.equation(z, l, 0, 'affine', equation);
    const system = robustNewtonSystem(arena, splitting, scaling, weights, equation);
    affineNormTarget(norms, scaling, beta, target);
    newtonStep(newton, point, system, { mu: 0, tolerance }, affine);

    const reach = Math.min(1, longestStep(point, affine, beta));
    const mu = (centring(gapAlong(point, affine, beta, reach) / gap) * gap) / countPairs(point);
    term.equation(z, l, mu, 'corrected', equation);
    correctedNormTarget(norms, scaling, affine.norms, beta, mu, target);
    newtonStep(newton, point, system, { mu, affine, tolerance }, corrected);

    const length = Math.min(1, damping(reach) * longestStep(point, corrected, beta));
    if (!Number.isFinite(gapAlong(point, corrected, beta, length)))
      throw new NotFiniteError('the step of the robust interior-point method is not finite', 0);
    advance(point, corrected, beta, length);
    return { iteration: iteration + 1, point };
  },

  /** The gap is the sum over all pairs, and what the slacks miss at the price of their multipliers. */
  monitor({ splitting, newton, affine }, { iteration, point }) {
    const { y, loss, beta } = splitting.problem;
    const { constraints, missing, right, z, l } = newton;
    const { x, s, lambda, norms, term } = point;
    image(constraints, x, missing, z, l);
    const objective = loss.robustValue(z, reachesOf(splitting), y) + beta * rowNorms(x.u);
    move(missing.all, s.all, -1);
    let [off, most, price] = [0, 0, 0];
    for (let e = 0; e < s.all.length; e++) {
      const short = Math.abs(missing.all[e]!);
      off = Math.max(off, short);
      most = Math.max(most, s.all[e]!);
      price += lambda.all[e]! * short;
    }
    coimage(constraints, lambda, term.q, term.pressure, right);
    move(right.u.data, norms.p.data, -1);
    const dualResidual = largest(right) / beta;
    return {
      iteration,
      objective,
      primalResidual: off === 0 ? 0 : off / most,
      dualResidual,
      gap: Math.max((gapAlong(point, affine, beta, 0) + price) / objective, dualResidual),
    };
  },

  candidate({ splitting, survivors }, { point }) {
    return {
      blocks: scatter(survivors, splitting.problem.patterns.active.rows, point.x.u),
      ...expand(splitting, survivors, dualOf(splitting, point)),
    };
  },
};

/** From the multipliers: those of a bound's two sides differ by what it passes on, and their sum is what is paid for it. */
function dualOf({ problem, groups, rows, width }: Splitting, { lambda, term }: RobustPoint): RobustDual {
  const { radius } = problem;
  const n = rows.length;
  const q = Float64Array.from(term.q);
  const pressure = term.pressure.map((value, k) => Math.max(value, Math.abs(q[k]!)));
  const paid = new Float64Array(groups.counts.length);
  for (let k = 0; k < n; k++) paid[groups.of[k]!]! += radius * pressure[k]!;
  const eta = lambda.cone.map((value, e) => rows[e % n]! * value);
  const { above, below, up, down } = lambda;
  return {
    q,
    pressure,
    sigma: above.map((value, e) => share(value - below[e]!, paid[Math.floor(e / width)]!)),
    eta,
    zeta: up.map((value, e) => share(value - down[e]!, radius * sumOf(eta, Math.floor(e / width) * n, n))),
  };
}
