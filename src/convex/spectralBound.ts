// An upper bound of the largest singular value; iterative estimates come from below.
import type { Matrix } from '../linalg/index.ts';
import { dotAt } from './vectors.ts';

const SQUARINGS = 6;
const MOST = 512; // rows of the Gram matrix, whose squarings take m^3 flops each

/**
 * ||X||_2 from above, within a factor m^(1 / 256) for m = min(n, d) <= 512: with K the smaller one of X'X and XX', divided
 * by its Frobenius norm f_0, then squared and divided again, ||X||_2^2 <= f_0 f_1^(1/2) f_2^(1/4) ... The Frobenius norm
 * of X for larger m. Cost: n d m + 6 m^3 flops.
 */
export function spectralBound({ rows, cols, data: X }: Pick<Matrix, 'rows' | 'cols' | 'data'>): number {
  const m = Math.min(rows, cols);
  const largest = X.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  const data = X.map((value) => value / largest);
  const room = largest * (1 + 4 * (rows + cols) * m * Number.EPSILON);
  if (m > MOST) return Math.sqrt(dotAt(data, 0, data)) * room;
  let K = rows < cols ? gram(data, rows, cols) : gram(transposed(data, rows, cols), cols, rows);
  let bound = 1;
  for (let level = 0; level <= SQUARINGS; level++) {
    let root = Math.sqrt(dotAt(K, 0, K));
    for (let e = 0; e < K.length; e++) K[e]! /= root;
    for (let halving = 0; halving < level; halving++) root = Math.sqrt(root);
    bound *= root;
    if (level < SQUARINGS) K = gram(K, m, m);
  }
  return Math.sqrt(bound) * room;
}

/** A A' for A m x n, both row-major. */
function gram(A: Float64Array, m: number, n: number): Float64Array {
  const K = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const row = A.subarray(i * n, (i + 1) * n);
    for (let j = 0; j <= i; j++) K[i * m + j] = K[j * m + i] = dotAt(A, j * n, row);
  }
  return K;
}

function transposed(A: Float64Array, rows: number, cols: number): Float64Array {
  const T = new Float64Array(A.length);
  for (let k = 0; k < rows; k++) for (let j = 0; j < cols; j++) T[j * rows + k] = A[k * cols + j]!;
  return T;
}
