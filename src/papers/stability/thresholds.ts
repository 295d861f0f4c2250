// What linear stability says at a point that is taken as a minimum: the exact learning rate up to which SGD is stable, and
// the bounds of the literature (fact sheet, sections 2 and 11).
import type { Stream } from '../../random/index.ts';
import {
  alignment,
  createProblem,
  criticalRate,
  curvature,
  done,
  gram,
  linearModel,
  type Problem,
  residuals,
  type Sampling,
  sgd,
  stabilityBounds,
} from '../../stability/index.ts';
import { rowSpace } from '../../stability/rowSpace.ts';
import { Arena } from '../../wasm/arena.ts';
import { log } from '../../wasm/math.ts';

/** Cost at n = 80: 30 to 80 ms. */
export function thresholds(problem: Problem, theta: Float64Array, sampling: Sampling) {
  using arena = new Arena();
  const K = gram(problem, theta, arena);
  const { trace, frobenius, top, q4 } = curvature(K);
  const { rate, status } = criticalRate(problem, theta, sampling);
  return {
    trace,
    frobenius,
    top,
    q4,
    /** mu, by the residuals that are left. */
    alignment: alignment(K, residuals(problem, theta)),
    critical: rate,
    criticalStatus: status,
    bounds: { ...stabilityBounds(problem, theta, sampling) },
  };
}

const STEPS = 8192; // about ten times the memory of the slowest direction that matters near the edge

/**
 * Growth of log |delta| a step under the linearized dynamics delta <- delta - (eta/B) sum g_i <g_i, delta>, over the last
 * three quarters of 8192 steps from a random delta: an estimate of the top Lyapunov exponent. Where it is negative
 * delta vanishes almost surely, even if its mean square grows. -Infinity where delta underflows (below about -0.09).
 */
export function lyapunovExponent(
  problem: Problem,
  theta: Float64Array,
  { learningRate, ...sampling }: Sampling & { readonly learningRate: number },
  source: Stream,
): number {
  using arena = new Arena();
  const { gradients } = rowSpace(gram(problem, theta, arena), arena);
  const n = gradients.rows;
  const linear = createProblem(linearModel(gradients.cols), gradients, new Float64Array(n), arena);
  const descent = sgd(
    linear,
    {
      learningRate,
      ...sampling,
      clip: Infinity,
      tolerance: 0,
      quietSteps: 0,
      maxSteps: STEPS,
    },
    source.split('samples'),
    arena,
  );
  const length = (v: Float64Array) => Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
  const start = source.split('delta').fillNormal(new Float64Array(gradients.cols));
  const first = descent.step(descent.init(start), STEPS / 4);
  let last = first;
  while (!done(last)) last = descent.step(last, 1024);
  return (log(length(last.theta)) - log(length(first.theta))) / (last.steps - first.steps);
}
