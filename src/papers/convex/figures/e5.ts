// ADMM with block coordinate descent on real images: costs and accuracies against the iteration, and accuracy against arithmetic.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  type Position,
  type Scatter,
} from '../../../chart/index.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { dataSets, e5, seeds } from '../e5.ts';

type E5Run = RunOf<typeof e5>;
type Column = 'objective' | 'networkObjective' | 'trainAccuracy' | 'testAccuracy';

const names = { 'fashion-mnist': 'Fashion-MNIST', 'cifar-10': 'CIFAR-10', mnist: 'MNIST' } as const;
const order = Object.keys(dataSets) as (keyof typeof dataSets)[];

const settingsOf =
  'settings of a trainer that is taken for the authors’, those of MNIST uncertain; the paper’s own numbers are not recovered';

const titleOf = (dataSet: keyof typeof dataSets, runs: readonly E5Run[]): string => {
  const [first] = runs;
  return `${names[dataSet]}: n = ${first?.rows}, d = ${first?.features}, ${runs.length} runs`;
};

const iterationsOf = (run: E5Run): number[] => run.objective.map((_, k) => k);

const lines = (
  runs: readonly E5Run[],
  x: (run: E5Run) => readonly number[],
  column: Column,
  colour: string,
  from = 0,
): Scatter[] =>
  runs.map((run) => ({
    ...curve(`seed ${run.seed}`, x(run).slice(from), run[column].slice(from), colour),
    line: { color: colour, width: 1 },
  }));

/** Beside the outermost run at an iteration, on the side that the text is on; without runs nothing. */
const label = (
  text: string,
  runs: readonly E5Run[],
  x: (run: E5Run) => readonly number[],
  at: number,
  column: Column,
  colour: string,
  position: Position,
): Scatter[] => {
  if (runs.length === 0) return [];
  const outermost = position.startsWith('top') ? Math.max : Math.min;
  const k = (run: E5Run) => Math.min(at, run[column].length - 1);
  const place = Math.max(...runs.map((run) => x(run)[k(run)]!));
  return [directLabel(text, place, outermost(...runs.map((run) => run[column][k(run)]!)), colour, position)];
};

function panels(
  results: ResultsOf<typeof e5>,
  dataSet: keyof typeof dataSets,
  column: number,
): readonly Panel[] {
  const runs = flat(results).filter((run) => run.dataSet === dataSet);
  const end = Math.max(1, ...runs.map((run) => run.objective.length - 1));
  const at = Math.round(0.4 * end);
  const x = axis('iteration', [0, end]);
  return [
    {
      row: 0,
      column,
      title: titleOf(dataSet, runs),
      x,
      y: logAxis(column === 0 ? 'cost' : ''),
      data: [
        ...lines(runs, iterationsOf, 'objective', colours.blue),
        ...lines(runs, iterationsOf, 'networkObjective', colours.vermillion),
        ...label('loss of u, norms of v', runs, iterationsOf, at, 'objective', colours.blue, 'bottom left'),
        ...label(
          'recovered network',
          runs,
          iterationsOf,
          at,
          'networkObjective',
          colours.vermillion,
          'top center',
        ),
      ],
    },
    {
      row: 1,
      column,
      x,
      y: axis(column === 0 ? 'accuracy' : ''),
      data: [
        ...lines(runs, iterationsOf, 'trainAccuracy', colours.grey, 1),
        ...lines(runs, iterationsOf, 'testAccuracy', colours.green, 1),
        ...label('training', runs, iterationsOf, at, 'trainAccuracy', colours.grey, 'top left'),
        ...label('test', runs, iterationsOf, at, 'testAccuracy', colours.green, 'bottom right'),
      ],
    },
  ];
}

export const images = defineFigure({
  id: 'convex/e5',
  title: 'ADMM with block coordinate descent on whole images: costs and accuracies',
  caption:
    `Cross-entropy, class 2 against class 8, ${seeds} runs on each data set with patterns and blocks of their own; ${settingsOf}. ` +
    'Top: both cost notions against the outer iteration: blue, loss of u with norms of v; orange, cost of the network recovered from v, w. Bottom: accuracies of that network from the first iteration on. ' +
    'An outer iteration takes at least ⌈8 √(P / block)⌉ inner steps, the first some ten times as many. Nothing is selected: best and last values are read off apart.',
  experiments: [e5],
  size: { width: 1320, height: 800 },
  draw: ([results]) =>
    grid(
      2,
      3,
      order.flatMap((dataSet, column) => panels(results, dataSet, column)),
    ),
});

export const arithmetic = defineFigure({
  id: 'convex/e5-arithmetic',
  title: 'Accuracy of ADMM with block coordinate descent against arithmetic',
  caption: `The runs of convex/e5: accuracies of the recovered network against the floating-point operations of all products with X so far, the drawing of the patterns included; ${settingsOf}.`,
  experiments: [e5],
  size: { width: 1320, height: 460 },
  draw: ([results]) =>
    grid(
      1,
      3,
      order.map((dataSet, column): Panel => {
        const runs = flat(results).filter((run) => run.dataSet === dataSet);
        const tera = (run: E5Run) => run.flops.map((flops) => flops / 1e12);
        const end = Math.max(...runs.map((run) => tera(run).at(-1)!), 1e-6);
        return {
          row: 0,
          column,
          title: titleOf(dataSet, runs),
          x: axis('10<sup>12</sup> operations', [0, end]),
          y: axis(column === 0 ? 'accuracy' : ''),
          data: [
            ...lines(runs, tera, 'trainAccuracy', colours.grey, 1),
            ...lines(runs, tera, 'testAccuracy', colours.green, 1),
            ...label('training', runs, tera, Infinity, 'trainAccuracy', colours.grey, 'top left'),
            ...label('test', runs, tera, Infinity, 'testAccuracy', colours.green, 'bottom left'),
          ],
        };
      }),
    ),
});
