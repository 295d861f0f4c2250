// The exact worst case of standard and robust convex networks against the value of the robust program, by loss.
import { axis, colours, directLabel, grid, logAxis, type Panel, points } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { c12, features, lossNames } from '../c12.ts';

type C12Run = RunOf<typeof c12>;

const kinds = [
  ['robust network', colours.blue, (run: C12Run) => run.robust.worst, 'circle', 9],
  ['standard network', colours.vermillion, (run: C12Run) => run.standard.worst, 'circle', 7],
  [
    'standard, vertices alone',
    colours.vermillion,
    (run: C12Run) => run.standard.atVertices,
    'x-thin-open',
    8,
  ],
] as const;

function panel(runs: readonly C12Run[], column: number): Panel {
  const loss = lossNames[column]!;
  const of = runs.filter((run) => run.loss === loss);
  const x = of.map((run) => features.indexOf(run.features as 2 | 3) + 0.07 * (run.seed - 4));
  return {
    row: 0,
    column,
    title: loss === 'bce' ? 'BCE' : loss,
    x: {
      ...axis('features', [-0.5, 1.5]),
      tickvals: features.map((_, i) => i),
      ticktext: features.map(String),
      showgrid: false,
    },
    y: logAxis(column === 0 ? 'over the value of the robust program' : '', [0.5, 500]),
    data: [
      ...kinds.map(([name, colour, value, symbol, size]) => ({
        ...points(
          name,
          x,
          of.map((run) => value(run) / run.objective),
          colour,
        ),
        marker: { color: colour, size, symbol },
      })),
      {
        ...points(
          'lower bound',
          x,
          of.map((run) => run.lowerBound / run.objective),
          colours.grey,
        ),
        marker: { color: colours.grey, size: 16, symbol: 'line-ew-open' as const },
      },
      ...(column === 0
        ? [
            directLabel('robust network', -0.4, 1.5, colours.blue),
            directLabel('standard network', -0.4, 300, colours.vermillion),
          ]
        : []),
    ],
  };
}

export const worstCases = defineFigure({
  id: 'convex/c12',
  title: 'The robust program bounds the worst case of its network, and the network attains the bound',
  caption:
    'Exact worst-case objectives over ℓ∞-boxes of radius ε = 0.08, over the value of the robust convex program: of its network (blue) and of the standard convex network (red; crosses: the vertices of the boxes alone, which can miss the worst case). Grey dashes: certified lower bound of the robust program’s optimum over its patterns. Dots: 7 training sets each of 12 points with random labels, with a bias, P_s = 100, β = 10⁻⁴ per sample. The worst case is the largest over the cells that the neurons cut each box into.',
  experiments: [c12],
  size: { width: 1240, height: 480 },
  draw: ([results]) =>
    grid(
      1,
      3,
      lossNames.map((_, column) => panel(flat(results), column)),
      { x: 0.07, y: 0.14 },
    ),
});
