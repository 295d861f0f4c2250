// Models f(x; theta) and their interpolation problems: what a descent and the curvature of a minimum need of them.
import { fromRows, type Matrix, type MatrixLike, NotFiniteError, row, ShapeError } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import type { DescentSettings } from './descent.ts';
import type { BatchSize, Loops } from './loops.ts';

/**
 * A model to train and to look at. A new one needs the first five members, in one file (docs/add-a-model.md shows one); the
 * others are for speed: each must agree with what the first five give, up to rounding. Nothing is checked inside a model:
 * `createProblem` and `Descent.init` have seen lengths and numbers before. NaN in theta must come out as NaN.
 */
export interface Model {
  /** Length d of an input x. */
  readonly dimension: number;
  /** Length p of theta. */
  readonly parameters: number;
  /** f(x; theta). */
  readonly value: (theta: Float64Array, x: Float64Array) => number;
  /** Overwrites `gradient` (p) with the gradient of f in theta; returns f(x; theta). */
  readonly gradient: (theta: Float64Array, x: Float64Array, gradient: Float64Array) => number;
  /** `hessian` (p x p) += weight times the second derivatives of f in theta. */
  readonly addHessian: (theta: Float64Array, x: Float64Array, weight: number, hessian: Matrix) => void;
  /** f(x_i; theta) for each row x_i of inputs (n x d); without it `value` is asked n times. */
  readonly outputs?: (theta: Float64Array, inputs: Matrix) => Float64Array;
  /** K = J J' (n x n) in closed form; without it J is built. */
  readonly gram?: (theta: Float64Array, inputs: Matrix, arena: Arena) => Matrix;
  /**
   * Products with the Hessian of the loss, given the residuals e_i at theta; without it they go through J and differences
   * of gradients.
   */
  readonly hessianProduct?: (
    theta: Float64Array,
    inputs: Matrix,
    residuals: Float64Array,
    arena: Arena,
  ) => HessianProduct;
  /** Compiled loops over the steps of a descent; without them `plainLoops` does the same. */
  readonly loops?: (problem: Problem, settings: DescentSettings, batchSize: BatchSize, arena: Arena) => Loops;
}

/** `out` <- H v. Both lie on the kernels' memory and do not overlap; v stays as it is. */
export type HessianProduct = (v: Float64Array, out: Float64Array) => void;

/** Samples that a model is fitted to, with the loss L(theta) = (1/2n) sum e_i^2, e_i = f(x_i; theta) - y_i. */
export interface Problem {
  readonly model: Model;
  /** Rows x_i, n x d. */
  readonly inputs: Matrix;
  /** y_i, n. */
  readonly targets: Float64Array;
}

/** Copies the samples into `arena`. Errors: `ShapeError`, `NotFiniteError`. */
export function createProblem(
  model: Model,
  inputs: MatrixLike,
  targets: ArrayLike<number>,
  arena: Arena,
): Problem {
  const copy = fromRows(arena, inputs);
  if (copy.rows === 0) throw new ShapeError('inputs have no rows: at least one sample was expected');
  checkInputs(model, copy);
  if (targets.length !== copy.rows)
    throw new ShapeError(`inputs have ${copy.rows} rows but targets have ${targets.length} entries`);
  const odd = copy.data.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    const i = Math.floor(odd / copy.cols);
    throw new NotFiniteError(`entry (${i}, ${odd - i * copy.cols}) of the inputs is ${copy.data[odd]}`, i);
  }
  const problem = { model, inputs: copy, targets: Float64Array.from(targets) };
  const i = problem.targets.findIndex((value) => !Number.isFinite(value));
  if (i >= 0) throw new NotFiniteError(`target ${i} is ${targets[i]}`, i);
  return problem;
}

/** f(x_i; theta) for each row x_i of `inputs`. Errors: `ShapeError`. */
export function outputs(model: Model, theta: Float64Array, inputs: Matrix): Float64Array {
  checkTheta(model, theta);
  checkInputs(model, inputs);
  if (model.outputs) return model.outputs(theta, inputs);
  return Float64Array.from({ length: inputs.rows }, (_, i) => model.value(theta, row(inputs, i)));
}

/** e_i = f(x_i; theta) - y_i. */
export const residuals = ({ model, inputs, targets }: Problem, theta: Float64Array): Float64Array =>
  outputs(model, theta, inputs).map((f, i) => f - targets[i]!);

/** Mean square of a vector. */
export const meanSquare = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

/** L(theta) = (1/2n) sum e_i^2. */
export const trainLoss = (problem: Problem, theta: Float64Array): number =>
  meanSquare(residuals(problem, theta)) / 2;

function checkInputs({ dimension }: Model, { rows, cols }: Matrix): void {
  if (cols !== dimension)
    throw new ShapeError(`inputs are ${rows} x ${cols} but the model takes inputs of length ${dimension}`);
}

/** Errors: `ShapeError`. */
export function checkTheta({ parameters }: Model, theta: Float64Array): void {
  if (theta.length !== parameters)
    throw new ShapeError(`theta has ${theta.length} entries but the model has ${parameters} parameters`);
}
