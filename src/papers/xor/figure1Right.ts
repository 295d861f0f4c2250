// Figures 1 right and 4 of Xu et al.: 5000 steps with the small step size, where both stages are stretched.
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { binned, projectionsOf, rootMeanSquare } from './projections.ts';
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
import { accuracies, simulate } from './simulate.ts';

export const settings = { ...ofPaper, learningRate: printedRate.right, steps: 5000 };

/** Every step while training fits (both readings of the step), then steps up to a third apart. */
export const readouts = [
  ...upTo(100),
  ...[
    125, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000, 1200, 1400, 1600, 1800, 2000, 2300, 2600,
    3000,
  ],
  ...[3500, 4000, 5000],
];

/** Where the widths of the projections are looked at. */
export const inside = readouts.filter((step) => step % 25 === 0);

/** Panels of Figure 4, and half the width of their histograms, in units of omega ||mu||: wide enough for nearly all neurons. */
export const histograms = [
  { step: 0, range: 5 },
  { step: 25, range: 5 },
  { step: 100, range: 6 },
  { step: 1000, range: 40 },
  { step: 2000, range: 80 },
  { step: 5000, range: 220 },
] as const;

const profiles = {
  paper: { base: settings, runs: RUNS },
  quick: { base: { ...settings, ...quick, neurons: 100 }, runs: QUICK_RUNS },
};

export const figure1Right = {
  id: 'xor/figure1-right',
  title: 'XOR clusters: accuracy and neurons over 5000 small steps',
  module: import.meta.url,
  runs: (profile) => {
    const { base, runs } = profiles[profile];
    return Object.values(stepFactors).flatMap((factor) =>
      seeds(runs, { ...base, learningRate: factor * base.learningRate }),
    );
  },
  cost: ({ settings: { neurons } }) => ({ seconds: 0.02 + neurons * 8e-4, mebibytes: 130 }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  /** Both readings of the step share data and weights of a seed, so they differ by the step alone. */
  run: (s: typeof settings, seed: number, context) => {
    using arena = new Arena();
    const { train, test, trajectory } = simulate('xor/figure1-right', s, seed, readouts, context, arena);
    const widths = (axis: 0 | 1, sign: 1 | -1) =>
      inside.map((step) => rootMeanSquare(projectionsOf(trajectory, readouts.indexOf(step), axis, sign)));
    const counts = (axis: 0 | 1) =>
      histograms.map(({ step, range }) =>
        binned(projectionsOf(trajectory, readouts.indexOf(step), axis), range * s.omega * s.muNorm),
      );
    return [
      {
        /** Correct predictions at `readouts`. */
        ...accuracies(train, test, trajectory),
        guard: trajectory.guard,
        /** Root mean square of <w_j, mu1> and <w_j, mu2> at `inside`, over neurons with a_j > 0 and with a_j < 0. */
        positiveMu1: widths(0, 1),
        positiveMu2: widths(1, 1),
        negativeMu1: widths(0, -1),
        negativeMu2: widths(1, -1),
        /** Counts of <w_j, mu1> and <w_j, mu2>, a_j > 0, in the bins of `histograms`. */
        histogramsMu1: counts(0),
        histogramsMu2: counts(1),
      },
    ];
  },
} satisfies Experiment<typeof settings>;
