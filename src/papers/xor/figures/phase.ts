// Beyond the paper: where overfitting is benign, over sample size and signal.

import {
  colours,
  crossing,
  curve,
  directLabel,
  grid,
  type HeatMap,
  heatMap,
  logAxis,
  logEdges,
  type Range,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import { pow } from '../../../wasm/math.ts';
import { phase, settings } from '../phase.ts';

interface Run {
  readonly samples: number;
  readonly muNorm: number;
  readonly testSamples: number;
  readonly train: number;
  readonly test: number;
}

export interface Grid {
  /** Ascending. */
  readonly sampleSizes: readonly number[];
  readonly signals: readonly number[];
}

/** Sample sizes and signals that occur: the quick profile has fewer of them. */
export const gridOf = (runs: readonly Run[]): Grid => {
  const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
  return {
    sampleSizes: ascending(runs.map(({ samples }) => samples)),
    signals: ascending(runs.map(({ muNorm }) => muNorm)),
  };
};

/** A statistic of the runs in each cell, rows by signal, columns by sample size; NaN without runs. */
export const cells = (
  runs: readonly Run[],
  { sampleSizes, signals }: Grid,
  statistic: (cell: readonly Run[]) => number,
): number[][] =>
  signals.map((muNorm) =>
    sampleSizes.map((samples) => {
      const cell = runs.filter((run) => run.samples === samples && run.muNorm === muNorm);
      return cell.length === 0 ? Number.NaN : statistic(cell);
    }),
  );

/** Contour of the error, one crossing in each column, with its name. */
function contour(
  { sampleSizes, signals }: Grid,
  error: readonly (readonly number[])[],
  level: number,
): Scatter[] {
  const y = sampleSizes.map((_, column) =>
    crossing(
      signals,
      error.map((row) => row[column]!),
      level,
    ),
  );
  const line = curve(`error ${level}`, sampleSizes, y, colours.black);
  const place = Math.max(sampleSizes.length - 5, y.findIndex(Number.isFinite)); // above a falling line, with room
  return [line, directLabel(`error ${level}`, sampleSizes[place]!, y[place]!, colours.black, 'top right')];
}

export const medianError = (cell: readonly Run[]): number =>
  quantile(
    cell.map(({ test, testSamples }) => 1 - test / testSamples),
    0.5,
  );

export const shareFitted = (cell: readonly Run[]): number =>
  cell.filter(({ train, samples }) => train === samples).length / cell.length;

/** ||mu|| at which n ||mu||^4 / p, of which the theorem's error bound is a function, has the given value. */
const byTheorem = (value: number, n: number) => pow((value * settings.dimension) / n, 0.25);

/** ||mu|| = factor sqrt(p / n). */
const byFit = (factor: number, n: number) => factor * Math.sqrt(settings.dimension / n);

const THEOREM = 250;
const FIT = 3;

const runCount = new Set(phase.runs('paper').map(({ seed }) => seed)).size;

export const phaseFigure = defineFigure({
  id: 'xor/phase',
  title:
    'Overfitting is benign between two lines: enough signal to learn, not so much that noise is left unfitted',
  caption:
    `Beyond the paper: at t = ${settings.steps} (doubled step; p = ${settings.dimension}, m = ${settings.neurons}, ${100 * settings.noise} % flipped labels), over sample size and signal, ` +
    `${runCount} runs in each cell (seeds 1 to ${runCount}). Left: median test error on ${settings.testSamples} clean points; solid: its contours at 0.25 and 0.1, interpolated within columns. Right: share of runs in which some training label, as a rule a flipped one, is not fitted. ` +
    `Dashed: n‖µ‖^4/p = ${THEOREM}, the quantity in the error bound of Theorem 3.1, which the contours follow for large n; at small n errors are higher. Dotted: ‖µ‖ = ${FIT} √(p/n), above which flipped labels are left unfitted. ` +
    'The constants are chosen by eye. Light in both panels: benign overfitting. Such a map is suggested by Meng, Zou and Cao (arXiv 2310.01975), for another network.',
  experiments: [phase],
  size: { width: 1320, height: 640 },
  draw: ([results]) => {
    const runs = flat(results);
    const cellsAt = gridOf(runs);
    const { sampleSizes, signals } = cellsAt;
    const error = cells(runs, cellsAt, medianError);
    const unfitted = cells(runs, cellsAt, (cell) => 1 - shareFitted(cell));
    const [xRange, yRange] = [sampleSizes, signals].map((centres) => {
      const edges = logEdges(centres);
      return [edges[0]!, edges.at(-1)!] as const;
    }) as [Range, Range];
    const inside = (value: number) => (value >= yRange[0] && value <= yRange[1] ? value : Number.NaN);
    const fine = Array.from({ length: 121 }, (_, i) => xRange[0] * pow(xRange[1] / xRange[0], i / 120));
    const rule = (name: string, law: (n: number) => number, dash: 'dash' | 'dot') => {
      const line = curve(
        name,
        fine,
        fine.map((n) => inside(law(n))),
        colours.black,
        dash,
      );
      return { ...line, line: { ...line.line, width: 2 } };
    };
    const rules = [
      rule(`n‖µ‖^4/p = ${THEOREM}`, (n) => byTheorem(THEOREM, n), 'dash'),
      rule(`‖µ‖ = ${FIT} √(p/n)`, (n) => byFit(FIT, n), 'dot'),
    ];
    const panel = (column: number, title: string, map: HeatMap, lines: readonly Scatter[]) => ({
      row: 0,
      column,
      title,
      x: { ...logAxis('training samples n', xRange), showgrid: false },
      y: { ...logAxis('signal ‖µ‖', yRange), showgrid: false },
      data: [map, ...lines],
    });
    const gap = 0.15;
    const width = (1 - gap) / 2;
    const { data, layout } = grid(
      1,
      2,
      [
        panel(
          0,
          'test error (median)',
          heatMap('test error', sampleSizes, signals, error, [0, 0.5], {
            title: 'test error',
            x: width + 0.01,
          }),
          [...rules, ...[0.25, 0.1].flatMap((level) => contour(cellsAt, error, level))],
        ),
        panel(
          1,
          'runs that leave a training label unfitted',
          heatMap('unfitted', sampleSizes, signals, unfitted, [0, 1], { title: 'share of runs', x: 1.01 }),
          [
            ...rules,
            directLabel(
              `n‖µ‖<sup>4</sup>/p = ${THEOREM}`,
              28,
              byTheorem(THEOREM, 28),
              colours.black,
              'top right',
            ),
            directLabel(`‖µ‖ = ${FIT} √(p/n)`, 92, 52, colours.black, 'middle left'),
          ],
        ),
      ],
      { x: gap, y: 0 },
    );
    return { data, layout: { ...layout, margin: { ...layout.margin, r: 90 } } };
  },
});
