// Gram-Schmidt against the first rows of a matrix, twice, so that the result is orthogonal to a few roundings
// (Giraud, Langou and Rozloznik 2005).
import { engine, type Matrix } from '../linalg/index.ts';

/**
 * Subtracts from `w` its part in the span of the first `count` rows of `basis`, which are orthonormal; returns the
 * length of what is left. `coefficients` is scratch of at least `count` doubles. Cost: 8 `count` w.length flops.
 */
export function orthogonalize(
  basis: Matrix,
  count: number,
  w: Float64Array,
  coefficients: Float64Array,
): number {
  const { gemv } = engine();
  const { cols, arena } = basis;
  const Q = { rows: count, cols, data: basis.data.subarray(0, count * cols), arena };
  const inner = coefficients.subarray(0, count);
  for (let pass = 0; pass < 2 && count > 0; pass++) {
    gemv(1, false, Q, w, 0, inner);
    gemv(-1, true, Q, inner, 1, w);
  }
  return Math.sqrt(w.reduce((sum, value) => sum + value * value, 0));
}
