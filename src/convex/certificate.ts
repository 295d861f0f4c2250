// Bounds on the optimal value that hold whatever produced the point: an objective after repair, and a dual value.
//   dual:  max over q of -l*(q)  subject to  min over eta >= 0 of ||F_b' q - G_b' eta|| <= beta  for every block b
// (fact sheet, section 2, with the cone of each pattern written out). Nothing here is shared with the solvers.
import { ShapeError } from '../linalg/index.ts';
import { type Cone, coneOf, interiorPoint } from './cone.ts';
import { nonNegativeLeastSquares, norm } from './nnls.ts';
import type { Problem } from './problem.ts';
import type { Candidate } from './solver.ts';

export interface Certificate {
  /** Objective of `blocks`, which satisfy all constraints: the optimal value is not above it. */
  readonly primal: number;
  /** The optimal value is not below it. */
  readonly dual: number;
  /** (primal - dual) / primal; 0 where both are 0. */
  readonly relativeGap: number;
  /** Whose optimum the dual bounds: that over the given patterns, or, if they are all, that over all networks. */
  readonly scope: 'patterns' | 'global';
  /** The point after repair, 2P x d row-major. */
  readonly blocks: Float64Array;
  /** Largest violation of a constraint before repair, for unit rows of X. */
  readonly violation: number;
  /** Dual point: q (n) and the multipliers eta (2P x n row-major) of the constraints G u >= 0. */
  readonly q: Float64Array;
  readonly eta: Float64Array;
}

/**
 * Certificate of `blocks` (2P x d row-major, as in `Problem`) and the dual direction `q` (n), any numbers: bad ones give
 * wide bounds. Each block is moved along the interior direction of its cone until it lies inside (set to zero where
 * there is none); each cone gets the best eta for q, and q the best scale. Rounding in the evaluation is estimated to
 * first order and widens both bounds. Cost: about 4P non-negative least-squares problems of n rows. Errors: `ShapeError`.
 */
export function certify(problem: Problem, { blocks, q }: Candidate): Certificate {
  const [P, n, d] = [problem.patterns.active.rows, problem.X.rows, problem.X.cols];
  if (blocks.length !== 2 * P * d)
    throw new ShapeError(`${blocks.length} numbers are not 2P = ${2 * P} blocks of d = ${d} entries`);
  if (q.length !== n) throw new ShapeError(`q has ${q.length} entries but there are ${n} samples`);
  const cones = Array.from({ length: P }, (_, i) => coneOf(problem, i));
  const repaired = repair(problem, cones, blocks);
  const primal = upperBound(problem, repaired.blocks);
  const bound = lowerBound(problem, cones, usable(q));
  const gap = primal - bound.dual;
  return {
    ...bound,
    ...repaired,
    primal,
    relativeGap: gap === 0 ? 0 : gap / primal,
    scope: problem.patterns.complete ? 'global' : 'patterns',
  };
}

/** A copy of the direction; zero, whose bound is 0, if it is not finite. */
function usable(q: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(q);
  return copy.every(Number.isFinite) ? copy : copy.fill(0);
}

/** Relative rounding error of a sum over samples, features and blocks, with room for the last few operations. */
const rounding = ({ X, patterns }: Problem): number =>
  (X.rows + X.cols + 2 * patterns.active.rows + 8) * Number.EPSILON;

function repair(problem: Problem, cones: readonly Cone[], source: ArrayLike<number>) {
  const d = problem.X.cols;
  const blocks = Float64Array.from(source);
  const interior = new Map<Cone, Float64Array | undefined>();
  let violation = 0;
  for (let b = 0; b < 2 * cones.length; b++) {
    const u = blocks.subarray(b * d, (b + 1) * d);
    if (u.every((value) => value === 0)) continue;
    const cone = cones[b % cones.length]!;
    let missing = shortfall(cone, u);
    violation = Math.max(violation, missing.violation);
    if (missing.step > 0 && !interior.has(cone)) interior.set(cone, interiorPoint(cone, d));
    const inward = interior.get(cone);
    // The rounding of a long step may need a second one.
    for (let round = 0; missing.step > 0 && inward && round < 3; round++) {
      for (let j = 0; j < d; j++) u[j]! += missing.step * inward[j]!;
      missing = shortfall(cone, u);
    }
    if (!(missing.step <= 0)) u.fill(0);
  }
  return { blocks, violation };
}

/** How far u is outside the cone, and the step along its interior direction that puts it inside in spite of rounding. */
function shortfall({ rows }: Cone, u: Float64Array) {
  let violation = 0;
  let step = 0;
  for (const row of rows) {
    let side = 0;
    let size = 0;
    for (let j = 0; j < u.length; j++) {
      side += row[j]! * u[j]!;
      size += Math.abs(row[j]! * u[j]!);
    }
    if (!(side >= 0)) violation = Math.max(violation, -side);
    const margin = (u.length + 2) * Number.EPSILON * size;
    if (!(side >= margin)) step = Math.max(step, 2 * margin - side);
  }
  return { violation, step };
}

function upperBound(problem: Problem, blocks: Float64Array): number {
  const { X, y, loss, beta, patterns } = problem;
  const z = new Float64Array(X.rows);
  const size = new Float64Array(X.rows);
  let norms = 0;
  for (let b = 0; b < 2 * patterns.active.rows; b++) {
    const i = b % patterns.active.rows;
    const sign = b < patterns.active.rows ? 1 : -1;
    const u = blocks.subarray(b * X.cols, (b + 1) * X.cols);
    norms += norm(u);
    for (let k = 0; k < X.rows; k++) {
      if (patterns.active.data[i * X.rows + k] === 0) continue;
      for (let j = 0; j < X.cols; j++) {
        const term = X.data[k * X.cols + j]! * u[j]!;
        z[k]! += sign * term;
        size[k]! += Math.abs(term);
      }
    }
  }
  const value = loss.value(z, y) + beta * norms;
  const slope = new Float64Array(X.rows);
  loss.gradient(z, y, slope);
  const sensitivity = slope.reduce((sum, g, k) => sum + Math.abs(g) * size[k]!, value);
  return value + rounding(problem) * sensitivity;
}

function lowerBound(problem: Problem, cones: readonly Cone[], direction: Float64Array) {
  const { X, y, loss, beta, patterns } = problem;
  const unit = rounding(problem);
  const eta = new Float64Array(2 * cones.length * X.rows);
  let steepest = 0;
  for (let b = 0; b < 2 * cones.length; b++) {
    const i = b % cones.length;
    const cone = cones[i]!;
    const g = new Float64Array(X.cols);
    let size = 0;
    for (let k = 0; k < X.rows; k++) {
      if (patterns.active.data[i * X.rows + k] === 0) continue;
      for (let j = 0; j < X.cols; j++) {
        const term = X.data[k * X.cols + j]! * direction[k]!;
        g[j]! += b < cones.length ? term : -term;
        size += Math.abs(term);
      }
    }
    const best = nonNegativeLeastSquares(cone.rows, g);
    // Any eta >= 0 gives a bound, so the bound does not rest on the least squares: it is evaluated for this eta.
    best.eta.forEach((weight, row) => {
      if (weight === 0) return;
      const unitRow = cone.rows[row]!;
      for (let j = 0; j < X.cols; j++) {
        g[j]! -= weight * unitRow[j]!;
        size += Math.abs(weight * unitRow[j]!);
      }
      eta[b * X.rows + cone.samples[row]!] = weight / cone.lengths[row]!;
    });
    steepest = Math.max(steepest, norm(g) + unit * size);
  }
  const c = loss.dualScale(direction, y, beta / steepest);
  const q = direction.map((value) => c * value);
  const value = -loss.conjugate(q, y);
  const terms = q.reduce((sum, entry, k) => sum + Math.abs(entry) * (Math.abs(y[k]!) + Math.abs(entry)), 0);
  const dual = Math.max(0, value - unit * (Math.abs(value) + terms));
  return { dual, q, eta: eta.map((weight) => c * weight) };
}
