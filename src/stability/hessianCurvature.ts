// Sharpness of the full Hessian H of the loss, for small p (fact sheet, section 1). Where residuals are not 0, H differs
// from G. For large p: `hessianOperator` with `extremeEigenvalues`, `hutchPlusPlus` and `squaredFrobenius`.
import { Arena } from '../wasm/arena.ts';
import { hessian } from './derivatives.ts';
import { symmetricEigenvalues } from './eigenvalues.ts';
import type { Problem } from './model.ts';

export interface HessianCurvature {
  /** Tr(H). */
  readonly trace: number;
  /** ||H||_F. */
  readonly frobenius: number;
  /** lambda_min(H), negative at a saddle. */
  readonly smallest: number;
  /** lambda_max(H). */
  readonly largest: number;
}

/** Cost: n p^2 + 2 p^3 flops, 16 p^2 bytes. Errors: `ShapeError`, `NotFiniteError`. */
export function hessianCurvature(problem: Problem, theta: Float64Array): HessianCurvature {
  using arena = new Arena();
  const H = hessian(problem, theta, arena);
  const eigenvalues = symmetricEigenvalues(H);
  let [trace, squares] = [0, 0];
  for (let k = 0; k < H.rows; k++) trace += H.data[k * (H.cols + 1)]!;
  for (let k = 0; k < H.data.length; k++) squares += H.data[k]! * H.data[k]!;
  return {
    trace,
    frobenius: Math.sqrt(squares),
    smallest: eigenvalues[0]!,
    largest: eigenvalues.at(-1)!,
  };
}
