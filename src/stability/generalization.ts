// What stability at a learning rate says about generalization (fact sheet, sections 3 and 4). Bounds "up to a constant" are
// evaluated with the constant 1.
import { log } from '../wasm/math.ts';

export interface GeneralizationSettings {
  /** eta > 0. */
  readonly learningRate: number;
  /** d, length of an input. */
  readonly dimension: number;
  /** n. */
  readonly samples: number;
  /** Probability, in (0, 1), with which the bounds may fail. */
  readonly delta: number;
}

/** A bound for minima at which SGD with batch 1 is stable, and one for those at which GD is. */
export interface StableBounds {
  readonly sgd: number;
  readonly gd: number;
}

export interface GeneralizationBounds {
  /** Path norm: 2 / (eta sqrt(d)) for SGD, 1 / eta (up to a constant) for GD. */
  readonly pathNorm: StableBounds;
  /** Generalization gap, up to constants: 1 / (eta^2 n) for SGD, d / (eta^2 n) for GD. */
  readonly gap: StableBounds;
  /** Mean squared error, up to constants: the gap times log(n)^3 + log(1 / delta). */
  readonly risk: StableBounds;
  /** N(d, delta): samples from which on the theory speaks. */
  readonly samplesNeeded: number;
}

/** Two-layer ReLU networks without bias, x uniform on the sphere of radius sqrt(d). Errors: `RangeError`. */
export function generalizationBounds(settings: GeneralizationSettings): GeneralizationBounds {
  const { learningRate, dimension, samples, delta } = settings;
  checkPositive('learningRate', learningRate);
  checkCount('samples', samples);
  const samplesNeeded = sampleThreshold(dimension, delta);
  const sgd = 1 / (learningRate * learningRate * samples);
  const gap = { sgd, gd: dimension * sgd };
  const logs = log(samples) * log(samples) * log(samples) + log(1 / delta);
  return {
    pathNorm: { sgd: 2 / (learningRate * Math.sqrt(dimension)), gd: 1 / learningRate },
    gap,
    risk: { sgd: logs * gap.sgd, gd: logs * gap.gd },
    samplesNeeded,
  };
}

/** Gap (d/n) ||theta||_P^2 of a two-layer ReLU network with this path norm, up to a constant. */
export const pathNormGap = (pathNorm: number, dimension: number, samples: number): number =>
  (dimension / samples) * pathNorm * pathNorm;

/** N(d, delta): the smallest n with d log(n / delta) <= n. Errors: `RangeError`. */
export function sampleThreshold(dimension: number, delta: number): number {
  checkCount('dimension', dimension);
  if (!(delta > 0 && delta < 1)) throw new RangeError(`delta is ${delta}: a number in (0, 1) was expected`);
  const isEnough = (n: number) => dimension * log(n / delta) <= n;
  for (const n of [1, 2]) if (isEnough(n)) return n;
  // log(n / delta) / n decreases from n = 3 on.
  let [low, high] = [2, 4];
  while (!isEnough(high)) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

export interface DiagonalBounds {
  /** ||beta||_1 <= 1 / (eta s^2) where SGD is stable. */
  readonly l1: number;
  /** ||beta||_inf <= 1 / (eta s^2) where GD is stable. */
  readonly max: number;
  /** Generalization gap of SGD's minima by Rademacher complexity, up to a constant: l1 sqrt(log(d) / n). */
  readonly gap: number;
}

/** Diagonal linear networks, x_j independent with mean 0 and variance s^2. Errors: `RangeError`. */
export function diagonalBounds(
  learningRate: number,
  variance: number,
  dimension: number,
  samples: number,
): DiagonalBounds {
  checkPositive('learningRate', learningRate);
  checkPositive('variance', variance);
  checkCount('dimension', dimension);
  checkCount('samples', samples);
  const limit = 1 / (learningRate * variance);
  return { l1: limit, max: limit, gap: limit * Math.sqrt(log(dimension) / samples) };
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`${name} is ${value}: a finite number > 0 was expected`);
}

function checkCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1))
    throw new RangeError(`${name} is ${value}: an integer of at least 1 was expected`);
}
