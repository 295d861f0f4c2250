// Accuracy and cost against arithmetic: ADMM with block coordinate descent beside SGD.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { dataSets, e5 } from '../e5.ts';
import { e5Sgd } from '../e5Sgd.ts';

const names = { 'fashion-mnist': 'Fashion-MNIST', 'cifar-10': 'CIFAR-10', mnist: 'MNIST' } as const;
const order = Object.keys(dataSets) as (keyof typeof dataSets)[];

interface Line {
  readonly seed: number;
  readonly flops: readonly number[];
  readonly cost: readonly number[];
  readonly testAccuracy: readonly number[];
}

/** From readout `from` on: the first of ADMM is the zero network. */
const lines = (
  runs: readonly Line[],
  column: 'cost' | 'testAccuracy',
  scale: number,
  colour: string,
  from: number,
): Scatter[] =>
  runs.map((run) => ({
    ...curve(
      `seed ${run.seed}`,
      run.flops.slice(from).map((flops) => flops / 1e12),
      run[column].slice(from).map((value) => scale * value),
      colour,
    ),
    line: { color: colour, width: 1 },
  }));

export const besideDescent = defineFigure({
  id: 'convex/e5-sgd',
  title: 'ADMM with block coordinate descent beside SGD at equal arithmetic',
  caption:
    'The runs of convex/e5 (blue) and networks of as many neurons trained by SGD with momentum 0.9 on batches of 64 (orange; 5 runs, 3 of CIFAR-10), at the same cross-entropy and β; one line a run. ' +
    'Top: non-convex training cost of the (recovered) network; bottom: its test accuracy, against the floating-point operations of all products with X so far. ' +
    'The learning rate falls linearly to 0; its first value, one of three, was chosen by the training cost in short pilot runs. Settings of ADMM are of a trainer that is taken for the authors’; the paper’s of SGD are not recovered.',
  experiments: [e5, e5Sgd],
  size: { width: 1320, height: 800 },
  draw: ([admm, sgd]) =>
    grid(
      2,
      3,
      order.flatMap((dataSet, column): Panel[] => {
        const ours = flat(admm)
          .filter((run) => run.dataSet === dataSet)
          .map((run) => ({ ...run, cost: run.networkObjective }));
        const theirs = flat(sgd)
          .filter((run) => run.dataSet === dataSet)
          .map((run) => ({ ...run, cost: run.objective }));
        const end = Math.max(1e-6, ...[...ours, ...theirs].map(({ flops }) => flops.at(-1)! / 1e12));
        const x = axis('10<sup>12</sup> operations', [0, end]);
        const both = (name: 'cost' | 'testAccuracy', scale: number) => [
          ...lines(ours, name, scale, colours.blue, 1),
          ...lines(theirs, name, scale, colours.vermillion, 0),
        ];
        const label = (text: string, [run]: readonly Line[], colour: string, below: boolean): Scatter[] =>
          run
            ? [
                directLabel(
                  text,
                  run.flops.at(-1)! / 1e12,
                  run.cost.at(-1)!,
                  colour,
                  below ? 'bottom left' : 'top left',
                ),
              ]
            : [];
        return [
          {
            row: 0,
            column,
            title: names[dataSet],
            x,
            y: logAxis(column === 0 ? 'cost' : ''),
            data: [
              ...both('cost', 1),
              ...label('ADMM', ours, colours.blue, false),
              ...label('SGD', theirs, colours.vermillion, true),
            ],
          },
          {
            row: 1,
            column,
            x,
            y: axis(column === 0 ? 'test accuracy, %' : ''),
            data: both('testAccuracy', 100),
          },
        ];
      }),
    ),
});
