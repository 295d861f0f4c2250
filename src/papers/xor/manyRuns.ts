// The left panel of Figure 1 with many more runs than the paper's: what its 100 runs leave open is decided here.
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { settings as ofPaper, printedRate, QUICK_RUNS, quick, seeds, stepFactors, upTo } from './settings.ts';
import { accuracies, simulate } from './simulate.ts';

export const settings = { ...ofPaper, learningRate: stepFactors.doubled * printedRate.left, steps: 50 };

/** Steps whose counts are kept. */
export const kept = [...upTo(10), 15, 20, 30, 40, 50];

const RUNS = 2000; // tells 99 % from 97 % of runs, and medians to 0.01

export const manyRuns = {
  id: 'xor/many-runs',
  title: 'XOR clusters: Figure 1 left with 2000 runs',
  module: import.meta.url,
  runs: (profile) =>
    profile === 'paper' ? seeds(RUNS, settings) : seeds(2 * QUICK_RUNS, { ...settings, ...quick }),
  cost: ({ settings: { neurons } }) => ({ seconds: 0.015 + neurons * 1.3e-4, mebibytes: 130 }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  run: (s: typeof settings, seed: number, context) => {
    using arena = new Arena();
    const steps = upTo(s.steps);
    const { train, test, trajectory } = simulate('xor/many-runs', s, seed, steps, context, arena);
    const all = accuracies(train, test, trajectory);
    const pick = (counts: readonly number[]) => kept.map((step) => counts[step]!);
    return [
      {
        /** Correct predictions at the steps `kept`. */
        train: pick(all.train),
        test: pick(all.test),
        flipped: all.flipped,
        flippedFit: pick(all.flippedFit),
        /** First step with all training labels right, first with 90 % of the test labels right; infinite if none is. */
        fitted: all.train.indexOf(s.samples) < 0 ? Infinity : all.train.indexOf(s.samples),
        generalized: firstAbove(all.test, 0.9 * s.testSamples),
        guard: trajectory.guard,
      },
    ];
  },
} satisfies Experiment<typeof settings>;

function firstAbove(counts: readonly number[], threshold: number): number {
  const step = counts.findIndex((count) => count >= threshold);
  return step < 0 ? Infinity : step;
}
