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

const decades: Range = [0, 3]; // of the objective over the optimum
const kinds = [colours.vermillion, colours.purple];
const names = ['left', 'middle'];
const ratios: Range = [0.7, 1000];

const place = (name: string, x: number, y: number, symbol: 'star' | 'x' | 'circle'): Scatter => ({
  ...markers(name, [x], [y], colours.black),
  marker: { symbol, size: 12, color: '#ffffff', line: { color: colours.black, width: 1.5 } },
});

const note = (text: string, x: number, y: number): Scatter => ({
  ...directLabel(text, x, y, colours.black, 'top center'),
  textfont: { color: '#ffffff', size: 15 },
});

function plane(run: Landscape, column: number): Panel {
  const { along, across, objective, lowerBound, distance, trackAlong, trackAcross } = run;
  const z = objective.map((row) => row.map((value) => log(value / lowerBound) / Math.LN10));
  const [x, y] = [trackAlong[0]!, trackAcross[0]!];
  const above = 0.03 * (across.at(-1)! - across[0]!);
  return {
    row: 0,
    column,
    title: `stuck at ${(run.end / lowerBound).toPrecision(3)} times the optimum (seed ${run.seed})`,
    x: { ...axis('distance in weight space', [along[0]!, along.at(-1)!]), showgrid: false, zeroline: false },
    y: {
      ...axis(column === 0 ? 'distance across' : '', [across[0]!, across.at(-1)!]),
      showgrid: false,
      zeroline: false,
    },
    data: [
      {
        ...heatMap('objective', along, across, z, decades, { title: '', x: 1 }, linearEdges),
        showscale: false,
        ...(column === 1 && { showscale: true, colorbar: scale }),
      },
      {
        ...curve('descent, projected', trackAlong, trackAcross, colours.black),
        line: { color: colours.black, width: 1.5, dash: 'dot' },
      },
      place('start', x, y, 'circle'),
      place('end', 0, 0, 'x'),
      place('global optimum', distance, 0, 'star'),
      note('start', x, y + above),
      note('end', 0, -4 * above),
      note('optimum', distance, 4 * above),
    ],
  };
}

/** Beside the second of three panels, in the upper of two rows. */
const scale = {
  x: 0.65,
  xanchor: 'left' as const,
  len: 0.43,
  y: 0.785,
  ypad: 0,
  thickness: 12,
  outlinewidth: 0,
  ticks: 'outside' as const,
  tickvals: [0, 1, 2, 3],
  ticktext: ['1', '10', '100', '1000'],
};

/** The objective on the straight line from the end of each descent to the global optimum. */
function sections(planes: readonly Landscape[]): Panel {
  const most = Math.max(...planes.map(({ distance }) => distance));
  return {
    row: 0,
    column: 2,
    title: 'on the line from the end to the optimum',
    x: axis('distance from the end', [-0.5, most + 0.5]),
    y: logAxis('', ratios),
    data: planes.flatMap((run, i) => {
      const { along, line, lowerBound, seed } = run;
      const y = line.map((value) => value / lowerBound);
      return [
        curve(`seed ${seed}`, along, y, kinds[i]!),
        directLabel(names[i]!, -0.4, (run.end / lowerBound) * (i === 0 ? 0.6 : 1.7), kinds[i]!),
      ];
    }),
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
    title: 'what the networks make of the data',
    x: axis('input', [-3, 3]),
    y: axis('output', [-3.2, 3.2]),
    data: [
      ...stuck.map((run, i) => curve(`stuck, seed ${run.seed}`, inputs, run.fit, kinds[i]!)),
      ...(best ? [curve('global optimum', inputs, best.fit, colours.blue)] : []),
      { ...markers('data', points.x, points.y, colours.black), marker: { color: colours.black, size: 9 } },
      directLabel('optimum', -2.9, 2.9, colours.blue),
      directLabel(names[0]!, -1.35, 0.6, kinds[0]!),
      directLabel(names[1]!, -2.9, -0.35, kinds[1]!),
    ],
  };
}

const methods = [
  ['sgd', 'SGD', colours.green, -0.2],
  ['descent', 'gradient descent', colours.grey, 0.2],
] as const;

/** Where all runs end, those of a width and method side by side by their seeds. */
function ends(runs: readonly ToyRun[]): Panel {
  return {
    row: 1,
    column: 1,
    title: 'ends of all runs',
    x: {
      ...axis('neurons', [-0.5, widths.length - 0.5]),
      tickvals: widths.map((_, i) => i),
      ticktext: widths.map(String),
      showgrid: false,
    },
    y: logAxis('objective / global optimum − 1', [1e-5, 1e5]),
    data: methods.flatMap(([method, name, colour, shift], i) => {
      const of = widths.map((width) =>
        runs.filter((run) => run.method === method && run.width === width && Number.isFinite(run.end)),
      );
      const x = of.flatMap((own, place) =>
        own.map((_, j) => place + shift + 0.32 * ((j + 0.5) / own.length - 0.5)),
      );
      const y = of.flat().map(({ end, lowerBound }) => Math.max(end / lowerBound - 1, 1e-5));
      return [
        { ...markers(name, x, y, colour), marker: { color: colour, size: 5 } },
        directLabel(name, 0.1 + 1.1 * i, 2e4, colour, 'middle center'),
      ];
    }),
  };
}

/** What runs end at against the optimum over the patterns of their last network. */
function own(runs: readonly ToyRun[]): Panel {
  const finished = runs.filter(({ own }) => Number.isFinite(own));
  return {
    row: 1,
    column: 2,
    title: 'ends against the optimum over own patterns',
    x: logAxis('optimum over own patterns / global optimum', ratios),
    y: logAxis('objective at the end / global optimum', ratios),
    data: [
      curve('equal', ratios, ratios, colours.black, 'dot'),
      ...methods.map(([method, name, colour]) => {
        const some = finished.filter((run) => run.method === method);
        return {
          ...markers(
            name,
            some.map(({ own, lowerBound }) => own / lowerBound),
            some.map(({ end, lowerBound }) => end / lowerBound),
            colour,
          ),
          marker: { color: colour, size: 7, symbol: 'circle-open' as const },
        };
      }),
    ],
  };
}

export const landscape = defineFigure({
  id: 'convex/toy-landscape',
  title: 'Where descents stick, and where the global optimum lies',
  caption:
    'Toy of Pilanci and Ergen (five points on a line with a bias, squared loss, β = 10⁻³; remembered, unverified), objectives over the certified global optimum. Top: non-convex objective (colours) in the plane through start and end of a gradient descent with 8 neurons and a global optimum (its neurons in the places nearest to those of the end); dots: the descent, projected on the plane, in which only its ends lie. Top right: along the straight line from the end to the optimum, in both planes. ' +
    'Bottom: outputs of the two stuck networks and of the run that ends lowest (blue, within 2·10⁻⁴ of the optimum) with the data; ends of all runs (30 of SGD and 10 of gradient descent for each width, differences under 10⁻⁵ drawn there); and ends against the certified optimum over the activation patterns of the last network (dotted: equal), SGD in green, gradient descent in grey.',
  experiments: [toyLandscape, toy],
  size: { width: 1440, height: 940 },
  draw: ([planes, results]) => {
    const [two, runs] = [flat(planes).slice(0, 2), flat(results)];
    return grid(2, 3, [...two.map(plane), sections(two), fits(two, runs), ends(runs), own(runs)], {
      x: 0.1,
      y: 0.14,
    });
  },
});
