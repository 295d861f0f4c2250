// Experiment E6: sampled convex programs on MNIST, 2 against 8, binary cross-entropy.
import {
  bce,
  predict,
  sampleDirections,
  sampledNetwork,
  sampledProgram,
  solveSampled,
} from '../../convex/index.ts';
import { loadBinaryTask } from '../../data/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { violations } from './violations.ts';

/** What all runs share. */
const task = {
  stride: 3, // 10 x 10 pixels, d = 100, as in E4
  beta: 1e-4, // not recovered for E6; as in E4 and E5
  gap: 1e-3, // relative duality gap; the distances between the N looked at are 10 % and more
  steps: 60, // looks at the features; about 20 are needed
  fresh: 10_000, // new directions on which the dual constraint is tried
};

/** N: the paper's, (n + 1) / (psi xi) - 1 with psi xi = 0.3 rounded down (remembered, unverified), and fractions of it. */
export const paperWidth = 39_365;
const widths = [2460, 4920, 9841, 19_682, paperWidth];

const profiles: Record<Profile, { samples: number; widths: readonly number[]; seeds: number }> = {
  paper: { samples: 11_809, widths, seeds: 5 },
  quick: { samples: 600, widths: [250, 1000], seeds: 2 },
};

export type Settings = typeof task & { samples: number; directions: number };

export const e6 = {
  id: 'convex/e6',
  title: 'SCP on MNIST 2 against 8: optimum and accuracy against the number of sampled neurons',
  module: import.meta.url,
  needs: ['mnist'],
  runs: (profile) => {
    const { samples, widths, seeds } = profiles[profile];
    return widths.flatMap((directions) =>
      Array.from(
        { length: seeds },
        (_, i): Run<Settings> => ({ settings: { ...task, samples, directions }, seed: i + 1 }),
      ),
    );
  },
  cost: ({ settings: { samples, directions } }) =>
    samples < 1000 ? { seconds: 2, mebibytes: 300 } : { seconds: 20 + directions * 8e-4, mebibytes: 800 },
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  /** Of the same seed more directions continue fewer. */
  run: async (s: Settings, seed: number, { signal, progress }) => {
    const { train, test, official } = await loadBinaryTask('mnist', { count: s.samples, stride: s.stride });
    using arena = new Arena();
    const source = stream('convex/e6', seed);
    const directions = sampleDirections(arena, s.directions, train.X.cols, source.split('directions'));
    const y = train.y.map((label) => (label + 1) / 2);
    const program = sampledProgram(arena, { X: train.X, y, loss: bce, beta: s.beta, directions });
    const solution = solveSampled(program, { gap: s.gap, iterations: s.steps }, { signal, progress });
    signal.throwIfAborted();
    const network = sampledNetwork(program, solution.alpha);
    const accuracy = ({ X, y }: typeof train) => {
      const z = predict(network, X);
      return y.reduce((right, label, k) => right + (label * z[k]! > 0 ? 1 : 0), 0) / y.length;
    };
    return [
      {
        /** Bounds of the optimum over these directions. */
        primal: solution.primal,
        dual: solution.dual,
        status: solution.status,
        iterations: solution.iterations,
        newtonSteps: solution.newtonSteps,
        neurons: network.output.length,
        norm: solution.alpha.reduce((sum, weight) => sum + Math.abs(weight), 0),
        trainAccuracy: accuracy(train),
        testAccuracy: accuracy(test),
        /** Of the fresh directions, those that violate the dual constraint. */
        violations: violations(program, solution.q, s.fresh, source.split('fresh')),
        official,
      },
    ];
  },
} satisfies Experiment<Settings>;
