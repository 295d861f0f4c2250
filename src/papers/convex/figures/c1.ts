// The convex optimum over all patterns against networks.
import { axis, colours, directLabel, logAxis, points } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { c1 } from '../c1.ts';

export const equality = defineFigure({
  id: 'convex/c1',
  title: 'The convex optimum over all patterns is the optimum of the network',
  caption:
    'Random instances (n = 6, β = 0.1) with all activation patterns enumerated, grouped by their number. ' +
    'Green: certified relative gap of the convex optimum p*, a bound for networks of every width. Grey: difference between p* and the objective of the recovered network, evaluated without patterns, over 1 + p*. ' +
    'Blue: how far the best of three gradient descents on the non-convex problem ends above the certified bound. Differences under 1e-16, and descents below the bound, would be drawn at 1e-16.',
  experiments: [c1],
  draw: ([results]) => {
    const runs = results.flatMap(({ records }) => records);
    const x = runs.map((_, i) => i + 1);
    const counts = [...new Set(runs.map(({ patterns }) => patterns))];
    const clipped = (values: readonly number[]) => values.map((value) => Math.max(value, 1e-16));
    const middle = (count: number) => {
      const places = x.filter((_, i) => runs[i]!.patterns === count);
      return (places[0]! + places.at(-1)!) / 2;
    };
    const rows: readonly [string, string, readonly number[], number][] = [
      ['best descent above the bound', colours.blue, runs.map((r) => r.fromRandom / r.lowerBound - 1), 0.3],
      ['certified gap', colours.green, runs.map((r) => (r.optimum - r.lowerBound) / r.optimum), 1e-8],
      [
        'recovered network against p*',
        colours.grey,
        runs.map((r) => Math.abs(r.networkObjective - r.optimum) / (1 + r.optimum)),
        3e-16,
      ],
    ];
    return {
      data: rows.flatMap(([name, colour, values, height]) => [
        points(name, x, clipped(values), colour),
        directLabel(name, (runs.length + 1) / 2, height, colour, 'middle center'),
      ]),
      layout: {
        xaxis: {
          ...axis('number of patterns', [0, runs.length + 1]),
          showgrid: false,
          tickvals: counts.map(middle),
          ticktext: counts.map(String),
        },
        yaxis: logAxis('relative difference', [1e-16, 1]),
      },
    };
  },
});
