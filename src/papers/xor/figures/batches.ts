// How far the curves of Figure 1 left scatter between batches of as many runs as the paper has.

import { colours, curve, directLabel, grid, logAxis, published, translucent } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { kept, manyRuns } from '../manyRuns.ts';
import { figure1LeftPublished } from '../published.ts';
import { RUNS } from '../settings.ts';
import { accuracyAxis, shifted, spreadOver, testShare } from './common.ts';

/** Whole batches of runs with consecutive seeds 1..size, size + 1..2 size, ... */
export const batchesOf = <R extends { readonly seed: number }>(runs: readonly R[], size: number): R[][] =>
  [...Map.groupBy(runs, ({ seed }) => Math.floor((seed - 1) / size)).values()].filter(
    (batch) => batch.length === size,
  );

export const batches = defineFigure({
  id: 'xor/batches',
  title: 'The published curve scatters as curves of 100 runs do',
  caption:
    `Figure 1 left once more, with many more runs than the paper's (doubled step). Thin lines: test accuracy over each of ${manyRuns.runs('paper').length / RUNS} separate batches of ${RUNS} runs, as many as the paper has; ` +
    `thick lines: over all ${manyRuns.runs('paper').length} runs (seeds 1 to ${manyRuns.runs('paper').length}). Left: medians, right: 20 % quantiles. Hollow markers: published values, over the paper's 100 runs.`,
  experiments: [manyRuns],
  size: { width: 1180, height: 500 },
  draw: ([results]) => {
    const runs = flat(results);
    const batched = batchesOf(runs, Math.min(RUNS, runs.length));
    const x = shifted(kept);
    const panels = [
      { of: 'middle', title: 'median', paper: figure1LeftPublished.test },
      { of: 'low', title: '20 % quantile', paper: figure1LeftPublished.testLow },
    ] as const;
    const all = spreadOver(runs, kept.length, testShare);
    const each = batched.map((batch) => spreadOver(batch, kept.length, testShare));
    return grid(
      1,
      2,
      panels.map(({ of, title, paper }, column) => ({
        row: 0,
        column,
        title: `${title} over batches of ${RUNS} runs`,
        x: logAxis('step t + 1', [0.93, 58]),
        y: accuracyAxis(column === 0 ? 'test accuracy' : ''),
        data: [
          ...each.map((batch, k) => ({
            ...curve(`batch ${k + 1}`, x, batch[of], colours.vermillion),
            line: { color: translucent(colours.vermillion, 0.3), width: 1 },
          })),
          curve(`all ${runs.length} runs`, x, all[of], colours.vermillion),
          published('paper', shifted(figure1LeftPublished.step), paper),
          directLabel('paper', 2, 0.55, colours.black, 'middle left'),
        ],
      })),
    );
  },
});
