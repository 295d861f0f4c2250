// Sums over features and samples for the verifier, in a fixed order and apart from the solvers' kernels.
import type { Matrix } from '../linalg/index.ts';

type Rows = Pick<Matrix, 'rows' | 'cols' | 'data'>;

/** sum over j of data[start + j] v_j. */
export function dotAt(data: Float64Array, start: number, v: Float64Array): number {
  let [a, b, c, e] = [0, 0, 0, 0];
  const whole = v.length - (v.length % 4);
  for (let j = 0; j < whole; j += 4) {
    const at = start + j;
    a += data[at]! * v[j]!;
    b += data[at + 1]! * v[j + 1]!;
    c += data[at + 2]! * v[j + 2]!;
    e += data[at + 3]! * v[j + 3]!;
  }
  for (let j = whole; j < v.length; j++) a += data[start + j]! * v[j]!;
  return a + b + (c + e);
}

export const dot = (a: Float64Array, b: Float64Array): number => dotAt(a, 0, b);
export const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

/** sum of |v_j| over the first `count` entries. */
export function absoluteSum(v: Float64Array, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += Math.abs(v[j]!);
  return sum;
}

/** a <- a + factor b. */
export function add(a: Float64Array, factor: number, b: Float64Array): void {
  for (let j = 0; j < a.length; j++) a[j]! += factor * b[j]!;
}

const LEAF = 32; // rows that are added one after the other

/**
 * sum over k of weights_k row_k, d, summed pairwise: off by at most `rowSumError` times sum |weights_k| ||row_k||.
 * Cost: 2 d flops per weight that is not 0.
 */
export function rowSum(X: Rows, weights: Float64Array, from = 0, to: number = X.rows): Float64Array {
  if (to - from > LEAF) {
    const middle = from + Math.floor((to - from) / 2);
    const sum = rowSum(X, weights, from, middle);
    add(sum, 1, rowSum(X, weights, middle, to));
    return sum;
  }
  const sum = new Float64Array(X.cols);
  for (let k = from; k < to; k++) {
    const weight = weights[k]!;
    if (weight === 0) continue;
    const start = k * X.cols;
    for (let j = 0; j < X.cols; j++) sum[j]! += weight * X.data[start + j]!;
  }
  return sum;
}

/** Relative error of `rowSum` over `rows` rows, with room for the rounding of the weights. */
export const rowSumError = (rows: number): number =>
  (LEAF + 8 + Math.ceil(Math.max(0, 32 - Math.clz32(rows)))) * Number.EPSILON;
