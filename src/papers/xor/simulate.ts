// One run: data, network and their gradient descent, as all experiments on XOR clusters do it.
import { stream } from '../../random/index.ts';
import type { RunContext } from '../../spec/experiment.ts';
import type { Arena } from '../../wasm/arena.ts';
import {
  type ClusterSettings,
  clusterContrasts,
  countCorrect,
  type Descent,
  drawClusters,
  type FrozenTrajectory,
  frozenDescent,
  initialize,
  type NetworkAt,
  reducedDimension,
  type Samples,
  type Trajectory,
} from '../../xor/index.ts';

export interface Simulated extends ClusterSettings {
  readonly neurons: number;
  readonly omega: number;
  readonly learningRate: number;
}

/** Data and network of a seed, and the descent that starts from them. `key` names the experiment. */
export function setUp(key: string, s: Simulated, seed: number, readouts: readonly number[], arena: Arena) {
  const data = drawClusters(s, stream(key, seed, 'data'), arena);
  const drawn = reducedDimension(s);
  const network = initialize(s.neurons, s.dimension, drawn, s.omega, stream(key, seed, 'network'), arena);
  const descent: Descent = {
    inputs: data.train.rows,
    labels: data.train.labels,
    probes: data.test.rows,
    directions: data.centres,
    weights: network.weights,
    signs: network.signs,
    learningRate: s.learningRate,
    readouts,
  };
  return { ...data, network, contrasts: clusterContrasts(data.train), descent };
}

/** The whole run, with the loss derivative frozen at 1/2; `all` reads out activity and contrasts too. */
export function simulate(
  key: string,
  s: Simulated,
  seed: number,
  readouts: readonly number[],
  { signal, progress }: RunContext,
  arena: Arena,
  all = false,
) {
  const start = setUp(key, s, seed, readouts, arena);
  const more = all ? { activity: true, contrasts: start.contrasts } : {};
  const trajectory: FrozenTrajectory = frozenDescent({ ...start.descent, ...more }, { signal, progress });
  return { ...start, trajectory };
}

/** Correct predictions at each readout: of noisy training labels, of the flipped ones among them, of clean test labels. */
export function accuracies(train: Samples, test: Samples, trajectory: Trajectory) {
  const isFlipped = (i: number) => train.labels[i] !== train.clean[i];
  return {
    train: trajectory.train.map((f) => countCorrect(f, train.labels)),
    test: trajectory.probes.map((f) => countCorrect(f, test.labels)),
    /** Training samples with a flipped label, and how many of them are fitted. */
    flipped: train.labels.filter((_, i) => isFlipped(i)).length,
    flippedFit: trajectory.train.map((f) => countCorrect(f, train.labels, isFlipped)),
  };
}

/** The network at one readout, with its length in all p dimensions. */
export const networkAt = (
  trajectory: Trajectory,
  { outside }: { readonly outside: Float64Array },
  place: number,
): NetworkAt => ({
  projections: trajectory.projections[place]!,
  squaredNorms: trajectory.squaredNorms[place]!.map((square, j) => square + outside[j]!),
  outputWeights: trajectory.outputWeights[place]!,
});
