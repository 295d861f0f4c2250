// An optional engine: OpenBLAS on one thread. Its last bits depend on the CPU, so recorded results never come from it.
import { checked, notFinite, notPositiveDefinite } from './checks.ts';
import type { Engine } from './engine.ts';
import { kernels } from './kernels.ts';
import { loadOpenBlas } from './openblas.ts';

// CBLAS's and LAPACK's enumerations.
const ROW_MAJOR = 101;
const NO_TRANS = 111;
const TRANS = 112;
const LOWER = 122;
const NON_UNIT = 131;
const LEFT = 141;

const op = (trans: boolean): number => (trans ? TRANS : NO_TRANS);
/** Leading dimension: BLAS wants at least 1. */
const ld = ({ cols }: { readonly cols: number }): number => Math.max(1, cols);

/** Loads the library. Errors: `EngineUnavailableError`. */
export function openblasEngine(): Engine {
  const blas = loadOpenBlas();
  return checked({
    name: 'openblas',

    gemm(alpha, transA, A, transB, B, beta, C) {
      const k = transA ? A.rows : A.cols;
      blas.dgemm(
        ...[ROW_MAJOR, op(transA), op(transB), C.rows, C.cols, k],
        ...[alpha, A.data, ld(A), B.data, ld(B), beta, C.data, ld(C)],
      );
    },

    syrk(alpha, trans, A, beta, C) {
      const [n, k] = trans ? [A.cols, A.rows] : [A.rows, A.cols];
      blas.dsyrk(ROW_MAJOR, LOWER, op(trans), n, k, alpha, A.data, ld(A), beta, C.data, ld(C));
      kernels.mirror(n, C.data.byteOffset, 8 * n);
    },

    trsm(trans, L, B) {
      blas.dtrsm(
        ...[ROW_MAJOR, LEFT, LOWER, op(trans), NON_UNIT, B.rows, B.cols],
        ...[1, L.data, ld(L), B.data, ld(B)],
      );
    },

    trsv(trans, L, x) {
      blas.dtrsv(ROW_MAJOR, LOWER, op(trans), NON_UNIT, L.rows, L.data, ld(L), x, 1);
    },

    cholesky(A) {
      const n = A.rows;
      const info = blas.integer(0);
      // Column-major LAPACK sees the transposed matrix, so our lower triangle is its upper one.
      blas.dpotrf('U', blas.integer(n), A.data, blas.integer(ld(A)), info, 1);
      const failed = Number(info[0]) - 1;
      // OpenBLAS lets NaN and infinity pass: they stand on the diagonal.
      for (let i = 0; i < (failed < 0 ? n : failed + 1); i++)
        if (!Number.isFinite(A.data[i * n + i])) throw notFinite(A, i);
      if (failed >= 0) throw notPositiveDefinite(A, failed);
      kernels.clearUpper(n, A.data.byteOffset, 8 * n);
    },

    gemv(alpha, trans, A, x, beta, y) {
      // OpenBLAS leaves y alone where A is empty, and may keep its NaN where beta is 0.
      if (beta === 0) y.fill(0);
      else if (x.length === 0) for (let i = 0; i < y.length; i++) y[i]! *= beta;
      blas.dgemv(ROW_MAJOR, op(trans), A.rows, A.cols, alpha, A.data, ld(A), x, 1, beta, y, 1);
    },
  });
}
