// One step of the proximal point method for l1-regularized training on M stored features, the rows of Phi (M x n):
//   alpha+ = argmin of  l(Phi' alpha, y) + beta ||alpha||_1 + ||alpha - alpha0||^2 / (2 sigma),
// by a semismooth Newton method on its dual (Li, Sun and Toh, SIAM J. Optim. 28, 2018, for the squared loss),
//   min over q of  l*(q) + ||shrink(alpha0 - sigma Phi q, sigma beta)||^2 / (2 sigma),
// whose variable is z with q = gradient of l at z: steps in z never leave the domain of l*.
import { engine, type Matrix } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Loss } from './loss.ts';
import { combineFeatures, newtonDirection } from './proximalNewton.ts';

const NEWTON_STEPS = 40;
const DECREASE = 1e-4; // share of the linear prediction that a step has to reach (Armijo)
const SHORTEST = 1e-9; // a shorter step is lost in rounding

/** The program on stored features. */
export interface Stored {
  /** Phi, M x n. */
  readonly rows: Matrix;
  /** n. */
  readonly y: Float64Array;
  /** Twice differentiable. */
  readonly loss: Pick<Loss, 'value' | 'gradient' | 'curvature'>;
  readonly beta: number;
}

/** Vectors on the kernels' memory; those over features may be longer than M. */
export interface ProximalPoint {
  readonly alpha: Float64Array;
  /** Phi' alpha, n. */
  readonly outputs: Float64Array;
  /** n: near the outputs; q is the gradient of the loss there, and correlations are Phi q. */
  readonly z: Float64Array;
  readonly q: Float64Array;
  readonly correlations: Float64Array;
}

/**
 * alpha+ for alpha0 = `point.alpha`, from `point.z` on; the point is overwritten. Ends when the objective is known to
 * exceed its minimum by at most `tolerance(||alpha+ - alpha0||^2 / (2 sigma))`; `converged` is false where that takes
 * more than 40 Newton steps, or rounding prevents it. `tick` is called in each of them. Cost of one with r active features and n'
 * samples that count: n' r min(n', r) + 4 n M flops.
 */
export function proximalStep(
  { rows, y, loss, beta }: Stored,
  point: ProximalPoint,
  sigma: number,
  tolerance: (proximity: number) => number,
  tick: () => void,
): { readonly converged: boolean; readonly newtonSteps: number } {
  const { gemv } = engine();
  const [M, n] = [rows.rows, rows.cols];
  using arena = new Arena();
  const { alpha, outputs } = point;
  const start = alpha.slice(0, M);
  const variables = () => ({ z: arena.float64(n), q: arena.float64(n), correlations: arena.float64(M) });
  let [here, next] = [variables(), variables()];
  here.z.set(point.z);
  const direction = arena.float64(n);
  const curvature = arena.float64(n);

  /** alpha <- shrink(alpha0 - sigma correlations, sigma beta); returns ||alpha||^2 / (2 sigma). */
  const shrink = (correlations: Float64Array): number => {
    let squares = 0;
    for (let j = 0; j < M; j++) {
      const moved = start[j]! - sigma * correlations[j]!;
      const size = Math.abs(moved) - sigma * beta;
      alpha[j] = size > 0 ? (moved > 0 ? size : -size) : 0;
      squares += alpha[j]! * alpha[j]!;
    }
    return squares / (2 * sigma);
  };
  /** The dual objective, with l*(q) = <q, z> - l(z). */
  const dual = ({ z, q, correlations }: typeof here): number => {
    loss.gradient(z, y, q);
    gemv(1, false, rows, q, 0, correlations);
    let product = 0;
    for (let k = 0; k < n; k++) product += q[k]! * z[k]!;
    return product - loss.value(z, y) + shrink(correlations);
  };

  let value = dual(here);
  let newtonSteps = 0;
  let converged = false;
  for (; ; newtonSteps++) {
    tick();
    const active: number[] = [];
    let proximity = 0;
    for (let j = 0; j < M; j++) {
      if (alpha[j] !== 0) active.push(j);
      proximity += (alpha[j]! - start[j]!) * (alpha[j]! - start[j]!);
    }
    const weights = Float64Array.from(active, (j) => alpha[j]!);
    combineFeatures(rows, active, weights, outputs);
    // The objective less the dual bound is the Bregman distance of the outputs from z.
    let excess = loss.value(outputs, y) - loss.value(here.z, y);
    for (let k = 0; k < n; k++) excess -= here.q[k]! * (outputs[k]! - here.z[k]!);
    converged = excess <= tolerance(proximity / (2 * sigma));
    // One step at least: it takes the dual point from nearly to fully feasible.
    if ((converged && newtonSteps > 0) || newtonSteps === NEWTON_STEPS) break;

    loss.curvature(here.z, y, curvature);
    const slope = newtonDirection(rows, active, curvature, here.z, outputs, sigma, direction);
    let length = 1;
    let reached = Infinity;
    for (; length >= SHORTEST; length /= 2) {
      for (let k = 0; k < n; k++) next.z[k] = here.z[k]! + length * direction[k]!;
      reached = dual(next);
      if (reached <= value + DECREASE * length * slope) break;
    }
    if (length < SHORTEST) {
      shrink(here.correlations); // back to the alpha of the outputs
      break;
    }
    value = reached;
    [here, next] = [next, here];
  }
  point.z.set(here.z);
  point.q.set(here.q);
  point.correlations.set(here.correlations);
  return { converged, newtonSteps };
}
