// Experiment E1 of the fact sheet (section 5): learning curves of SGD on a two-layer ReLU network from a start at which it is
// unstable. [R] is the independent reproduction whose settings the sheet quotes; the paper's own could not be retrieved.
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { cosineDecay, gram, meanSquare, outputs, pathNorm, residuals, sgd } from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { stepsAtOnce } from './reluMinimum.ts';
import { type Start, sizes, smallSizes, type TeacherSettings, teacherProblem } from './teacher.ts';
import { statesAt } from './training.ts';

type Schedule = 'constant' | 'cosine';

/** Rate, clip threshold, steps and schedule that give a curve of their own. */
export interface Curve {
  readonly learningRate: number;
  readonly clip: number;
  readonly schedule: Schedule;
  readonly maxSteps: number;
}

export const curves = {
  slow: { learningRate: 0.002, clip: 100, schedule: 'constant', maxSteps: 50_000 }, // section 7, C14
  fast: { learningRate: 0.005, clip: 100, schedule: 'constant', maxSteps: 50_000 }, // section 7, C14
  clipped: { learningRate: 0.1, clip: 1, schedule: 'constant', maxSteps: 100_000 }, // [R] at a constant rate
  cosine: { learningRate: 0.1, clip: 1, schedule: 'cosine', maxSteps: 80_000 }, // [R]
} as const satisfies Record<string, Curve>;

export type CurveName = keyof typeof curves;

const plan: readonly { readonly name: CurveName; readonly starts: readonly Start[] }[] = [
  { name: 'slow', starts: ['variance', 'deviation'] },
  { name: 'fast', starts: ['variance', 'deviation'] },
  { name: 'clipped', starts: ['variance', 'deviation'] },
  { name: 'cosine', starts: ['variance'] },
];

type E1Settings = TeacherSettings &
  Omit<Curve, 'schedule'> & { name: CurveName; schedule: Schedule; quietSteps: number };

/** Steps without clipping after which a run counts as unclipped (section 7). */
const quietSteps = 5000;

const profiles = {
  paper: { sizes: { ...sizes, testPoints: 1000 }, seeds: 5 },
  quick: { sizes: smallSizes, seeds: 2 },
};

/** 0 and about eight steps to a decade, up to `last`. */
export function readouts(last: number): number[] {
  const digits = [1, 1.3, 1.8, 2.4, 3.2, 4.2, 5.6, 7.5];
  const steps = [0];
  for (let decade = 1; decade < last; decade *= 10)
    for (const digit of digits) {
      const step = Math.round(digit * decade);
      if (step < last && step > steps.at(-1)!) steps.push(step);
    }
  return [...steps, last];
}

export const e1 = {
  id: 'stability/e1',
  title: 'Two-layer ReLU network: learning curves of SGD with clipping from an unstable start',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { sizes: base, seeds } = profiles[profile];
    return plan.flatMap(({ name, starts }) =>
      starts.flatMap((start) =>
        Array.from(
          { length: seeds },
          (_, i): Run<E1Settings> => ({
            settings: { ...base, start, name, ...curves[name], quietSteps },
            seed: i + 1,
          }),
        ),
      ),
    );
  },

  cost: ({ settings: s }) => {
    const parameters = s.width * (s.dimension + 1);
    const look = 4e-10 * parameters * (s.testPoints + 3 * s.samples); // a readout
    const seconds = 2.5e-10 * parameters * s.maxSteps + look * readouts(s.maxSteps).length;
    return { seconds, mebibytes: 120 };
  },

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** Data of a seed are the same for all runs, and the start up to the scale of its first layer. */
  run: (s: E1Settings, seed: number, context) => {
    using arena = new Arena();
    const source = stream('stability/e1', seed);
    const { problem, start, test } = teacherProblem(s, source, arena);
    const learningRate = s.schedule === 'cosine' ? cosineDecay(s.learningRate, s.maxSteps) : s.learningRate;
    const descent = sgd(
      problem,
      { learningRate, clip: s.clip, tolerance: 0, quietSteps: 0, maxSteps: s.maxSteps },
      source.split('samples'),
      arena,
    );
    const at = readouts(s.maxSteps);
    const states = [...statesAt(descent, start, at, stepsAtOnce(problem, 'sgd'), context)];
    const looks = states.map(({ theta, steps, lastClipped }) => {
      const e = residuals(problem, theta);
      const predicted = outputs(problem.model, theta, test.inputs);
      return {
        steps,
        /** L, of the training and of the test points. */
        trainLoss: meanSquare(e) / 2,
        testLoss: meanSquare(predicted.map((f, i) => f - test.truth[i]!)) / 2,
        ...gradients(squaredNorms(problem, theta), e),
        pathNorm: pathNorm(theta, s.dimension),
        /** Number of the last clipped step so far. */
        lastClipped,
      };
    });
    const { status, steps, lastClipped } = states.at(-1)!;
    const columns = <K extends keyof (typeof looks)[number]>(key: K) => looks.map((look) => look[key]);
    return [
      {
        status,
        lastClipped,
        /** No step of the last `quietSteps` was clipped. */
        unclipped: steps - lastClipped >= s.quietSteps,
        steps: columns('steps'),
        trainLoss: columns('trainLoss'),
        testLoss: columns('testLoss'),
        rootMeanGradient: columns('rootMeanGradient'),
        largestGradient: columns('largestGradient'),
        trace: columns('trace'),
        pathNorm: columns('pathNorm'),
        lastClippedAt: columns('lastClipped'),
      },
    ];
  },
} satisfies Experiment<E1Settings>;

/** ||g_i||^2. */
function squaredNorms(problem: Parameters<typeof gram>[0], theta: Float64Array): Float64Array {
  using arena = new Arena();
  const { rows: n, data } = gram(problem, theta, arena);
  return Float64Array.from({ length: n }, (_, i) => data[i * (n + 1)]!);
}

/** Tr(G), and the length |e_i| ||g_i|| of a step's gradient: root mean square and largest over the samples. */
export function gradients(squares: Float64Array, e: Float64Array) {
  const n = squares.length;
  let [trace, sum, largest] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const squared = e[i]! * e[i]! * squares[i]!;
    trace += squares[i]! / n;
    sum += squared / n;
    largest = Math.max(largest, squared);
  }
  return { trace, rootMeanGradient: Math.sqrt(sum), largestGradient: Math.sqrt(largest) };
}
