// Learning rates up to which the stability conditions of the literature hold (fact sheet, sections 2.2 to 2.4).
import { engine, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { curvature } from './curvature.ts';
import { gram } from './derivatives.ts';
import { symmetricEigenvalues } from './eigenvalues.ts';
import { type Problem, residuals } from './model.ts';
import { alignment } from './noise.ts';
import { type RowSpace, rowSpace } from './rowSpace.ts';
import { noiseShare, type Sampling } from './sampling.ts';

/** Bounds on the learning rate at a minimum that interpolates, where H = G. The exact one is `criticalRate`. */
export interface StabilityBounds {
  /** 2 / lambda_max(H): necessary; sufficient too for GD. */
  readonly gd: number;
  /** 2 / Tr(H): necessary for batch 1 (Wu and Su 2023). */
  readonly trace: number;
  /** 2 / q4, at most 2 / Tr(H): necessary for batch 1. */
  readonly q4: number;
  /** 2 Tr(H) / ((1 - p) ||H||_F^2 + (p/n) sum ||g_i||^4): necessary for this batch (Mulayoff and Michaeli 2023, eq. 16). */
  readonly batch: number;
  /**
   * 1 / (sqrt(p mu) ||G||_F), with replacement sqrt(B / mu) / ||G||_F: necessary for the stability of the loss while the
   * alignment stays at mu (Wu, Wang and Su 2022). NaN where all residuals are 0.
   */
  readonly frobenius: number;
  /** Largest eta with lambda_max((I - eta H)^2 + eta^2 p Sigma_H) <= 1: sufficient (Wu, Ma and E 2018). */
  readonly sufficient: number;
}

/** Cost: `rowSpace` and `symmetricEigenvalues` of K. Errors: `ShapeError`, `RangeError`, `NotFiniteError`. */
export function stabilityBounds(problem: Problem, theta: Float64Array, sampling: Sampling): StabilityBounds {
  const p = noiseShare(problem.inputs.rows, sampling);
  using arena = new Arena();
  const K = gram(problem, theta, arena);
  const space = rowSpace(K, arena);
  const { trace, frobenius, top, q4 } = curvature(K);
  const mu = alignment(K, residuals(problem, theta));
  return {
    gd: 2 / top,
    trace: 2 / trace,
    q4: 2 / q4,
    batch: (2 * trace) / ((1 - p) * frobenius * frobenius + p * q4 * trace),
    frobenius: 1 / (Math.sqrt(p * mu) * frobenius),
    sufficient: 2 / expansion(space, p),
  };
}

/**
 * lambda_max of (1 - p) H + p H^(-1/2) S H^(-1/2) on the space of the gradients, S = (1/n) sum ||g_i||^2 g_i g_i': the condition
 * is 2 H >= eta ((1 - p) H^2 + p S).
 */
function expansion({ gradients, eigenvalues }: RowSpace, p: number): number {
  using arena = new Arena();
  const r = eigenvalues.length;
  const M = weightedMoment({ gradients, eigenvalues }, arena);
  for (let a = 0; a < r; a++)
    for (let b = 0; b < r; b++) {
      const scaled = (p * M.data[a * r + b]!) / Math.sqrt(eigenvalues[a]! * eigenvalues[b]!);
      M.data[a * r + b] = scaled + (a === b ? (1 - p) * eigenvalues[a]! : 0);
    }
  return symmetricEigenvalues(M).at(-1)!;
}

/**
 * s = sqrt(lambda_max(Sigma_H)), Sigma_H = (1/n) sum H_i^2 - H^2: the non-uniformity of Wu, Ma and E (2018) at an interpolating
 * minimum. Read in one dimension, stability needs s <= 1 / (eta sqrt(p)). Cost: `rowSpace` of K and 4 n^3 flops.
 * Errors: `ShapeError`, `RangeError`, `NotFiniteError`.
 */
export function nonUniformity(problem: Problem, theta: Float64Array): number {
  using arena = new Arena();
  const space = rowSpace(gram(problem, theta, arena), arena);
  const M = weightedMoment(space, arena);
  space.eigenvalues.forEach((h, a) => {
    M.data[a * (M.cols + 1)]! -= h * h;
  });
  return Math.sqrt(Math.max(symmetricEigenvalues(M).at(-1)!, 0));
}

/** S = (1/n) sum H_i^2 = (1/n) sum ||g_i||^2 g_i g_i' in the eigenvectors of H, r x r. */
function weightedMoment({ gradients }: RowSpace, arena: Arena) {
  using scratch = new Arena();
  const { rows: n, cols: r } = gradients;
  const scaled = zeros(scratch, n, r);
  for (let i = 0; i < n; i++) {
    let squares = 0;
    for (let a = 0; a < r; a++) squares += gradients.data[i * r + a]! * gradients.data[i * r + a]!;
    const length = Math.sqrt(squares);
    for (let a = 0; a < r; a++) scaled.data[i * r + a] = length * gradients.data[i * r + a]!;
  }
  const M = zeros(arena, r, r);
  engine().syrk(1 / n, true, scaled, 0, M);
  return M;
}
