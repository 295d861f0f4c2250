// Plain dense matrices as rows, and the second-moment map of linearized SGD by listing all batches: nothing shared with src.
import { createProblem, type Model, type Problem, residuals } from '../../src/stability/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';
import { dot, eigenvalues } from './cases.ts';

export type Rows = number[][];

export const table = (n: number, entry: (i: number, j: number) => number): Rows =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => entry(i, j)));

export const times = (A: Rows, B: Rows): Rows =>
  A.map((row) => B[0]!.map((_, j) => row.reduce((sum, a, k) => sum + a * B[k]![j]!, 0)));

export const trace = (A: Rows): number => A.reduce((sum, row, i) => sum + row[i]!, 0);
export const frobenius = (A: Rows): number => Math.sqrt(A.flat().reduce((sum, a) => sum + a * a, 0));
export const outer = (g: readonly number[]): Rows => g.map((a) => g.map((b) => a * b));
export const mean = (list: readonly Rows[]): Rows =>
  table(list[0]!.length, (i, j) => list.reduce((sum, A) => sum + A[i]![j]! / list.length, 0));

/** A (x) A, on vec(Q) row by row: Q -> A Q A for symmetric A. */
export function kroneckerSquare(A: Rows): Rows {
  const p = A.length;
  return table(p * p, (r, c) => A[Math.floor(r / p)]![Math.floor(c / p)]! * A[r % p]![c % p]!);
}

/** All batches of B of 0..n-1: all sequences with replacement, all subsets without; equally likely. */
export function batches(n: number, B: number, replacement: boolean): number[][] {
  if (B === 0) return [[]];
  return batches(n, B - 1, replacement).flatMap((head) => {
    const first = replacement ? 0 : (head.at(-1) ?? -1) + 1;
    return Array.from({ length: n - first }, (_, k) => [...head, first + k]);
  });
}

/** E[(I - eta H_batch) (x) (I - eta H_batch)] for gradients g_i, p^2 x p^2. */
export function secondMomentMap(g: Rows, eta: number, B: number, replacement: boolean): Rows {
  const p = g[0]!.length;
  return mean(
    batches(g.length, B, replacement).map((batch) => {
      const H = mean(batch.map((i) => outer(g[i]!)));
      return kroneckerSquare(table(p, (a, b) => (a === b ? 1 : 0) - eta * H[a]![b]!));
    }),
  );
}

/** eta* = 2 / lambda_max(C^+ D), with E[H_batch (x) H_batch] in place of D. */
export function denseCriticalRate(g: Rows, B: number, replacement: boolean): number {
  const p = g[0]!.length;
  const H = mean(g.map(outer));
  const D = mean(
    batches(g.length, B, replacement).map((b) => kroneckerSquare(mean(b.map((i) => outer(g[i]!))))),
  );
  const C = table(p * p, (r, c) => {
    const [i, j, k, l] = [Math.floor(r / p), r % p, Math.floor(c / p), c % p];
    return ((j === l ? H[i]![k]! : 0) + (i === k ? H[j]![l]! : 0)) / 2;
  });
  const root = inverseRoot(C);
  return 2 / eigenvalues(times(times(root, D), root)).at(-1)!;
}

/** (C^+)^(1/2) through all eigenvectors. */
function inverseRoot(C: Rows): Rows {
  const { values, vectors } = symmetric(C);
  const largest = Math.max(...values);
  return table(C.length, (i, j) =>
    values.reduce(
      (sum, value, k) =>
        value > 1e-11 * largest ? sum + (vectors[i]![k]! * vectors[j]![k]!) / Math.sqrt(value) : sum,
      0,
    ),
  );
}

/** Eigenvalues and eigenvectors (columns) by Jacobi rotations. */
export function symmetric(S: Rows): { values: number[]; vectors: Rows } {
  const A = S.map((row) => [...row]);
  const n = A.length;
  const V = table(n, (i, j) => (i === j ? 1 : 0));
  for (let sweep = 0; sweep < 40; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const apq = A[p]![q]!;
        off += apq * apq;
        if (apq === 0) continue;
        const angle = 0.5 * Math.atan2(2 * apq, A[q]![q]! - A[p]![p]!);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) {
          const [x, y] = [A[k]![p]!, A[k]![q]!];
          [A[k]![p], A[k]![q]] = [c * x - s * y, s * x + c * y];
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [A[p]![k]!, A[q]![k]!];
          [A[p]![k], A[q]![k]] = [c * x - s * y, s * x + c * y];
          const [v, w] = [V[k]![p]!, V[k]![q]!];
          [V[k]![p], V[k]![q]] = [c * v - s * w, s * v + c * w];
        }
      }
    if (off < 1e-32 * frobenius(S) ** 2) break;
  }
  return { values: A.map((row, i) => row[i]!), vectors: V };
}

/** Two-layer ReLU network without bias, theta = [w_1 | ... | w_m | a]. */
export function tinyRelu(d: number, m: number): Model {
  const units = (theta: Float64Array, x: ArrayLike<number>) =>
    Array.from({ length: m }, (_, j) => dot(theta.slice(j * d, (j + 1) * d), x));
  const value = (theta: Float64Array, x: ArrayLike<number>) =>
    units(theta, x).reduce((sum, z, j) => sum + theta[m * d + j]! * Math.max(z, 0), 0);
  return {
    dimension: d,
    parameters: (d + 1) * m,
    value,
    gradient(theta, x, gradient) {
      units(theta, x).forEach((z, j) => {
        for (let k = 0; k < d; k++) gradient[j * d + k] = z > 0 ? theta[m * d + j]! * x[k]! : 0;
        gradient[m * d + j] = Math.max(z, 0);
      });
      return value(theta, x);
    },
    addHessian(theta, x, weight, hessian) {
      units(theta, x).forEach((z, j) => {
        if (z <= 0) return;
        for (let k = 0; k < d; k++) {
          hessian.data[(j * d + k) * hessian.cols + m * d + j]! += weight * x[k]!;
          hessian.data[(m * d + j) * hessian.cols + j * d + k]! += weight * x[k]!;
        }
      });
    },
  };
}

/** The problem with these targets moved so that theta interpolates. */
export function interpolating(
  { model, inputs, targets }: Problem,
  theta: Float64Array,
  arena: Arena,
): Problem {
  const e = residuals({ model, inputs, targets }, theta);
  return createProblem(
    model,
    inputs,
    targets.map((y, i) => y + e[i]!),
    arena,
  );
}
