// Beyond the paper: the exact derivative in place of the frozen one, the exponential loss, a trainable second layer, and
// steps and initializations so large that the loss moves (asked by the reviewers of the paper; fact sheet, 10).
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { exp, log1p } from '../../wasm/math.ts';
import { frozenDescent, gradientDescent, type Trajectory } from '../../xor/index.ts';
import { rootMeanSquare } from './projections.ts';
import { settings as ofPaper, printedRate, quick, seeds, stepFactors, upTo } from './settings.ts';
import { accuracies, setUp } from './simulate.ts';

export const settings = {
  ...ofPaper,
  learningRate: stepFactors.doubled * printedRate.left,
  steps: 50,
  method: 'exact' as 'exact' | 'frozen',
  loss: 'logistic' as 'logistic' | 'exponential',
  bothLayers: false,
};

export type ExactSettings = typeof settings;

/** Step size alpha with alpha / omega as in the left panel. */
const scaled = (learningRate: number, change: Partial<ExactSettings> = {}): ExactSettings => ({
  ...settings,
  learningRate,
  omega: (learningRate * settings.omega) / settings.learningRate,
  ...change,
});

/** Step sizes at which the loss moves: outputs after one step are about 10 alpha. */
export const scales = [0.004, 0.04, 0.4] as const;

export const variants: Readonly<Record<string, ExactSettings>> = {
  frozen: { ...settings, method: 'frozen' },
  exact: settings,
  'exponential loss, printed step': { ...settings, loss: 'exponential', learningRate: printedRate.left },
  'both layers': { ...settings, bothLayers: true },
  ...Object.fromEntries(
    scales.flatMap((alpha) => [
      [`alpha ${alpha}`, scaled(alpha)],
      [`alpha ${alpha}, both layers`, scaled(alpha, { bothLayers: true })],
    ]),
  ),
  // A small step against the initialization, as in the right panel, with outputs of about 20 from the start.
  'large initialization': { ...settings, learningRate: 0.04, omega: 0.2, steps: 200 },
};

const RUNS = 6; // the fewest that give an interval of a median

export const exact = {
  id: 'xor/exact',
  title: 'XOR clusters: exact derivatives, exponential loss, both layers, steps that move the loss',
  module: import.meta.url,
  runs: (profile) =>
    Object.values(variants).flatMap((variant) =>
      profile === 'paper'
        ? seeds(RUNS, variant)
        : seeds(2, { ...variant, neurons: quick.neurons, steps: 20 }),
    ),
  cost: ({ settings: { neurons, steps } }) => ({ seconds: 0.05 + neurons * steps * 9e-6, mebibytes: 150 }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  /** All variants share data and weights of a seed. */
  run: (s: ExactSettings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const { train, test, descent } = setUp('xor/exact', s, seed, upTo(s.steps), arena);
    const trajectory: Trajectory =
      s.method === 'frozen'
        ? frozenDescent(descent, { signal, progress })
        : gradientDescent({ ...descent, loss: s.loss, bothLayers: s.bothLayers }, { signal, progress });
    const meanLoss = (outputs: Float64Array) =>
      outputs.reduce((sum, f, i) => sum + lossOf[s.loss](train.labels[i]! * f), 0) / outputs.length;
    return [
      {
        /** Correct predictions and mean training loss at t = 0..steps. */
        ...accuracies(train, test, trajectory),
        loss: trajectory.train.map(meanLoss),
        /** Root mean square of sqrt(m) a_j - sign a_j at the end: how far the second layer moved. */
        secondLayer: rootMeanSquare(
          trajectory.outputWeights.at(-1)!.map((a, j) => Math.sqrt(s.neurons) * a - descent.signs[j]!),
        ),
      },
    ];
  },
} satisfies Experiment<ExactSettings>;

const lossOf = {
  /** log(1 + exp(-margin)), without overflow. */
  logistic: (margin: number) => Math.max(0, -margin) + log1p(exp(-Math.abs(margin))),
  exponential: (margin: number) => exp(-margin),
} as const;
