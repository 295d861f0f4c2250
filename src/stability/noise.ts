// Covariance of SGD's gradient noise and its alignment with G (fact sheet, sections 1 and 2.4).
import { engine, type Matrix, row, ShapeError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

/**
 * Sigma = (1/n) sum e_i^2 g_i g_i' - grad L grad L', p x p, for J with rows g_i (n x p) and residuals e: the covariance of
 * the gradient of one sample. That of a batch is `noiseShare` times it. n p^2 flops, for small p. Errors: `ShapeError`.
 */
export function noiseCovariance(J: Matrix, e: Float64Array, arena: Arena): Matrix {
  const { rows: n, cols: p } = J;
  checkResiduals(`J is ${n} x ${p}`, n, e);
  using scratch = new Arena();
  const centered = zeros(scratch, n, p); // rows e_i g_i - grad L
  const mean = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    const g = row(J, i);
    for (let k = 0; k < p; k++) mean[k]! += (e[i]! * g[k]!) / n;
  }
  for (let i = 0; i < n; i++) {
    const [g, c] = [row(J, i), row(centered, i)];
    for (let k = 0; k < p; k++) c[k] = e[i]! * g[k]! - mean[k]!;
  }
  const sigma = zeros(arena, p, p);
  engine().syrk(1 / n, true, centered, 0, sigma);
  return sigma;
}

/**
 * Gram matrix (n x n) of the rows e_i g_i - grad L, from K = J J' and the residuals: over n it has the nonzero eigenvalues of
 * Sigma, so `spectrum`, `sharpness` and `curvature` of it are those of Sigma. O(n^2). Errors: `ShapeError`.
 */
export function noiseGram(K: Matrix, e: Float64Array, arena: Arena): Matrix {
  const n = K.rows;
  checkGram(K, e);
  const centered = zeros(arena, n, n);
  const means = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const entry = e[i]! * e[k]! * K.data[i * n + k]!;
      centered.data[i * n + k] = entry;
      means[i]! += entry / n;
    }
  const mean = means.reduce((sum, value) => sum + value, 0) / n; // ||grad L||^2
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) centered.data[i * n + k]! -= means[i]! + means[k]! - mean;
  return centered;
}

/**
 * mu = Tr(Sigma G) / (2 L ||G||_F^2), from K = J J' and the residuals: about 1 where the noise has the size of the loss and
 * the shape of G. NaN where all residuals or all gradients are 0. O(n^2). Errors: `ShapeError`.
 */
export function alignment(K: Matrix, e: Float64Array): number {
  const n = K.rows;
  checkGram(K, e);
  let [noise, squares, loss] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    let [along, weighted] = [0, 0]; // n g_i' G g_i, g_i' sum e_k g_k
    for (let k = 0; k < n; k++) {
      const entry = K.data[i * n + k]!;
      along += entry * entry;
      weighted += e[k]! * entry;
    }
    squares += along;
    loss += e[i]! * e[i]!;
    noise += e[i]! * e[i]! * along - (weighted * weighted) / n;
  }
  // Tr(Sigma G) = noise / n^2, 2 L = loss / n, ||G||_F^2 = squares / n^2
  return noise / ((loss / n) * squares);
}

function checkGram(K: Matrix, e: Float64Array): void {
  if (K.rows !== K.cols) throw new ShapeError(`K is ${K.rows} x ${K.cols}, a square matrix was expected`);
  checkResiduals(`K is ${K.rows} x ${K.cols}`, K.rows, e);
}

function checkResiduals(given: string, n: number, e: Float64Array): void {
  if (e.length !== n)
    throw new ShapeError(`${given} but there are ${e.length} residuals: one per row was expected`);
}
