// Experiment E2 of the fact sheet (section 5): minima that SGD and GD find on a two-layer ReLU network, over rates.
// [R] is the independent reproduction whose settings the sheet quotes; the paper's own could not be retrieved.
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { gd, sgd } from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { endOf, normsOf, sharpnessOf, stepsAtOnce, testErrors } from './reluMinimum.ts';
import { type Start, sizes, smallSizes, type TeacherSettings, teacherProblem } from './teacher.ts';
import { statesAt } from './training.ts';

/** Values of the axis sqrt(d) eta of SGD, and eta of GD: those of the sheet's simulation (8.2); [R] ends at 0.1. */
const axis = [0.001, 0.00215, 0.00464, 0.01, 0.0215, 0.0334, 0.0464, 0.06, 0.0774, 0.1, 0.12];

const lengths = {
  sgd: { tolerance: 1e-9, quietSteps: 5000, maxSteps: 2_000_000 },
  gd: { tolerance: 1e-7, quietSteps: 100, maxSteps: 10_000 },
};

/** A run counts below this train loss, if it was not clipped at the end (section 7). */
const convergedLoss = 1e-6;

type Algorithm = keyof typeof lengths;

export type Sweep = {
  readonly algorithm: Algorithm;
  readonly clip: number;
  readonly start: Start;
};

/** Sweeps with the thousands of steps that a run takes at each value of the axis. */
const sweeps: readonly (Sweep & {
  at: readonly number[];
  kiloSteps: readonly number[];
  maxSteps?: number;
})[] = [
  {
    algorithm: 'sgd',
    clip: 100, // [R]
    start: 'variance',
    at: axis,
    kiloSteps: [46, 23, 156, 46, 23, 47, 55, 47, 44, 45, 92],
  },
  {
    algorithm: 'sgd',
    clip: 100,
    start: 'variance',
    at: [0.147], // beyond the edge: it is clipped for ever (8.2), so it is cut early
    kiloSteps: [200],
    maxSteps: 200_000,
  },
  { algorithm: 'sgd', clip: 10, start: 'variance', at: [0.0464, 0.1], kiloSteps: [720, 440] },
  {
    algorithm: 'sgd',
    clip: 100,
    start: 'deviation',
    at: axis,
    kiloSteps: [27, 14, 227, 67, 16, 15, 17, 15, 15, 21, 29],
  },
  {
    algorithm: 'gd',
    clip: 100,
    start: 'variance',
    at: axis,
    kiloSteps: [2.1, 0.99, 0.46, 0.45, 0.21, 0.22, 0.26, 0.3, 0.32, 0.31, 0.32],
  },
  {
    algorithm: 'gd',
    clip: 100,
    start: 'deviation',
    at: axis.slice(2),
    kiloSteps: [0.37, 0.17, 0.077, 0.077, 0.076, 0.17, 0.35, 0.4, 0.28],
  },
];

type E2Settings = TeacherSettings &
  Sweep & {
    /** sqrt(d) eta of SGD, eta of GD. */
    axis: number;
    learningRate: number;
    convergedLoss: number;
  } & (typeof lengths)[Algorithm];

const profiles = {
  paper: { sizes, seeds: 5 }, // the paper's number is unknown
  quick: { sizes: smallSizes, seeds: 2 },
};

const kiloStepsOf = (s: E2Settings): number => {
  const sweep = sweeps.find(
    ({ algorithm, clip, start, at }) =>
      algorithm === s.algorithm && clip === s.clip && start === s.start && at.includes(s.axis),
  )!;
  return sweep.kiloSteps[sweep.at.indexOf(s.axis)]!;
};

export const e2 = {
  id: 'stability/e2',
  title: 'Two-layer ReLU network: sharpness, norms and test error of the minima of SGD and GD',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { sizes: base, seeds } = profiles[profile];
    return sweeps.flatMap(({ algorithm, clip, start, at, maxSteps }) =>
      at.flatMap((value) =>
        Array.from({ length: seeds }, (_, i): Run<E2Settings> => {
          const learningRate = algorithm === 'sgd' ? value / Math.sqrt(base.dimension) : value;
          const length = { ...lengths[algorithm], ...(maxSteps && { maxSteps }) };
          const settings = { ...base, start, algorithm, clip, axis: value, learningRate, convergedLoss };
          return { settings: { ...settings, ...length }, seed: i + 1 };
        }),
      ),
    );
  },

  cost: (run) => {
    const { settings: s } = run;
    const parameters = s.width * (s.dimension + 1);
    const microseconds = s.algorithm === 'sgd' ? 2.5e-4 * parameters : 1.8e-4 * parameters * s.samples; // a step
    return { seconds: 0.06 + 1e-3 * microseconds * kiloStepsOf(s), mebibytes: 120 };
  },

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** Data of a seed are the same for all runs, and the start up to the scale of its first layer. */
  run: (s: E2Settings, seed: number, context) => {
    using arena = new Arena();
    const source = stream('stability/e2', seed);
    const { problem, start, test } = teacherProblem(s, source, arena);
    const descent =
      s.algorithm === 'sgd' ? sgd(problem, s, source.split('samples'), arena) : gd(problem, s, arena);
    const [state] = [...statesAt(descent, start, [s.maxSteps], stepsAtOnce(problem, s.algorithm), context)];
    const { theta } = state!;
    const atStart = sharpnessOf(problem, start);
    const mean = test.truth.reduce((sum, y) => sum + y, 0) / test.truth.length;
    return [
      {
        ...endOf(problem, state!, s),
        ...normsOf(problem, theta),
        ...testErrors(problem, theta, test.inputs, test.truth),
        traceAtStart: atStart.trace,
        topAtStart: atStart.top,
        pathNormAtStart: normsOf(problem, start).pathNorm,
        /** Variance of the teacher over the test points: the error of the best constant. */
        teacherVariance: test.truth.reduce((sum, y) => sum + (y - mean) * (y - mean), 0) / test.truth.length,
      },
    ];
  },
} satisfies Experiment<E2Settings>;
