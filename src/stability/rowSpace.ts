// Coordinates in which G is diagonal, on the space that the gradients span: with K = J J' = U diag(lambda) U' the
// eigenvectors of G are the columns of V = J' U diag(lambda)^(-1/2), its eigenvalues lambda / n, and V' g_i is row i of
// R = U diag(lambda)^(1/2).
import { type Matrix, symmetricEigen, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';

export interface RowSpace {
  /** R, n x r: row i holds the coordinates of g_i. R'R / n = diag(h). */
  readonly gradients: Matrix;
  /** h: nonzero eigenvalues of G, descending, r. */
  readonly eigenvalues: Float64Array;
}

/** Eigenvalues of K up to this part of the largest count as 0: rounding leaves about n times 1e-16 of it. */
export const RANK_TOLERANCE = 1e-12;

/** Cost: about 9 n^3 flops without SIMD. Errors: `ShapeError`, `NotFiniteError`, `RangeError` if K is 0. */
export function rowSpace(K: Matrix, arena: Arena): RowSpace {
  const n = K.rows;
  const { values, vectors } = symmetricEigen(K);
  const largest = values.at(-1)!;
  if (!(largest > 0))
    throw new RangeError(
      `all ${n} gradients are 0 at this theta: there is no curvature, so no rate is too large`,
    );
  const order = Array.from(values.keys()).filter((a) => values[a]! > RANK_TOLERANCE * largest);
  order.reverse();
  const gradients = zeros(arena, n, order.length);
  order.forEach((a, column) => {
    const length = Math.sqrt(values[a]!);
    for (let i = 0; i < n; i++) gradients.data[i * order.length + column] = length * vectors[a]![i]!;
  });
  return { gradients, eigenvalues: Float64Array.from(order, (a) => values[a]! / n) };
}
