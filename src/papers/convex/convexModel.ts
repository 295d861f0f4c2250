// The convex model near a sample, x -> x' theta_k with the patterns of sample k, beside the network (claim C13, E8).
import {
  type Attacked,
  type Network,
  type Problem,
  pgd,
  predict,
  type Samples,
  sampleWeights,
} from '../../convex/index.ts';
import type { Stream } from '../../random/index.ts';

const PGD_STEPS = 40; // of eps / 30, as the attack of the evaluation (remembered, unverified)

/** Outputs of the model of sample k at the points, m x d. */
export function modelOutputs(problem: Problem, blocks: Float64Array, k: number, points: Samples): number[] {
  const d = points.cols;
  const theta = sampleWeights(problem, blocks).subarray(k * d, (k + 1) * d);
  return Array.from({ length: points.rows }, (_, i) => outputAt(theta, points.data, i * d));
}

/**
 * Largest |network - model| over the samples, `draws` random points of each ball and the ends of as many PGD attempts
 * from random points, besides the one from the sample. Errors: `ShapeError`, `RangeError`.
 */
export function departure(
  problem: Problem,
  blocks: Float64Array,
  network: Network,
  radius: number,
  draws: number,
  source: Stream,
): number {
  const { X, perturbed } = problem;
  const theta = sampleWeights(problem, blocks);
  const attacked: Attacked = { ...problem, radius };
  const settings = { steps: PGD_STEPS, step: radius / 30 };
  let most = 0;
  const look = (points: Samples) => {
    predict(network, points).forEach((z, k) => {
      most = Math.max(
        most,
        Math.abs(z - outputAt(theta.subarray(k * X.cols), points.data, k * X.cols, X.cols)),
      );
    });
  };
  const clean = { rows: X.rows, cols: X.cols, data: X.data.slice() };
  look(clean);
  look(pgd(network, attacked, settings));
  for (let draw = 0; draw < draws; draw++) {
    const shift = source.fillUniform(new Float64Array(clean.data.length), -radius, radius);
    look({ ...clean, data: clean.data.map((x, e) => (e % X.cols < perturbed ? x + shift[e]! : x)) });
    look(pgd(network, attacked, { ...settings, restarts: { count: 1, source } }));
  }
  return most;
}

/** <theta, x> for the d entries from `at`. */
function outputAt(theta: Float64Array, data: Float64Array, at: number, d = theta.length): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += theta[j]! * data[at + j]!;
  return sum;
}
