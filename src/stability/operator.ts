// Symmetric linear operators known by their products with vectors: matrices, G = J'J / n and the Hessian H of the loss.
import { engine, type Matrix, row, ShapeError } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { jacobian } from './derivatives.ts';
import { type Problem, residuals } from './model.ts';

export interface SymmetricOperator {
  /** Length of the vectors. */
  readonly size: number;
  /** `out` <- A v. Both lie on the kernels' memory and do not overlap; v stays as it is. */
  readonly product: (v: Float64Array, out: Float64Array) => void;
}

/** A symmetric n x n matrix: 2 n^2 flops a product. Errors: `ShapeError`. */
export function matrixOperator(A: Matrix): SymmetricOperator {
  if (A.rows !== A.cols || A.rows === 0)
    throw new ShapeError(`A is ${A.rows} x ${A.cols}: a square matrix with at least one row was expected`);
  return { size: A.rows, product: (v, out) => engine().gemv(1, false, A, v, 0, out) };
}

/** G = J'J / n for J with rows g_i, n x p, which must outlive the operator: 4 n p flops a product. */
export function fisherOperator(J: Matrix, arena: Arena): SymmetricOperator {
  const { gemv } = engine();
  const outputs = arena.float64(J.rows);
  return {
    size: J.cols,
    product(v, out) {
      gemv(1, false, J, v, 0, outputs);
      gemv(1 / J.rows, true, J, outputs, 0, out);
    },
  };
}

const STEP = 1 / 131_072; // about the cube root of a rounding: truncation and rounding of central differences balance

/**
 * The Hessian H of the loss at theta, by the model's own products where it has them: exact, and as fast as a few
 * gradients. Else H = G + (1/n) sum e_i (second derivatives of f at x_i): G through J, the second part by central
 * differences of sum e_i g_i with the residuals e_i held, so that it vanishes where they do, with an error of order
 * STEP^2 (about 1e-11 of that part for gradients linear in theta); 8 n p bytes in `arena`, and a product takes 4 n p flops
 * and 2n gradients. Errors: `ShapeError`.
 */
export function hessianOperator(problem: Problem, theta: Float64Array, arena: Arena): SymmetricOperator {
  const { model, inputs } = problem;
  const e = residuals(problem, theta);
  if (model.hessianProduct)
    return { size: theta.length, product: model.hessianProduct(theta, inputs, e, arena) };
  return differencedHessian(problem, theta, e, arena);
}

function differencedHessian(
  problem: Problem,
  theta: Float64Array,
  e: Float64Array,
  arena: Arena,
): SymmetricOperator {
  const { model, inputs } = problem;
  const fisher = fisherOperator(jacobian(problem, theta, arena), arena);
  const gradient = arena.float64(theta.length);
  const shifted = theta.slice();
  const length = Math.sqrt(theta.reduce((sum, value) => sum + value * value, 0)) || 1;
  return {
    size: fisher.size,
    product(v, out) {
      fisher.product(v, out);
      const norm = Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
      if (norm === 0) return;
      const step = (STEP * length) / norm;
      for (const side of [step, -step]) {
        for (let k = 0; k < shifted.length; k++) shifted[k] = theta[k]! + side * v[k]!;
        for (let i = 0; i < e.length; i++) {
          model.gradient(shifted, row(inputs, i), gradient);
          const weight = e[i]! / (2 * side * e.length);
          for (let k = 0; k < shifted.length; k++) out[k]! += weight * gradient[k]!;
        }
      }
    },
  };
}
