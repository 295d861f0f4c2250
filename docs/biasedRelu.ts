// Example of a model in one file (see add-a-model.md): a two-layer ReLU network with biases,
// f(x; W, b, a) = sum_j a_j relu(<w_j, x> + b_j), theta = [w_1 | ... | w_m | b | a], p = m (d + 2).
import type { Model } from '../src/stability/index.ts'; // outside this checkout: from 'assay/stability'

export function biasedRelu(dimension: number, width: number): Model {
  const [d, m] = [dimension, width];
  const [bias, outer] = [m * d, m * d + m]; // where b and a begin in theta

  /** <w_j, x> + b_j. */
  function preActivation(theta: Float64Array, x: Float64Array, j: number): number {
    let z = theta[bias + j]!;
    for (let k = 0; k < d; k++) z += theta[j * d + k]! * x[k]!;
    return z;
  }

  return {
    dimension: d,
    parameters: m * (d + 2),

    value(theta, x) {
      let f = 0;
      for (let j = 0; j < m; j++) f += theta[outer + j]! * Math.max(0, preActivation(theta, x, j));
      return f;
    },

    gradient(theta, x, gradient) {
      let f = 0;
      for (let j = 0; j < m; j++) {
        const z = preActivation(theta, x, j);
        const a = theta[outer + j]!;
        const slope = z > 0 ? a : 0; // df/dz_j
        for (let k = 0; k < d; k++) gradient[j * d + k] = slope * x[k]!;
        gradient[bias + j] = slope;
        gradient[outer + j] = Math.max(0, z);
        f += a * Math.max(0, z);
      }
      return f;
    },

    // f is linear in each of (w_j, b_j) and a_j, so only they meet: d2f / da_j dw_j = x and d2f / da_j db_j = 1 where z_j > 0.
    addHessian(theta, x, weight, { cols, data }) {
      for (let j = 0; j < m; j++) {
        if (!(preActivation(theta, x, j) > 0)) continue;
        const add = (inner: number, value: number) => {
          data[inner * cols + outer + j]! += weight * value;
          data[(outer + j) * cols + inner]! += weight * value;
        };
        for (let k = 0; k < d; k++) add(j * d + k, x[k]!);
        add(bias + j, 1);
      }
    },
  };
}
