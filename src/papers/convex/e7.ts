// Experiment E7: decision regions of the standard and the robust convex network, and the eps-boxes that their boundary cuts.
import { accuracy, hinge, outputRange, predict } from '../../convex/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { gridOf } from './boxGrid.ts';
import { boxSamples } from './boxSamples.ts';
import { type BoxSettings, type BoxTrained, boxBase, trainBoth } from './boxTraining.ts';

const base = {
  ...boxBase,
  samples: 20, // the paper's data are not recovered; chosen here: at most 382 patterns exist, P_s are nearly all of them
  features: 2, // and a bias
  patterns: 360, // P_s, remembered, unverified
};

type E7Settings = BoxSettings & { samples: number; features: number; grid: number };

const profiles: Record<Profile, { seeds: number; grid: number; change: Partial<typeof base> }> = {
  paper: { seeds: 14, grid: 81, change: {} },
  quick: { seeds: 2, grid: 21, change: { samples: 10, patterns: 60 } },
};

export const SIDE = 1.15; // half the side of the square that is drawn: all boxes lie in it

export const e7 = {
  id: 'convex/e7',
  title: 'Decision regions of standard and robust convex training in the plane',
  module: import.meta.url,
  /** A seed is a training set with its patterns; the first one is drawn, on `grid` points along each axis. */
  runs: (profile) => {
    const { seeds, grid, change } = profiles[profile];
    return Array.from(
      { length: seeds },
      (_, i): Run<E7Settings> => ({
        settings: { ...base, ...change, grid: i === 0 ? grid : 0 },
        seed: i + 1,
      }),
    );
  },
  cost: ({ settings: { samples } }) => ({ seconds: (1.8 * samples) / 20, mebibytes: 130 }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: (s: E7Settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const source = stream('convex/e7', seed);
    const { X, y } = boxSamples(s.samples, s.features, s.radius, source.split('data'));
    const { standard, robust } = trainBoth(arena, { X, y, loss: hinge }, s, source.split('patterns'), signal);
    progress(0.7);
    const drawn = gridOf([0, 0], SIDE, s.grid);
    const read = ({ problem, solution, network }: BoxTrained) => {
      const ranges = Array.from(y, (_, k) =>
        outputRange(network, X.data.slice(k * X.cols, (k + 1) * X.cols), s.radius, s.features),
      );
      signal.throwIfAborted();
      return {
        status: solution.status,
        patterns: problem.patterns.active.rows,
        neurons: network.output.length,
        objective: solution.primal,
        lowerBound: solution.dual,
        trainAccuracy: accuracy(predict(network, X), y),
        /** Of samples, exactly: boxes with outputs of both signs, and those with outputs of the label's sign alone. */
        cut: ranges.filter(({ low, high }) => low < 0 && high > 0).length / s.samples,
        safe: ranges.filter(({ low, high }, k) => (y[k]! > 0 ? low > 0 : high < 0)).length / s.samples,
        /** At the points of the grid, row by row from below. */
        outputs: Array.from(predict(network, drawn.X), (z) => Math.round(1e4 * z) / 1e4),
      };
    };
    const [plain, hardened] = [read(standard), read(robust)];
    return [
      {
        x: Array.from(y, (_, k) => [...X.data.subarray(k * X.cols, k * X.cols + s.features)]),
        labels: [...y],
        axis: s.grid > 0 ? drawn.along : [],
        standard: plain,
        robust: hardened,
      },
    ];
  },
} satisfies Experiment<E7Settings>;
