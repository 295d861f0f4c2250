// Back-propagation on the toy against the certified global optimum.
import {
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  type Range,
  translucent,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { toy, widths } from '../toy.ts';

type ToyRun = RunOf<typeof toy>;

const REACHED = 1.05;
const objectives: Range = [0.3, 2000];

/** Objectives of a run over the certified bound; the start at half an epoch, as the axis is log. */
function line(run: ToyRun) {
  const reached = run.end <= REACHED * run.lowerBound;
  const colour = reached ? colours.blue : colours.vermillion;
  return {
    ...curve(
      `seed ${run.seed}`,
      run.epoch.map((epoch) => Math.max(epoch, 0.5)),
      run.objective.map((objective) => objective / run.lowerBound),
      colour,
    ),
    line: { color: translucent(colour, 0.5), width: 1.2 },
  };
}

function panel(runs: readonly ToyRun[], width: number, column: number): Panel {
  const own = runs.filter((run) => run.width === width && run.method === 'sgd');
  const reached = own.filter((run) => run.end <= REACHED * run.lowerBound).length;
  const last = Math.max(...own.map(({ epochs }) => epochs), 2);
  return {
    row: 0,
    column,
    title: `${width} neurons: ${reached} of ${own.length} reach the optimum`,
    x: logAxis('epoch', [0.5, last]),
    y: logAxis(column === 0 ? 'objective over the global optimum' : '', objectives),
    data: [
      curve('global optimum', [0.5, last], [1, 1], colours.black, 'dash'),
      ...own.map(line),
      directLabel('global optimum, certified', 0.6, 0.75, colours.black, 'bottom right'),
    ],
  };
}

export const toyCurves = defineFigure({
  id: 'convex/toy',
  title: 'With few neurons SGD sticks far above the certified global optimum, with 50 it seldom does',
  caption:
    'Objective of SGD (single samples, momentum 0.9) over the epochs, divided by the global optimum, on five points of a line with a bias (x = −2..2, y = 1, −1, 1, 1, −1; squared loss, β = 10⁻³; data, β and widths after Pilanci and Ergen, remembered, unverified; rates chosen here). ' +
    'Blue: runs that end within 5 % of the optimum; orange: the others. The optimum is that of the convex program over all 10 activation patterns, certified for networks of every width. The starting point is drawn at half an epoch.',
  experiments: [toy],
  size: { width: 1180, height: 480 },
  draw: ([results]) => {
    const runs = flat(results);
    return grid(
      1,
      widths.length,
      widths.map((width, column) => panel(runs, width, column)),
      { x: 0.05, y: 0.14 },
    );
  },
});
