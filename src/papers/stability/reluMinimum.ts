// What E2, the sizes and the real data record of a minimum of a ReLU network.
import { type Matrix, ShapeError } from '../../linalg/index.ts';
import {
  curvature,
  type DescentState,
  gram,
  outputs,
  type Problem,
  pathNorm,
  trainLoss,
  weightedNorm,
} from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { hasConverged } from './training.ts';

interface Rule {
  readonly quietSteps: number;
  readonly convergedLoss: number;
}

/** The end of a descent, whether it counts by the rule of the fact sheet (section 7), and the sharpness there. */
export function endOf(problem: Problem, state: DescentState, rule: Rule) {
  const { status, steps, lastClipped, loss: runningLoss, theta } = state;
  const loss = trainLoss(problem, theta);
  const converged = hasConverged(problem, state, rule.quietSteps, rule.convergedLoss);
  return { status, steps, lastClipped, runningLoss, loss, converged, ...sharpnessOf(problem, theta) };
}

/** Tr, Frobenius norm, top eigenvalue and q4 of G. */
export function sharpnessOf(problem: Problem, theta: Float64Array) {
  using arena = new Arena();
  return curvature(gram(problem, theta, arena));
}

/** ||theta||_P, ||theta||_{2,d} and ||theta||_{2,1}. */
export const normsOf = ({ model: { dimension: d } }: Problem, theta: Float64Array) => ({
  pathNorm: pathNorm(theta, d),
  normD: weightedNorm(theta, d, d),
  norm1: weightedNorm(theta, d, 1),
});

/** Mean squared error, and share of points where f has not the sign of the truth. Errors: `ShapeError`. */
export function testErrors({ model }: Problem, theta: Float64Array, inputs: Matrix, truth: Float64Array) {
  if (truth.length !== inputs.rows)
    throw new ShapeError(`inputs have ${inputs.rows} rows but there are ${truth.length} true values`);
  const predicted = outputs(model, theta, inputs);
  const squares = predicted.reduce((sum, f, i) => sum + (f - truth[i]!) * (f - truth[i]!), 0);
  const wrong = predicted.filter((f, i) => f * truth[i]! <= 0).length;
  return { testError: squares / truth.length, signError: wrong / truth.length };
}

/** Steps between two looks at the signal: some 20 ms. */
export const stepsAtOnce = ({ model: { parameters }, inputs }: Problem, algorithm: 'sgd' | 'gd'): number =>
  Math.max(1, Math.floor(1e8 / (parameters * (algorithm === 'sgd' ? 1 : inputs.rows))));
