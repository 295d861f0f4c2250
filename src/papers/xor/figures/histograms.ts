// Figures 3 and 4 of Xu et al.: how the neurons with a_j > 0 project on mu1 and mu2, with their published widths.

import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  histogram,
  type Panel,
  published,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { figure1Left, settings as left, histograms as leftPanels } from '../figure1Left.ts';
import { figure1Right, inside, settings as right, histograms as rightPanels } from '../figure1Right.ts';
import { pooledRootMeanSquare } from '../pooled.ts';
import { BINS } from '../projections.ts';
import { figure3Widths, figure4Widths } from '../published.ts';
import { RUNS, stepFactors } from '../settings.ts';

const rows = [
  { symbol: 'µ<sub>1</sub>', colour: colours.orange },
  { symbol: 'µ<sub>2</sub>', colour: colours.green },
] as const;

/** Counts of all runs as frequencies, which sum to 1. */
export function pooled(counts: readonly (readonly number[])[]): number[] {
  const sums = Array.from({ length: counts[0]!.length }, (_, bin) =>
    counts.reduce((sum, run) => sum + run[bin]!, 0),
  );
  const all = sums.reduce((a, b) => a + b, 0);
  return sums.map((count) => count / all);
}

const total = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** `value / 10^exponent` with three digits. */
const scaled = (value: number, exponent: number): string => (value / Number(`1e${exponent}`)).toPrecision(3);

interface Column {
  readonly step: number;
  /** Half the width of the histograms. */
  readonly range: number;
  /** Counts and root mean squares of each run, of <w, mu1> and <w, mu2>. */
  readonly counts: readonly [readonly (readonly number[])[], readonly (readonly number[])[]];
  readonly rms: readonly [readonly number[], readonly number[]];
  readonly paper: readonly [number, number];
}

/** Histogram, above it a bar of twice the root mean square, and the published one as hollow markers. */
function panel({ step, range, counts, rms, paper }: Column, row: 0 | 1, column: number): Panel {
  const { symbol, colour } = rows[row];
  const exponent = Number(range.toExponential().split('e')[1]);
  const unit = Number(`1e${exponent}`);
  const heights = pooled(counts[row]);
  const edges = Array.from({ length: BINS + 1 }, (_, i) => ((2 * i) / BINS - 1) * (range / unit));
  const inner = heights.slice(1, -1);
  const top = Math.max(...inner);
  const width = pooledRootMeanSquare(
    rms[row].map((average, run) => ({ neurons: total(counts[row][run]!), average })),
  );
  const [ours, theirs] = [width / unit, paper[row] / unit];
  const level = 1.12 * top;
  const known = Number.isFinite(theirs);
  const power = exponent === 0 ? '' : ` / 10<sup>${String(exponent).replace('-', '−')}</sup>`;
  return {
    row,
    column,
    ...(row === 0 ? { title: `t = ${step}` } : {}),
    x: { ...axis(`⟨w<sub>j</sub>, ${symbol}⟩${power}`, [-range / unit, range / unit]), nticks: 6 },
    y: { ...axis(column === 0 ? 'share of neurons' : '', [0, 1.5 * top]), nticks: 5, automargin: false },
    data: [
      histogram(`t = ${step}`, edges.slice(1, -1), inner, colour),
      histogram('all below', edges.slice(0, 2), heights.slice(0, 1), colours.grey),
      histogram('all above', edges.slice(-2), heights.slice(-1), colours.grey),
      curve('± root mean square', [-ours, ours], [level, level], colours.black),
      ...(known ? [published('paper: ± root mean square', [-theirs, theirs], [level, level])] : []),
      directLabel(
        `rms ${scaled(width, exponent)}${known ? `; paper ${scaled(paper[row], exponent)}` : ''}`,
        0,
        1.42 * top,
        colours.black,
        'bottom center',
      ),
    ].map((trace) =>
      trace.mode === 'text' ? { ...trace, textfont: { ...trace.textfont, size: 13 } } : trace,
    ),
  };
}

const draw = (columns: readonly Column[]) =>
  grid(
    2,
    columns.length,
    columns.flatMap((column, k) => ([0, 1] as const).map((row) => panel(column, row, k))),
    { x: 0.045, y: 0.17 },
  );

const caption = (source: string) =>
  `${source} Projections on µ1 (top) and µ2 (bottom) of the neurons with positive output weight, pooled over ` +
  `${RUNS} runs (seeds 1 to ${RUNS}, about ${(RUNS * left.neurons) / 2} neurons) at twice the printed step; ${BINS} common bins in each column, heights sum to 1, ` +
  'the outermost bins (grey) hold all that lies beyond. Bars above: plus and minus the root mean square; hollow markers: that of the published figure, ' +
  'computed from the coordinates of the vector graphics where they tell it.';

export const figure3 = defineFigure({
  id: 'xor/figure3',
  title: 'Neurons with positive output weight align with ±µ1 and forget µ2',
  caption: caption('Figure 3 of the paper (α as in Figure 1 left).'),
  experiments: [figure1Left],
  size: { width: 1400, height: 640 },
  draw: ([results]) => {
    const runs = flat(results).filter((run) => run.learningRate === stepFactors.doubled * left.learningRate);
    return draw(
      leftPanels.map(({ step, range }, k) => ({
        step,
        range: range * left.omega * left.muNorm,
        counts: [runs.map((run) => run.histogramsMu1[k]!), runs.map((run) => run.histogramsMu2[k]!)],
        rms: [runs.map((run) => run.positiveMu1[k]!), runs.map((run) => run.positiveMu2[k]!)],
        paper: [figure3Widths.mu1[k]!, figure3Widths.mu2[k]!],
      })),
    );
  },
});

export const figure4 = defineFigure({
  id: 'xor/figure4',
  title: 'With a step 10 000 times smaller, neurons align as before, only later',
  caption: caption('Figure 4 of the paper (α as in Figure 1 right).'),
  experiments: [figure1Right],
  size: { width: 1560, height: 640 },
  draw: ([results]) => {
    const runs = flat(results).filter((run) => run.learningRate === stepFactors.doubled * right.learningRate);
    return draw(
      rightPanels.map(({ step, range }, k) => {
        const place = inside.indexOf(step);
        return {
          step,
          range: range * right.omega * right.muNorm,
          counts: [runs.map((run) => run.histogramsMu1[k]!), runs.map((run) => run.histogramsMu2[k]!)],
          rms: [runs.map((run) => run.positiveMu1[place]!), runs.map((run) => run.positiveMu2[place]!)],
          paper: [figure4Widths.mu1[k]!, figure4Widths.mu2[k]!],
        };
      }),
    );
  },
});
