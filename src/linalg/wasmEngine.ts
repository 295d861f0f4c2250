// The default engine: AssemblyScript kernels with fixed-width SIMD. The same bits on every CPU.
import { checked, notFinite, notPositiveDefinite } from './checks.ts';
import { kernels } from './kernels.ts';

export const wasmEngine = checked({
  name: 'wasm',

  gemm(alpha, transA, A, transB, B, beta, C) {
    const [lda, ldb, ldc] = [8 * A.cols, 8 * B.cols, 8 * C.cols];
    const [rsa, csa] = transA ? [8, lda] : [lda, 8];
    const [rsb, csb] = transB ? [8, ldb] : [ldb, 8];
    const k = transA ? A.rows : A.cols;
    const [a, b, c] = [A.data.byteOffset, B.data.byteOffset, C.data.byteOffset];
    kernels.gemm(C.rows, C.cols, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, false);
  },

  syrk(alpha, trans, A, beta, C) {
    const n = C.rows;
    const lda = 8 * A.cols;
    const [rs, cs] = trans ? [8, lda] : [lda, 8];
    const k = trans ? A.rows : A.cols;
    const [a, c] = [A.data.byteOffset, C.data.byteOffset];
    kernels.gemm(n, n, k, alpha, a, rs, cs, a, cs, rs, beta, c, 8 * n, true);
    kernels.mirror(n, c, 8 * n);
  },

  trsm(trans, L, B) {
    const { rows: n, cols: k } = B;
    const [l, b] = [L.data.byteOffset, B.data.byteOffset];
    if (!trans) return kernels.trsm(n, k, l, 8 * n, 8, b, 8 * k, 8);
    // Rows and columns counted from the last, L' is lower triangular.
    kernels.trsm(n, k, l + 8 * (n * n - 1), -8, -8 * n, b + 8 * (n - 1) * k, -8 * k, 8);
  },

  trsv(trans, L, x) {
    const solve = trans ? kernels.trsvTransposed : kernels.trsv;
    solve(L.rows, L.data.byteOffset, 8 * L.cols, x.byteOffset);
  },

  cholesky(A) {
    const n = A.rows;
    const failed = kernels.cholesky(n, A.data.byteOffset, 8 * n);
    if (failed >= 0)
      throw Number.isFinite(A.data[failed * n + failed])
        ? notPositiveDefinite(A, failed)
        : notFinite(A, failed);
    kernels.clearUpper(n, A.data.byteOffset, 8 * n);
  },

  gemv(alpha, trans, A, x, beta, y) {
    const multiply = trans ? kernels.gemvTransposed : kernels.gemv;
    const { rows, cols, data } = A;
    multiply(rows, cols, alpha, data.byteOffset, 8 * cols, x.byteOffset, beta, y.byteOffset);
  },
});
