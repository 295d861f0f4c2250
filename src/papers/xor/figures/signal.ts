// Beyond the paper: weaker and stronger signal, smaller and larger samples.

import {
  curve,
  endLabels,
  grid,
  horizontalRule,
  logAxis,
  ordered,
  type Range,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { tInterval } from '../../../stats/index.ts';
import { withSettings } from '../measurements.ts';
import { RUNS, upTo } from '../settings.ts';
import { settings, signals, variation, variations } from '../variations.ts';
import { accuracyAxis, flippedShare, shifted, spreadOver, testShare } from './common.ts';

const sizes = ['n = 60', 'n = 100', 'noise 0.05', 'n = 400'] as const;
const byHeight = [0.42, 1.1] as const;

export const signal = defineFigure({
  id: 'xor/signal',
  title: 'A stronger signal generalizes sooner, until the flipped labels are no longer fitted',
  caption:
    `Beyond the paper: Figure 1 left (doubled step) with other signals ‖µ‖ = c √(p/n) at n = 200, p = 40000 (the paper has c = 2.5), and in other sizes at c = 2.5: n = 60, p = 4000, m = 200; n = 100, p = 10000, m = 200; the paper's n = 200; n = 400, p = 160000, m = 1000. ` +
    `Left and right: median test accuracy over ${RUNS} runs (seeds 1 to ${RUNS}). Middle: mean share of flipped labels fitted. ` +
    'At strong signal the network leaves the flipped labels unfitted, as Frei, Chatterji and Bartlett (arXiv 2202.07626) prove for a stronger signal still: overfitting ends before generalization does.',
  experiments: [variation],
  size: { width: 1400, height: 520 },
  draw: ([results]) => {
    const x = shifted(upTo(settings.steps));
    const last = x.at(-1)!;
    const runsOf = (name: string) => flat(withSettings(results, variations[name]!, ['neurons']));
    const test = (name: string) => spreadOver(runsOf(name), x.length, testShare).middle;
    const strengths = signals.map((c, k) => ({
      text: `c = ${c}`,
      name: c === 2.5 ? 'noise 0.05' : `signal ${c}`,
      colour: ordered(signals.length)[k]!,
    }));
    const panel = (
      column: number,
      title: string,
      y: string,
      lines: readonly { text: string; colour: string; y: readonly number[] }[],
      range: Range = byHeight,
    ) => ({
      row: 0,
      column,
      title,
      x: logAxis('step t + 1', [0.95, 52]),
      y: accuracyAxis(y, range),
      data: [
        ...lines.map((one) => curve(one.text, x, one.y, one.colour)),
        ...endLabels(
          lines.map((one) => ({ text: one.text, y: one.y.at(-1)!, colour: one.colour })),
          last,
          'linear',
          range,
        ),
      ],
    });
    const { data, layout } = grid(
      1,
      3,
      [
        panel(
          0,
          'signal ‖µ‖ = c √(p/n)',
          'test accuracy (median)',
          strengths.map((one) => ({ ...one, y: test(one.name) })),
        ),
        panel(
          1,
          'flipped training labels fitted',
          'share fitted (mean)',
          strengths.map((one) => {
            const runs = runsOf(one.name).filter(({ flipped }) => flipped > 0);
            return {
              ...one,
              y: upTo(settings.steps).map((t) => tInterval(runs.map((run) => flippedShare(run, t))).value),
            };
          }),
          [0.35, byHeight[1]],
        ),
        panel(
          2,
          'size, at c = 2.5',
          'test accuracy (median)',
          sizes.map((name, k) => ({
            text: name === 'noise 0.05' ? 'n = 200' : name,
            colour: ordered(sizes.length)[k]!,
            y: test(name),
          })),
        ),
      ],
      { x: 0.115, y: 0 },
    );
    return {
      data,
      layout: {
        ...layout,
        margin: { ...layout.margin, r: 80 },
        shapes: [1, 2, 3].map((panel) => horizontalRule(0.5, panel === 1 ? 'chance' : '', 'end', panel)),
      },
    };
  },
});
