// Figures 1 left and 3 of Xu et al., and what happens inside: the first 50 steps with the large step size.
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import {
  agreement,
  alignment,
  clusterMargins,
  clusters,
  countCorrect,
  frobeniusNorm,
  imbalance,
  linearOutputs,
} from '../../xor/index.ts';
import { binned, mean, meanAbsolute, projectionsOf, rootMeanSquare } from './projections.ts';
import {
  settings as ofPaper,
  printedRate,
  QUICK_RUNS,
  quick,
  RUNS,
  seeds,
  stepFactors,
  upTo,
} from './settings.ts';
import { accuracies, networkAt, simulate } from './simulate.ts';

export const settings = { ...ofPaper, learningRate: printedRate.left, steps: 50 };

/** Steps at which the inside of the network is looked at: those of Figure 3 and of the claims. */
export const inside = [...upTo(15), 20, 30, 50];

/** Panels of Figure 3, and half the width of their histograms, in units of omega ||mu||: wide enough for nearly all neurons. */
export const histograms = [
  { step: 0, range: 5 },
  { step: 1, range: 230 },
  { step: 2, range: 560 },
  { step: 3, range: 1000 },
  { step: 10, range: 4500 },
] as const;

/** |D| above which a neuron counts as aligned: n^0.3, in place of condition (4.2), which few neurons meet at n = 200 (6.3). */
const ALIGNED = 4.9;

const profiles = {
  paper: { base: settings, runs: RUNS },
  quick: { base: { ...settings, ...quick }, runs: QUICK_RUNS },
};

export const figure1Left = {
  id: 'xor/figure1-left',
  title: 'XOR clusters: accuracy and neurons over the first 50 steps',
  module: import.meta.url,
  runs: (profile) => {
    const { base, runs } = profiles[profile];
    return Object.values(stepFactors).flatMap((factor) =>
      seeds(runs, { ...base, learningRate: factor * base.learningRate }),
    );
  },
  cost: ({ settings: { neurons } }) => ({ seconds: 0.03 + neurons * 1.5e-4, mebibytes: 130 }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  /** Both readings of the step share data and weights of a seed, so they differ by the step alone. */
  run: (s: typeof settings, seed: number, context) => {
    using arena = new Arena();
    const steps = upTo(s.steps);
    const run = simulate('xor/figure1-left', s, seed, steps, context, arena, true);
    const { train, test, network, contrasts, trajectory } = run;
    const places = inside.filter((step) => step <= s.steps);
    const networks = places.map((place) => networkAt(trajectory, network, place));
    const widths = (measure: (values: Float64Array) => number, axis: 0 | 1, sign: 1 | -1) =>
      histograms.map(({ step }) => measure(projectionsOf(trajectory, step, axis, sign)));
    const unit = (s.learningRate * s.muNorm * s.muNorm) / Math.sqrt(s.neurons);
    const aligned = (sign: 1 | -1, holds: (d: number) => boolean) => {
      const members = [...network.signs.keys()].filter(
        (j) => network.signs[j] === sign && holds(alignment(trajectory.contrasts[0]!, j)[0]),
      );
      return (place: number) => members.map((j) => trajectory.projections[place]![2 * j]!);
    };
    const growing = aligned(1, (d) => d > ALIGNED);
    const forgetting = aligned(-1, (d) => Math.abs(d) > ALIGNED);
    const linear = [train, test].map(({ rows }) => linearOutputs(train, rows));
    return [
      {
        /** Correct predictions at t = 0..steps. */
        ...accuracies(train, test, trajectory),
        guard: trajectory.guard,
        /** Test samples of each cluster, and correct predictions of them at the steps `inside`. */
        clusterSizes: clusters.map((_, nu) => test.cluster.filter((c) => c === nu).length),
        clusterTest: clusters.map((_, nu) =>
          places.map((place) =>
            countCorrect(trajectory.probes[place]!, test.labels, (k) => test.cluster[k] === nu),
          ),
        ),
        /** e_nu of the training data for mu1 and mu2. */
        imbalance: [...imbalance(contrasts)],
        /** At the steps of `histograms`, over neurons with a_j > 0 and with a_j < 0: root mean square and mean of |<w_j, mu>|. */
        positiveMu1: widths(rootMeanSquare, 0, 1),
        positiveMu2: widths(rootMeanSquare, 1, 1),
        negativeMu1: widths(rootMeanSquare, 0, -1),
        negativeMu2: widths(rootMeanSquare, 1, -1),
        absolutePositiveMu1: widths(meanAbsolute, 0, 1),
        absolutePositiveMu2: widths(meanAbsolute, 1, 1),
        absoluteNegativeMu1: widths(meanAbsolute, 0, -1),
        absoluteNegativeMu2: widths(meanAbsolute, 1, -1),
        /** Lemma 4.7: averages of <w_j, mu1> over J1 and of |<w_j, mu1>| over J2, in units of alpha ||mu||^2 / sqrt(m). */
        growing: places.map((place) => mean(Float64Array.from(growing(place))) / unit),
        forgetting: places.map((place) => meanAbsolute(Float64Array.from(forgetting(place))) / unit),
        /** E[y f] over each cluster, over ||W||_F: one list per cluster, at the steps `inside`. */
        margins: clusters.map((_, nu) => networks.map((at) => clusterMargins(at)[nu]! / frobeniusNorm(at))),
        /** ||W||_F over the bound 3 alpha t sqrt(p / n) (section 6.6), t >= 1. */
        normRatio: places.map((t, k) =>
          t === 0
            ? Number.NaN
            : frobeniusNorm(networks[k]!) / (3 * s.learningRate * t * Math.sqrt(s.dimension / s.samples)),
        ),
        /** Agreement at t = 1 on test points with the linear rule, its slope in units of alpha / (8n), and the rule's own counts. */
        linear: (({ signs, cosine, slope }) => ({
          signs,
          cosine,
          slope: (slope * 8 * s.samples) / s.learningRate,
          train: countCorrect(linear[0]!, train.labels),
          test: countCorrect(linear[1]!, test.labels),
        }))(agreement(trajectory.probes[1]!, linear[1]!)),
        /** Corollary A.5 (E1, E3): right pairs active at t - 1, those still active at t; wrong ones likewise; t = 1..steps. */
        pairs: ['right', 'wrong'].flatMap((side) =>
          (['before', 'still'] as const).map((when) =>
            trajectory.activity.slice(1).map((at) => at[side as 'right' | 'wrong'][when]),
          ),
        ),
        /** Condition D1 at t = 0: fewest neurons with a_j > 0, and with a_j < 0, that a sample activates; of how many. */
        fewestActive: [0, 1].map((side) =>
          Math.min(...Array.from(train.labels, (_, i) => trajectory.activity[0]!.neurons[2 * i + side]!)),
        ),
        positiveNeurons: network.signs.filter((sign) => sign > 0).length,
        /** Counts of <w_j, mu1> and <w_j, mu2>, a_j > 0, in the bins of `histograms`. */
        histogramsMu1: histograms.map(({ step, range }) =>
          binned(projectionsOf(trajectory, step, 0), range * s.omega * s.muNorm),
        ),
        histogramsMu2: histograms.map(({ step, range }) =>
          binned(projectionsOf(trajectory, step, 1), range * s.omega * s.muNorm),
        ),
      },
    ];
  },
} satisfies Experiment<typeof settings>;
