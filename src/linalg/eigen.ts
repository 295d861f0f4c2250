// Eigenvalues of small symmetric matrices, by ml-matrix (Householder tridiagonalisation, then implicit QL).
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { NotFiniteError, ShapeError } from './errors.ts';
import type { Matrix } from './matrix.ts';

export interface SymmetricEigen {
  /** Ascending, n. */
  readonly values: Float64Array;
  /** `vectors[j]` is the unit eigenvector of `values[j]`, n. */
  readonly vectors: readonly Float64Array[];
}

/**
 * All eigenvalues and eigenvectors of a symmetric n x n matrix; only its lower triangle is read. About 9 n^3 flops,
 * without SIMD: meant for n up to a few hundred. Errors: `ShapeError`, `NotFiniteError`.
 */
export function symmetricEigen(A: Matrix): SymmetricEigen {
  const n = A.rows;
  if (A.cols !== n)
    throw new ShapeError(`symmetricEigen: A is ${n} x ${A.cols}, a square matrix was expected`);
  if (n === 0) return { values: new Float64Array(0), vectors: [] };
  const M = new MlMatrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const entry = A.data[i * n + j]!;
      if (!Number.isFinite(entry))
        throw new NotFiniteError(
          `symmetricEigen: entry (${i}, ${j}) of the ${n} x ${n} matrix A is ${entry}`,
          i,
        );
      M.set(i, j, entry);
      M.set(j, i, entry);
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(M, { assumeSymmetric: true });
  return {
    values: Float64Array.from(realEigenvalues),
    vectors: Array.from({ length: n }, (_, j) => Float64Array.from(eigenvectorMatrix.getColumn(j))),
  };
}
