// Decision regions of standard and robust convex training in the plane, with the eps-boxes of the training points.
import {
  axis,
  colours,
  curve,
  grid,
  heatMap,
  linearEdges,
  type Panel,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { trainings } from '../boxTraining.ts';
import { e7, SIDE } from '../e7.ts';

type E7Run = RunOf<typeof e7>;

const DEEP = 3; // outputs from which on the colour no longer changes
const classes = [
  [-1, colours.vermillion, 'x'],
  [1, colours.blue, 'circle'],
] as const;
/** Pale to deep away from 0, and a step there. */
const scale: [number, string][] = [
  [0, '#e39a6b'],
  [0.5, '#fbeadf'],
  [0.5, '#e2eef6'],
  [1, '#7ab0d4'],
];

/** Sides of all boxes of a class, as one broken line. */
function boxes(run: E7Run, label: number, colour: string): Scatter {
  const [x, y]: [number[], number[]] = [[], []];
  run.x.forEach((point, k) => {
    if (run.labels[k] !== label) return;
    const [a, b] = [point[0]!, point[1]!];
    const r = run.radius;
    x.push(a - r, a + r, a + r, a - r, a - r, Number.NaN);
    y.push(b - r, b - r, b + r, b + r, b - r, Number.NaN);
  });
  const sides = curve(`boxes of class ${label}`, x, y, colour);
  return { ...sides, line: { color: colour, width: 2 } };
}

function samples(run: E7Run, label: number, colour: string, symbol: 'x' | 'circle'): Scatter {
  const own = run.x.filter((_, k) => run.labels[k] === label);
  return {
    type: 'scatter',
    mode: 'markers',
    name: `class ${label}`,
    x: own.map((point) => point[0]!),
    y: own.map((point) => point[1]!),
    marker: { color: colour, size: 6, symbol },
  };
}

/** Where the outputs are 0: linear between neighbours of the grid, a piece in every cell that it crosses. */
function boundary(along: readonly number[], outputs: readonly number[]): Scatter {
  const count = along.length;
  const [x, y]: [number[], number[]] = [[], []];
  const at = (i: number, j: number) => [along[i]!, along[j]!, outputs[j * count + i]!] as const;
  for (let j = 0; j + 1 < count; j++)
    for (let i = 0; i + 1 < count; i++) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      const ends = corners.flatMap(([a, b, z], c) => {
        const [a2, b2, z2] = corners[(c + 1) % 4]!;
        if (z > 0 === z2 > 0) return [];
        const share = z / (z - z2);
        return [[a + share * (a2 - a), b + share * (b2 - b)] as const];
      });
      for (let end = 0; end + 1 < ends.length; end += 2) {
        x.push(ends[end]![0], ends[end + 1]![0], Number.NaN);
        y.push(ends[end]![1], ends[end + 1]![1], Number.NaN);
      }
    }
  const line = curve('decision boundary', x, y, colours.black);
  return { ...line, line: { color: colours.black, width: 2.5 } };
}

function panel(run: E7Run, column: number): Panel {
  const kind = trainings[column]!;
  const { outputs, cut } = run[kind];
  const count = run.axis.length;
  const z = run.axis.map((_, j) => outputs.slice(j * count, (j + 1) * count));
  const name = kind === 'standard' ? 'standard' : 'robust';
  const square = { ...axis('x<sub>1</sub>', [-SIDE, SIDE]), showgrid: false, zeroline: false };
  return {
    row: 0,
    column,
    title: `${name} convex training: ${Math.round(cut * run.samples)} of ${run.samples} boxes cut`,
    x: square,
    y: { ...square, ...axis(column === 0 ? 'x<sub>2</sub>' : '', [-SIDE, SIDE]) },
    data: [
      {
        ...heatMap('output', run.axis, run.axis, z, [-DEEP, DEEP], { title: 'output', x: 1.02 }, linearEdges),
        colorscale: scale,
        reversescale: false,
        showscale: column === 1,
      },
      boundary(run.axis, outputs),
      ...classes.flatMap(([label, colour, symbol]) => [
        boxes(run, label, colour),
        samples(run, label, colour, symbol),
      ]),
    ],
  };
}

export const regions = defineFigure({
  id: 'convex/e7',
  title: 'Decision regions of standard and robust convex training, and the boxes they cut',
  caption:
    'Outputs (colours, deepest from ±3 on) and decision boundary (black) of the standard and the robust convex network for one of the training sets: 20 points with random labels (blue dots 1, red crosses −1) and the ℓ∞-boxes of radius ε = 0.08 around them; hinge loss, β = 10⁻⁴, a bias. P_s = 360 patterns, of which the robust program keeps those with room for the boxes. ε and P_s remembered, unverified; the paper’s points are not recovered, these are our own. Whether a box is cut is decided exactly.',
  experiments: [e7],
  size: { width: 1240, height: 620 },
  draw: ([results]) => {
    const [run] = flat(results).filter(({ grid }) => grid > 0);
    if (run === undefined) throw new RangeError('no run of E7 has outputs on a grid: seed 1 was expected');
    const { data, layout } = grid(1, 2, [panel(run, 0), panel(run, 1)], { x: 0.07, y: 0.14 });
    return { data, layout: { ...layout, margin: { ...layout.margin, r: 100 } } };
  },
});
