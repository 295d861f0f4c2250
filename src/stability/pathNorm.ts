// Norms of two-layer ReLU networks f(x) = sum_j a_j relu(w_j'x) without bias (fact sheet, section 3), for
// theta = [w_1 | ... | w_m | a], p = (d + 1) m.
import { ShapeError } from '../linalg/index.ts';

/** ||theta||_P = sum_j |a_j| ||w_j||. Errors: `ShapeError`. */
export const pathNorm = (theta: Float64Array, dimension: number): number =>
  sumOverNeurons(theta, dimension, (a, squares) => Math.abs(a) * Math.sqrt(squares));

/** ||theta||_{2,q} = sum_j (||w_j||^2 + q a_j^2): a sum of squares, without root. Errors: `ShapeError`. */
export const weightedNorm = (theta: Float64Array, dimension: number, q: number): number =>
  sumOverNeurons(theta, dimension, (a, squares) => squares + q * a * a);

/** Sum of term(a_j, ||w_j||^2). */
function sumOverNeurons(
  theta: Float64Array,
  dimension: number,
  term: (a: number, squares: number) => number,
): number {
  const width = theta.length / (dimension + 1);
  if (!(Number.isInteger(dimension) && dimension >= 1 && Number.isInteger(width)))
    throw new ShapeError(
      `theta has ${theta.length} entries, not (d + 1) m of a two-layer network with d = ${dimension} inputs`,
    );
  let sum = 0;
  for (let j = 0; j < width; j++) {
    let squares = 0;
    for (let k = j * dimension; k < (j + 1) * dimension; k++) squares += theta[k]! * theta[k]!;
    sum += term(theta[width * dimension + j]!, squares);
  }
  return sum;
}
