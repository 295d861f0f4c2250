// Sharpness of G = J'J / n, exactly, through the n x n Gram matrix K = J J' (fact sheet, sections 1 and 2.3).
import type { Matrix } from '../linalg/index.ts';
import { symmetricEigenvalues } from './eigenvalues.ts';

export interface Curvature {
  /** Tr(G). */
  readonly trace: number;
  /** ||G||_F. */
  readonly frobenius: number;
  /** lambda_max(G). */
  readonly top: number;
  /** sum ||g_i||^4 / sum ||g_i||^2 >= Tr(G): the sharper necessary condition of SGD's stability is q4 <= 2/eta. */
  readonly q4: number;
}

/** Sharpness from K. Cost: that of `symmetricEigenvalues`. Errors: `ShapeError`, `NotFiniteError`. */
export function curvature(K: Matrix): Curvature {
  const eigenvalues = symmetricEigenvalues(K);
  const n = K.rows;
  let [squaredNorms, fourthPowers, squares] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const squaredNorm = K.data[i * n + i]!; // ||g_i||^2
    squaredNorms += squaredNorm;
    fourthPowers += squaredNorm * squaredNorm;
  }
  for (const entry of K.data) squares += entry * entry;
  return {
    trace: squaredNorms / n,
    frobenius: Math.sqrt(squares) / n,
    top: eigenvalues.at(-1)! / n,
    q4: fourthPowers / squaredNorms,
  };
}
