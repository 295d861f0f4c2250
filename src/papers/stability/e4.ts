// Experiment E4 of the fact sheet (section 5): how far training balances the two layers of a diagonal linear network.
// [R] is the independent reproduction whose settings the sheet quotes; the paper's own could not be retrieved.
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import {
  balanceRatio,
  curvature,
  effectiveWeights,
  gd,
  gram,
  l1Norm,
  type Problem,
  sgd,
  trainLoss,
} from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { sparseProblem } from './networks.ts';
import { hasConverged, statesAt } from './training.ts';

export const settings = {
  dimension: 1000, // d, as in E3
  samples: 300, // n, as in E3
  support: 3, // beta*, as in E3
  variance: 0.1, // of a_j, [R]
  learningRate: 0.05, // [R]
  tolerance: 1e-9,
};

export const ratios = [1, 2, 4, 8, 16] as const; // r(theta_0), [R]
export const clips = [20, 50, 200] as const; // 200 in [R]

/** Steps of [R], and further ones at which r is read. */
export const PUBLISHED_STEPS = 5000;
export const readouts = [
  0, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000,
] as const;

/** At 5000 steps no SGD run at clip 200 has converged by the rule of the sheet; at 200,000 all have. */
const lengths = {
  sgd: { quietSteps: 5000, maxSteps: 200_000 },
  gd: { quietSteps: 100, maxSteps: PUBLISHED_STEPS },
};

type Algorithm = keyof typeof lengths;
type E4Settings = typeof settings & {
  algorithm: Algorithm;
  clip: number;
  ratio: number;
} & (typeof lengths)[Algorithm];

const profiles = {
  paper: { settings, seeds: 5 },
  quick: { settings: { ...settings, dimension: 200, samples: 60 }, seeds: 2 },
};

/** Mean number of steps until a run ends, of SGD and GD, by clip and ratio. */
const typicalSteps: Record<Algorithm, Record<number, readonly number[]>> = {
  sgd: {
    20: [7e4, 2.9e4, 3.6e4, 5.8e4, 1.4e5],
    50: [1.2e5, 1e5, 1e5, 1.1e5, 1.2e5],
    200: [1.4e5, 2e5, 2e5, 2e5, 2e5],
  },
  gd: {
    20: [5000, 1200, 310, 5000, 5000],
    50: [5000, 1200, 310, 3500, 5000],
    200: [5000, 1200, 310, 600, 1600],
  },
};

export const e4 = {
  id: 'stability/e4',
  title: 'Diagonal linear network: balance of the layers after SGD and GD from unbalanced starts',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { settings: base, seeds } = profiles[profile];
    return (['sgd', 'gd'] as const).flatMap((algorithm) =>
      clips.flatMap((clip) =>
        ratios.flatMap((ratio) =>
          Array.from(
            { length: seeds },
            (_, i): Run<E4Settings> => ({
              settings: { ...base, algorithm, clip, ratio, ...lengths[algorithm] },
              seed: i + 1,
            }),
          ),
        ),
      ),
    );
  },

  cost: ({ settings: s }) => {
    const microseconds = s.algorithm === 'sgd' ? 1e-3 * s.dimension : 4e-4 * s.dimension * s.samples; // a step
    const steps = typicalSteps[s.algorithm][s.clip]![ratios.indexOf(s.ratio as 1)]!;
    return { seconds: 0.03 + 1e-6 * microseconds * steps, mebibytes: 120 };
  },

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** Data, a and the signs of a seed are the same for all ratios, clip thresholds and both algorithms. */
  run: (s: E4Settings, seed: number, context) => {
    using arena = new Arena();
    const source = stream('stability/e4', seed);
    const problem = sparseProblem(s, source, arena);
    const start = unbalanced(s, source);
    const descent =
      s.algorithm === 'sgd' ? sgd(problem, s, source.split('samples'), arena) : gd(problem, s, arena);
    const marks = readouts.filter((step) => step <= s.maxSteps);
    const states = [...statesAt(descent, start, marks, s.algorithm === 'sgd' ? 8192 : 100, context)];
    const { status, theta, steps, lastClipped } = states.at(-1)!;
    return [
      {
        status,
        steps,
        lastClipped,
        loss: trainLoss(problem, theta),
        converged: hasConverged(problem, states.at(-1)!, s.quietSteps),
        balance: balanceRatio(theta),
        l1: l1Norm(effectiveWeights(theta)),
        ...sharpness(problem, theta),
        /** Steps, balance and loss at the readouts up to the end. */
        at: states.map((state) => state.steps),
        balances: states.map((state) => balanceRatio(state.theta)),
        losses: states.map((state) => trainLoss(problem, state.theta)),
      },
    ];
  },
} satisfies Experiment<E4Settings>;

/** a_j ~ N(0, variance), b_j = c s_j a_j with random signs s_j and c = r + sqrt(r^2 - 1): the balance ratio is r. */
export function unbalanced(
  { dimension: d, variance, ratio: r }: Pick<E4Settings, 'dimension' | 'variance' | 'ratio'>,
  source: ReturnType<typeof stream>,
): Float64Array {
  const theta = new Float64Array(2 * d);
  const a = source.split('start').fillNormal(theta.subarray(0, d), 0, Math.sqrt(variance));
  const signs = source.split('signs').fillSign(new Float64Array(d));
  const c = r + Math.sqrt(r * r - 1);
  for (let j = 0; j < d; j++) theta[d + j] = c * signs[j]! * a[j]!;
  return theta;
}

function sharpness(problem: Problem, theta: Float64Array) {
  using arena = new Arena();
  const { trace, frobenius, top, q4 } = curvature(gram(problem, theta, arena));
  return { trace, frobenius, top, q4 };
}
