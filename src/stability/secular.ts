// The largest eigenvalue of an operator that is diagonal plus a sum of n rank-one terms,
//   Q -> pole * Q + sum_i <S_i, Q> S_i,   S_i = sqrt(weight) * (r_i r_i'),   * entrywise,
// on symmetric r x r matrices Q. It is the largest x at which the n x n matrix
//   F(x)_ik = sum_ab weight_ab / (x - pole_ab) (r_ia r_ka) (r_ib r_kb)
// has the largest eigenvalue 1. Solved by safeguarded iteration (Werner 1970; Voss and Werner 1982): x <- root of z'F(x)z = 1
// for the top eigenvector z of F, which increases to the solution, with quadratic convergence.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { IterationLimits, IterationStatus } from './extremeEigenvalues.ts';
import { isExhausted, lanczosStart, lanczosStep, lift } from './lanczos.ts';
import { stieltjesRoot } from './stieltjesRoot.ts';
import { rightEnd, rightVector } from './tridiagonal.ts';

export interface SecularEquation {
  /** Rows r_i, n x r. */
  readonly R: Matrix;
  /** r x r, symmetric, row-major. */
  readonly poles: Float64Array;
  /** r x r, symmetric, row-major; all positive, or all 0. */
  readonly weights: Float64Array;
}

export interface SecularRoot {
  /** The largest eigenvalue is in [value, upper], up to rounding. */
  readonly value: number;
  readonly upper: number;
  /** Products with F. */
  readonly iterations: number;
  /** `converged`: upper - value is at most the tolerance times the larger of |upper| and value - (smallest pole). */
  readonly status: IterationStatus;
}

const FLOOR = 1e-3; // smallest entry of a start vector, relative to equal entries

/**
 * For poles and weights with 1 / (x - pole) a positive semidefinite kernel right of the largest pole: then F is positive
 * semidefinite with entries >= 0, its top eigenvector too has entries >= 0 (Perron and Frobenius), and a positive start has
 * a known part of it, which makes the upper end of `rightEnd` rigorous. Cost: 4 n r^2 flops per product with F, 20-60 of
 * them. Errors: `NotFiniteError`.
 */
export function secularRoot(equation: SecularEquation, limits: IterationLimits): SecularRoot {
  const { R, weights } = equation;
  const { tolerance, maxSteps } = limits;
  // The root may be very close to the largest pole, so distances from there are what is computed.
  const origin = equation.poles.reduce((a, b) => Math.max(a, b));
  const poles = equation.poles.map((pole) => pole - origin);
  const lowest = poles.reduce((a, b) => Math.min(a, b));
  if (weights[0] === 0) return { value: origin, upper: origin, iterations: 0, status: 'converged' };
  using arena = new Arena();
  const [n, r] = [R.rows, R.cols];
  const { gemm } = engine();
  const scaled = zeros(arena, n, r);
  const moment = zeros(arena, r, r);
  const kernel = new Float64Array(r * r); // weight / (x - pole)

  /** `moment` <- sum z_i r_i r_i'. */
  function gather(z: Float64Array): void {
    for (let i = 0, e = 0; i < n; i++) for (let a = 0; a < r; a++, e++) scaled.data[e] = z[i]! * R.data[e]!;
    gemm(1, true, R, false, scaled, 0, moment);
  }

  const operator = {
    size: n,
    product(z: Float64Array, out: Float64Array) {
      gather(z);
      for (let e = 0; e < kernel.length; e++) moment.data[e]! *= kernel[e]!;
      gemm(1, false, R, false, moment, 0, scaled);
      for (let i = 0, e = 0; i < n; i++) {
        let sum = 0;
        for (let a = 0; a < r; a++, e++) sum += R.data[e]! * scaled.data[e]!;
        out[i] = sum;
      }
    },
  };

  /** x with z'F(x)z = 1, not above the solution for a unit vector z. */
  function rayleighRoot(z: Float64Array): number {
    gather(z);
    return stieltjesRoot(poles, weights, moment.data);
  }

  /** Top eigenvector of F(value), with an upper bound on its eigenvalue. */
  function perron() {
    using scratch = new Arena();
    const start = z.map((entry) => Math.max(entry, FLOOR / Math.sqrt(n)));
    const squares = start.reduce((sum, entry) => sum + entry * entry, 0);
    const least = start.reduce((a, b) => Math.min(a, b)); // z'(any unit vector >= 0) >= least
    let state = lanczosStart(operator, start, maxSteps - iterations, scratch);
    for (;;) {
      state = lanczosStep(state);
      const theta = rightEnd(state);
      const top = rightEnd(state, squares / (least * least));
      // No closer than the value still is to the solution.
      const enough = Math.max(tolerance / 2, (theta - 1) * (theta - 1));
      if (top - theta <= enough || isExhausted(state)) {
        const vector = lift(state, rightVector(state, theta));
        const sign = vector.reduce((sum, entry) => sum + entry, 0) < 0 ? -1 : 1;
        return { top, vector: vector.map((entry) => sign * entry), steps: state.alpha.length };
      }
    }
  }

  let z = new Float64Array(n).fill(1 / Math.sqrt(n));
  let value = rayleighRoot(z); // as upper: measured from the largest pole
  let upper = Infinity;
  let iterations = 0;
  for (;;) {
    for (let e = 0; e < kernel.length; e++) kernel[e] = weights[e]! / (value - poles[e]!);
    const { top, vector, steps } = perron();
    iterations += steps;
    // F(x') <= F(x) (x - lowest) / (x' - lowest) for x' > x: its top is 1 or less from this x' on.
    upper = Math.min(upper, lowest + Math.max(top, 1) * (value - lowest));
    z = vector;
    value = Math.max(value, rayleighRoot(z));
    upper = Math.max(upper, value);
    const scale = Math.max(Math.abs(origin + upper), value - lowest);
    const isClose = upper - value <= tolerance * scale;
    if (isClose || iterations >= maxSteps)
      return {
        value: origin + value,
        upper: origin + upper,
        iterations,
        status: isClose ? 'converged' : 'step limit',
      };
  }
}
