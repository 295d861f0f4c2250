// Alignment of SGD's noise with the curvature, mu = Tr(Sigma G) / (2 L ||G||_F^2), along training (fact sheet, 2.4; C13).
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { alignment as alignmentOf, gram, residuals, sgd, trainLoss } from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { type NetworkSettings, setUp } from './networks.ts';
import { hasConverged, statesAt } from './training.ts';

const base = { support: 3, tolerance: 1e-9, quietSteps: 5000, maxSteps: 1_000_000 };
const diagonal = {
  ...base,
  network: 'diagonal',
  dimension: 1000,
  width: 0,
  samples: 150,
  deviation: 1,
  clip: 1,
  learningRate: 0.2,
} as const;
const relu = {
  ...base,
  network: 'relu',
  dimension: 20,
  width: 50,
  samples: 100,
  deviation: 0,
  clip: 10,
  learningRate: 0.016,
} as const;

/** One size of each network at a time. */
export const sizes = [
  diagonal,
  { ...diagonal, dimension: 500 },
  { ...diagonal, dimension: 2000 },
  { ...diagonal, samples: 75 },
  { ...diagonal, samples: 300 },
  relu,
  { ...relu, width: 25 },
  { ...relu, width: 200 },
  { ...relu, samples: 50 },
  { ...relu, samples: 200 },
] as const;

/** Steps at which mu is read, about equally far apart in log step, and the end. */
export const checkpoints = [
  0, 10, 30, 100, 300, 1000, 2000, 4000, 7000, 10_000, 15_000, 20_000, 30_000, 50_000, 1_000_000,
] as const;

type AlignmentSettings = NetworkSettings & typeof base & { clip: number; learningRate: number };

/** Single checkpoints of the ReLU network scatter widely. */
const seedCount = { paper: { diagonal: 6, relu: 16 }, quick: { diagonal: 2, relu: 2 } };

export const alignment = {
  id: 'stability/alignment',
  title: 'Alignment of gradient noise with curvature along SGD',
  module: import.meta.url,

  runs: (profile: Profile) =>
    sizes
      .filter(
        ({ network, dimension, samples }) =>
          profile === 'paper' || network === 'relu' || dimension * samples < 100_000,
      )
      .flatMap((size) =>
        Array.from(
          { length: seedCount[profile][size.network] },
          (_, i): Run<AlignmentSettings> => ({ settings: size, seed: i + 1 }),
        ),
      ),

  cost: ({ settings: s }) => ({
    seconds:
      s.network === 'relu'
        ? 0.01 + 1e-3 * s.width
        : 0.02 + 1e-9 * s.samples * s.samples * s.dimension + 9e-5 * s.dimension,
    mebibytes: 120,
  }),

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  run: (s: AlignmentSettings, seed: number, context) => {
    using arena = new Arena();
    const source = stream('stability/alignment', s.network, seed);
    const { problem, start } = setUp(s, source, arena);
    const descent = sgd(problem, s, source.split('samples'), arena);
    const read = [...statesAt(descent, start, checkpoints, 8192, context)].map((state) => {
      using scratch = new Arena();
      const K = gram(problem, state.theta, scratch);
      return {
        steps: state.steps,
        loss: trainLoss(problem, state.theta),
        alignment: alignmentOf(K, residuals(problem, state.theta)),
        frobenius: Math.sqrt(K.data.reduce((sum, k) => sum + k * k, 0)) / s.samples,
        converged: hasConverged(problem, state, s.quietSteps),
      };
    });
    const column = <Q extends keyof (typeof read)[number]>(name: Q) => read.map((point) => point[name]);
    return [
      {
        converged: read.at(-1)!.converged,
        steps: column('steps'),
        losses: column('loss'),
        alignments: column('alignment'),
        frobenius: column('frobenius'),
      },
    ];
  },
} satisfies Experiment<AlignmentSettings>;
