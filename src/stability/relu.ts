// The two-layer ReLU network f(x; W, a) = sum_j a_j relu(<w_j, x>) without biases (fact sheet, section 3).
// theta = [w_1 | ... | w_m | a], p = m (d + 1).
import { engine, fromRows, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Model } from './model.ts';
import { reluGram } from './reluGram.ts';
import { reluHessian } from './reluHessian.ts';
import { reluLoops } from './reluLoops.ts';

/** NaN stays NaN: a broken weight is to be seen in the loss. */
const relu = (z: number): number => (z < 0 ? 0 : z);

/**
 * m = `width` neurons on inputs of length d = `dimension`. Derivatives are those of relu'(z) = 1 for z > 0, else 0; second
 * derivatives are exact wherever no <w_j, x> is zero. Errors: `RangeError`.
 */
export function twoLayerRelu(dimension: number, width: number): Model {
  checkSize('dimension', dimension);
  checkSize('width', width);
  const [d, m] = [dimension, width];

  /** <w_j, x>. */
  function preActivation(theta: Float64Array, x: Float64Array, j: number): number {
    let z = 0;
    for (let k = 0, at = j * d; k < d; k++, at++) z += theta[at]! * x[k]!;
    return z;
  }

  return {
    dimension,
    parameters: m * (d + 1),

    value(theta, x) {
      let f = 0;
      for (let j = 0; j < m; j++) f += theta[m * d + j]! * relu(preActivation(theta, x, j));
      return f;
    },

    gradient(theta, x, gradient) {
      let f = 0;
      for (let j = 0; j < m; j++) {
        const a = theta[m * d + j]!;
        const z = preActivation(theta, x, j);
        f += a * relu(z);
        gradient[m * d + j] = relu(z);
        const slope = z > 0 ? a : 0;
        for (let k = 0; k < d; k++) gradient[j * d + k] = slope * x[k]!;
      }
      return f;
    },

    /** Only a_j and w_j of the same neuron meet: 1[<w_j, x> > 0] x. */
    addHessian(theta, x, weight, { cols, data }) {
      for (let j = 0; j < m; j++) {
        if (!(preActivation(theta, x, j) > 0)) continue;
        const a = m * d + j;
        for (let k = 0; k < d; k++) {
          const w = j * d + k;
          data[w * cols + a]! += weight * x[k]!;
          data[a * cols + w]! += weight * x[k]!;
        }
      }
    },

    /** 2ndm flops. */
    outputs(theta, inputs) {
      using scratch = new Arena();
      const n = inputs.rows;
      const Z = zeros(scratch, n, m); // <w_j, x_i>
      const W = fromRows(scratch, { rows: m, cols: d, data: theta.subarray(0, m * d) });
      engine().gemm(1, false, inputs, true, W, 0, Z);
      const f = new Float64Array(n);
      for (let i = 0, at = 0; i < n; i++)
        for (let j = 0; j < m; j++, at++) f[i]! += theta[m * d + j]! * relu(Z.data[at]!);
      return f;
    },

    /** n^2 (d + 2m) flops. */
    gram: (theta, inputs, arena) => reluGram(theta, inputs, m, arena),

    /** 4 n m d flops a product. */
    hessianProduct: (theta, inputs, residuals, arena) => reluHessian(theta, inputs, residuals, m, arena),

    loops: reluLoops,
  };
}

function checkSize(name: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new RangeError(`${name} is ${size}: an integer >= 1 was expected`);
}
