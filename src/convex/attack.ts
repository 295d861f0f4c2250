// Attacks on a network within an l_inf ball around each sample (fact sheet, section 7): FGSM and PGD.
import { engine, fromRows, type MatrixLike, ShapeError, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Loss } from './loss.ts';
import { type Network, predict } from './network.ts';

/** Samples with the balls in which an attack may move them; every `Problem` is one. */
export interface Attacked {
  /** n x d. */
  readonly X: MatrixLike;
  /** n. */
  readonly y: Float64Array;
  readonly loss: Loss;
  /** eps. */
  readonly radius: number;
  /** Leading features that move: d, or d - 1 where the last one is the constant 1. */
  readonly perturbed: number;
}

export interface PgdSettings {
  /** T: the paper takes 40 (remembered, unverified). */
  readonly steps: number;
  /** Length of a step in each feature; the paper takes eps / 30 (remembered, unverified). */
  readonly step: number;
  /** Attempts from uniform random points of the ball, besides the one from the sample itself; default none. */
  readonly restarts?: { readonly count: number; readonly source: Stream };
}

/** Samples, n x d row-major. */
export interface Samples {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/**
 * Gradients of the outputs in the inputs, n x d row-major: sum of alpha_j u_j over the neurons with <x, u_j> >= 0.
 * Cost: 4 n m d flops. Errors: `ShapeError`.
 */
export function inputGradients({ hidden, output, d }: Network, X: MatrixLike): Float64Array {
  using arena = new Arena();
  const samples = fromRows(arena, X);
  if (samples.cols !== d)
    throw new ShapeError(`X has ${samples.cols} features but the network was trained on ${d}`);
  const weights = fromRows(arena, { rows: output.length, cols: d, data: hidden });
  const slopes = zeros(arena, output.length, samples.rows); // m x n
  engine().gemm(1, false, weights, true, samples, 0, slopes);
  for (let j = 0, e = 0; j < slopes.rows; j++)
    for (let k = 0; k < slopes.cols; k++, e++) slopes.data[e] = slopes.data[e]! >= 0 ? output[j]! : 0;
  const gradients = zeros(arena, samples.rows, d);
  engine().gemm(1, true, slopes, false, weights, 0, gradients);
  return gradients.data.slice();
}

/** x + eps sgn(gradient of the loss in x) for every sample. Cost: 6 n m d flops. Errors: `ShapeError`, `RangeError`. */
export function fgsm(network: Network, attacked: Attacked): Samples {
  const clean = checked(network, attacked);
  return moved(network, attacked, clean, clean, attacked.radius);
}

/**
 * T steps of x <- x + step sgn(gradient of the loss in x), back to the ball after each: the last point. With restarts for each sample
 * the last point of the attempt with the largest loss. Cost: 6 n m d flops per step. Errors: `ShapeError`, `RangeError`.
 */
export function pgd(network: Network, attacked: Attacked, { steps, step, restarts }: PgdSettings): Samples {
  const clean = checked(network, attacked);
  if (!(Number.isSafeInteger(steps) && steps >= 0))
    throw new RangeError(`steps is ${steps}: an integer >= 0 was expected`);
  if (!(step >= 0 && step < Infinity))
    throw new RangeError(`step is ${step}: a finite number >= 0 was expected`);
  const climb = (start: Samples): Samples => {
    let samples = start;
    for (let t = 0; t < steps; t++) samples = moved(network, attacked, clean, samples, step);
    return samples;
  };
  let best = climb(clean);
  if (restarts === undefined) return best;
  let losses = sampleLosses(attacked, predict(network, best));
  for (let attempt = 0; attempt < restarts.count; attempt++) {
    const shift = restarts.source.fillUniform(new Float64Array(clean.data.length), -1, 1);
    const other = climb(inBall(attacked, clean, (e) => clean.data[e]! + attacked.radius * shift[e]!));
    const otherLosses = sampleLosses(attacked, predict(network, other));
    const wins = losses.map((loss, k) => (otherLosses[k]! > loss ? 1 : 0));
    best = inBall(attacked, clean, (e) => (wins[Math.floor(e / clean.cols)] ? other : best).data[e]!);
    losses = losses.map((loss, k) => Math.max(loss, otherLosses[k]!));
  }
  return best;
}

/** Loss of each sample alone at the given outputs: with n = 1, so that a mean is not divided by n. */
export const sampleLosses = ({ loss, y }: Pick<Attacked, 'loss' | 'y'>, z: Float64Array): Float64Array =>
  z.map((_, k) => loss.value(z.subarray(k, k + 1), y.subarray(k, k + 1)));

/** One step up the loss from `samples`, and back to the balls around `clean`. */
function moved(
  network: Network,
  attacked: Attacked,
  clean: Samples,
  samples: Samples,
  step: number,
): Samples {
  const slopes = predict(network, samples);
  attacked.loss.gradient(slopes, attacked.y, slopes);
  const gradients = inputGradients(network, samples);
  return inBall(attacked, clean, (e) => {
    const slope = slopes[Math.floor(e / samples.cols)]! * gradients[e]!;
    return samples.data[e]! + step * Math.sign(slope);
  });
}

/** The points with the entries that are given, moved into the balls around `clean`. */
function inBall({ radius, perturbed }: Attacked, clean: Samples, entry: (e: number) => number): Samples {
  const data = clean.data.map((x, e) =>
    e % clean.cols < perturbed ? Math.min(x + radius, Math.max(x - radius, entry(e))) : x,
  );
  return { ...clean, data };
}

/** The samples after a check of everything. Errors: `ShapeError`, `RangeError`. */
export function checked({ d }: Network, { X, y, radius, perturbed }: Attacked): Samples {
  using arena = new Arena();
  const { rows, cols, data } = fromRows(arena, X);
  if (cols !== d) throw new ShapeError(`X has ${cols} features but the network was trained on ${d}`);
  if (y.length !== rows) throw new ShapeError(`X has ${rows} rows but y has ${y.length} entries`);
  if (!(radius >= 0 && radius < Infinity))
    throw new RangeError(`radius is ${radius}: a finite number >= 0 was expected`);
  if (!(Number.isSafeInteger(perturbed) && perturbed >= 0 && perturbed <= d))
    throw new RangeError(`perturbed is ${perturbed}: a number of features from 0 to ${d} was expected`);
  return { rows, cols, data: data.slice() };
}
