// Beyond the paper: final test error over sample size and signal, the picture that the condition of Meng, Zou and Cao
// (arXiv 2310.01975) suggests: error near zero above a curve in n and ||mu||, a constant away below it (fact sheet, 11).
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { countCorrect, testError } from '../../xor/index.ts';
import { settings as ofPaper, printedRate, seeds, stepFactors } from './settings.ts';
import { simulate } from './simulate.ts';

export const settings = {
  ...ofPaper,
  testSamples: 500, // a standard error below 0.022 in each run
  neurons: 400, // accuracies change little from 400 neurons on
  learningRate: stepFactors.doubled * printedRate.left,
  steps: 50,
};

export const sampleSizes = [12, 20, 32, 48, 72, 112, 168, 256] as const;
/** ||mu||. */
export const signals = [5, 8, 11, 14, 18, 23, 29, 36, 45, 56, 70] as const;

const RUNS = 60;

export const phase = {
  id: 'xor/phase',
  title: 'XOR clusters: final test error over sample size and signal',
  module: import.meta.url,
  runs: (profile) => {
    const thin = <T>(values: readonly T[]) => values.filter((_, i) => i % 3 === 0);
    return profile === 'paper'
      ? sampleSizes.flatMap((samples) =>
          signals.flatMap((muNorm) => seeds(RUNS, { ...settings, samples, muNorm })),
        )
      : thin(sampleSizes).flatMap((samples) =>
          thin(signals).flatMap((muNorm) => seeds(3, { ...settings, neurons: 100, samples, muNorm })),
        );
  },
  cost: ({ settings: { neurons, samples } }) => ({
    seconds: 0.02 + neurons * (5e-5 + samples * 3e-7),
    mebibytes: 130,
  }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  run: (s: typeof settings, seed: number, context) => {
    using arena = new Arena();
    const { train, test, trajectory } = simulate('xor/phase', s, seed, [0, s.steps], context, arena);
    return [
      {
        /** Correct training and test predictions after the last step, and the standard error of the test error. */
        train: countCorrect(trajectory.train[1]!, train.labels),
        test: countCorrect(trajectory.probes[1]!, test.labels),
        standardError: testError(trajectory.probes[1]!, test.labels).standardError,
      },
    ];
  },
} satisfies Experiment<typeof settings>;
