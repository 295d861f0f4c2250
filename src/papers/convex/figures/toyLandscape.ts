// The landscape of the toy: planes through stuck networks and global optima, what they fit, and where runs end.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  heatMap,
  linearEdges,
  logAxis,
  points as markers,
  type Panel,
  type Range,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { log } from '../../../wasm/math.ts';
import { inputs, points, toy, widths } from '../toy.ts';
import { toyLandscape } from '../toyLandscape.ts';

type Landscape = RunOf<typeof toyLandscape>;
type ToyRun = RunOf<typeof toy>;

const decades: Range = [0, 3.5]; // of the objective over the optimum
const kinds = [colours.vermillion, colours.purple];

const place = (name: string, x: number, y: number, symbol: 'star' | 'x' | 'circle'): Scatter => ({
  ...markers(name, [x], [y], colours.black),
  marker: { symbol, size: 12, color: '#ffffff', line: { color: colours.black, width: 1.5 } },
});

const note = (text: string, x: number, y: number): Scatter => ({
  ...directLabel(text, x, y, colours.black, 'bottom right'),
  textfont: { color: colours.black, size: 14 },
});

function plane(run: Landscape, column: number): Panel {
  const { along, across, objective, optimum, distance, trackAlong, trackAcross } = run;
  const z = objective.map((row) => row.map((value) => log(value / optimum) / Math.LN10));
  const [first, last] = [trackAlong[0]!, trackAcross[0]!];
  return {
    row: 0,
    column,
    title: `stuck at ${(run.end / optimum).toPrecision(3)} times the optimum (seed ${run.seed})`,
    x: { ...axis('distance in weight space', [along[0]!, along.at(-1)!]), showgrid: false, zeroline: false },
    y: {
      ...axis(column === 0 ? 'distance across' : '', [across[0]!, across.at(-1)!]),
      showgrid: false,
      zeroline: false,
    },
    data: [
      heatMap(
        'objective',
        along,
        across,
        z,
        decades,
        { title: 'log<sub>10</sub>(objective / global optimum)', x: 1.01 },
        linearEdges,
      ),
      {
        ...curve('descent, projected', trackAlong, trackAcross, colours.black),
        line: { color: colours.black, width: 1.5, dash: 'dot' },
      },
      place('start', first, last, 'circle'),
      place('end', 0, 0, 'x'),
      place('global optimum', distance, 0, 'star'),
      note('start', first, last),
      note('end', 0, 0),
      note('global optimum', distance, 0),
    ],
  };
}

/** Outputs of the last networks of the planes' descents, and of the best run as the global optimum. */
function fits(planes: readonly Landscape[], runs: readonly ToyRun[]): Panel {
  const best = runs.reduce<ToyRun | undefined>(
    (low, run) => (low && low.end <= run.end ? low : run),
    undefined,
  );
  const stuck = planes.flatMap(({ seed, width }) =>
    runs.filter((run) => run.method === 'descent' && run.width === width && run.seed === seed),
  );
  return {
    row: 1,
    column: 0,
    title: 'functions of the input',
    x: axis('x', [-3, 3]),
    y: axis('output', [-3, 3]),
    data: [
      ...stuck.map((run, i) => curve(`stuck, seed ${run.seed}`, inputs, run.fit, kinds[i % kinds.length]!)),
      ...(best ? [curve('global optimum', inputs, best.fit, colours.blue)] : []),
      { ...markers('data', points.x, points.y, colours.black), marker: { color: colours.black, size: 9 } },
    ],
  };
}

/** Where all runs end, a little apart in x by seed. */
function ends(runs: readonly ToyRun[]): Panel {
  const methods = [
    ['sgd', 'SGD', colours.green, -0.18],
    ['descent', 'gradient descent', colours.grey, 0.18],
  ] as const;
  return {
    row: 1,
    column: 1,
    title: 'objective at the end, above the optimum',
    x: {
      ...axis('neurons', [-0.6, widths.length - 0.4]),
      tickvals: widths.map((_, i) => i),
      ticktext: widths.map(String),
      showgrid: false,
    },
    y: logAxis('objective / global optimum − 1', [1e-6, 1e4]),
    data: methods.flatMap(([method, name, colour, shift]) => {
      const own = runs.filter((run) => run.method === method && Number.isFinite(run.end));
      const x = own.map(
        (run) => widths.indexOf(run.width as 8) + shift + 0.011 * (run.seed - own.length / 2),
      );
      return [
        markers(
          name,
          x,
          own.map(({ end, lowerBound }) => Math.max(end / lowerBound - 1, 1e-6)),
          colour,
        ),
        directLabel(
          name,
          method === 'sgd' ? 0.5 : 1.6,
          method === 'sgd' ? 3000 : 3000,
          colour,
          'middle center',
        ),
      ];
    }),
  };
}

export const landscape = defineFigure({
  id: 'convex/toy-landscape',
  title: 'Where descents stick, and where the global optimum lies',
  caption:
    'Toy of Pilanci and Ergen (five points on a line with a bias, remembered, unverified). Top: non-convex objective in the plane through start and end of a gradient descent with 8 neurons and a global optimum (its neurons in the order nearest to the end), in decades above the certified optimum; dots: the descent, projected on the plane, in which only its ends lie. ' +
    'Bottom left: what the two stuck networks (orange: left plane, purple: right plane) and the best run (blue; the certified optimum to 10⁻⁴) make of the data (black). ' +
    'Bottom right: where all runs end (30 of SGD and 10 of gradient descent for each width), relatively to the certified optimum.',
  experiments: [toyLandscape, toy],
  size: { width: 1180, height: 980 },
  draw: ([planes, results]) => {
    const [own, runs] = [flat(planes), flat(results)];
    const { data, layout } = grid(2, 2, [...own.slice(0, 2).map(plane), fits(own, runs), ends(runs)], {
      x: 0.1,
      y: 0.14,
    });
    return { data, layout: { ...layout, margin: { ...layout.margin, r: 120 } } };
  },
});
