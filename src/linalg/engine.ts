// The one interface under all solvers: level-2 and level-3 BLAS and Cholesky on row-major matrices.
import type { Matrix } from './matrix.ts';

export type EngineName = 'wasm' | 'mlmatrix' | 'openblas';

/**
 * Named as in BLAS and LAPACK. Vectors lie on the kernels' memory, as matrices do. Outputs must not overlap inputs.
 * Every function checks shapes and overlap (`ShapeError`) and that operands are alive (`ReleasedError`).
 */
export interface Engine {
  readonly name: EngineName;
  /**
   * C <- alpha op(A) op(B) + beta C, m x n with k terms per entry; beta = 0 overwrites C. op transposes where the flag
   * before the matrix is set. 2 m n k flops.
   */
  gemm(alpha: number, transA: boolean, A: Matrix, transB: boolean, B: Matrix, beta: number, C: Matrix): void;
  /** C <- alpha op(A) op(A)' + beta C for a symmetric C, n x n with k terms per entry; writes both triangles. n^2 k flops. */
  syrk(alpha: number, trans: boolean, A: Matrix, beta: number, C: Matrix): void;
  /**
   * B <- op(L)^-1 B for L lower triangular n x n (its strict upper triangle is not used), B n x k. n^2 k flops.
   * Errors: `NotFiniteError` if a diagonal entry is zero or not finite.
   */
  trsm(trans: boolean, L: Matrix, B: Matrix): void;
  /** x <- op(L)^-1 x. n^2 flops. Errors: as `trsm`. */
  trsv(trans: boolean, L: Matrix, x: Float64Array): void;
  /**
   * A <- L with A = L L'; reads the lower triangle, zeroes the strict upper one. n^3 / 3 flops.
   * Errors: `NotPositiveDefiniteError`, `NotFiniteError`; A is then partly overwritten.
   */
  cholesky(A: Matrix): void;
  /** y <- alpha op(A) x + beta y for A m x n; beta = 0 overwrites y. 2 m n flops. */
  gemv(alpha: number, trans: boolean, A: Matrix, x: Float64Array, beta: number, y: Float64Array): void;
}
