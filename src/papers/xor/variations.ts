// Beyond the paper: the left panel of Figure 1 with more and less label noise, with balanced clusters, with weaker and
// stronger signal, in lower dimension, and in the theorem's own regime (fact sheet, 9.4, 9.6-9.8, 10, 11).
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { imbalance } from '../../xor/index.ts';
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

export const settings = {
  ...ofPaper,
  learningRate: stepFactors.doubled * printedRate.left,
  steps: 50,
  flips: 'independent' as 'independent' | 'exact',
  balanced: false,
};

export type VariationSettings = typeof settings;

/** ||mu|| = factor sqrt(p / n); the paper's factor is 2.5. */
const signal = (factor: number, { dimension, samples }: VariationSettings = settings) =>
  factor * Math.sqrt(dimension / samples);

const smaller = (samples: number, dimension: number, neurons: number): VariationSettings => {
  const sizes = { ...settings, samples, testSamples: 200, dimension, neurons };
  return { ...sizes, muNorm: signal(2.5, sizes) };
};

export const noises = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4] as const;
export const signals = [1.5, 2, 2.5, 3, 4] as const;

/** What is changed, by name; `noise 0.05` is the paper's own setting. */
export const variations: Readonly<Record<string, VariationSettings>> = {
  ...Object.fromEntries(noises.map((noise) => [`noise ${noise}`, { ...settings, noise }])),
  ...Object.fromEntries(
    signals
      .filter((factor) => factor !== 2.5)
      .map((factor) => [`signal ${factor}`, { ...settings, muNorm: signal(factor) }]),
  ),
  balanced: { ...settings, balanced: true },
  'exact flips': { ...settings, flips: 'exact' },
  'n = 60': smaller(60, 4000, 200),
  'n = 100': smaller(100, 10_000, 200),
  'n = 400': smaller(400, 160_000, 1000),
  // p = n^5.02, ||mu||^2 between n^0.51 sqrt(p) (3071^2) and p / n^2 (3162^2), alpha / omega = 1e12, alpha n p <= 1: A1-A6 with C = 1.
  theorem: { ...settings, dimension: 4e11, muNorm: 3100, omega: 1e-26, learningRate: 1e-14 },
};

export const variation = {
  id: 'xor/variations',
  title: 'XOR clusters: noise, signal, balance, size, and the regime of the theorem',
  module: import.meta.url,
  runs: (profile) =>
    Object.values(variations).flatMap((variation) =>
      profile === 'paper'
        ? seeds(RUNS, variation)
        : seeds(QUICK_RUNS, { ...variation, neurons: quick.neurons }),
    ),
  cost: ({ settings: { neurons, samples } }) => ({
    seconds: 0.03 + neurons * samples * 7e-7,
    mebibytes: samples > 200 ? 170 : 130,
  }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  run: (s: VariationSettings, seed: number, context) => {
    using arena = new Arena();
    const steps = upTo(s.steps);
    const run = simulate('xor/variations', s, seed, steps, context, arena, true);
    const { train, test, trajectory } = run;
    return [
      {
        /** Correct predictions at t = 0..steps. */
        ...accuracies(train, test, trajectory),
        /** e_nu of the training data for mu1 and mu2. */
        imbalance: [...imbalance(run.contrasts)],
        /** Corollary A.5 over t = 1..steps: right pairs active at t - 1, those of them off at t (E1); wrong ones, those still on (E3). */
        pairs: trajectory.activity
          .slice(1)
          .reduce(
            (sum, { right, wrong }) => [
              sum[0]! + right.before,
              sum[1]! + right.before - right.still,
              sum[2]! + wrong.before,
              sum[3]! + wrong.still,
            ],
            [0, 0, 0, 0],
          ),
        guard: trajectory.guard,
      },
    ];
  },
} satisfies Experiment<VariationSettings>;
