// Experiment E8: loss of the network and of its convex model on the eps-box of a training point, standard and robust.
import { hinge, predict, type Samples, sampleLosses } from '../../convex/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { gridOf } from './boxGrid.ts';
import { boxSamples } from './boxSamples.ts';
import { type BoxSettings, type BoxTrained, boxBase, trainBoth } from './boxTraining.ts';
import { departure, modelOutputs } from './convexModel.ts';

const base = {
  ...boxBase,
  samples: 20, // as in E7
  features: 2, // and a bias
  patterns: 360, // as in E7
  draws: 50, // random points, and PGD attempts from others, in each box
};

type E8Settings = BoxSettings & { samples: number; features: number; draws: number; grid: number };

const profiles: Record<Profile, { seeds: number; grid: number; change: Partial<typeof base> }> = {
  paper: { seeds: 6, grid: 41, change: {} },
  quick: { seeds: 2, grid: 11, change: { samples: 10, patterns: 60, draws: 5 } },
};

export const WINDOW = 2; // half-side of the square that is drawn, over eps

export const e8 = {
  id: 'convex/e8',
  title: 'Loss of the network and of its convex model around a training point',
  module: import.meta.url,
  /** A seed is a training set with its patterns; the first one is drawn, on `grid` points along each axis. */
  runs: (profile) => {
    const { seeds, grid, change } = profiles[profile];
    return Array.from(
      { length: seeds },
      (_, i): Run<E8Settings> => ({
        settings: { ...base, ...change, grid: i === 0 ? grid : 0 },
        seed: i + 1,
      }),
    );
  },
  cost: ({ settings: { samples } }) => ({ seconds: (1.6 * samples) / 20, mebibytes: 130 }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: (s: E8Settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const source = stream('convex/e8', seed);
    const { X, y } = boxSamples(s.samples, s.features, s.radius, source.split('data'));
    const both = trainBoth(arena, { X, y, loss: hinge }, s, source.split('patterns'), signal);
    progress(0.8);
    const k = mostDisturbed(both.standard, X, y, s);
    const centre = [X.data[k * X.cols]!, X.data[k * X.cols + 1]!] as const;
    const { along, X: points } = gridOf(centre, WINDOW * s.radius, s.grid);
    const losses = (z: ArrayLike<number>) => {
      const y_ = new Float64Array(z.length).fill(y[k]!);
      return Array.from(sampleLosses({ loss: hinge, y: y_ }, Float64Array.from(z)), rounded);
    };
    const read = ({ problem, solution, network }: BoxTrained) => ({
      objective: solution.primal,
      lowerBound: solution.dual,
      departure: departure(problem, solution.blocks, network, s.radius, s.draws, source.split('points')),
      /** At the points of the grid, row by row from below. */
      networkLoss: losses(predict(network, points)),
      modelLoss: losses(modelOutputs(problem, solution.blocks, k, points)),
    });
    return [
      {
        label: y[k]!,
        axis: s.grid > 0 ? along : [],
        standard: read(both.standard),
        robust: read(both.robust),
      },
    ];
  },
} satisfies Experiment<E8Settings>;

const rounded = (value: number): number => Math.round(1e6 * value) / 1e6;

/** The sample at whose corners the standard network departs most from its model. */
function mostDisturbed(
  { problem, solution, network }: BoxTrained,
  X: Samples,
  y: Float64Array,
  { radius }: E8Settings,
): number {
  const offsets = y.map((_, k) => {
    const { X: corners } = gridOf([X.data[k * X.cols]!, X.data[k * X.cols + 1]!], radius, 3);
    const model = modelOutputs(problem, solution.blocks, k, corners);
    return Math.max(...predict(network, corners).map((z, i) => Math.abs(z - model[i]!)));
  });
  return offsets.indexOf(Math.max(...offsets));
}
