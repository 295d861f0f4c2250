// The u-step of the accelerated ADMM: (I + sigma^2 G'G + tau^2 F'F) u = r, where G_b' G_b = X'X in every block.
// With B = I + sigma^2 X'X and half = [D_1 X .. D_P X] the sums u_i + u_{P+i} have the matrix B, the differences
// blkdiag(B) + 2 tau^2 half' half. The penalty rho is in none of them.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Problem } from './problem.ts';

export interface Weights {
  /** Of the constraints sigma G u = sigma s; 0 without them. */
  readonly sigma: number;
  /** Of tau F u = tau z. */
  readonly tau: number;
}

export interface UStep {
  readonly name: 'n x n' | 'dP x dP' | 'conjugate gradients';
  /**
   * R (2P x d) <- u for the right side R. An iterative method ends once the error of (u, sigma G u, tau F u) is about
   * `error`; a direct one does not look at it.
   */
  readonly solve: (R: Matrix, error: number) => void;
}

/** L of B = I + sigma^2 X'X = L L', d x d. Cost: n d^2 + d^3 / 3 flops. */
export function factorOfB(arena: Arena, X: Matrix, sigma: number): Matrix {
  const B = zeros(arena, X.cols, X.cols);
  for (let j = 0; j < X.cols; j++) B.data[j * X.cols + j] = 1;
  const { syrk, cholesky } = engine();
  syrk(sigma * sigma, true, X, 1, B);
  cholesky(B);
  return B;
}

/** (I + sigma^2 X'X)^-1, d x d: applied in every step, to rows, at the speed of a product. Cost: n d^2 + 2 d^3 flops. */
export function inverseOfB(arena: Arena, X: Matrix, sigma: number): Matrix {
  using scratch = new Arena();
  const { trsm } = engine();
  const L = factorOfB(scratch, X, sigma);
  const inverse = zeros(arena, X.cols, X.cols);
  for (let j = 0; j < X.cols; j++) inverse.data[j * X.cols + j] = 1;
  trsm(false, L, inverse);
  trsm(true, L, inverse);
  return inverse;
}

/** A matrix that is the first or the last `rows` rows of another. */
export const rowsOf = (A: Matrix, first: number, rows: number): Matrix => ({
  ...A,
  rows,
  data: A.data.subarray(first * A.cols, (first + rows) * A.cols),
});

/** q <- sum over i of D_i X a_i from the preactivations of the P rows a_i. */
export function sumActive(active: Matrix, Y: Matrix, q: Float64Array): void {
  q.fill(0);
  for (let i = 0, e = 0; i < active.rows; i++)
    for (let k = 0; k < active.cols; k++, e++) q[k]! += active.data[e]! * Y.data[e]!;
}

/** Row i of Y <- D_i q. */
export function spreadActive(active: Matrix, q: Float64Array, Y: Matrix): void {
  for (let i = 0, e = 0; i < active.rows; i++)
    for (let k = 0; k < active.cols; k++, e++) Y.data[e] = active.data[e]! * q[k]!;
}

/**
 * By an n x n matrix (Woodbury's formula), with K = X B^-1 X' and .* entry by entry: T = B^-1 r,
 * q = (tau^-2 I + 2 K .* sum D_i D_i')^-1 F T, u = T - B^-1 F' q. Cost: n^3 / 3 + 2 n^2 (d + P) flops and 2 n^2 doubles
 * before; 8 n d P + 4 d^2 P + 2 n^2 a solve.
 */
export function sampleSystem(arena: Arena, { X, patterns: { active } }: Problem, weights: Weights): UStep {
  const { sigma, tau } = weights;
  const { gemm, syrk, cholesky, trsv } = engine();
  const [P, n, d] = [active.rows, X.rows, X.cols];
  const inverse = inverseOfB(arena, X, sigma);
  const M = zeros(arena, n, n);
  {
    using scratch = new Arena();
    const XB = zeros(scratch, n, d);
    gemm(1, false, X, false, inverse, 0, XB);
    gemm(1, false, XB, true, X, 0, M);
    const overlap = zeros(scratch, n, n); // number of patterns in which both samples are active
    syrk(1, true, active, 0, overlap);
    for (let e = 0; e < M.data.length; e++) M.data[e]! *= 2 * overlap.data[e]!;
  }
  for (let k = 0; k < n; k++) M.data[k * n + k]! += 1 / (tau * tau);
  cholesky(M);
  const T = zeros(arena, 2 * P, d);
  const difference = zeros(arena, P, d);
  const sides = zeros(arena, P, n);
  const q = arena.float64(n);
  return {
    name: 'n x n',
    solve(R) {
      gemm(1, false, R, false, inverse, 0, T);
      const half = P * d;
      for (let e = 0; e < half; e++) difference.data[e] = T.data[e]! - T.data[half + e]!;
      gemm(1, false, difference, true, X, 0, sides);
      sumActive(active, sides, q);
      trsv(false, M, q);
      trsv(true, M, q);
      spreadActive(active, q, sides);
      gemm(1, false, sides, false, X, 0, difference);
      const correction = rowsOf(R, 0, P);
      gemm(1, false, difference, false, inverse, 0, correction);
      for (let e = 0; e < half; e++) {
        const moved = correction.data[e]!;
        R.data[e] = T.data[e]! - moved;
        R.data[half + e] = T.data[half + e]! + moved;
      }
    },
  };
}

const CHUNK = 1024; // samples at a time in `half' half`

/** blkdiag(B) + 2 tau^2 half' half = L L' itself, dP x dP. Cost: n (dP)^2 + (dP)^3 / 3 flops before, 2 (dP)^2 + 2 d^2 P a solve. */
export function blockSystem(arena: Arena, { X, patterns: { active } }: Problem, weights: Weights): UStep {
  const { sigma, tau } = weights;
  const { gemm, syrk, cholesky, trsv } = engine();
  const [P, n, d] = [active.rows, X.rows, X.cols];
  const inverse = inverseOfB(arena, X, sigma);
  const A = zeros(arena, P * d, P * d);
  {
    using scratch = new Arena();
    const chunk = zeros(scratch, Math.min(CHUNK, n), P * d);
    for (let first = 0; first < n; first += CHUNK) {
      const rows = Math.min(CHUNK, n - first);
      for (let k = 0, e = 0; k < rows; k++)
        for (let i = 0; i < P; i++)
          for (let j = 0; j < d; j++, e++)
            chunk.data[e] = active.data[i * n + first + k]! * X.data[(first + k) * d + j]!;
      syrk(2 * tau * tau, true, rowsOf(chunk, 0, rows), 1, A);
    }
    const B = zeros(scratch, d, d);
    syrk(sigma * sigma, true, X, 0, B);
    for (let j = 0; j < d; j++) B.data[j * d + j]! += 1;
    for (let b = 0; b < P * d; b += d)
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) A.data[(b + i) * A.cols + b + j]! += B.data[i * d + j]!;
  }
  cholesky(A);
  const sum = zeros(arena, P, d);
  const half = P * d;
  return {
    name: 'dP x dP',
    solve(R) {
      const [difference, shared] = [rowsOf(R, 0, P), rowsOf(R, P, P)];
      for (let e = 0; e < half; e++) {
        sum.data[e] = R.data[e]! + R.data[half + e]!;
        difference.data[e]! -= R.data[half + e]!;
      }
      gemm(1, false, sum, false, inverse, 0, shared);
      trsv(false, A, difference.data);
      trsv(true, A, difference.data);
      for (let e = 0; e < half; e++) {
        const [a, c] = [difference.data[e]!, shared.data[e]!];
        R.data[e] = (c + a) / 2;
        R.data[half + e] = (c - a) / 2;
      }
    },
  };
}
