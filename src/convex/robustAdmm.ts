// Alternating directions for the robust programs of section 7 of the fact sheet, and the standard ones at radius 0, for all
// losses: over-relaxed, each kind of constraint with a penalty of its own, Anderson-accelerated. See `robustSplitting`.
import { type Matrix, row, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { type Anderson, accelerate, anderson, forget } from './robustAnderson.ts';
import { rowNorm, rowNorms, shrinkRows } from './operators.ts';
import type { Problem } from './problem.ts';
import { projectRobustCone } from './robustCone.ts';
import { expand, robustDual } from './robustDual.ts';
import { POLISHABLE, polish } from './robustPolish.ts';
import { robustProx } from './robustProx.ts';
import { adjoint, copyNames, type Each, forward, type Splitting, splittingOf, systemScales, views } from './robustSplitting.ts';
import { type Survivors, robustSurvivors } from './robustSurvivors.ts';
import { factorize, type RobustSystem, robustSystem, solveRobustSystem } from './robustSystem.ts';
import type { Candidate, IterationRow, Solver } from './solver.ts';

const EVERY = 20;
const RELAXATION = 1.8;
const MEMORY = 15; // iterates that the acceleration remembers
const PATIENCE = 1.5; // factor between iterations at which the penalties are looked at
const LARGEST = 10; // factor of a scale at once
const SMALLEST = 1.2; // factor of a scale that is worth new factors

/** One vector with views of it by kind of copy. */
type Copies = ReturnType<typeof views>;

export interface RobustAdmm {
  readonly splitting: Splitting;
  readonly survivors: Survivors;
  readonly system: RobustSystem;
  /** Scratch; between steps `images` holds the images of u and e, `residual` the last change of the point. */
  readonly images: Copies;
  readonly residual: Float64Array;
  readonly blockWork: Matrix;
  readonly groupWork: Float64Array;
}

export interface RobustAdmmState {
  readonly iteration: number;
  /** Square roots of the penalties. */
  readonly scale: Each<number>;
  /** Iteration from which on they are looked at next. */
  readonly next: number;
  /** 2P x d and G. */
  readonly u: Matrix;
  readonly e: Float64Array;
  /** Copy + scaled multiplier, the iterate of a fixed-point iteration; and its proximal point, the copy. */
  readonly point: Copies;
  readonly copy: Copies;
  readonly past: Anderson;
}

function init(arena: Arena, problem: Problem) {
  const { X, y, loss, beta, gated } = problem;
  if (gated)
    throw new RangeError(
      'the robust ADMM solves programs with the cone constraints, not gated ones: use another solver',
    );
  const survivors = robustSurvivors(arena, problem);
  const { active } = survivors;
  const splitting = splittingOf(arena, problem, active);
  const system = robustSystem(arena, X, active, splitting.groups, splitting.width);
  const copies = () => views(splitting, arena);
  const point = copies();
  const size = point.vector.length;
  const work: RobustAdmm = {
    splitting,
    survivors,
    system,
    images: copies(),
    residual: arena.float64(size),
    blockWork: zeros(arena, 2 * active.rows, X.cols),
    groupWork: arena.float64(splitting.roots.length),
  };
  const state: RobustAdmmState = {
    iteration: 0,
    scale: firstScale(problem),
    next: EVERY,
    u: zeros(arena, 2 * active.rows, X.cols),
    e: arena.float64(splitting.roots.length),
    point,
    copy: copies(),
    past: anderson(arena, MEMORY, size),
  };
  factorize(system, systemScales(splitting, state.scale));
  return { work, state };

  /** Penalties as multipliers over copies, of outputs of the size of the targets and blocks that make them. */
  function firstScale({ radius }: Problem): Each<number> {
    const slopes = new Float64Array(y.length);
    loss.gradient(slopes, y, slopes);
    const rms = (values: Float64Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length) || 1;
    const length = rms(Float64Array.from({ length: X.rows }, (_, k) => rowNorm(X, k)));
    const slope = rms(slopes);
    const block = Math.sqrt(beta * length);
    return {
      v: block,
      s: block,
      r: block,
      z: Math.sqrt(slope),
      l: Math.sqrt(slope),
      t: Math.sqrt(slope * length * (radius || 1)),
      m: Math.sqrt(slope),
    };
  }
}

/** One iteration. Cost: 8 n d P + 16 G d P + 10 d^2 P + 2 n^2 flops, 90 per entry of the copies for the acceleration. */
function step(work: RobustAdmm, state: RobustAdmmState): RobustAdmmState {
  const { splitting, system, images, residual } = work;
  const { scale, u, e, point, copy } = state;
  const size = residual.length;
  for (let i = 0; i < size; i++) images.vector[i] = 2 * copy.vector[i]! - point.vector[i]!;
  adjoint(splitting, scale, images.each, u, e);
  solveRobustSystem(system, u);
  const { counts } = splitting.groups;
  for (let g = 0; g < e.length; g++) e[g]! /= counts[g]! * (scale.l * scale.l + scale.m * scale.m);
  forward(splitting, scale, u, e, images.each);
  for (let i = 0; i < size; i++) residual[i] = RELAXATION * (images.vector[i]! - copy.vector[i]!);
  const past = accelerate(state.past, point.vector, residual);
  proximal(work, state);
  const moved = { ...state, iteration: state.iteration + 1, past };
  return moved.iteration < state.next ? moved : balance(work, moved);
}

/** copy <- the proximal point of `point`. */
function proximal({ splitting }: RobustAdmm, { scale, point, copy }: RobustAdmmState): void {
  const { problem, width } = splitting;
  const { y, loss, beta, radius } = problem;
  copy.vector.set(point.vector);
  const { v, s, r, z, l, t, m } = copy.each;
  shrinkRows(point.each.v, beta / scale.v, v);
  const reach = splitting.rows.map((length) => (width > 0 ? (radius * length * scale.s) / scale.r : 0));
  for (let b = 0; b < s.rows; b++) projectRobustCone(row(s, b), row(r, b), reach);
  const bound = Float64Array.of((radius * scale.m) / scale.t);
  for (let g = 0; g < m.data.length; g++) projectRobustCone(row(m, g), row(t, g), bound);
  for (let k = 0; k < z.data.length; k++) z.data[k]! /= scale.z;
  for (let k = 0; k < l.data.length; k++) l.data[k]! /= scale.l;
  const reaches = width > 0 ? l.data : new Float64Array(y.length);
  robustProx(loss, y, 1 / (scale.z * scale.z), width > 0 ? 1 / (scale.l * scale.l) : 0, z.data, reaches);
  for (let k = 0; k < z.data.length; k++) z.data[k]! *= scale.z;
  for (let k = 0; k < l.data.length; k++) l.data[k]! *= scale.l;
}

/** Scales at which each kind of copy is as long as its scaled multiplier, now and at ever longer intervals. */
function balance({ splitting, system }: RobustAdmm, state: RobustAdmmState): RobustAdmmState {
  const { point, copy } = state;
  const scale = { ...state.scale };
  const factors: { name: keyof Each<number>; factor: number }[] = copyNames.map((name) => {
    let [copies, duals] = [0, 0];
    const [p, c] = [point.each[name].data, copy.each[name].data];
    for (let i = 0; i < c.length; i++) {
      copies += c[i]! * c[i]!;
      duals += (p[i]! - c[i]!) * (p[i]! - c[i]!);
    }
    const ideal = Math.sqrt(Math.sqrt(duals / copies));
    const usable = ideal > 0 && ideal < Infinity;
    return { name, factor: usable ? Math.min(Math.max(ideal, 1 / LARGEST), LARGEST) : 1 };
  });
  const next = state.iteration * PATIENCE;
  if (factors.every(({ factor }) => factor < SMALLEST && factor > 1 / SMALLEST)) return { ...state, next };
  for (const { name, factor } of factors) {
    scale[name] *= factor;
    const [p, c] = [point.each[name].data, copy.each[name].data];
    for (let i = 0; i < c.length; i++) {
      const dual = (p[i]! - c[i]!) / factor;
      c[i]! *= factor;
      p[i] = c[i]! + dual;
    }
  }
  factorize(system, systemScales(splitting, scale));
  return { ...state, scale, next, past: forget(state.past) };
}

/** Residuals: of the copies relative to them, by kind; of the stationarity of blocks relative to beta. */
function monitor({ splitting, images, blockWork, groupWork }: RobustAdmm, state: RobustAdmmState): IterationRow {
  const { problem, groups, width } = splitting;
  const { y, loss, beta, radius } = problem;
  const { iteration, scale, u, e, point, copy } = state;
  forward(splitting, scale, u, e, images.each);
  let primalResidual = 0;
  for (const name of copyNames) {
    let [off, size] = [0, 0];
    const [image, c] = [images.each[name].data, copy.each[name].data];
    for (let i = 0; i < c.length; i++) {
      off += (image[i]! - c[i]!) * (image[i]! - c[i]!);
      size += c[i]! * c[i]!;
    }
    if (off > 0) primalResidual = Math.max(primalResidual, Math.sqrt(off / (size || off)));
  }
  const z = Float64Array.from(images.each.z.data, (value) => value / scale.z);
  const lengths = Float64Array.from(splitting.roots, (_, g) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += Math.abs(splitting.parts.data[g * u.cols + j]!);
    return radius * sum;
  });
  const reach = z.map((_, k) => lengths[groups.of[k]!]!);
  const objective = loss.robustValue(z, reach, y) + beta * rowNorms(u);
  for (let i = 0; i < point.vector.length; i++) images.vector[i] = point.vector[i]! - copy.vector[i]!;
  adjoint(splitting, scale, images.each, blockWork, groupWork);
  let dualResidual = 0;
  for (let b = 0; b < blockWork.rows; b++) dualResidual = Math.max(dualResidual, rowNorm(blockWork, b) / beta);
  return { iteration, objective, primalResidual, dualResidual, gap: Math.max(primalResidual, dualResidual) };
}

/** The dual point of a state, polished where its size allows; the images are overwritten. */
export function multipliers({ splitting, survivors, images }: RobustAdmm, { scale, point, copy }: RobustAdmmState) {
  for (let i = 0; i < point.vector.length; i++) images.vector[i] = point.vector[i]! - copy.vector[i]!;
  const dual = robustDual(splitting, scale, images.each);
  const { active, problem } = splitting;
  const polished = 2 * active.rows * problem.X.cols > POLISHABLE || process.env['NOPOLISH'] ? dual : polish(splitting, dual);
  return expand(splitting, survivors, polished);
}

function candidate(work: RobustAdmm, state: RobustAdmmState): Candidate {
  const { splitting, survivors } = work;
  const { patterns, X } = splitting.problem;
  const half = patterns.active.rows * X.cols;
  const blocks = new Float64Array(2 * half);
  const { v } = state.copy.each;
  survivors.kept.forEach((i, place) => {
    for (const side of [0, 1]) {
      const block = row(v, side * survivors.kept.length + place).map((value) => value / state.scale.v);
      blocks.set(block, side * half + i * X.cols);
    }
  });
  const { q, eta, shift } = multipliers(work, state);
  return { blocks, q, eta, shift };
}

/** ADMM for robust and standard programs of all losses, for the driver. */
export const robustAdmm: Solver<RobustAdmm, RobustAdmmState> = {
  name: 'robust ADMM',
  every: EVERY,
  init,
  step,
  monitor,
  candidate,
};
