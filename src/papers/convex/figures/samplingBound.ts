// How often one more random pattern lowers the optimum, against the bound of the sampling theorem.
import { colours, curve, directLabel, logAxis, points, type Range } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { mean, tInterval } from '../../../stats/index.ts';
import { confirmed, groupsOf } from '../claims/samplingBound.ts';
import { samples, samplingBound, shareBound } from '../samplingBound.ts';

const draws: Range = [50, 500];
const shares: Range = [0.005, 1];
const fine = Array.from({ length: 41 }, (_, i) => draws[0] + ((draws[1] - draws[0]) * i * i) / 1600);

export const extraPattern = defineFigure({
  id: 'convex/sampling-bound',
  title: 'One more pattern lowers the optimum at most a fifth as often as allowed',
  caption:
    `Share of further random patterns that violate the dual constraint at the optimum over the patterns of P_s draws (n = 40, hinge loss, β = 10⁻⁴): means over ${samples.count} samples of patterns, each on data of its own, with 95 % intervals of the mean (Student’s t); 200 further draws for each sample, decided exactly. ` +
    'Black: bound (n + 1)/(P_s + 1) on the mean share that lowers the optimum. Dashed: the same with the number of neurons of the pruned optimum in place of n + 1 (means over the samples). ' +
    `A pattern that violates nothing lowers nothing: in the first ${samples.again} samples of each kind all such patterns were added together, and the optimum kept its bound; the most violated one by itself lowered it in nearly all. Only certified optima count.`,
  experiments: [samplingBound],
  draw: ([results]) => {
    const groups = groupsOf(results);
    const kinds = [
      { bias: false, name: 'without bias', colour: colours.blue },
      { bias: true, name: 'with a bias', colour: colours.vermillion },
    ] as const;
    return {
      data: [
        curve(
          'bound',
          fine,
          fine.map((draws) => Math.min(1, shareBound({ samples: 40, draws }))),
          colours.black,
        ),
        directLabel('bound (n + 1)/(P<sub>s</sub> + 1)', 200, 0.27, colours.black),
        ...kinds.flatMap(({ bias, name, colour }) => {
          const own = groups.filter((group) => group.bias === bias);
          const x = own.map(({ draws }) => draws);
          const intervals = own.map(({ runs }) => tInterval(confirmed(runs).map(({ share }) => share)));
          const inUse = own.map(({ draws, runs }) => mean(runs.map((run) => run.neurons)) / (draws + 1));
          const middle = intervals.map(({ value }) => value);
          const interval = { low: intervals.map(({ low }) => low), high: intervals.map(({ high }) => high) };
          return [
            curve(`${name}: neurons in use`, x, inUse, colour, 'dash'),
            {
              ...points(`${name}: neurons in use`, x, inUse, colour),
              marker: { color: colour, size: 7, symbol: 'circle-open' as const },
            },
            curve(name, x, middle, colour),
            points(name, x, middle, colour, interval),
            directLabel(name, x.at(-1)!, middle.at(-1)!, colour),
            directLabel('neurons in use for n + 1', x.at(-1)!, inUse.at(-1)!, colour),
          ];
        }),
      ],
      layout: {
        xaxis: {
          ...logAxis('draws P<sub>s</sub>', draws),
          tickvals: [64, 128, 256],
          ticktext: ['64', '128', '256'],
        },
        yaxis: logAxis('share of further patterns that violate', shares),
      },
    };
  },
});
