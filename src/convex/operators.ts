// The maps F and G of the splitting (fact sheet, section 5.1) on the preactivations X u_b, and the two proximal steps.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

/** Y <- U X': row b is X u_b. U 2P x d, Y 2P x n. */
export const preactivations = (X: Matrix, U: Matrix, Y: Matrix): void =>
  engine().gemm(1, false, U, true, X, 0, Y);

/** z <- F u = sum over i of D_i (X u_i - X u_{P+i}), n, from the preactivations Y (2P x n). */
export function outputs(active: Matrix, Y: Matrix, z: Float64Array): void {
  const half = active.data.length;
  z.fill(0);
  for (let i = 0, e = 0; i < active.rows; i++)
    for (let k = 0; k < active.cols; k++, e++) z[k]! += active.data[e]! * (Y.data[e]! - Y.data[half + e]!);
}

/** Y <- G u: rows (2 D_b - I) X u_b from the preactivations, in place. Its own inverse. */
export function orient(active: Matrix, Y: Matrix): void {
  const half = active.data.length;
  for (let e = 0; e < half; e++) {
    const sign = 2 * active.data[e]! - 1;
    Y.data[e]! *= sign;
    Y.data[half + e]! *= sign;
  }
}

/** C <- C + G' s + F' q, 2P x d. s (2P x n) is overwritten. */
export function addAdjoint(X: Matrix, active: Matrix, s: Matrix, q: Float64Array, C: Matrix): void {
  const half = active.data.length;
  orient(active, s);
  for (let i = 0, e = 0; i < active.rows; i++)
    for (let k = 0; k < active.cols; k++, e++) {
      const weight = active.data[e]! * q[k]!;
      s.data[e]! += weight;
      s.data[half + e]! -= weight;
    }
  engine().gemm(1, false, s, false, X, 1, C);
}

/** V <- argmin of threshold * sum ||v_b|| + (1/2) ||V - T||^2: each row of T shortened by `threshold`, to 0 if it is shorter. */
export function shrinkRows(T: Matrix, threshold: number, V: Matrix): void {
  for (let b = 0; b < T.rows; b++) {
    const length = rowNorm(T, b);
    const factor = length > threshold ? 1 - threshold / length : 0;
    for (let e = b * T.cols; e < (b + 1) * T.cols; e++) V.data[e] = factor * T.data[e]!;
  }
}

/** sum over b of ||u_b||. */
export function rowNorms(U: Matrix): number {
  let sum = 0;
  for (let b = 0; b < U.rows; b++) sum += rowNorm(U, b);
  return sum;
}

/** ||u_b||. */
export function rowNorm(U: Matrix, b: number): number {
  let squares = 0;
  for (let e = b * U.cols; e < (b + 1) * U.cols; e++) squares += U.data[e]! * U.data[e]!;
  return Math.sqrt(squares);
}

/** F' F, 2dP x 2dP, symmetric. Cost: n (dP)^2 flops, n d P doubles while it runs. */
export function gramOfF(arena: Arena, X: Matrix, active: Matrix): Matrix {
  using scratch = new Arena();
  const half = active.rows * X.cols;
  const F = zeros(scratch, X.rows, half); // [D_1 X .. D_P X]
  for (let k = 0, e = 0; k < X.rows; k++)
    for (let i = 0; i < active.rows; i++)
      for (let j = 0; j < X.cols; j++, e++)
        F.data[e] = active.data[i * X.rows + k]! * X.data[k * X.cols + j]!;
  const quarter = zeros(scratch, half, half);
  engine().syrk(1, true, F, 0, quarter);
  const gram = zeros(arena, 2 * half, 2 * half);
  for (let row = 0, e = 0; row < 2 * half; row++)
    for (let col = 0; col < 2 * half; col++, e++) {
      const entry = quarter.data[(row % half) * half + (col % half)]!;
      gram.data[e] = row < half === col < half ? entry : -entry;
    }
  return gram;
}
