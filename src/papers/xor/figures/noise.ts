// Beyond the paper: more and less label noise.

import {
  axis,
  colours,
  curve,
  directLabel,
  endLabels,
  grid,
  horizontalRule,
  logAxis,
  ordered,
  points,
  type Range,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { quantileInterval, tInterval } from '../../../stats/index.ts';
import { withSettings } from '../measurements.ts';
import { RUNS, upTo } from '../settings.ts';
import { noises, settings, variation, variations } from '../variations.ts';
import { accuracyAxis, flippedShare, shifted, spreadOver, testShare } from './common.ts';

const hues = ordered(noises.length);
const byHeight: Range = [0.42, 1.1];

export const noise = defineFigure({
  id: 'xor/noise',
  title:
    'Without noise the network still starts at chance; with more noise it generalizes more slowly, then less',
  caption:
    'Beyond the paper: the left panel of Figure 1 (doubled step) with other shares of flipped training labels; test labels stay clean. ' +
    `Left and middle: median and 20 % quantile of the test accuracy over ${RUNS} runs (seeds 1 to ${RUNS}) for each share, named at the right. ` +
    'Right: median test accuracy at t = 50 with 95 % intervals between order statistics, ' +
    'and mean share of the flipped labels that are fitted then, with 95 % t intervals: at every level nearly all of them, as from t = 1 on.',
  experiments: [variation],
  size: { width: 1400, height: 520 },
  draw: ([results]) => {
    const steps = upTo(settings.steps);
    const x = shifted(steps);
    // From much noise to none, so that labels of curves that end together stand in the order of the curves.
    const groups = noises
      .map((level, k) => {
        const runs = flat(withSettings(results, variations[`noise ${level}`]!, ['neurons']));
        return { level, colour: hues[k]!, runs, ...spreadOver(runs, x.length, testShare) };
      })
      .reverse();
    const final = groups.map(({ runs }) =>
      quantileInterval(runs.map((run) => testShare(run, settings.steps))),
    );
    const withFlips = groups.filter(({ level }) => level > 0);
    const flippedFinal = withFlips.map(({ runs }) =>
      tInterval(runs.filter(({ flipped }) => flipped > 0).map((run) => flippedShare(run, settings.steps))),
    );
    const overSteps = (column: number, title: string, of: 'low' | 'middle') => ({
      row: 0,
      column,
      title,
      x: logAxis('step t + 1', [0.95, 52]),
      y: accuracyAxis(column === 0 ? 'test accuracy' : '', byHeight),
      data: [
        ...groups.map((group) => curve(`${100 * group.level} %`, x, group[of], group.colour)),
        ...endLabels(
          groups.map((group) => ({
            text: `${Math.round(100 * group.level)} %`,
            y: group[of].at(-1)!,
            colour: group.colour,
          })),
          x.at(-1)!,
          'linear',
          byHeight,
        ),
      ],
    });
    const percent = (group: { readonly level: number }) => 100 * group.level;
    const { data, layout } = grid(
      1,
      3,
      [
        overSteps(0, 'median over runs, by share of flipped labels', 'middle'),
        overSteps(1, '20 % quantile over runs', 'low'),
        {
          row: 0,
          column: 2,
          title: 'at t = 50',
          x: axis('flipped labels (%)', [-2, 43]),
          y: accuracyAxis('', byHeight),
          data: [
            points(
              'test accuracy',
              groups.map(percent),
              final.map(({ value }) => value),
              colours.vermillion,
              { low: final.map(({ low }) => low), high: final.map(({ high }) => high) },
            ),
            points(
              'flipped labels fitted',
              withFlips.map(percent),
              flippedFinal.map(({ value }) => value),
              colours.blue,
              { low: flippedFinal.map(({ low }) => low), high: flippedFinal.map(({ high }) => high) },
            ),
            directLabel('flipped labels fitted (mean)', 42, 1.05, colours.blue, 'middle left'),
            directLabel('test accuracy (median)', 0, 0.6, colours.vermillion),
          ],
        },
      ],
      { x: 0.085, y: 0 },
    );
    return {
      data,
      layout: {
        ...layout,
        shapes: [1, 2, 3].map((panel) => horizontalRule(0.5, panel === 1 ? 'chance' : '', 'end', panel)),
      },
    };
  },
});
