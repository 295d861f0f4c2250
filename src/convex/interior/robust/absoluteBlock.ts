// A block of variables x (d) with bounds a_j >= |x_j| of its first entries, and rows that pay for the bounds:
//   H = sum_k w_k (r_k, -eps 1)(r_k, -eps 1)' + sum_j ( up_j (-e_j, e_j)(-e_j, e_j)' + down_j (e_j, e_j)(e_j, e_j)' ).
// The bounds are eliminated; what is left on x is a sum of squares, so that nothing cancels.
import { engine, type Matrix, zeros } from '../../../linalg/index.ts';
import type { Arena } from '../../../wasm/arena.ts';

export interface AbsoluteBlock {
  readonly radius: number;
  /** Weighted rows, at most m x d, centred; scratch of the factors. */
  readonly rows: Matrix;
  /** (down - up) / (down + up), of each bound. */
  readonly tilt: Float64Array;
  /** down + up, of each bound. */
  readonly total: Float64Array;
  /** sum of w_k r_k, and eps^2 sum of w_k. */
  readonly pull: Float64Array;
  readonly cost: number;
  /** 1 + eps^2 sum w_k sum 1 / total_j. */
  readonly divisor: number;
}

export const absoluteBlock = (
  arena: Arena,
  m: number,
  d: number,
  width: number,
  radius: number,
): AbsoluteBlock => ({
  radius,
  rows: zeros(arena, m, d),
  tilt: new Float64Array(width),
  total: new Float64Array(width),
  pull: new Float64Array(d),
  cost: 0,
  divisor: 1,
});

/**
 * With rows factors_k x_k of the samples in `members`, weights of these rows, and `up` and `down` those of the bounds;
 * out <- what is left of H on x, lower triangle of d x d. Cost: m d^2 flops.
 */
export function eliminateBounds(
  block: AbsoluteBlock,
  X: Matrix,
  members: ArrayLike<number>,
  factors: Float64Array,
  weights: Float64Array,
  up: Float64Array,
  down: Float64Array,
  out: Matrix,
): AbsoluteBlock {
  const { rows, tilt, total, pull, radius } = block;
  const [m, d, width] = [members.length, X.cols, tilt.length];
  let [sum, ease] = [0, 0];
  pull.fill(0);
  for (let e = 0; e < m; e++) {
    const k = members[e]!;
    sum += weights[k]!;
    for (let j = 0; j < d; j++) pull[j]! += weights[k]! * factors[k]! * X.data[k * d + j]!;
  }
  for (let j = 0; j < width; j++) {
    total[j] = up[j]! + down[j]!;
    tilt[j] = (down[j]! - up[j]!) / total[j]!;
    ease += 1 / total[j]!;
  }
  const centre = sum > 0 && width > 0 ? pull.map((value) => value / sum) : new Float64Array(d);
  for (let e = 0; e < m; e++) {
    const k = members[e]!;
    const root = Math.sqrt(weights[k]!);
    for (let j = 0; j < d; j++) rows.data[e * d + j] = root * (factors[k]! * X.data[k * d + j]! - centre[j]!);
  }
  engine().syrk(1, true, { ...rows, rows: m, data: rows.data.subarray(0, m * d) }, 0, out);
  const cost = width > 0 ? radius * radius * sum : 0;
  const divisor = 1 + cost * ease;
  if (width > 0) {
    for (let j = 0; j < width; j++) centre[j]! += radius * tilt[j]!;
    const share = sum / divisor;
    for (let i = 0; i < d; i++)
      for (let j = 0; j <= i; j++) out.data[i * d + j]! += share * centre[i]! * centre[j]!;
    for (let j = 0; j < width; j++) out.data[j * (d + 1)]! += (4 * up[j]! * down[j]!) / total[j]!;
  }
  return { ...block, cost, divisor };
}

/** bounds <- H_aa^-1 bounds. */
function solveBounds({ total, cost, divisor }: AbsoluteBlock, bounds: Float64Array): void {
  let sum = 0;
  for (let j = 0; j < bounds.length; j++) {
    bounds[j]! /= total[j]!;
    sum += bounds[j]!;
  }
  const share = (cost * sum) / divisor;
  for (let j = 0; j < bounds.length; j++) bounds[j]! -= share / total[j]!;
}

/** x (its right side) <- that of the reduced equation; `bounds` (its own right side) stays. */
export function reduceRight(block: AbsoluteBlock, bounds: Float64Array, x: Float64Array): void {
  const { tilt, total, pull, radius } = block;
  const y = Float64Array.from(bounds);
  solveBounds(block, y);
  let sum = 0;
  for (let j = 0; j < y.length; j++) {
    sum += y[j]!;
    x[j]! -= tilt[j]! * total[j]! * y[j]!;
  }
  for (let j = 0; j < x.length; j++) x[j]! += radius * sum * pull[j]!;
}

/** bounds (their right side) <- the solution, from that of x. */
export function solveForBounds(block: AbsoluteBlock, x: Float64Array, bounds: Float64Array): void {
  const { tilt, total, pull, radius } = block;
  let along = 0;
  for (let j = 0; j < x.length; j++) along += pull[j]! * x[j]!;
  for (let j = 0; j < bounds.length; j++) bounds[j]! += radius * along - tilt[j]! * total[j]! * x[j]!;
  solveBounds(block, bounds);
}
