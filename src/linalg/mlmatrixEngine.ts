// The reference engine: ml-matrix. Copies operands in and results out.
import { CholeskyDecomposition, Matrix as MlMatrix, solve } from 'ml-matrix';
import { checked, notFinite, notPositiveDefinite } from './checks.ts';
import type { Matrix } from './matrix.ts';

function copyIn({ rows, cols, data }: Matrix, trans = false): MlMatrix {
  const M = new MlMatrix(rows, cols);
  for (let i = 0, k = 0; i < rows; i++) for (let j = 0; j < cols; j++, k++) M.set(i, j, data[k]!);
  return trans ? M.transpose() : M;
}

/** out <- alpha M + beta out. */
function copyOut(M: MlMatrix, out: Float64Array, alpha = 1, beta = 0): void {
  for (let i = 0, k = 0; i < M.rows; i++)
    for (let j = 0; j < M.columns; j++, k++) out[k] = alpha * M.get(i, j) + (beta === 0 ? 0 : beta * out[k]!);
}

function lower(L: Matrix, trans = false): MlMatrix {
  const M = copyIn(L);
  for (let i = 0; i < L.rows; i++) for (let j = i + 1; j < L.cols; j++) M.set(i, j, 0);
  return trans ? M.transpose() : M;
}

export const mlmatrixEngine = checked({
  name: 'mlmatrix',

  gemm(alpha, transA, A, transB, B, beta, C) {
    copyOut(copyIn(A, transA).mmul(copyIn(B, transB)), C.data, alpha, beta);
  },

  syrk(alpha, trans, A, beta, C) {
    copyOut(copyIn(A, trans).mmul(copyIn(A, !trans)), C.data, alpha, beta);
    const n = C.rows;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) C.data[j * n + i] = C.data[i * n + j]!;
  },

  trsm(trans, L, B) {
    if (B.data.length > 0) copyOut(solve(lower(L, trans), copyIn(B)), B.data);
  },

  trsv(trans, L, x) {
    if (x.length > 0) copyOut(solve(lower(L, trans), MlMatrix.columnVector(x)), x);
  },

  cholesky(A) {
    const n = A.rows;
    const symmetric = lower(A);
    // ml-matrix says neither where it failed nor whether by NaN: factor up to the first row that is not finite.
    let finite = 0;
    while (finite < n && symmetric.getRow(finite).every(Number.isFinite)) finite++;
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) symmetric.set(i, j, symmetric.get(j, i));
    if (finite === 0 && n > 0) throw notFinite(A, 0);
    if (n === 0) return;
    const L = new CholeskyDecomposition(symmetric.subMatrix(0, finite - 1, 0, finite - 1))
      .lowerTriangularMatrix;
    const failed = L.diagonal().findIndex((pivot) => !(pivot > 0));
    if (failed >= 0) throw notPositiveDefinite(A, failed);
    if (finite < n) throw notFinite(A, finite);
    copyOut(L, A.data);
  },

  gemv(alpha, trans, A, x, beta, y) {
    copyOut(copyIn(A, trans).mmul(MlMatrix.columnVector(x)), y, alpha, beta);
  },
});
