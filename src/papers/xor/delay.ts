// Beyond the paper: how the delay depends on the step-to-initialization ratio alpha / omega (fact sheet, 9.5).
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { firstStep } from '../../xor/index.ts';
import { settings as ofPaper, QUICK_RUNS, quick, seeds } from './settings.ts';
import { accuracies, simulate } from './simulate.ts';

export const settings = { ...ofPaper, ratio: 1 };

/** alpha / omega; the paper's panels are 0.2 and 2000 (doubled), 0.1 and 1000 (printed). */
export const ratios = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1e3, 1e4, 1e6] as const;

/** Test accuracies whose first steps are looked for. */
export const levels = [0.75, 0.9, 0.95] as const;

const RUNS = 100;

/** About 5 % apart, dense at the start; long enough for a test accuracy of 0.95 in nearly every run. */
export function readoutsOf(ratio: number): number[] {
  const last = Math.round(Math.max(60, 900 / ratio + 60));
  const steps = [0];
  for (let t = 1; t < last; t = Math.max(t + 1, Math.round(1.05 * t))) steps.push(t);
  return [...steps, last];
}

export const delay = {
  id: 'xor/delay',
  title: 'XOR clusters: delay against the step-to-initialization ratio',
  module: import.meta.url,
  runs: (profile) =>
    profile === 'paper'
      ? ratios.flatMap((ratio) => seeds(RUNS, { ...settings, ratio }))
      : [1, 10, 100, 1000].flatMap((ratio) => seeds(QUICK_RUNS, { ...settings, ...quick, ratio })),
  cost: ({ settings: { ratio, neurons } }) => ({
    seconds: 0.03 + neurons * (6e-5 + 2e-7 * readoutsOf(ratio).at(-1)!),
    mebibytes: 130,
  }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  run: (s: typeof settings, seed: number, context) => {
    using arena = new Arena();
    const steps = readoutsOf(s.ratio);
    const learningRate = s.ratio * s.omega;
    const run = simulate('xor/delay', { ...s, learningRate }, seed, steps, context, arena);
    const { train, test } = accuracies(run.train, run.test, run.trajectory);
    return [
      {
        /** First readout with all training labels right, and with each of `levels` on the test; infinite if none is. */
        fitted: firstStep(steps, (place) => train[place] === s.samples),
        generalized: levels.map((level) =>
          firstStep(steps, (place) => test[place]! >= level * s.testSamples),
        ),
        /** Correct test predictions at t = 1, when training first fits, and at the end. */
        testAtOne: test[1]!,
        testWhenFitted: test[train.indexOf(s.samples)] ?? Number.NaN,
        testAtEnd: test.at(-1)!,
        trainAtEnd: train.at(-1)!,
        guard: run.trajectory.guard,
      },
    ];
  },
} satisfies Experiment<typeof settings>;
