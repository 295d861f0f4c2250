// Beyond the paper, whose data are synthetic: minima of SGD and GD on two classes of Fashion-MNIST, pullover and bag.
import { loadBinaryTask } from '../../data/index.ts';
import { fromRows } from '../../linalg/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { createProblem, gd, sgd, twoLayerRelu } from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { endOf, normsOf, sharpnessOf, stepsAtOnce, testErrors } from './reluMinimum.ts';
import { startOf } from './teacher.ts';
import { statesAt } from './training.ts';

export const settings = {
  samples: 1000, // the first of the two classes
  stride: 2, // every second pixel of every second row: 14 x 14
  width: 50,
  clip: 10, // small, so that the start, which no rate here is stable at, is left slowly
};

/** Real data are fitted slowly: a run ends at 0.1 % of the loss 1/2 of the zero function, and counts below 0.2 %. */
const rule = { tolerance: 5e-4, convergedLoss: 1e-3 };

const lengths = {
  sgd: { quietSteps: 5000, maxSteps: 1_000_000 },
  gd: { quietSteps: 100, maxSteps: 4000 },
};

const rates = {
  sgd: [0.003, 0.006, 0.01, 0.02, 0.03],
  gd: [0.03, 0.06, 0.1],
};

/** Thousands of steps that a run takes, in the order of the rates. */
const kiloSteps = { sgd: [261, 155, 103, 78, 125], gd: [3.6, 3.3, 3.5] };

type Algorithm = keyof typeof lengths;
type FashionSettings = typeof settings &
  typeof rule & { algorithm: Algorithm; learningRate: number } & (typeof lengths)[Algorithm];

const profiles = {
  paper: { settings, seeds: 10 },
  quick: { settings: { ...settings, samples: 200, stride: 4 }, seeds: 1 },
};

export const fashion = {
  id: 'stability/fashion',
  title: 'Fashion-MNIST, pullover against bag: sharpness of the minima of SGD and GD',
  module: import.meta.url,
  needs: ['fashion-mnist'],

  runs: (profile: Profile) => {
    const { settings: base, seeds } = profiles[profile];
    return (['sgd', 'gd'] as const).flatMap((algorithm) =>
      rates[algorithm].flatMap((learningRate) =>
        Array.from(
          { length: seeds },
          (_, i): Run<FashionSettings> => ({
            settings: { ...base, ...rule, algorithm, learningRate, ...lengths[algorithm] },
            seed: i + 1,
          }),
        ),
      ),
    );
  },

  cost: ({ settings: s }) => {
    const side = Math.ceil(28 / s.stride);
    const parameters = s.width * (side * side + 1);
    const microseconds = parameters * (s.algorithm === 'sgd' ? 2.5e-4 : 2.1e-4 * s.samples); // a step
    const steps = kiloSteps[s.algorithm][rates[s.algorithm].indexOf(s.learningRate)]!;
    return { seconds: 0.7 + 1e-3 * microseconds * steps, mebibytes: 250 };
  },

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** The images are the same for all seeds, the start of a seed for all rates and both algorithms. */
  run: async (s: FashionSettings, seed: number, context) => {
    const task = await loadBinaryTask('fashion-mnist', {
      count: s.samples,
      stride: s.stride,
      scaling: 'unit',
    });
    const scaled = onCentredSphere(task.train.X);
    using arena = new Arena();
    const model = twoLayerRelu(task.train.X.cols, s.width);
    const problem = createProblem(model, scaled(task.train.X), task.train.y, arena);
    const test = fromRows(arena, scaled(task.test.X));
    const source = stream('stability/fashion', seed);
    const start = startOf('deviation', model.dimension, s.width, source.split('start'));
    const descent =
      s.algorithm === 'sgd' ? sgd(problem, s, source.split('samples'), arena) : gd(problem, s, arena);
    const [state] = [...statesAt(descent, start, [s.maxSteps], stepsAtOnce(problem, s.algorithm), context)];
    const { theta } = state!;
    const atStart = sharpnessOf(problem, start);
    return [
      {
        ...endOf(problem, state!, s),
        ...normsOf(problem, theta),
        ...testErrors(problem, theta, test, task.test.y),
        traceAtStart: atStart.trace,
        topAtStart: atStart.top,
        official: task.official,
      },
    ];
  },
} satisfies Experiment<FashionSettings>;

type Rows = { readonly rows: number; readonly cols: number; readonly data: Float64Array };

/** Subtracts the mean row of `reference`, then scales each row to length sqrt(d), as the inputs of E1 have it. */
export function onCentredSphere(reference: Rows): (given: Rows) => Rows {
  const { cols: d } = reference;
  const mean = new Float64Array(d);
  reference.data.forEach((value, at) => {
    mean[at % d]! += value / reference.rows;
  });
  return ({ rows, cols, data }) => {
    const centred = data.map((value, at) => value - mean[at % d]!);
    for (let i = 0; i < rows; i++) {
      const x = centred.subarray(i * d, (i + 1) * d);
      const factor = Math.sqrt(d / x.reduce((sum, value) => sum + value * value, 0));
      for (let k = 0; k < d; k++) x[k]! *= factor;
    }
    return { rows, cols, data: centred };
  };
}
