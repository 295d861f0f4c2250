// Sampled convex program over N fixed hidden neurons (fact sheet, section 4):
//   min over alpha in R^N of  l( sum_j (X u_j)_+ alpha_j, y ) + beta ||alpha||_1,  ||u_j|| = 1.
// Its value is that of a network, so it is not below the optimum over all networks.
import { asMatrix, fromVector, type Matrix, type MatrixLike, ShapeError } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import { rowNorm } from './operators.ts';
import { checkLabels, readSamples } from './problem.ts';

const UNIT = 1e-9; // how far from 1 the length of a direction may be

export interface SampledProgram {
  /** n x d. */
  readonly X: Matrix;
  /** n. */
  readonly y: Float64Array;
  readonly loss: Loss;
  /** Weight decay, relative to the loss as it is scaled. */
  readonly beta: number;
  /** N x d, unit rows. */
  readonly directions: Matrix;
}

export interface SampledTraining {
  readonly X: MatrixLike;
  readonly y: ArrayLike<number>;
  readonly loss: Loss;
  readonly beta: number;
  /** As of `sampleDirections`. */
  readonly directions: MatrixLike;
}

/**
 * The checked program, with copies of X and y in `arena`; directions that are a `Matrix` are not copied. Errors:
 * `ShapeError`, `RangeError` (entries that are not finite, labels that the loss does not take, beta not above 0,
 * directions that are not of length 1).
 */
export function sampledProgram(arena: Arena, training: SampledTraining): SampledProgram {
  const { loss, beta } = training;
  const X = readSamples(arena, training.X);
  const y = fromVector(arena, training.y);
  const directions = asMatrix(arena, training.directions);
  if (y.length !== X.rows) throw new ShapeError(`X has ${X.rows} rows but y has ${y.length} entries`);
  if (directions.rows === 0) throw new ShapeError('there are no directions: at least one was expected');
  if (directions.cols !== X.cols)
    throw new ShapeError(`X has ${X.cols} features but the directions have ${directions.cols} entries`);
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`y[${bad}] is ${y[bad]}: a finite number was expected`);
  if (!(beta > 0 && beta < Infinity))
    throw new RangeError(`beta is ${beta}: a finite number > 0 was expected`);
  checkLabels(loss, y);
  for (let j = 0; j < directions.rows; j++) {
    const length = rowNorm(directions, j);
    if (!(Math.abs(length - 1) <= UNIT))
      throw new RangeError(`direction ${j} has length ${length}: 1 was expected, see sampleDirections`);
  }
  return { X, y, loss, beta, directions };
}

/**
 * The balanced network of output weights alpha (N): u_j sqrt |alpha_j| and sign(alpha_j) sqrt |alpha_j|, without the
 * neurons of weight 0. Its objective (NC) is that of alpha in the program.
 */
export function sampledNetwork({ directions }: SampledProgram, alpha: ArrayLike<number>): Network {
  const d = directions.cols;
  const neurons = Array.from(alpha, (_, j) => j).filter((j) => alpha[j] !== 0);
  const hidden = new Float64Array(neurons.length * d);
  const output = new Float64Array(neurons.length);
  neurons.forEach((j, place) => {
    const root = Math.sqrt(Math.abs(alpha[j]!));
    for (let i = 0; i < d; i++) hidden[place * d + i] = root * directions.data[j * d + i]!;
    output[place] = alpha[j]! > 0 ? root : -root;
  });
  return { hidden, output, d };
}
