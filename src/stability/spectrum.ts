// Spectrum and sharpness of G = J'J / n through the n x n Gram matrix K = J J' (fact sheet, section 1).
import { type Matrix, NotFiniteError } from '../linalg/index.ts';
import { stream } from '../random/index.ts';
import { symmetricEigenvalues } from './eigenvalues.ts';
import { type IterationLimits, type IterationStatus, largestEigenvalue } from './extremeEigenvalues.ts';
import { matrixOperator } from './operator.ts';

/**
 * The n eigenvalues of K / n, ascending: with p >= n those of G besides p - n zeros, with p < n those of G and n - p zeros
 * (up to a few roundings of the largest). 2 n^3 flops. Errors: `ShapeError`, `NotFiniteError`.
 */
export const spectrum = (K: Matrix): Float64Array => symmetricEigenvalues(K).map((value) => value / K.rows);

export interface Sharpness {
  /** Tr(G). */
  readonly trace: number;
  /** ||G||_F. */
  readonly frobenius: number;
  /** lambda_max(G), from below. */
  readonly top: number;
  /** An eigenvalue of G lies no farther from `top`. The distance is about the square of this over the next gap. */
  readonly topResidual: number;
  readonly steps: number;
  readonly status: IterationStatus;
}

/**
 * Sharpness from K without its whole spectrum: `curvature` to a residual of `tolerance` lambda_max, by Lanczos from a fixed
 * start. Cost: of order 30-80 products with K. Errors: `ShapeError`, `RangeError`, `NotFiniteError`.
 */
export function sharpness(K: Matrix, limits: Partial<IterationLimits> = {}): Sharpness {
  const operator = matrixOperator(K);
  const n = K.rows;
  let [trace, squares] = [0, 0];
  for (let i = 0; i < n; i++) trace += K.data[i * n + i]!;
  for (let k = 0; k < K.data.length; k++) squares += K.data[k]! * K.data[k]!;
  if (!(squares < Infinity))
    throw new NotFiniteError(`the sum of squares of the ${n} x ${n} matrix K is ${squares}`, 0);
  const { value, residual, steps, status } = largestEigenvalue(operator, stream('sharpness'), limits);
  return {
    trace: trace / n,
    frobenius: Math.sqrt(squares) / n,
    top: value / n,
    topResidual: residual / n,
    steps,
    status,
  };
}
