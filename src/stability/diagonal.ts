// The diagonal linear network f(x; a, b) = <a * b, x> (fact sheet, section 4): theta = [a | b], p = 2d.
import { engine, type Matrix, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { diagonalLoops } from './diagonalLoops.ts';
import type { Model } from './model.ts';

function value(theta: Float64Array, x: Float64Array): number {
  const d = x.length;
  let f = 0;
  for (let j = 0; j < d; j++) f += theta[j]! * theta[d + j]! * x[j]!;
  return f;
}

export const diagonalNetwork = (dimension: number): Model => ({
  dimension,
  parameters: 2 * dimension,

  value,

  gradient(theta, x, gradient) {
    for (let j = 0; j < dimension; j++) {
      gradient[j] = theta[dimension + j]! * x[j]!;
      gradient[dimension + j] = theta[j]! * x[j]!;
    }
    return value(theta, x);
  },

  addHessian(_theta, x, weight, hessian) {
    for (let j = 0; j < dimension; j++) {
      hessian.data[j * hessian.cols + dimension + j]! += weight * x[j]!;
      hessian.data[(dimension + j) * hessian.cols + j]! += weight * x[j]!;
    }
  },

  /** <g_i, g_k> = sum_j (a_j^2 + b_j^2) x_ij x_kj: half the flops of J J'. */
  gram(theta, inputs, arena) {
    using scratch = new Arena();
    const K = zeros(arena, inputs.rows, inputs.rows);
    engine().syrk(1, false, scaledColumns(theta, inputs, scratch), 0, K);
    return K;
  },

  /** With s = X'e / n: v = [u | w] goes to [b y + s w | a y + s u], y = X'X (b u + a w) / n. 4 n d flops. */
  hessianProduct(theta, inputs, residuals, arena) {
    const { gemv } = engine();
    const [n, d] = [inputs.rows, dimension];
    const [s, y, along, t] = [arena.float64(d), arena.float64(d), arena.float64(d), arena.float64(n)];
    t.set(residuals);
    gemv(1 / n, true, inputs, t, 0, s);
    return (v, out) => {
      for (let j = 0; j < d; j++) along[j] = theta[d + j]! * v[j]! + theta[j]! * v[d + j]!;
      gemv(1, false, inputs, along, 0, t);
      gemv(1 / n, true, inputs, t, 0, y);
      for (let j = 0; j < d; j++) {
        out[j] = theta[d + j]! * y[j]! + s[j]! * v[d + j]!;
        out[d + j] = theta[j]! * y[j]! + s[j]! * v[j]!;
      }
    };
  },

  loops: diagonalLoops,
});

/** x_ij sqrt(a_j^2 + b_j^2). */
function scaledColumns(theta: Float64Array, inputs: Matrix, arena: Arena): Matrix {
  const d = inputs.cols;
  const scale = Float64Array.from({ length: d }, (_, j) =>
    Math.sqrt(theta[j]! * theta[j]! + theta[d + j]! * theta[d + j]!),
  );
  const scaled = zeros(arena, inputs.rows, d);
  for (let i = 0; i < inputs.rows; i++) {
    const [from, to] = [row(inputs, i), row(scaled, i)];
    for (let j = 0; j < d; j++) to[j] = scale[j]! * from[j]!;
  }
  return scaled;
}

/** beta = a * b, d: the linear function that the network is. */
export function effectiveWeights(theta: Float64Array): Float64Array {
  const d = theta.length / 2;
  return Float64Array.from({ length: d }, (_, j) => theta[j]! * theta[d + j]!);
}

/** ||beta||_1. */
export const l1Norm = (beta: Float64Array): number => beta.reduce((sum, value) => sum + Math.abs(value), 0);

/** r = (||a||^2 + ||b||^2) / (2 ||a * b||_1) >= 1, and 1 if |a_j| = |b_j| for all j. */
export const balanceRatio = (theta: Float64Array): number =>
  theta.reduce((sum, value) => sum + value * value, 0) / (2 * l1Norm(effectiveWeights(theta)));
