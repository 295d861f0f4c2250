// The convex program over a set of activation patterns (fact sheet, section 2):
//   min over v_i, w_i in R^d of  l( sum_i D_i X (v_i - w_i), y ) + beta sum_i ( ||v_i|| + ||w_i|| )
//   subject to  (2 D_i - I) X v_i >= 0,  (2 D_i - I) X w_i >= 0,   i = 1..P,
// its gated relaxation without the constraints, and the robust program of section 7 for an l_inf ball of radius eps:
//   the worst loss over the ball  subject to  (2 D_i - I) X v_i >= eps ||v_i||_1, same for w_i.
import { fromRows, fromVector, type Matrix, type MatrixLike, ShapeError } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Loss } from './loss.ts';
import type { Patterns } from './patterns.ts';

/**
 * The blocks v_1..v_P, w_1..w_P of a point are the rows of a 2P x d matrix, in this order. Block b belongs to pattern
 * b mod P; F = [D_1 X .. D_P X, -D_1 X .. -D_P X] maps the blocks to the outputs, G_b = (2 D_b - I) X is b's cone.
 */
export interface Problem {
  /** n x d. */
  readonly X: Matrix;
  /** n. */
  readonly y: Float64Array;
  readonly loss: Loss;
  /** Weight decay, relative to the loss as it is scaled. */
  readonly beta: number;
  readonly patterns: Patterns;
  /** eps, the radius of the l_inf ball around every sample; 0 in the standard program. */
  readonly radius: number;
  /** Leading features that the ball reaches: d, or d - 1 where the last one is the constant 1. */
  readonly perturbed: number;
  /** Without the constraints: the program of gated ReLU networks. */
  readonly gated: boolean;
}

export interface Training {
  /** With `bias`, made by `withBias`. */
  readonly X: MatrixLike;
  readonly y: ArrayLike<number>;
  readonly loss: Loss;
  readonly beta: number;
  /** Of the rows of this X, in this order. */
  readonly patterns: Patterns;
  /** Default 0. */
  readonly radius?: number;
  /** The last column of X is the constant 1, which no perturbation reaches; default false. */
  readonly bias?: boolean;
  /** Default false. */
  readonly gated?: boolean;
}

/** What is to be learned, whatever the patterns: the non-convex problem (NC) of the fact sheet, section 1. */
export type NetworkProblem = Pick<Problem, 'X' | 'y' | 'loss' | 'beta'>;

/** X with a last column of ones. */
export function withBias(source: MatrixLike) {
  using scratch = new Arena();
  const X = fromRows(scratch, source);
  const cols = X.cols + 1;
  const data = new Float64Array(X.rows * cols).fill(1);
  for (let k = 0; k < X.rows; k++) data.set(X.data.subarray(k * X.cols, (k + 1) * X.cols), k * cols);
  return { rows: X.rows, cols, data };
}

/**
 * The checked problem without patterns, with copies of X and y in `arena`. Errors: `ShapeError` (no samples, rows and
 * targets that do not fit), `RangeError` (entries that are not finite, labels that the loss does not take, beta not
 * above 0).
 */
export function networkProblem(
  arena: Arena,
  { X: rows, y: targets, loss, beta }: Pick<Training, 'X' | 'y' | 'loss' | 'beta'>,
): NetworkProblem {
  const X = readSamples(arena, rows);
  const y = fromVector(arena, targets);
  if (y.length !== X.rows) throw new ShapeError(`X has ${X.rows} rows but y has ${y.length} entries`);
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`y[${bad}] is ${y[bad]}: a finite number was expected`);
  if (!(beta > 0 && beta < Infinity))
    throw new RangeError(`beta is ${beta}: a finite number > 0 was expected`);
  checkLabels(loss, y);
  return { X, y, loss, beta };
}

/**
 * The checked program, with copies of X and y in `arena`. Errors: as `networkProblem`; `ShapeError` (patterns that do
 * not fit), `RangeError` (a radius below 0 or of a gated program, a bias that is not 1).
 */
export function convexProgram(arena: Arena, training: Training): Problem {
  const { patterns, radius = 0, bias = false, gated = false } = training;
  const { X, y, loss, beta } = networkProblem(arena, training);
  if (patterns.active.cols !== X.rows)
    throw new ShapeError(
      `X has ${X.rows} rows but the patterns are of ${patterns.active.cols} samples: draw them from this X`,
    );
  if (patterns.active.rows === 0) throw new ShapeError('there are no patterns: at least one was expected');
  if (!(radius >= 0 && radius < Infinity))
    throw new RangeError(`radius is ${radius}: a finite number >= 0 was expected`);
  if (gated && radius > 0)
    throw new RangeError(
      `radius is ${radius} in a gated program: perturbations need the constraints, so leave out one of the two`,
    );
  const perturbed = bias ? X.cols - 1 : X.cols;
  for (let k = 0; bias && k < X.rows; k++)
    if (X.data[(k + 1) * X.cols - 1] !== 1)
      throw new RangeError(
        `X[${k}][${perturbed}] is ${X.data[(k + 1) * X.cols - 1]}: with a bias the last column is 1, see withBias`,
      );
  return { X, y, loss, beta, patterns, radius, perturbed, gated };
}

/** Errors: `RangeError` for a label that the loss does not take. */
export function checkLabels({ name, labels }: Loss, y: Float64Array): void {
  if (labels === undefined) return;
  const bad = y.findIndex((label) => label !== labels[0] && label !== labels[1]);
  if (bad >= 0)
    throw new RangeError(`y[${bad}] is ${y[bad]}: the ${name} loss takes ${labels[0]} and ${labels[1]}`);
}

/** Copy of X after a check. Errors: `ShapeError` without entries, `RangeError` for one that is not finite. */
export function readSamples(arena: Arena, source: MatrixLike): Matrix {
  const X = fromRows(arena, source);
  if (X.rows === 0 || X.cols === 0)
    throw new ShapeError(`X is ${X.rows} x ${X.cols}: at least one sample of one feature was expected`);
  const bad = X.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(
      `X[${Math.floor(bad / X.cols)}][${bad % X.cols}] is ${X.data[bad]}: a finite number was expected`,
    );
  return X;
}
