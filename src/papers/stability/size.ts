// Sharpness of the minima of SGD and GD at one learning rate over sizes of network and sample (fact sheet, claim C5).
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { gd, sgd } from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { type NetworkSettings, setUp } from './networks.ts';
import { endOf, normsOf, stepsAtOnce } from './reluMinimum.ts';
import { statesAt } from './training.ts';

/** The sheet's values (section 7, C5): a diagonal network over d, the small ReLU network of 8.2 over m and n. */
const scans = {
  dimension: {
    base: { network: 'diagonal', dimension: 0, width: 0, samples: 300, support: 3, deviation: 1 },
    learningRate: 0.0159,
    clip: 5,
    sizes: [500, 1000, 2000],
  },
  width: {
    base: { network: 'relu', dimension: 20, width: 0, samples: 100, support: 3, deviation: 0 },
    learningRate: 0.016,
    clip: 10,
    sizes: [25, 50, 100, 200, 400],
  },
  samples: {
    base: { network: 'relu', dimension: 20, width: 50, samples: 0, support: 3, deviation: 0 },
    learningRate: 0.016,
    clip: 10,
    sizes: [50, 100, 200, 400],
  },
} as const satisfies Record<
  string,
  { base: NetworkSettings; learningRate: number; clip: number; sizes: readonly number[] }
>;

export type Scan = keyof typeof scans;

const lengths = {
  sgd: { tolerance: 1e-9, quietSteps: 5000, maxSteps: 2_000_000 },
  gd: { tolerance: 1e-7, quietSteps: 100, maxSteps: 20_000 },
};

/** GD on wide ReLU networks is clipped for ever at this rate, and cut early. */
const longestReluGd = 6000;

/** A run counts below this train loss, if it was not clipped at the end (section 7). */
const convergedLoss = 1e-6;

type Algorithm = keyof typeof lengths;
type SizeSettings = NetworkSettings & {
  scan: Scan;
  size: number;
  algorithm: Algorithm;
  learningRate: number;
  clip: number;
  convergedLoss: number;
} & (typeof lengths)[Algorithm];

/** Of a diagonal network. */
const noNorms = { pathNorm: Number.NaN, normD: Number.NaN, norm1: Number.NaN };

const profiles = {
  paper: { seeds: 5, most: Number.POSITIVE_INFINITY },
  quick: { seeds: 2, most: 200 },
};

/** Thousands of steps that a run takes, in the order of the sizes. */
const kiloSteps: Record<Scan, Record<Algorithm, readonly number[]>> = {
  dimension: { sgd: [202, 371, 681], gd: [18, 1.8, 0.54] },
  width: { sgd: [17, 25, 78, 116, 308], gd: [3.9, 0.96, 0.36, 5.6, 6] },
  samples: { sgd: [16, 28, 89, 720], gd: [0.26, 0.94, 4.9, 6] },
};

export const size = {
  id: 'stability/size',
  title: 'Sharpness of the minima of SGD and GD over the size of network and sample',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { seeds, most } = profiles[profile];
    return (Object.keys(scans) as Scan[]).flatMap((scan) => {
      const { base, learningRate, clip, sizes } = scans[scan];
      return (['sgd', 'gd'] as const).flatMap((algorithm) =>
        sizes
          .filter((value) => value <= most || value === sizes[0])
          .flatMap((value) =>
            Array.from({ length: seeds }, (_, i): Run<SizeSettings> => {
              const point = { ...base, [scan]: value, scan, size: value };
              const rule = { learningRate, clip, convergedLoss, ...lengths[algorithm] };
              if (base.network === 'relu' && algorithm === 'gd') rule.maxSteps = longestReluGd;
              return { settings: { ...point, algorithm, ...rule }, seed: i + 1 };
            }),
          ),
      );
    });
  },

  cost: ({ settings: s }) => {
    const parameters = s.network === 'relu' ? s.width * (s.dimension + 1) : 2 * s.dimension;
    const sgdStep = s.network === 'relu' ? 3.5e-4 : 4.7e-4;
    const gdStep = s.network === 'relu' ? 2.5e-4 : 1.6e-4;
    const microseconds = parameters * (s.algorithm === 'sgd' ? sgdStep : gdStep * s.samples); // a step
    const sizes: readonly number[] = scans[s.scan].sizes;
    const steps = kiloSteps[s.scan][s.algorithm][sizes.indexOf(s.size)]!;
    return { seconds: 0.03 + 1e-3 * microseconds * steps, mebibytes: 120 };
  },

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** Data and start of a seed are the same for SGD and GD. */
  run: (s: SizeSettings, seed: number, context) => {
    using arena = new Arena();
    const source = stream('stability/size', s.scan, s.size, seed);
    const { problem, start } = setUp(s, source, arena);
    const descent =
      s.algorithm === 'sgd' ? sgd(problem, s, source.split('samples'), arena) : gd(problem, s, arena);
    const [state] = [...statesAt(descent, start, [s.maxSteps], stepsAtOnce(problem, s.algorithm), context)];
    const norms = s.network === 'relu' ? normsOf(problem, state!.theta) : noNorms;
    return [{ ...endOf(problem, state!, s), ...norms }];
  },
} satisfies Experiment<SizeSettings>;
