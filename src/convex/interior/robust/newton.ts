// A step of the robust interior-point method for given targets: with A the constraints and rest = target / s - W (A x - s),
//   ds = A dx + (A x - s),  dLambda = rest - W A dx,  W = lambda / s,
// and the losses and norms likewise linear in dx, the stationarity of u, a and t after a whole step is what is solved for and
// what a refinement corrects.

import { zeros } from '../../../linalg/index.ts';
import type { Arena } from '../../../wasm/arena.ts';
import { addNormSteps, type NormScaling, type NormTarget, normScaling, scaleNorms } from '../normCones.ts';
import { longestRow } from '../residuals.ts';
import { move } from '../stepRules.ts';
import {
  type Constraints,
  coimage,
  image,
  type Pairs,
  pairsOf,
  type Variables,
  variablesOf,
} from './pairs.ts';
import type { RobustPoint, RobustStep } from './point.ts';
import { type RobustNewtonSystem, solveRobustNewton } from './system.ts';
import { type RobustEquation, robustEquation } from './term.ts';

const ROUNDS = 4; // of a refined solve, at most

export interface RobustNewton {
  readonly constraints: Constraints;
  readonly scaling: NormScaling;
  readonly target: NormTarget;
  readonly equation: RobustEquation;
  /** Of the point: A x - s, lambda / s, and z and l (n each). */
  readonly missing: Pairs;
  readonly weights: Pairs;
  readonly z: Float64Array;
  readonly l: Float64Array;
  /** Scratch. */
  readonly rest: Pairs;
  readonly multipliers: Pairs;
  readonly right: Variables;
  readonly dz: Float64Array;
  readonly dl: Float64Array;
  readonly q: Float64Array;
  readonly pressure: Float64Array;
}

export function robustNewton(arena: Arena, constraints: Constraints): RobustNewton {
  const { splitting } = constraints;
  const { X } = splitting.problem;
  const blocks = 2 * splitting.active.rows;
  const samples = () => new Float64Array(X.rows);
  return {
    constraints,
    scaling: normScaling(arena, blocks, X.cols),
    target: { k: zeros(arena, blocks, X.cols), c: new Float64Array(blocks) },
    equation: robustEquation(X.rows),
    missing: pairsOf(splitting),
    weights: pairsOf(splitting),
    z: samples(),
    l: samples(),
    rest: pairsOf(splitting),
    multipliers: pairsOf(splitting),
    right: variablesOf(arena, splitting),
    dz: samples(),
    dl: samples(),
    q: samples(),
    pressure: samples(),
  };
}

/** What the point misses, weights and scaling. Cost: one `image`. */
export function prepare(work: RobustNewton, { x, s, lambda, norms }: RobustPoint): void {
  const { constraints, missing, weights, scaling, z, l } = work;
  image(constraints, x, missing, z, l);
  move(missing.all, s.all, -1);
  for (let e = 0; e < s.all.length; e++) weights.all[e] = lambda.all[e]! / s.all[e]!;
  scaleNorms(norms, scaling);
}

/**
 * step <- that towards mu with the second-order terms of `affine`, refined until its equations miss at most `tolerance`. The
 * targets of norms and losses are those in `work`. Cost: up to five of `solveRobustNewton`, `image` and `coimage`.
 */
export function newtonStep(
  work: RobustNewton,
  { s, lambda, norms, term }: RobustPoint,
  system: RobustNewtonSystem,
  {
    mu,
    affine,
    tolerance,
  }: { readonly mu: number; readonly affine?: RobustStep; readonly tolerance: number },
  step: RobustStep,
): void {
  const { constraints, target, scaling, missing, weights, rest, multipliers, right } = work;
  const { dz, dl, q, pressure, equation } = work;
  const { x, ds, dLambda } = step;
  const { sigma, omega, kappa, toQ, toP } = equation;
  for (let e = 0; e < s.all.length; e++) {
    const second = affine ? affine.ds.all[e]! * affine.dLambda.all[e]! : 0;
    const product = mu - s.all[e]! * lambda.all[e]! - second;
    rest.all[e] = product / s.all[e]! - weights.all[e]! * missing.all[e]!;
  }
  for (const part of [x.u, x.a, x.t]) part.data.fill(0);
  step.norms.dt.set(target.c);
  for (let e = 0; e < target.k.data.length; e++) step.norms.dp.data[e] = -target.k.data[e]!;
  for (let round = 0; ; round++) {
    image(constraints, x, ds, dz, dl);
    for (let k = 0; k < dz.length; k++) {
      const along = omega[k]! * (sigma[k]! * dz[k]! - dl[k]!);
      q[k] = toQ[k]! + kappa[k]! * dz[k]! + sigma[k]! * along;
      pressure[k] = toP[k]! - along;
    }
    for (let e = 0; e < ds.all.length; e++) {
      dLambda.all[e] = rest.all[e]! - weights.all[e]! * ds.all[e]!;
      multipliers.all[e] = lambda.all[e]! + dLambda.all[e]!;
      ds.all[e]! += missing.all[e]!;
    }
    coimage(constraints, multipliers, q, pressure, right);
    move(right.u.data, norms.p.data, -1);
    move(right.u.data, step.norms.dp.data, -1);
    if (round > 0 && (round === ROUNDS || largest(right) <= tolerance)) break;
    solveRobustNewton(system, right);
    for (const name of ['u', 'a', 't'] as const) move(x[name].data, right[name].data, 1);
    addNormSteps(scaling, right.u, step.norms);
  }
  term.complete(dz, dl, mu, step.which);
}

/** The largest ||.|| of a block, or entry of a bound. */
export function largest({ u, a, t }: Variables): number {
  let most = longestRow(u);
  for (const value of a.data) most = Math.max(most, Math.abs(value));
  for (const value of t.data) most = Math.max(most, Math.abs(value));
  return most;
}
