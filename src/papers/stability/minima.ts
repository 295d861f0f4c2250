// Minima that SGD finds with batches of several sizes, each with its exact stability threshold and the bounds beside it
// (fact sheet, sections 2.3 and 8.3; claim C15).
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { sgd, spectralRadius, trainLoss } from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { type NetworkSettings, setUp } from './networks.ts';
import { lyapunovExponent, thresholds } from './thresholds.ts';
import { hasConverged, statesAt } from './training.ts';

const base = {
  samples: 80, // n of section 8.3: the exact threshold takes n^3 operations
  support: 3,
  tolerance: 1e-9,
  quietSteps: 5000, // section 7
  maxSteps: 1_000_000,
};

/** A diagonal network from a dense start and from a small one, which stays sparse; the small ReLU network of section 8.2. */
export const networks = {
  dense: { ...base, network: 'diagonal', dimension: 400, width: 0, deviation: 1, clip: 1 },
  sparse: { ...base, network: 'diagonal', dimension: 400, width: 0, deviation: 0.1, clip: 1 },
  relu: { ...base, network: 'relu', dimension: 20, width: 50, deviation: 0, clip: 10 },
} as const satisfies Record<string, NetworkSettings & typeof base & { clip: number }>;

export type NetworkName = keyof typeof networks;

type MinimaSettings = NetworkSettings &
  typeof base & {
    name: NetworkName;
    clip: number;
    learningRate: number;
    batch: number;
    replacement: boolean;
  };

/** Learning rates of the sweep over batch sizes: even at B = 16 the bound 2B/eta then lies below the trace at the start. */
export const batchSweep = {
  dense: { learningRate: 0.2, batches: [1, 2, 4, 8, 16] },
  relu: { learningRate: 0.032, batches: [1, 2, 4, 8, 16] },
} as const;

/** Further rates at batches drawn with replacement, and steps that a run takes. */
const furtherRates: readonly (readonly [NetworkName, batch: number, rates: readonly number[]])[] = [
  ['dense', 1, [0.05, 0.1, 0.4]],
  ['dense', 4, [0.1]],
  ['sparse', 1, [0.1, 0.3, 0.6, 0.7]],
  ['sparse', 4, [0.6, 1.2, 1.6]],
  ['relu', 1, [0.008, 0.016, 0.064]],
  ['relu', 4, [0.016, 0.064]],
];

const points = [
  ...(['dense', 'relu'] as const).flatMap((name) =>
    [true, false].flatMap((replacement) =>
      batchSweep[name].batches
        .filter((batch) => replacement || batch > 1) // the same at B = 1
        .map((batch) => ({ name, batch, replacement, learningRate: batchSweep[name].learningRate })),
    ),
  ),
  ...furtherRates.flatMap(([name, batch, rates]) =>
    rates.map((learningRate) => ({ name, batch, replacement: true, learningRate })),
  ),
];

const profiles = {
  paper: { seeds: 8, change: {} },
  quick: { seeds: 2, change: { samples: 40, dimension: 200 } },
};

export const minima = {
  id: 'stability/minima',
  title: 'Minima of SGD with batches: exact stability threshold beside the bounds',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { seeds, change } = profiles[profile];
    return points.flatMap((point) => {
      const network = networks[point.name];
      const sized = { ...network, ...(network.network === 'diagonal' ? change : {}) };
      return Array.from(
        { length: seeds },
        (_, i): Run<MinimaSettings> => ({ settings: { ...sized, ...point }, seed: i + 1 }),
      );
    });
  },

  cost: ({ settings: { name, batch, learningRate } }) => {
    const slow = name === 'dense' && batch === 1 && learningRate < 0.1 ? 0.2 : 0;
    return { seconds: 0.07 + 0.008 * batch + slow, mebibytes: 120 };
  },

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** Data and start of a seed are the same for all rates and batches. */
  run: (s: MinimaSettings, seed: number, context) => {
    using arena = new Arena();
    const source = stream('stability/minima', s.name, seed);
    const { problem, start } = setUp(s, source, arena);
    const descent = sgd(problem, s, source.split('samples'), arena);
    const [state] = [...statesAt(descent, start, [s.maxSteps], Math.ceil(8192 / s.batch), context)];
    const { theta, status, steps, lastClipped } = state!;
    const sampling = { batch: s.batch, replacement: s.replacement };
    const atRate = { ...sampling, learningRate: s.learningRate };
    const { radius } = spectralRadius(problem, theta, atRate);
    return [
      {
        status,
        steps,
        lastClipped,
        loss: trainLoss(problem, theta),
        converged: hasConverged(problem, state!, s.quietSteps),
        ...thresholds(problem, theta, sampling),
        /** Of the second-moment map at the training rate: stable in the mean square up to 1. */
        radius,
        /** Of the same linear dynamics: stable almost surely below 0. */
        exponent: lyapunovExponent(problem, theta, atRate, source.split('linear')),
      },
    ];
  },
} satisfies Experiment<MinimaSettings>;
