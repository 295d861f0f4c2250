// Losses of the network and of its convex model around a training point, and their difference.
import {
  axis,
  colours,
  curve,
  grid,
  heatMap,
  linearEdges,
  type Panel,
  type Range,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { type Training, trainings } from '../boxTraining.ts';
import { e8, WINDOW } from '../e8.ts';

type E8Run = RunOf<typeof e8>;

const columns = [
  ['loss of the convex model', (run: E8Run, kind: Training) => run[kind].modelLoss],
  ['loss of the network', (run: E8Run, kind: Training) => run[kind].networkLoss],
  [
    'difference',
    (run: E8Run, kind: Training) => run[kind].networkLoss.map((value, i) => value - run[kind].modelLoss[i]!),
  ],
] as const;

/** White at 0, which stands in the middle. */
const signed: [number, string][] = [
  [0, colours.blue],
  [0.5, '#ffffff'],
  [1, colours.vermillion],
];

function panel(run: E8Run, row: number, column: number, most: number): Panel {
  const kind = trainings[row]!;
  const [title, of] = columns[column]!;
  const values = of(run, kind);
  const at = run.axis.map((value) => value / run.radius);
  const z = at.map((_, j) => values.slice(j * at.length, (j + 1) * at.length));
  const isDifference = column === 2;
  const range: Range = isDifference ? [-most, most] : [0, most];
  const bar = { title: isDifference ? 'network less model' : 'hinge loss', x: isDifference ? 1.01 : 0.635 };
  const sides = { showgrid: false, zeroline: false };
  return {
    row,
    column,
    title: `${kind}: ${title}`,
    x: { ...axis(row === 1 ? 'x<sub>1</sub> from the sample, ε' : '', [-WINDOW, WINDOW]), ...sides },
    y: { ...axis(column === 0 ? 'x<sub>2</sub> from the sample, ε' : '', [-WINDOW, WINDOW]), ...sides },
    data: [
      {
        ...heatMap(title, at, at, z, range, bar, linearEdges),
        ...(isDifference && { colorscale: signed, reversescale: false }),
        showscale: row === 0 && column > 0,
      },
      {
        ...curve('box', [-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1], colours.black),
        line: { color: colours.black, width: 2 },
      },
    ],
  };
}

export const landscapes = defineFigure({
  id: 'convex/e8',
  title: 'On the box of a training point a robust network is its convex model',
  caption:
    'Hinge loss of one training point moved in the plane, by the convex model xᵀθₖ with the patterns of the point itself (left), by the network (middle), and their difference (right), for standard (top) and robust (bottom) convex training on the same 20 points. Square: the ℓ∞-box of radius ε = 0.08 (remembered, unverified). Data as in E7; the point is the one of the set at whose box the standard network departs most from its model. All panels of a kind share one scale, that of standard training: the robust losses far outside the box are larger.',
  experiments: [e8],
  size: { width: 1380, height: 900 },
  draw: ([results]) => {
    const [run] = flat(results).filter(({ grid }) => grid > 0);
    if (run === undefined) throw new RangeError('no run of E8 has losses on a grid: seed 1 was expected');
    const most = Math.max(...run.standard.networkLoss, ...run.standard.modelLoss);
    const panels = trainings.flatMap((_, row) => columns.map((_, column) => panel(run, row, column, most)));
    const { data, layout } = grid(2, 3, panels, { x: 0.1, y: 0.12 });
    return { data, layout: { ...layout, margin: { ...layout.margin, r: 110 } } };
  },
});
