// Linear stability of SGD, exactly (Ma and Ying 2021; Mulayoff and Michaeli 2023; fact sheet, sections 2.2 and 11). Linearized
// at an interpolating minimum, the second moment Q of theta - theta* obeys
//   Q <- (I - eta H) Q (I - eta H) + p eta^2 ((1/n) sum H_i Q H_i - H Q H),   H_i = g_i g_i',   H = G.
// On the space of the gradients, in the eigenvectors of H, it is diagonal plus n terms of rank one. The map is self-adjoint and
// takes positive semidefinite matrices to such, so its spectral radius is its largest eigenvalue.
import { Arena } from '../wasm/arena.ts';
import { gram } from './derivatives.ts';
import { checkLimits, type IterationLimits, type IterationStatus } from './extremeEigenvalues.ts';
import type { Problem } from './model.ts';
import { rowSpace } from './rowSpace.ts';
import { noiseShare, type Sampling } from './sampling.ts';
import { type SecularRoot, secularRoot } from './secular.ts';

interface SecondMoment {
  /** r: rank of K, with eigenvalues above `RANK_TOLERANCE` times the largest. */
  readonly rank: number;
  /** Products with the reduced n x n matrix. */
  readonly iterations: number;
  /** `converged`: the two ends differ by at most the tolerance, relative to the larger of them or to the map's spread. */
  readonly status: IterationStatus;
}

export interface CriticalRate extends SecondMoment {
  /** eta* = 2 / lambda_max(C^+ D): the minimum is linearly stable up to it. It lies in [lower, rate], up to rounding. */
  readonly rate: number;
  readonly lower: number;
}

export interface SpectralRadius extends SecondMoment {
  /** Of the map: 1 at eta*, below it less. It lies in [radius, upper], up to rounding. */
  readonly radius: number;
  readonly upper: number;
}

const DEFAULTS: IterationLimits = { tolerance: 1e-12, maxSteps: 500 };

/**
 * The learning rate up to which SGD is linearly stable at `theta`, taken as a minimum that interpolates: 2 / lambda_max(C^+ D)
 * with C = (H (x) I + I (x) H) / 2 and D = (1 - p) H (x) H + (p/n) sum H_i (x) H_i. Of GD, batch n without replacement, it is
 * 2 / lambda_max(H). Cost: `rowSpace` of K, then 4 n r^2 flops per iteration, 20-60 of them.
 * Errors: `ShapeError`, `RangeError`, `NotFiniteError`.
 */
export function criticalRate(
  problem: Problem,
  theta: Float64Array,
  sampling: Sampling,
  limits: Partial<IterationLimits> = {},
): CriticalRate {
  // 1/eta* is the largest eigenvalue of C^(-1/2) D C^(-1/2) / 2.
  const { root, rank } = solve(problem, theta, sampling, limits, (p, n) => ({
    pole: (h, k) => ((1 - p) * h * k) / (h + k),
    weight: (h, k) => p / n / (h + k),
  }));
  const { value, upper, iterations, status } = root;
  return { rate: 1 / value, lower: 1 / upper, rank, iterations, status };
}

/**
 * Spectral radius of the second-moment map on the space of the gradients; elsewhere theta does not move. Cost and errors: as
 * `criticalRate`.
 */
export function spectralRadius(
  problem: Problem,
  theta: Float64Array,
  { learningRate, ...sampling }: Sampling & { readonly learningRate: number },
  limits: Partial<IterationLimits> = {},
): SpectralRadius {
  if (!(learningRate > 0 && learningRate < Infinity))
    throw new RangeError(`learningRate is ${learningRate}: a finite number > 0 was expected`);
  const eta = learningRate;
  const { root, rank } = solve(problem, theta, sampling, limits, (p, n) => ({
    pole: (h, k) => 1 - eta * (h + k) + (1 - p) * eta * eta * h * k,
    weight: () => (p * eta * eta) / n,
  }));
  const { value, upper, iterations, status } = root;
  return { radius: value, upper, rank, iterations, status };
}

/** Entry (a, b) of the diagonal part and of the weight of the terms of rank one, for the eigenvalues h_a, h_b of H. */
interface Entries {
  readonly pole: (h: number, k: number) => number;
  readonly weight: (h: number, k: number) => number;
}

function solve(
  problem: Problem,
  theta: Float64Array,
  sampling: Sampling,
  limits: Partial<IterationLimits>,
  entriesOf: (p: number, n: number) => Entries,
): { readonly root: SecularRoot; readonly rank: number } {
  const checked = checkLimits({ ...DEFAULTS, ...limits });
  const n = problem.inputs.rows;
  const { pole, weight } = entriesOf(noiseShare(n, sampling), n);
  using arena = new Arena();
  const { gradients, eigenvalues } = rowSpace(gram(problem, theta, arena), arena);
  const table = (entry: (h: number, k: number) => number) => {
    const r = eigenvalues.length;
    const values = new Float64Array(r * r);
    for (let a = 0, e = 0; a < r; a++)
      for (let b = 0; b < r; b++, e++) values[e] = entry(eigenvalues[a]!, eigenvalues[b]!);
    return values;
  };
  const equation = { R: gradients, poles: table(pole), weights: table(weight) };
  return { root: secularRoot(equation, checked), rank: eigenvalues.length };
}
