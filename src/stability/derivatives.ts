// First and second derivatives over all samples: J with rows g_i, the Gram matrix K = J J', the Hessian of the loss.
import { engine, type Matrix, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { checkTheta, type Problem, residuals } from './model.ts';

/** J, n x p, with the gradient g_i of f(x_i; theta) as row i. Errors: `ShapeError`. */
export function jacobian({ model, inputs }: Problem, theta: Float64Array, arena: Arena): Matrix {
  checkTheta(model, theta);
  const J = zeros(arena, inputs.rows, model.parameters);
  for (let i = 0; i < inputs.rows; i++) model.gradient(theta, row(inputs, i), row(J, i));
  return J;
}

/** K = J J', n x n, with entries <g_i, g_k>: G = J'J / n has its nonzero eigenvalues over n. Errors: `ShapeError`. */
export function gram(problem: Problem, theta: Float64Array, arena: Arena): Matrix {
  const { model, inputs } = problem;
  checkTheta(model, theta);
  if (model.gram) return model.gram(theta, inputs, arena);
  using scratch = new Arena();
  const K = zeros(arena, inputs.rows, inputs.rows);
  engine().syrk(1, false, jacobian(problem, theta, scratch), 0, K);
  return K;
}

/** H = G + (1/n) sum e_i (second derivatives of f at x_i), p x p: n p^2 flops and 8 p^2 bytes, for small p. Errors: `ShapeError`. */
export function hessian(problem: Problem, theta: Float64Array, arena: Arena): Matrix {
  const { model, inputs } = problem;
  using scratch = new Arena();
  const n = inputs.rows;
  const H = zeros(arena, model.parameters, model.parameters);
  engine().syrk(1 / n, true, jacobian(problem, theta, scratch), 0, H);
  residuals(problem, theta).forEach((e, i) => {
    model.addHessian(theta, row(inputs, i), e / n, H);
  });
  return H;
}
