// Figure of E4: balance of the layers at the end of training, and along it.
import {
  band,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Position,
  points,
  published,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import { clips, e4, ratios, readouts, settings } from '../e4.ts';

type Run = RunOf<typeof e4>;

/** r(theta_T) in the plot of the reproduction [R] (fact sheet, section 5), to reading accuracy. */
const secondHand = { sgd: [1, 1, 1, 1, 1], gd: [1, 3.6, 8.9, 14.4, 26] };

interface Series {
  readonly algorithm: 'sgd' | 'gd';
  readonly clip: number;
  readonly name: string;
  readonly colour: string;
}

const hues: Readonly<Record<number, string>> = {
  20: colours.purple,
  50: colours.green,
  200: colours.blue,
};
const ofSgd: readonly Series[] = clips.map((clip) => ({
  algorithm: 'sgd',
  clip,
  name: `SGD, clip ${clip}`,
  colour: hues[clip]!,
}));
const ofGd: Series = { algorithm: 'gd', clip: 200, name: 'GD, clip 200', colour: colours.vermillion };

const select = (runs: readonly Run[], { algorithm, clip }: Series) =>
  runs.filter((run) => run.algorithm === algorithm && run.clip === clip);

/** Median and range over seeds of the converged runs; the others as hollow diamonds. */
function overRatios(all: readonly Run[], series: Series): Scatter[] {
  const runs = select(all, series);
  const present = ratios.filter((ratio) => runs.some((run) => run.ratio === ratio && run.converged));
  const at = (q: number) =>
    present.map((ratio) =>
      quantile(
        runs.filter((run) => run.ratio === ratio && run.converged).map(({ balance }) => balance),
        q,
      ),
    );
  const others = runs.filter(({ converged }) => !converged);
  const hollow = points(
    `${series.name}, not converged`,
    others.map(({ ratio }) => ratio),
    others.map(({ balance }) => balance),
    series.colour,
  );
  return [
    band(present, at(0), at(1), series.colour),
    {
      ...curve(series.name, present, at(0.5), series.colour),
      mode: 'lines+markers',
      marker: { color: series.colour, size: 6 },
    },
    { ...hollow, marker: { ...hollow.marker, symbol: 'diamond-open', size: 11, line: { width: 1.5 } } },
  ];
}

const FOLLOWED = 8; // r_0 of the right panel

/** Median and range over seeds of r along training, each run held at its last value after its end. */
function overSteps(all: readonly Run[], series: Series): Scatter[] {
  const runs = select(all, series).filter(({ ratio }) => ratio === FOLLOWED);
  if (runs.length === 0) return [];
  const longest = Math.max(...runs.map((run) => run.steps));
  const marks = [...readouts.filter((step) => step > 0 && step < longest), longest];
  const at = (q: number) =>
    marks.map((step) =>
      quantile(
        runs.map(({ at: read, balances }) => balances[read.findLastIndex((one) => one <= step)]!),
        q,
      ),
    );
  return [band(marks, at(0), at(1), series.colour), curve(series.name, marks, at(0.5), series.colour)];
}

const labels: readonly (readonly [series: Series, x: number, y: number, position: Position])[] = [
  [ofGd, 2.6, 7.6, 'middle left'],
  [ofSgd[0]!, 9, 4.1, 'top center'],
  [ofSgd[1]!, 8.5, 1.98, 'top center'],
  [ofSgd[2]!, 11, 1.03, 'top center'],
];

const along: typeof labels = [
  [ofGd, 1400, 14, 'middle right'],
  [ofSgd[0]!, 1.6e4, 7.4, 'middle right'],
  [ofSgd[1]!, 1100, 4.4, 'middle right'],
  [ofSgd[2]!, 110, 1.9, 'middle right'],
];

const written = (which: typeof labels) =>
  which.map(([{ name, colour }, x, y, position]) => directLabel(name, x, y, colour, position));

export const balancingFigure = defineFigure({
  id: 'stability/e4',
  title: 'Violent SGD (large clip) balances the layers; gentler SGD only in part, GD not at all',
  caption:
    `Balance ratio r = (‖a‖² + ‖b‖²) / 2‖a * b‖₁ of a diagonal linear network (d = ${settings.dimension}, n = ${settings.samples}, target (1, 1, 1, 0, ..., 0), η = ${settings.learningRate}) that starts with r₀; ` +
    'left at the end of training, right along it. Lines are medians, bands ranges over 5 seeds of the converged runs (train loss below 1e-6, not clipped at the end), which share data, a and signs of a seed; hollow diamonds: runs that did not converge. ' +
    'SGD takes up to 200,000 steps, GD 5000. At 5000 and 20,000 steps, where the reproduction and the fact sheet stopped, no SGD run at clip 200 has converged (train losses 2e-4 to 5e-2, and 2e-5 to 1e-3), but r is the same. ' +
    'Hollow circles: second-hand values at clip 200, read from the plot of an independent reproduction, since the published figure could not be retrieved; the paper’s own clip threshold is unknown. Clip 20 and 50 are ours.',
  experiments: [e4],
  size: { width: 1240, height: 560 },
  draw: ([results]) => {
    const runs = flat(results);
    const unit = [0.85, 19];
    const r = '(‖a‖² + ‖b‖²) / 2‖a * b‖<sub>1</sub>';
    return grid(
      1,
      2,
      [
        {
          row: 0,
          column: 0,
          title: 'at the end of training',
          x: logAxis('r at the start', [0.85, 19]),
          y: logAxis(`r = ${r} at the end`, [0.85, 40]),
          data: [
            curve('r = r₀', unit, unit, colours.grey, 'dash'),
            directLabel('as at the start', 11.5, 11, colours.grey, 'bottom right'),
            curve('r = 1', unit, [1, 1], colours.grey, 'dot'),
            ...[ofGd, ...ofSgd].flatMap((series) => overRatios(runs, series)),
            published('second-hand: SGD', ratios, secondHand.sgd),
            published('second-hand: GD', ratios, secondHand.gd),
            directLabel('second-hand', ratios[3], secondHand.gd[3]!, colours.black, 'top left'),
            ...written(labels),
          ],
        },
        {
          row: 0,
          column: 1,
          title: `along training, r<sub>0</sub> = ${FOLLOWED}`,
          x: logAxis('step', [8, 3e5]),
          y: logAxis('r', [0.85, 40]),
          data: [...[ofGd, ...ofSgd].flatMap((series) => overSteps(runs, series)), ...written(along)],
        },
      ],
      { x: 0.08, y: 0 },
    );
  },
});
