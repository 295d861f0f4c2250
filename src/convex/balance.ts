// The balanced form of a network: ||u_j|| = |alpha_j|, the cheapest of all with the same function (fact sheet, section 2).
import type { Network } from './network.ts';
import { norm } from './nnls.ts';

/** A neuron alpha max(0, <u, x>) as direction u / ||u||, weight ||u|| |alpha| and sign of alpha. */
export interface Neuron {
  readonly direction: Float64Array;
  readonly weight: number;
  readonly sign: 1 | -1;
}

/** The neurons that do something: those with u_j = 0 or alpha_j = 0 are left out. Errors: `RangeError` for a weight that is not finite. */
export function neuronsOf({ hidden, output, d }: Network): Neuron[] {
  const neurons: Neuron[] = [];
  output.forEach((alpha, j) => {
    const u = hidden.slice(j * d, (j + 1) * d);
    const length = norm(u);
    const weight = length * Math.abs(alpha);
    if (!Number.isFinite(weight))
      throw new RangeError(
        `neuron ${j} has alpha = ${alpha} and ||u|| = ${length}: finite weights were expected`,
      );
    if (weight === 0) return;
    neurons.push({ direction: u.map((value) => value / length), weight, sign: alpha > 0 ? 1 : -1 });
  });
  return neurons;
}

/** The balanced network of neurons; its weight decay is beta times the sum of their weights. */
export function networkOf(neurons: readonly Neuron[], d: number): Network {
  const hidden = new Float64Array(neurons.length * d);
  neurons.forEach(({ direction, weight }, j) => {
    const root = Math.sqrt(weight);
    for (let i = 0; i < d; i++) hidden[j * d + i] = root * direction[i]!;
  });
  return { hidden, output: Float64Array.from(neurons, ({ weight, sign }) => sign * Math.sqrt(weight)), d };
}

/**
 * The network with ||u_j|| = |alpha_j|: the same function, at most the same objective (NC), since
 * ||u||^2 + alpha^2 >= 2 ||u|| |alpha|; both up to rounding. Neurons that are zero are left out. Errors: `RangeError`.
 */
export const balance = (network: Network): Network => networkOf(neuronsOf(network), network.d);
