// MNIST 2 against 8: accuracy and cost of the faithful ADMM against the iteration, and the ends of all methods.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  points,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { type E4Run, squaredRuns } from '../claims/e4.ts';
import { EARLY, e4, PATTERNS, squaredMethods } from '../e4.ts';
import type { Method } from '../e4Methods.ts';

type Column = 'objective' | 'networkObjective' | 'trainAccuracy' | 'testAccuracy';

const names: Record<Method, string> = {
  admm: 'ADMM, last',
  interior: 'optimum',
  rbcd: 'RBCD',
  gd: 'GD',
  sgd: 'SGD',
  adam: 'Adam',
};

const lines = (runs: readonly E4Run[], column: Column, scale: number, colour: string): Scatter[] =>
  runs.map((run) => ({
    ...curve(
      `seed ${run.seed}`,
      run.steps,
      run[column].map((value) => scale * value),
      colour,
    ),
    line: { color: colour, width: 1 },
  }));

/** The places of the ends: ADMM after `EARLY` iterations, then the last readout of every method. */
const ends = [
  { label: `ADMM, ${EARLY}`, method: 'admm' as Method, at: (run: E4Run) => run.steps.indexOf(EARLY) },
  ...squaredMethods.map((method) => ({ label: names[method], method, at: () => -1 })),
];

const places = {
  ...axis('', [-0.6, ends.length - 0.4]),
  tickvals: ends.map((_, place) => place),
  ticktext: ends.map(({ label }) => label),
};

function dots(
  runs: Record<Method, readonly E4Run[]>,
  column: Column,
  scale: number,
  colour: string,
  shift: number,
) {
  const x: number[] = [];
  const y: number[] = [];
  ends.forEach(({ method, at }, place) => {
    runs[method].forEach((run, i) => {
      x.push(place + shift + 0.03 * (i - (runs[method].length - 1) / 2));
      y.push(scale * run[column].at(at(run))!);
    });
  });
  return { ...points(column, x, y, colour), marker: { color: colour, size: 5, opacity: 0.8 } };
}

export const early = defineFigure({
  id: 'convex/e4',
  title: 'MNIST 2 against 8: the first iterations of ADMM, the certified optimum and back-propagation',
  caption:
    `Squared loss on 11,809 training images at every third pixel (d = 100), tested on 2,006; ${PATTERNS} sampled patterns, ρ = γ_a = 1e-3, β = 1e-4: told by other texts, as are the ${EARLY} iterations; the paper’s own numbers are not recovered. Six seeds with patterns of their own. ` +
    'Left: ADMM against the iteration, one line a run; dashed: optima over the same patterns, certified to 1e-4. Blue: loss of u with norms of v; orange: cost of the network recovered from v, w, which leaves the sampled patterns and so may lie below their optimum. ' +
    `Right, one dot a run: ADMM after ${EARLY} and 3000 iterations, the optimum, ADMM with block coordinate descent in the settings of E5 (35 iterations), and back-propagation on ${2 * PATTERNS} neurons (GD with momentum 300, SGD and Adam 100 epochs; of 3, 4 and 4 learning rates that with the lowest training objective). Grey: training, green: test accuracy.`,
  experiments: [e4],
  size: { width: 1320, height: 860 },
  draw: ([results]) => {
    const runs = squaredRuns(results);
    const { admm, interior } = runs;
    const end = Math.max(10, ...admm.map(({ steps }) => steps.at(-1)!));
    const x = logAxis('iteration', [1, end]);
    const optima = (column: Column, scale: number, colour: string): Scatter[] =>
      interior.map((run) => {
        const value = scale * run[column].at(-1)!;
        return { ...curve('optimum', [1, end], [value, value], colour, 'dash'), opacity: 0.5 };
      });
    const drawn = admm.length > 0;
    const panels: Panel[] = [
      {
        row: 0,
        column: 0,
        title: 'Cost of ADMM',
        x,
        y: axis('cost', [1000, 1500]),
        data: [
          ...optima('objective', 1, colours.grey),
          ...lines(admm, 'objective', 1, colours.blue),
          ...lines(admm, 'networkObjective', 1, colours.vermillion),
          ...(drawn
            ? [
                directLabel('loss of u, norms of v', 60, 1460, colours.blue),
                directLabel('recovered network', 60, 1430, colours.vermillion),
                directLabel('optimum over the patterns', 60, 1400, colours.grey),
              ]
            : []),
        ],
      },
      {
        row: 0,
        column: 1,
        title: 'Cost of the network at the end',
        x: places,
        y: { ...axis('cost'), rangemode: 'tozero' },
        data: drawn ? [dots(runs, 'networkObjective', 1, colours.vermillion, 0)] : [],
      },
      {
        row: 1,
        column: 0,
        title: 'Accuracy of ADMM',
        x,
        y: axis('accuracy, %', [94, 98]),
        data: [
          ...optima('trainAccuracy', 100, colours.grey),
          ...optima('testAccuracy', 100, colours.green),
          ...lines(admm, 'trainAccuracy', 100, colours.grey),
          ...lines(admm, 'testAccuracy', 100, colours.green),
          ...(drawn
            ? [directLabel('training', 60, 97.7, colours.grey), directLabel('test', 60, 97.4, colours.green)]
            : []),
        ],
      },
      {
        row: 1,
        column: 1,
        title: 'Accuracy at the end',
        x: places,
        y: axis('accuracy, %'),
        data: drawn
          ? [
              dots(runs, 'trainAccuracy', 100, colours.grey, -0.14),
              dots(runs, 'testAccuracy', 100, colours.green, 0.14),
            ]
          : [],
      },
    ];
    return grid(2, 2, panels);
  },
});
