// Experiment E3 of the fact sheet (section 5): minima that SGD and GD find on a diagonal linear network, over rates.
// [R] is the independent reproduction whose settings the sheet quotes; the paper's own could not be retrieved.

import { type Matrix, zeros } from '../../linalg/index.ts';
import { type Stream, stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import {
  balanceRatio,
  createProblem,
  curvature,
  diagonalNetwork,
  done,
  effectiveWeights,
  gd,
  gram,
  l1Norm,
  meanSquare,
  outputs,
  type Problem,
  sgd,
  trainLoss,
} from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';

export const settings = {
  dimension: 1000, // d, [R]
  samples: 300, // n, [R]
  support: 3, // beta* = (1, 1, 1, 0, ..., 0), [R]
  testPoints: 3000, // [R]
  tolerance: 1e-9, // a run stops at this loss: the sheet's did at 1e-9 to 1e-10 (section 7)
  convergedLoss: 1e-6, // a run counts below this train loss, if it was not clipped at the end (section 7)
};

/** Steps without clipping at the end of a run that counts (section 7), and where a run that does not end is cut. */
const lengths = {
  sgd: { quietSteps: 5000, maxSteps: 5_000_000 }, // the slowest took 2.2 million
  gd: { quietSteps: 100, maxSteps: 30_000 }, // reached only at eta = 2, with losses of 2e-8 to 2e-7
};

/** Learning rates of the sheet's own simulation (8.1), each with the steps that a run takes; [R] has 0.004 to 0.126. */
const sweeps = [
  {
    algorithm: 'sgd',
    clip: 1, // small: SGD then follows the edge of stability closely
    rates: [
      [0.0316, 2.1e6],
      [0.0631, 5.5e5],
      [0.126, 1.4e5],
      [0.2, 6.5e4],
      [0.316, 4e4],
      [0.501, 7e4],
      [0.794, 9e5],
    ],
  },
  {
    algorithm: 'sgd',
    clip: 50, // as in [R]
    rates: [
      [0.001, 5e4],
      [0.002, 3e4],
      [0.004, 9e4],
      [0.008, 3.5e4],
      [0.016, 1.8e4],
      [0.032, 3e4],
      [0.063, 2e5],
      [0.126, 2e6],
    ],
  },
  {
    algorithm: 'gd',
    clip: 50, // as in [R]
    rates: [
      [0.004, 1e4],
      [0.008, 5e3],
      [0.016, 2.5e3],
      [0.032, 1.3e3],
      [0.063, 650],
      [0.126, 350],
      [0.316, 150], // from here on the edge 2/lambda_max of GD is reached
      [0.5, 500],
      [1, 800],
      [2, 3e4],
    ],
  },
] as const;

type Algorithm = keyof typeof lengths;
type E3Settings = typeof settings & {
  algorithm: Algorithm;
  clip: number;
  learningRate: number;
} & (typeof lengths)[Algorithm];

const profiles = {
  paper: { settings, seeds: 5 }, // the paper's number is unknown; five give intervals, and half a minute on two cores
  quick: { settings: { ...settings, dimension: 200, samples: 60, testPoints: 1000 }, seeds: 3 }, // the same n/d
};

const stepsOf = ({ algorithm, clip, learningRate }: E3Settings): number =>
  sweeps
    .find((sweep) => sweep.algorithm === algorithm && sweep.clip === clip)!
    .rates.find(([rate]) => rate === learningRate)![1];

export const e3 = {
  id: 'stability/e3',
  title: 'Diagonal linear network: sharpness and test error of the minima of SGD and GD',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { settings: base, seeds } = profiles[profile];
    return sweeps.flatMap(({ algorithm, clip, rates }) =>
      rates.flatMap(([learningRate]) =>
        Array.from(
          { length: seeds },
          (_, i): Run<E3Settings> => ({
            settings: { ...base, algorithm, clip, learningRate, ...lengths[algorithm] },
            seed: i + 1,
          }),
        ),
      ),
    );
  },

  cost: ({ settings: s }) => {
    const microseconds = s.algorithm === 'sgd' ? 8e-4 * s.dimension : 2.9e-4 * s.dimension * s.samples; // a step
    const outside = 1.5e-8 * s.dimension * (s.samples + s.testPoints); // drawing data, curvature, test error
    return { seconds: outside + 1e-6 * microseconds * stepsOf(s), mebibytes: 120 };
  },

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** Data and start of a seed are the same for all rates and both algorithms. */
  run: (s: E3Settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const source = stream('stability/e3', seed);
    const model = diagonalNetwork(s.dimension);
    const inputs = draw(source.split('inputs'), s.samples, s.dimension, arena);
    const problem = createProblem(model, inputs, targets(inputs, s.support), arena);
    const start = source.split('start').fillNormal(new Float64Array(model.parameters));

    const descent =
      s.algorithm === 'sgd' ? sgd(problem, s, source.split('samples'), arena) : gd(problem, s, arena);
    const stepsAtOnce = s.algorithm === 'sgd' ? 8192 : 100; // about 10 ms
    let state = descent.init(start);
    while (!done(state)) {
      signal.throwIfAborted();
      progress(state.steps / stepsOf(s));
      state = descent.step(state, stepsAtOnce);
    }

    const { theta, status, steps, lastClipped } = state;
    const loss = trainLoss(problem, theta);
    const { trace, frobenius, top, q4 } = sharpness(problem, theta);
    const atStart = sharpness(problem, start);
    const test = draw(source.split('test'), s.testPoints, s.dimension, arena);
    const truth = targets(test, s.support);
    const predicted = outputs(model, theta, test);
    return [
      {
        status,
        steps,
        lastClipped,
        /** Running mean over about n steps (SGD) and exact. */
        runningLoss: state.loss,
        loss,
        /** By the rule of the fact sheet, section 7; other runs are drawn hollow and enter no claim. */
        converged:
          status !== 'diverged' &&
          loss < s.convergedLoss &&
          (lastClipped === 0 || steps - lastClipped >= s.quietSteps),
        trace,
        frobenius,
        top,
        q4,
        traceAtStart: atStart.trace,
        topAtStart: atStart.top,
        /** Mean square over the test points; the zero function has about 1. */
        testError: meanSquare(predicted.map((f, i) => f - truth[i]!)),
        /** Share of test points with the wrong sign. */
        signError: predicted.filter((f, i) => f * truth[i]! <= 0).length / s.testPoints,
        l1: l1Norm(effectiveWeights(theta)),
        balance: balanceRatio(theta),
      },
    ];
  },
} satisfies Experiment<E3Settings>;

/** Rows with independent entries, uniform on [-1, 1]. */
function draw(source: Stream, rows: number, dimension: number, arena: Arena): Matrix {
  const inputs = zeros(arena, rows, dimension);
  source.fillUniform(inputs.data, -1, 1);
  return inputs;
}

/** <beta*, x_i> with beta* = (1, ..., 1, 0, ..., 0). */
const targets = ({ rows, cols, data }: Matrix, support: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) =>
    data.subarray(i * cols, i * cols + support).reduce((sum, x) => sum + x, 0),
  );

function sharpness(problem: Problem, theta: Float64Array) {
  using arena = new Arena();
  return curvature(gram(problem, theta, arena));
}
