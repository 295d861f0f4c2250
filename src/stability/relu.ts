// The two-layer ReLU network f(x; W, a) = sum_j a_j relu(<w_j, x>) without biases (fact sheet, section 3).
// theta = [w_1 | ... | w_m | a], p = m (d + 1).
import { engine, fromRows, type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Model } from './model.ts';
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

  /** Z = X W', n x m. */
  function preActivations(theta: Float64Array, inputs: Matrix, arena: Arena): Matrix {
    using scratch = new Arena();
    const Z = zeros(arena, inputs.rows, m);
    const W = fromRows(scratch, { rows: m, cols: d, data: theta.subarray(0, m * d) });
    engine().gemm(1, false, inputs, true, W, 0, Z);
    return Z;
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
      const { rows, data } = preActivations(theta, inputs, scratch);
      const f = new Float64Array(rows);
      for (let i = 0, at = 0; i < rows; i++)
        for (let j = 0; j < m; j++, at++) f[i]! += theta[m * d + j]! * relu(data[at]!);
      return f;
    },

    /** <g_i, g_k> = sum_j relu(z_ij) relu(z_kj) + <x_i, x_k> sum_j a_j^2 1[z_ij > 0] 1[z_kj > 0]: n^2 (d + 2m) flops. */
    gram(theta, inputs, arena) {
      const n = inputs.rows;
      const K = zeros(arena, n, n);
      using scratch = new Arena();
      const Z = preActivations(theta, inputs, scratch);
      const slopes = zeros(scratch, n, m);
      for (let i = 0, at = 0; i < n; i++)
        for (let j = 0; j < m; j++, at++) {
          slopes.data[at] = Z.data[at]! > 0 ? theta[m * d + j]! : 0;
          Z.data[at] = relu(Z.data[at]!);
        }
      const [inner, shared] = [zeros(scratch, n, n), zeros(scratch, n, n)];
      engine().syrk(1, false, Z, 0, K);
      engine().syrk(1, false, inputs, 0, inner);
      engine().syrk(1, false, slopes, 0, shared);
      const [k, g, s] = [K.data, inner.data, shared.data];
      for (let at = 0; at < k.length; at++) k[at]! += g[at]! * s[at]!;
      return K;
    },

    loops: reluLoops,
  };
}

function checkSize(name: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new RangeError(`${name} is ${size}: an integer >= 1 was expected`);
}
