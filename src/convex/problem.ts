// The convex program over a set of activation patterns (fact sheet, section 2):
//   min over v_i, w_i in R^d of  l( sum_i D_i X (v_i - w_i), y ) + beta sum_i ( ||v_i|| + ||w_i|| )
//   subject to  (2 D_i - I) X v_i >= 0,  (2 D_i - I) X w_i >= 0,   i = 1..P.
import { fromRows, fromVector, type Matrix, type MatrixLike, ShapeError } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
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
}

export interface Training {
  readonly X: MatrixLike;
  readonly y: ArrayLike<number>;
  readonly loss: Loss;
  readonly beta: number;
  /** Of the rows of this X, in this order. */
  readonly patterns: Patterns;
}

/**
 * The checked program, with copies of X and y in `arena`. Errors: `ShapeError` (no samples, rows and targets or
 * patterns that do not fit), `RangeError` (entries that are not finite, beta not above 0).
 */
export function convexProgram(arena: Arena, training: Training): Problem {
  const { loss, beta, patterns } = training;
  const X = readSamples(arena, training.X);
  const y = fromVector(arena, training.y);
  if (y.length !== X.rows) throw new ShapeError(`X has ${X.rows} rows but y has ${y.length} entries`);
  if (patterns.active.cols !== X.rows)
    throw new ShapeError(
      `X has ${X.rows} rows but the patterns are of ${patterns.active.cols} samples: draw them from this X`,
    );
  if (patterns.active.rows === 0) throw new ShapeError('there are no patterns: at least one was expected');
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`y[${bad}] is ${y[bad]}: a finite number was expected`);
  if (!(beta > 0 && beta < Infinity))
    throw new RangeError(`beta is ${beta}: a finite number > 0 was expected`);
  return { X, y, loss, beta, patterns };
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

/** How a driver reports and is stopped. */
export interface Options {
  /** Looked at in every iteration; an aborted one makes the driver throw its reason. */
  readonly signal?: AbortSignal;
  /** Called now and then with the fraction done, 0..1. */
  readonly progress?: (fraction: number) => void;
}
