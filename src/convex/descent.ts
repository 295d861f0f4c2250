// Gradient descent on the non-convex problem (NC), whose value a convex optimum over all patterns bounds from below.
import type { Stream } from '../random/index.ts';
import { type Network, networkObjective } from './network.ts';
import type { Problem } from './problem.ts';

export interface DescentSettings {
  /** Of the first step; it falls linearly to 0. */
  readonly learningRate: number;
  /** Share of the last step that is added to the next, 0..1. */
  readonly momentum: number;
  readonly steps: number;
}

/** A network of `width` neurons with independent normal weights of the given standard deviation. */
export const randomNetwork = (width: number, d: number, deviation: number, source: Stream): Network => ({
  hidden: source.fillNormal(new Float64Array(width * d), 0, deviation),
  output: source.fillNormal(new Float64Array(width), 0, deviation),
  d,
});

/**
 * Full-batch gradient descent with heavy-ball momentum from `start`, and its last objective; that is not finite where
 * the learning rate was too large. Cost: about 8 n m d flops per step. The patterns of the problem play no part.
 */
export function descend(
  problem: Problem,
  start: Network,
  { learningRate, momentum, steps }: DescentSettings,
) {
  const network = { hidden: start.hidden.slice(), output: start.output.slice(), d: start.d };
  const velocity = { hidden: start.hidden.map(() => 0), output: start.output.map(() => 0) };
  for (let step = 0; step < steps; step++) {
    const rate = learningRate * (1 - step / steps);
    const gradient = networkGradient(problem, network);
    for (const layer of ['hidden', 'output'] as const)
      for (let e = 0; e < network[layer].length; e++) {
        velocity[layer][e] = momentum * velocity[layer][e]! - rate * gradient[layer][e]!;
        network[layer][e]! += velocity[layer][e]!;
      }
  }
  return { network, objective: networkObjective(problem, network) };
}

/** Gradient of (NC) in the shape of the network; a preactivation of 0 counts as inactive. */
export function networkGradient({ X, y, loss, beta }: Problem, { hidden, output, d }: Network): Network {
  const [n, m] = [X.rows, output.length];
  const active = new Float64Array(n * m); // (x_k' u_j)_+
  const z = new Float64Array(n);
  for (let k = 0; k < n; k++)
    for (let j = 0; j < m; j++) {
      let side = 0;
      for (let i = 0; i < d; i++) side += X.data[k * d + i]! * hidden[j * d + i]!;
      if (side <= 0) continue;
      active[k * m + j] = side;
      z[k]! += output[j]! * side;
    }
  loss.gradient(z, y, z);
  const gradient = {
    hidden: hidden.map((weight) => beta * weight),
    output: output.map((weight) => beta * weight),
    d,
  };
  for (let k = 0; k < n; k++)
    for (let j = 0; j < m; j++) {
      if (active[k * m + j] === 0) continue;
      gradient.output[j]! += z[k]! * active[k * m + j]!;
      for (let i = 0; i < d; i++) gradient.hidden[j * d + i]! += z[k]! * output[j]! * X.data[k * d + i]!;
    }
  return gradient;
}
