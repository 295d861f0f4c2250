// Optimum of the sampled convex program against the number of patterns.
import {
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  points,
  type Range,
  verticalRule,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { mean } from '../../../stats/index.ts';
import { exp, log } from '../../../wasm/math.ts';
import { counts, e1, quotedBound, repetitions, variants } from '../e1.ts';

type E1Run = RunOf<typeof e1>;

const READING = 128; // patterns that psi xi = .318 stands for
const numbers: Range = [3, 60_000];
const places = [4, 16, 64, 256, 1024];
const heights: Record<'plain' | 'bias', Range> = { plain: [0.1, 1], bias: [0.002, 1] };

function panel(runs: readonly E1Run[], { bias, exist }: (typeof variants)[number], column: number): Panel {
  const own = runs.filter((run) => run.bias === bias);
  const groups = counts.flatMap((patterns) => {
    const values = own.filter((run) => run.patterns === patterns).map((run) => run.optimum);
    return values.length > 0 ? [{ patterns, values }] : [];
  });
  const all = own.find((run) => run.patterns === 'all');
  const x = groups.map(({ patterns }) => patterns);
  const middle = groups.map(({ values }) => mean(values));
  const colour = bias ? colours.vermillion : colours.blue;
  const range = heights[bias ? 'bias' : 'plain'];
  return {
    row: 0,
    column,
    title: bias
      ? `with a bias: ${exist.toLocaleString('en')} patterns exist`
      : `without bias: ${exist} patterns exist`,
    x: {
      ...logAxis('number of patterns P<sub>s</sub> asked for', numbers),
      tickvals: [...places, quotedBound],
      ticktext: [...places.map(String), quotedBound.toLocaleString('en')],
    },
    y: logAxis(column === 0 ? 'optimum (hinge loss, weight decay)' : '', range),
    data: [
      ...(all
        ? [
            curve('all patterns', numbers, [all.optimum, all.optimum], colours.black, 'dash'),
            directLabel(
              `all patterns: ${all.optimum.toPrecision(4)}`,
              1.2 * numbers[0],
              all.optimum * exp(-0.015 * log(range[1] / range[0])), // below the line
              colours.black,
              'bottom right',
            ),
          ]
        : []),
      curve('mean', x, middle, colour),
      points('mean, worst and best', x, middle, colour, {
        low: groups.map(({ values }) => Math.min(...values)),
        high: groups.map(({ values }) => Math.max(...values)),
      }),
    ],
  };
}

export const optimumByPatterns = defineFigure({
  id: 'convex/e1',
  title: 'A hundred random patterns come close to the optimum over all of them',
  caption:
    `Optimum of the sampled convex program (hinge loss, β = 10⁻⁴) on 40 random points of [−1, 1]² with labels sign(‖x‖² − 0.6), the same in all runs: means, bars from best to worst of ${repetitions} repetitions. ` +
    'n, d, loss, β, numbers of patterns and repetitions are remembered of the paper, unverified; the data are our own. ' +
    `Sampling stops where no more patterns are found in 3000 draws: at 79 or 80 of 80 without bias, at about 1,300 of 1,562 with a bias where 2,048 are asked for. Every optimum is certified to a relative gap of 10⁻⁴. ` +
    'Dashed: optimum over all enumerated patterns, certified for networks of every width. Dotted: P_s = 128, for which the sampling theorem gives ψξ = 41/129 = 0.318; ' +
    '11,239 is the bound on the number of patterns that the paper quotes (remembered, unverified; at rank 3 it is 264,799).',
  experiments: [e1],
  size: { width: 1180, height: 520 },
  draw: ([results]) => {
    const runs = flat(results);
    const { data, layout } = grid(
      1,
      2,
      variants.map((variant, column) => panel(runs, variant, column)),
    );
    const rules = [1, 2].flatMap((number) => [
      verticalRule(READING, 'ψξ = 0.318', number),
      verticalRule(quotedBound, 'bound', number),
    ]);
    return { data, layout: { ...layout, shapes: rules } };
  },
});
