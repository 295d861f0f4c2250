// Alternating directions for the robust programs of section 7 of the fact sheet, and the standard ones at radius 0, for all
// losses: over-relaxed, a penalty for each kind of constraint, Anderson-accelerated. See `robustSplitting`.
import { type Matrix, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { rowNorm, rowNorms, shrinkRows } from './operators.ts';
import type { Problem } from './problem.ts';
import { type Anderson, accelerate, anderson, forget } from './robustAnderson.ts';
import { projectRobustCone } from './robustCone.ts';
import { expand, robustDual } from './robustDual.ts';
import { balance, firstScale } from './robustPenalties.ts';
import { polish, polishable } from './robustPolish.ts';
import { robustProx } from './robustProx.ts';
import {
  adjoint,
  type Copies,
  copiesOf,
  copyNames,
  type Each,
  forward,
  reachesOf,
  type Splitting,
  splittingOf,
  systemScales,
} from './robustSplitting.ts';
import { robustSurvivors, type Survivors, scatter } from './robustSurvivors.ts';
import { factorize, type RobustSystem, robustSystem, solveRobustSystem } from './robustSystem.ts';
import type { Candidate, IterationRow, Solver } from './solver.ts';

const EVERY = 40;
const RELAXATION = 1.8;
const MEMORY = 15; // iterates that the acceleration remembers
const FIRST = 20; // iteration in which the penalties are looked at first
const LATER = 1.5; // and each time after so many times the iterations

export interface RobustAdmm {
  readonly splitting: Splitting;
  readonly survivors: Survivors;
  readonly system: RobustSystem;
  /** Scratch. */
  readonly images: Copies;
  readonly residual: Float64Array;
}

export interface RobustAdmmState {
  readonly iteration: number;
  /** Square roots of the penalties, and the iteration in which they are looked at next. */
  readonly scale: Each<number>;
  readonly next: number;
  /** 2P x d, and bounds of eps ||theta_g||_1, G. */
  readonly u: Matrix;
  readonly e: Float64Array;
  /** Copies + scaled multipliers, the iterate of a fixed-point iteration; and its proximal point, the copies. */
  readonly point: Copies;
  readonly copy: Copies;
  readonly past: Anderson;
}

/**
 * Starts at 0. Cost: `robustSurvivors` and the factors, `robustSystem`. Errors: `RangeError` for a gated program,
 * `OutOfMemoryError`.
 */
export function init(arena: Arena, problem: Problem) {
  if (problem.gated)
    throw new RangeError(
      'the robust ADMM solves programs with the cone constraints, not gated ones: use another solver',
    );
  const survivors = robustSurvivors(arena, problem);
  const splitting = splittingOf(arena, problem, survivors.active);
  const [P, G] = [survivors.active.rows, splitting.roots.length];
  const point = copiesOf(splitting, arena);
  const work: RobustAdmm = {
    splitting,
    survivors,
    system: robustSystem(arena, problem.X, survivors.active, splitting.groups, splitting.width),
    images: copiesOf(splitting, arena),
    residual: arena.float64(point.vector.length),
  };
  const state: RobustAdmmState = {
    iteration: 0,
    scale: firstScale(problem),
    next: FIRST,
    u: zeros(arena, 2 * P, problem.X.cols),
    e: arena.float64(G),
    point,
    copy: copiesOf(splitting, arena),
    past: anderson(arena, MEMORY, point.vector.length),
  };
  factorize(work.system, systemScales(splitting, state.scale));
  return { work, state };
}

/** One iteration. Cost: 8 n d P + 16 G d P + 10 d^2 P + 2 n^2 flops, and 90 per entry of the copies for the acceleration. */
export function step(work: RobustAdmm, state: RobustAdmmState): RobustAdmmState {
  const { splitting, system, images, residual } = work;
  const { scale, u, e, point, copy } = state;
  // u, e <- argmin ||image - copy + multiplier||^2
  for (let i = 0; i < residual.length; i++) images.vector[i] = 2 * copy.vector[i]! - point.vector[i]!;
  adjoint(splitting, scale, images.each, u, e);
  solveRobustSystem(system, u);
  const { counts } = splitting.groups;
  for (let g = 0; g < e.length; g++) e[g]! /= counts[g]! * (scale.l * scale.l + scale.m * scale.m);
  // point <- point + alpha (image - copy), accelerated
  forward(splitting, scale, u, e, images.each);
  for (let i = 0; i < residual.length; i++) residual[i] = RELAXATION * (images.vector[i]! - copy.vector[i]!);
  const past = accelerate(state.past, point.vector, residual);
  proximal(splitting, scale, point, copy);
  const after = { ...state, iteration: state.iteration + 1, past };
  if (after.iteration < state.next) return after;
  const next = after.iteration * LATER;
  const better = balance(firstScale(splitting.problem), scale, point.each, copy.each);
  if (better === undefined) return { ...after, next };
  factorize(system, systemScales(splitting, better));
  return { ...after, next, scale: better, past: forget(past) };
}

/** copy <- the proximal point of `point`. */
function proximal(
  { problem, width, rows }: Splitting,
  scale: Each<number>,
  point: Copies,
  copy: Copies,
): void {
  const { y, loss, beta, radius } = problem;
  const { v, s, r, z, l, t, m } = copy.each;
  copy.vector.set(point.vector);
  shrinkRows(point.each.v, beta / scale.v, v);
  const reach = rows.map((length) => (width > 0 ? (radius * length * scale.s) / scale.r : 0));
  for (let b = 0; b < s.rows; b++) projectRobustCone(row(s, b), row(r, b), reach);
  const bound = Float64Array.of((radius * scale.m) / scale.t);
  for (let g = 0; g < m.data.length; g++) projectRobustCone(row(m, g), row(t, g), bound);
  const outputs = z.data.map((value) => value / scale.z);
  const reaches = width > 0 ? l.data.map((value) => value / scale.l) : new Float64Array(y.length);
  robustProx(loss, y, 1 / (scale.z * scale.z), width > 0 ? 1 / (scale.l * scale.l) : 0, outputs, reaches);
  for (let k = 0; k < z.data.length; k++) z.data[k] = scale.z * outputs[k]!;
  for (let k = 0; k < l.data.length; k++) l.data[k] = scale.l * reaches[k]!;
}

/** Residuals: of the copies relative to them, the largest of a kind; of the stationarity of blocks relative to beta. */
function monitor({ splitting, images }: RobustAdmm, state: RobustAdmmState): IterationRow {
  const { y, loss, beta } = splitting.problem;
  const { iteration, scale, u, e, point, copy } = state;
  forward(splitting, scale, u, e, images.each);
  let primalResidual = 0;
  for (const name of copyNames) {
    const [image, c] = [images.each[name].data, copy.each[name].data];
    let [off, size] = [0, 0];
    for (let i = 0; i < c.length; i++) {
      off += (image[i]! - c[i]!) * (image[i]! - c[i]!);
      size += c[i]! * c[i]!;
    }
    if (off > 0) primalResidual = Math.max(primalResidual, Math.sqrt(off / (size || off)));
  }
  const z = images.each.z.data.map((value) => value / scale.z);
  const objective = loss.robustValue(z, reachesOf(splitting), y) + beta * rowNorms(u);
  for (let i = 0; i < point.vector.length; i++) images.vector[i] = point.vector[i]! - copy.vector[i]!;
  using scratch = new Arena();
  const descent = zeros(scratch, u.rows, u.cols);
  adjoint(splitting, scale, images.each, descent, new Float64Array(e.length));
  let dualResidual = 0;
  for (let b = 0; b < u.rows; b++) dualResidual = Math.max(dualResidual, rowNorm(descent, b) / beta);
  const gap = polishable(splitting) ? primalResidual : Math.max(primalResidual, dualResidual);
  return { iteration, objective, primalResidual, dualResidual, gap };
}

/** v, and the multipliers, polished where their number allows it, see `polish`. */
function candidate({ splitting, survivors, images }: RobustAdmm, state: RobustAdmmState): Candidate {
  const { scale, point, copy } = state;
  const P = splitting.problem.patterns.active.rows;
  const blocks = scatter(survivors, P, copy.each.v).map((value) => value / scale.v);
  for (let i = 0; i < point.vector.length; i++) images.vector[i] = point.vector[i]! - copy.vector[i]!;
  const dual = robustDual(splitting, scale, images.each);
  return { blocks, ...expand(splitting, survivors, polishable(splitting) ? polish(splitting, dual) : dual) };
}

/** ADMM for robust and standard programs of all losses. */
export const robustAdmm: Solver<RobustAdmm, RobustAdmmState> = {
  name: 'robust ADMM',
  every: EVERY,
  init,
  step,
  monitor,
  candidate,
};
