// Figures of minima that SGD finds with batches: sharpness against batch size, and the exact threshold beside the bounds.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  type Position,
  points,
  type Scatter,
  translucent,
  verticalRule,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import { pow } from '../../../wasm/math.ts';
import { batchSweep, minima, type NetworkName } from '../minima.ts';

type Run = RunOf<typeof minima>;

const seeds = new Set(minima.runs('paper').map(({ seed }) => seed)).size;
const batchSizes = batchSweep.dense.batches;

const spread = (values: readonly number[]) => ({
  low: quantile(values, 0),
  middle: quantile(values, 0.5),
  high: quantile(values, 1),
});

/** Medians with ranges over the runs at each batch size that occurs. */
function overBatches(
  name: string,
  runs: readonly Run[],
  colour: string,
  value: (run: Run) => number,
  shift = 1,
): Scatter {
  const present = [...new Set(runs.map(({ batch }) => batch))].sort((a, b) => a - b);
  const spreads = present.map((batch) => spread(runs.filter((run) => run.batch === batch).map(value)));
  return points(
    name,
    present.map((batch) => batch * shift),
    spreads.map(({ middle }) => middle),
    colour,
    { low: spreads.map(({ low }) => low), high: spreads.map(({ high }) => high) },
  );
}

/** eta Tr(G) / 2B at which the batch formula holds with equality, where the shape of G stays as it is. */
const allowedTrace = ({ bounds, trace, batch }: Run) => (bounds.batch * trace) / (2 * batch);

function batchPanel(all: readonly Run[], name: keyof typeof batchSweep, column: number, title: string) {
  const rate = batchSweep[name].learningRate;
  const runs = all.filter((run) => run.name === name && run.learningRate === rate);
  const drawn = (replacement: boolean) =>
    runs.filter((run) => run.batch === 1 || run.replacement === replacement);
  const kinds = [
    {
      replacement: true,
      name: 'with replacement',
      colour: colours.blue,
      shift: 0.97,
      dash: 'solid' as const,
    },
    { replacement: false, name: 'without', colour: colours.vermillion, shift: 1.03, dash: 'dash' as const },
  ];
  const edge = (run: Run) => (run.trace * run.learningRate) / (2 * run.batch);
  const sizes = Array.from({ length: 100 }, (_, i) => pow(2, -0.25 + i / 22));
  return {
    row: 0,
    column,
    title,
    x: {
      ...logAxis('batch size B', [0.85, 19]),
      tickvals: [...batchSizes],
      ticktext: batchSizes.map(String),
    },
    y: axis('Tr(G) η / 2B', [0.33, 1.12]),
    data: [
      curve(
        '2/η',
        sizes,
        sizes.map((B) => 1 / B),
        colours.grey,
        'dash',
      ),
      directLabel('Tr G = 2/η', 1.75, 0.56, colours.grey, 'middle left'),
      ...kinds.flatMap((kind) => {
        const limits = overBatches(kind.name, drawn(kind.replacement), kind.colour, allowedTrace);
        return [
          curve(
            `batch formula, ${kind.name}`,
            limits.x as number[],
            limits.y as number[],
            kind.colour,
            kind.dash,
          ),
          overBatches(kind.name, drawn(kind.replacement), kind.colour, edge, kind.shift),
        ];
      }),
    ],
  };
}

export const batchFigure = defineFigure({
  id: 'stability/batch',
  title: 'With batches of B the trace of SGD’s minima follows the batch formula, about 2B/η, not 2/η',
  caption:
    `Minima that SGD finds with batches of 1 to 16 samples, drawn with and without replacement, on a diagonal linear network (d = 400, a, b ~ N(0, 1) at the start, η = ${batchSweep.dense.learningRate}, clip 1) and a two-layer ReLU network (d = 20, m = 50, η = ${batchSweep.relu.learningRate}, clip 10), n = 80. ` +
    `Markers: medians of Tr(G) η / 2B, bars ranges, over ${seeds} seeds, all converged; side by side at the same B. Lines: the batch formula of Mulayoff and Michaeli, a necessary condition of linear stability, as the trace up to which it holds for the shape of G found there (medians); solid with, dashed without replacement. ` +
    'Dotted: Tr G = 2B/η; dashed grey: Tr G = 2/η, the bound of Wu and Su, which is one of B = 1. At B = 16 the ReLU network starts too near its bound to be limited by it. Not an experiment of the paper.',
  experiments: [minima],
  size: { width: 1180, height: 560 },
  draw: ([results]) => {
    const runs = flat(results);
    const { data, layout } = grid(
      1,
      2,
      [batchPanel(runs, 'dense', 0, 'diagonal network'), batchPanel(runs, 'relu', 1, 'ReLU network')],
      { x: 0.08, y: 0 },
    );
    const labels = [
      directLabel('with replacement', 9, 0.83, colours.blue, 'middle left'),
      directLabel('without replacement', 1.9, 1.03, colours.vermillion, 'middle right'),
    ];
    return {
      data: [...data, ...labels],
      layout: {
        ...layout,
        shapes: [1, 2].map((panel) => horizontalRule(1, 'Tr G = 2B/η', 'end', panel)),
      },
    };
  },
});

const kinds = [
  { key: 'gd', name: 'GD: 2/λ<sub>max</sub>', colour: colours.vermillion, needed: true },
  { key: 'batch', name: 'batch formula', colour: colours.blue, needed: true },
  { key: 'q4', name: '2/q<sub>4</sub> (B = 1)', colour: colours.purple, needed: true },
  { key: 'trace', name: '2/Tr G (B = 1)', colour: colours.green, needed: true },
  { key: 'sufficient', name: 'sufficient', colour: colours.orange, needed: false },
] as const;

/** Bounds over eta* at the minima of a network, batches with replacement. */
function boundsPanel(
  all: readonly Run[],
  name: NetworkName,
  place: { row: number; column: number },
  title: string,
  written: readonly (readonly [
    key: (typeof kinds)[number]['key'],
    x: number,
    y: number,
    position: Position,
  ])[],
) {
  const runs = all.filter((run) => run.name === name && run.replacement);
  return {
    ...place,
    title: `${title}: ${runs.length} minima`,
    x: { ...logAxis('batch size B', [0.7, 23]), tickvals: [...batchSizes], ticktext: batchSizes.map(String) },
    y: logAxis('bound / η*', [0.05, 50]),
    data: [
      ...kinds.map(({ key, name: label, colour }, i) =>
        overBatches(label, runs, colour, (run) => run.bounds[key] / run.critical, pow(1.06, i - 2)),
      ),
      ...written.map(([key, x, y, position]) => {
        const { name: label, colour } = kinds.find((kind) => kind.key === key)!;
        return directLabel(label, x, y, colour, position);
      }),
    ],
  };
}

const families: readonly {
  name: NetworkName;
  label: string;
  colour: string;
  at: readonly [number, number];
}[] = [
  { name: 'dense', label: 'diagonal, dense', colour: colours.blue, at: [0.78, 1.25e-3] },
  { name: 'sparse', label: 'diagonal, sparse', colour: colours.green, at: [0.57, 1.1e-3] },
  { name: 'relu', label: 'ReLU', colour: colours.vermillion, at: [0.76, 1.7e-2] },
];

function exponentPanel(all: readonly Run[], row: number, column: number) {
  const beyond = all.filter(({ radius }) => radius > 1);
  const low = 2e-5;
  return {
    row,
    column,
    title: `all ${all.length} minima, ${beyond.length} beyond η*`,
    x: axis('η / η*', [0.55, 1.08]),
    y: {
      ...logAxis('decay of ln ‖δ‖ per step', [low, 0.05]),
    },
    data: families.map(({ name, label, colour }): Scatter => {
      const runs = all.filter((run) => run.name === name);
      return {
        type: 'scatter',
        mode: 'markers',
        name: label,
        x: runs.map((run) => run.learningRate / run.critical),
        y: runs.map(({ exponent }) => -exponent),
        marker: { color: translucent(colour, 0.6), size: 6 },
      };
    }),
  };
}

export const thresholdFigure = defineFigure({
  id: 'stability/thresholds',
  title: 'At batch size 1 the trace bound is nearly the exact edge of stability where gradients are dense',
  caption:
    'Beyond the paper. Bounds on the learning rate in units of the exact threshold η* of linear stability in the mean square, at minima found by SGD with batches drawn with replacement: a diagonal linear network from a dense start (a, b ~ N(0, 1)) and a small, sparse one (N(0, 0.01)), d = 400, and a two-layer ReLU network, d = 20, m = 50; n = 80, several learning rates. ' +
    `Markers: medians, bars ranges over rates and ${seeds} seeds, side by side at the same B; those above 1 are necessary conditions, the sufficient one (Wu, Ma and E 2018) lies below. 2/Tr G and 2/q₄ are conditions of B = 1 only. ` +
    'Bottom right: the learning rate of each minimum over its η*, and how fast a perturbation δ of it decays almost surely under the linearized SGD (estimated over 6144 steps). Right of 1 the mean square of δ grows while δ itself vanishes: one run converges all the same.',
  experiments: [minima],
  size: { width: 1200, height: 960 },
  draw: ([results]) => {
    const runs = flat(results);
    const { data, layout } = grid(
      2,
      2,
      [
        boundsPanel(runs, 'dense', { row: 0, column: 0 }, 'diagonal, dense start', [
          ['gd', 1.85, 15, 'middle right'],
          ['batch', 5.3, 1.1, 'top center'],
          ['q4', 3.85, 0.268, 'middle left'],
          ['trace', 4.4, 0.268, 'middle right'],
          ['sufficient', 12.5, 0.8, 'bottom center'],
        ]),
        boundsPanel(runs, 'sparse', { row: 0, column: 1 }, 'diagonal, sparse start', [
          ['gd', 3.7, 1.9, 'middle right'],
          ['batch', 3.75, 1.12, 'middle left'],
          ['q4', 3.85, 0.39, 'middle left'],
          ['trace', 4.4, 0.44, 'middle right'],
          ['sufficient', 4.6, 0.83, 'bottom right'],
        ]),
        boundsPanel(runs, 'relu', { row: 1, column: 0 }, 'ReLU', [
          ['gd', 0.95, 5, 'middle right'],
          ['q4', 3.85, 0.32, 'middle left'],
          ['trace', 4.4, 0.34, 'middle right'],
          ['sufficient', 12.5, 0.68, 'bottom center'],
        ]),
        exponentPanel(runs, 1, 1),
      ],
      { x: 0.08, y: 0.13 },
    );
    const axes = { xaxis: 'x4' as 'x', yaxis: 'y4' as 'y' };
    return {
      data: [
        ...data,
        ...families.map(({ label, colour, at }) => ({
          ...directLabel(label, at[0], at[1], colour),
          ...axes,
        })),
      ],
      layout: {
        ...layout,
        shapes: [
          ...[1, 2, 3].map((panel) => horizontalRule(1, 'η*', 'end', panel)),
          verticalRule(1, 'η*', 4),
        ],
      },
    };
  },
});
