// Figure 1 left of Xu et al.: accuracy on noisy training labels and on clean test labels over the first 50 steps.
import { stream } from '../../random/index.ts';
import type { Experiment, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { countCorrect, drawClusters, frozenDescent, initialize, reducedDimension } from '../../xor/index.ts';

export const settings = {
  samples: 200, // n, appendix A.7
  testSamples: 200, // A.7
  dimension: 40_000, // p, A.7
  muNorm: Math.sqrt(1250), // 2.5 sqrt(p / n), A.7; confirmed by the t = 0 histogram of Figure 3
  noise: 0.05, // eta, A.7; flips are taken as independent
  neurons: 1000, // m, A.7
  omega: 1e-15, // omega_init, A.7, a standard deviation
  learningRate: 1e-12, // alpha as printed in A.7
  steps: 50, // last step of the published curve
};

/** The printed step, and twice that: the published curves correspond to the doubled one (fact sheet, 7.6). */
export const stepFactors = { printed: 1, doubled: 2 } as const;

const profiles = {
  paper: { settings, runs: 100 }, // the paper's number of runs
  quick: { settings: { ...settings, neurons: 200 }, runs: 20 }, // fewer neurons blur the curve only a little
};

export const figure1Left = {
  id: 'xor/figure1-left',
  title: 'XOR clusters: accuracy over the first 50 steps',
  module: import.meta.url,
  runs: (profile) => {
    const { settings: base, runs } = profiles[profile];
    return Object.values(stepFactors).flatMap((factor) =>
      Array.from(
        { length: runs },
        (_, i): Run<typeof settings> => ({
          settings: { ...base, learningRate: factor * base.learningRate },
          seed: i + 1,
        }),
      ),
    );
  },
  cost: ({ settings: { neurons } }) => ({ seconds: 0.02 + neurons * 1e-4, mebibytes: 190 }),
  tolerance: { relative: 0, reason: 'integer counts and fixed summation order: the same bits everywhere' },
  /** Both readings of the step share data and weights of a seed, so they differ by the step alone. */
  run: (s: typeof settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const { train, test, centres } = drawClusters(s, stream('xor/figure1-left', seed, 'data'), arena);
    const { weights, signs } = initialize(
      s.neurons,
      reducedDimension(s),
      s.omega,
      stream('xor/figure1-left', seed, 'network'),
      arena,
    );
    const trajectory = frozenDescent(
      {
        inputs: train.rows,
        labels: train.labels,
        probes: test.rows,
        directions: centres,
        weights,
        signs,
        learningRate: s.learningRate,
        readouts: Array.from({ length: s.steps + 1 }, (_, t) => t),
      },
      { signal, progress },
    );
    const isFlipped = (i: number) => train.labels[i] !== train.clean[i];
    return [
      {
        /** Correct training and test predictions at t = 0..steps. */
        train: trajectory.train.map((f) => countCorrect(f, train.labels)),
        test: trajectory.probes.map((f) => countCorrect(f, test.labels)),
        /** Training samples with a flipped label, and how many of them are fitted at each step. */
        flipped: train.labels.filter((_, i) => isFlipped(i)).length,
        flippedFit: trajectory.train.map((f) => countCorrect(f, train.labels, isFlipped)),
        /** Root mean square of <w_j, mu1> and <w_j, mu2> over neurons with a_j > 0. */
        positiveMu1: trajectory.positive.map((projections) => projections[0]!),
        positiveMu2: trajectory.positive.map((projections) => projections[1]!),
        guard: trajectory.guard,
      },
    ];
  },
} satisfies Experiment<typeof settings>;
