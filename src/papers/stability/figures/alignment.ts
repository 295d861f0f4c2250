// Figure of the Frobenius bound and of the alignment behind it.
import {
  band,
  colours,
  curve,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  points,
  type Scatter,
  translucent,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import { alignment, checkpoints } from '../alignment.ts';
import { e3 } from '../e3.ts';
import { minima } from '../minima.ts';

type Run = RunOf<typeof alignment>;

/** Median and range over runs of mu at the checkpoints that most runs reach, over a cloud of all of them. */
function alongTraining(name: string, runs: readonly Run[], colour: string): Scatter[] {
  const reached = (step: number) => runs.filter(({ steps }) => steps.includes(step));
  const shown = checkpoints.filter((step) => step > 0 && reached(step).length > runs.length / 2);
  const at = (q: number) =>
    shown.map((step) =>
      quantile(
        reached(step).map(({ steps, alignments }) => alignments[steps.indexOf(step)]!),
        q,
      ),
    );
  const cloud = points(
    `${name}: single checkpoints`,
    runs.flatMap(({ steps }) => steps.filter((step) => step > 0)),
    runs.flatMap(({ steps, alignments }) => alignments.filter((_, i) => steps[i]! > 0)),
    translucent(colour, 0.25),
  );
  return [
    { ...cloud, marker: { ...cloud.marker, size: 4 } },
    band(shown, at(0.1), at(0.9), colour),
    curve(name, shown, at(0.5), colour),
  ];
}

/** Median over seeds of a value at each learning rate, with the range. */
function overRates<R extends { readonly learningRate: number }>(
  name: string,
  runs: readonly R[],
  colour: string,
  value: (run: R) => number,
): Scatter[] {
  const groups = [...Map.groupBy(runs, ({ learningRate }) => learningRate)].sort(([a], [b]) => a - b);
  const rates = groups.map(([rate]) => rate);
  const at = (q: number) => groups.map(([, group]) => quantile(group.map(value), q));
  const line = curve(name, rates, at(0.5), colour);
  return [
    band(rates, at(0), at(1), colour),
    { ...line, mode: 'lines+markers', marker: { color: colour, size: 5 } },
  ];
}

export const alignmentFigure = defineFigure({
  id: 'stability/alignment',
  title: 'The noise of SGD is aligned with the curvature on average, so its minima obey the Frobenius bound',
  caption:
    'Left: alignment µ = Tr(ΣG) / 2L‖G‖² of the gradient noise Σ with G along SGD with batch size 1, at five sizes of each network (diagonal: d = 500 to 2000, n = 75 to 300, η = 0.2, clip 1, 6 seeds; ReLU: d = 20, m = 25 to 200, n = 50 to 200, η = 0.016, clip 10, 16 seeds). ' +
    'Lines: medians over runs of all sizes, bands 10-90 %, dots single checkpoints, at which µ scatters widely on the ReLU network. ' +
    'Right: ‖G‖ (Frobenius) at converged minima in units of its bound √(B/µ)/η. Diagonal network with d = 1000, n = 300 (runs of Figure E3, clip 1 for SGD, 50 for GD) with µ = 1; medians and ranges over 5 seeds. Dots: minima of SGD with batches of 1 to 16 (n = 80, diagonal and ReLU) with the µ of each. ' +
    'The bound is that of Wu, Wang and Su 2022; no such figure of the paper is known.',
  experiments: [alignment, e3, minima],
  size: { width: 1200, height: 560 },
  draw: ([along, sweep, found]) => {
    const runs = flat(along);
    const ofNetwork = (network: 'diagonal' | 'relu') => runs.filter((run) => run.network === network);
    const converged = flat(sweep).filter((run) => run.converged);
    const size = (run: { readonly learningRate: number; readonly frobenius: number }) =>
      run.learningRate * run.frobenius;
    const batches = flat(found).filter((run) => run.converged);
    const dots = points(
      'SGD with batches',
      batches.map(({ learningRate }) => learningRate),
      batches.map(({ learningRate, bounds }) => learningRate / bounds.frobenius),
      translucent(colours.green, 0.35),
    );
    const { data, layout } = grid(
      1,
      2,
      [
        {
          row: 0,
          column: 0,
          title: 'along training',
          x: logAxis('step', [8, 1.3e5]),
          y: logAxis('alignment µ', [0.4, 4]),
          data: [
            ...alongTraining('ReLU', ofNetwork('relu'), colours.vermillion),
            ...alongTraining('diagonal', ofNetwork('diagonal'), colours.blue),
            directLabel('diagonal', 15, 0.72, colours.blue, 'middle right'),
            directLabel('ReLU', 15, 1.5, colours.vermillion, 'middle right'),
          ],
        },
        {
          row: 0,
          column: 1,
          title: 'at minima',
          x: logAxis('learning rate η', [3e-3, 3]),
          y: logAxis('‖G‖<sub>F</sub> η / √(B/µ)', [0.03, 30]),
          data: [
            { ...dots, marker: { ...dots.marker, size: 5 } },
            ...overRates(
              'SGD',
              converged.filter(({ algorithm, clip }) => algorithm === 'sgd' && clip === 1),
              colours.blue,
              size,
            ),
            ...overRates(
              'GD',
              converged.filter(({ algorithm }) => algorithm === 'gd'),
              colours.vermillion,
              size,
            ),
            directLabel('GD', 0.06, 3.6, colours.vermillion, 'middle left'),
            directLabel('SGD', 0.0316, 0.13, colours.blue, 'middle left'),
            directLabel('SGD with batches', 0.105, 0.075, colours.green, 'middle right'),
          ],
        },
      ],
      { x: 0.09, y: 0 },
    );
    return {
      data,
      layout: {
        ...layout,
        shapes: [horizontalRule(1, '', 'end', 1), horizontalRule(1, 'bound', 'start', 2)],
      },
    };
  },
});
