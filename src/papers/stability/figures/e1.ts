// Figures of E1: loss, gradient norm, sharpness and path norm of SGD over its steps.
import {
  band,
  colours,
  curve,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  type Position,
  type Range,
  type Scatter,
  verticalRule,
} from '../../../chart/index.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import { type CurveName, curves, e1 } from '../e1.ts';
import { type Start, sizes } from '../teacher.ts';

type E1Run = RunOf<typeof e1>;
type Column = 'trainLoss' | 'testLoss' | 'rootMeanGradient' | 'largestGradient' | 'trace' | 'pathNorm';

const select = (results: ResultsOf<typeof e1>, name: CurveName, start: Start) =>
  flat(results).filter((run) => run.name === name && run.start === start);

/** Median and range over seeds at each readout. A run that ended early, having diverged, is left out from there on. */
function over(
  runs: readonly E1Run[],
  column: Column,
  name: string,
  colour: string,
  dash: 'solid' | 'dash' | 'dot',
) {
  const x = (runs[0]?.steps ?? []).map((step) => step + 1);
  const at = (q: number) =>
    x.map((_, place) => {
      const values = runs.map((run) => run[column][place] ?? Number.NaN).filter((value) => value > 0);
      return values.length === 0 ? Number.NaN : quantile(values, q);
    });
  return [band(x, at(0), at(1), colour), curve(name, x, at(0.5), colour, dash)];
}

const starts = [
  ['variance', 'variance d<sup>−1/2</sup>', colours.blue],
  ['deviation', 'deviation d<sup>−1/2</sup>', colours.vermillion],
] as const;

const model =
  `two-layer ReLU network without bias, d = ${sizes.dimension}, m = ${sizes.width}, n = ${sizes.samples}, teacher of ` +
  `${sizes.teachers} neurons, batch size 1, a ~ N(0, 1), w ~ N(0, I/√d)`;
const lossRange: Range = [1e-10, 3e4];
const gradientRange: Range = [1e-4, 5e4];
const sharpnessRange: Range = [8, 1e4];

interface Place {
  readonly column: number;
  readonly title: string;
  readonly name: CurveName;
  readonly last: number;
}

/** The three panels of one setting below each other. */
function column(
  results: ResultsOf<typeof e1>,
  { column: at, title, name, last }: Place,
  wanted: readonly (typeof starts)[number][],
  labels: readonly Scatter[][],
) {
  const x = (text: string) => logAxis(text, [0.9, 1.2 * last]);
  const drawn = (columns: readonly (readonly [Column, 'solid' | 'dash' | 'dot'])[]) =>
    wanted.flatMap(([start, , colour]) =>
      columns.flatMap(([quantity, dash]) =>
        over(select(results, name, start), quantity, `${quantity}, ${start}`, colour, dash),
      ),
    );
  return [
    {
      row: 0,
      column: at,
      title,
      x: x(''),
      y: logAxis(at === 0 ? 'loss' : '', lossRange),
      data: [
        ...drawn([
          ['trainLoss', 'solid'],
          ['testLoss', 'dash'],
        ]),
        ...labels[0]!,
      ],
    },
    {
      row: 1,
      column: at,
      x: x(''),
      y: logAxis(at === 0 ? 'gradient of one sample' : '', gradientRange),
      data: [
        ...drawn([
          ['rootMeanGradient', 'solid'],
          ['largestGradient', 'dot'],
        ]),
        ...labels[1]!,
      ],
    },
    {
      row: 2,
      column: at,
      x: x('step + 1'),
      y: logAxis(at === 0 ? 'Tr G, path norm' : '', sharpnessRange),
      data: [
        ...drawn([
          ['trace', 'solid'],
          ['pathNorm', 'dash'],
        ]),
        ...labels[2]!,
      ],
    },
  ];
}

const label = (text: string, x: number, y: number, position: Position, colour: string = colours.black) =>
  directLabel(text, x, y, colour, position);

const rules = (names: readonly CurveName[], side: 'start' | 'end') =>
  names.flatMap((name, at) => [
    horizontalRule(curves[name].clip, 'clip threshold', side, names.length + at + 1),
    horizontalRule(2 / curves[name].learningRate, '2/η', 'end', 2 * names.length + at + 1),
  ]);

/** Median of the last clipped steps. */
const lastClipped = (runs: readonly E1Run[], panel: number) =>
  verticalRule(
    runs.length === 0
      ? 1
      : quantile(
          runs.map((run) => run.lastClipped),
          0.5,
        ) + 1,
    'last clip (blue)',
    panel,
  );

export const e1Figure = defineFigure({
  id: 'stability/e1',
  title:
    'Clipping turns itself off after a few thousand steps; SGD then converges to a minimum with Tr G < 2/η',
  caption:
    `Learning curves of SGD from an unstable start: ${model}, clip 100, η = 0.002 (left) and 0.005 (right). The start is ambiguous: d^(-1/2) may be ` +
    'the variance of an entry of w (blue) or its standard deviation (orange); both are drawn. Top: loss on the training (solid) and test points (dashed), both with the factor 1/2. ' +
    'Middle: length |e_i| ‖g_i‖ of the gradient of a step, root mean square (solid) and largest over the training samples (dotted); steps above the horizontal line are clipped; the vertical one is the median of the last clipped steps of the blue runs. ' +
    'Bottom: Tr G (solid) and path norm (dashed). Lines are medians, bands ranges over 5 seeds; losses below 1e-10 are beyond the frame. The published curves could not be retrieved, nor their rate and threshold; ' +
    'these reproduce what is said of them, that clipping ends after about 4000 steps, but for the orange runs at 0.005, where it ends after some 700.',
  experiments: [e1],
  size: { width: 1180, height: 1180 },
  draw: ([results]) => {
    const places = [
      { column: 0, title: 'η = 0.002, clip 100', name: 'slow', last: curves.slow.maxSteps },
      { column: 1, title: 'η = 0.005, clip 100', name: 'fast', last: curves.fast.maxSteps },
    ] as const;
    const panels = [
      ...column(results, places[0], starts, [
        [
          label('test', 9000, 9, 'top right'),
          label('training', 5000, 1e-4, 'middle left'),
          label(starts[0][1], 1, 200, 'top right', starts[0][2]),
          label(starts[1][1], 1, 14, 'bottom right', starts[1][2]),
        ],
        [label('largest', 30, 6000, 'top right'), label('root mean square', 2800, 0.1, 'middle left')],
        [label('Tr G', 1.5, 3000, 'bottom right'), label('path norm', 1.5, 150, 'bottom right')],
      ]),
      ...column(results, places[1], starts, [[], [], []]),
    ];
    const { data, layout } = grid(3, 2, panels, { x: 0.07, y: 0.06 });
    return {
      data,
      layout: {
        ...layout,
        shapes: [
          ...rules(['slow', 'fast'], 'end'),
          ...places.map(({ column: at, name }) => lastClipped(select(results, name, 'variance'), at + 3)),
        ],
      },
    };
  },
});

export const e1Clipped = defineFigure({
  id: 'stability/e1-clipped',
  title: 'With clip 1 and η = 0.1 clipping does not turn itself off: Tr G stays above 2/η',
  caption:
    `The setting of an independent reproduction, η = 0.1 and clip 1: ${model}. Left: constant rate, ${curves.clipped.maxSteps.toLocaleString('en')} steps, both readings of the start ` +
    '(blue: variance d^(-1/2), orange: standard deviation d^(-1/2)). Right: cosine decay over 80,000 steps, as that reproduction had it; clipping then ends only because the rate does, ' +
    'and Tr G stays near 400 (second-hand: "near 400"), far above the 20 = 2/η of the first rate. Rows, lines and bands as in figure stability/e1, 5 seeds. ' +
    'The published curves, which could not be retrieved, must have had another rate or threshold.',
  experiments: [e1],
  size: { width: 1180, height: 1180 },
  draw: ([results]) => {
    const panels = [
      ...column(
        results,
        { column: 0, title: 'η = 0.1, clip 1', name: 'clipped', last: curves.clipped.maxSteps },
        starts,
        [
          [
            label('test', 30_000, 4, 'top left'),
            label('training', 9000, 0.6, 'bottom left'),
            label(starts[0][1], 1, 200, 'top right', starts[0][2]),
            label(starts[1][1], 1, 14, 'bottom right', starts[1][2]),
          ],
          [label('largest', 30, 6000, 'top right'), label('root mean square', 1, 200, 'bottom right')],
          [label('Tr G', 1.5, 3000, 'bottom right'), label('path norm', 1.5, 150, 'bottom right')],
        ],
      ),
      ...column(
        results,
        {
          column: 1,
          title: 'η = 0.1 with cosine decay, clip 1',
          name: 'cosine',
          last: curves.cosine.maxSteps,
        },
        starts.slice(0, 1),
        [[label('test', 70_000, 3, 'top left'), label('training', 60_000, 1e-4, 'middle left')], [], []],
      ),
    ];
    const { data, layout } = grid(3, 2, panels, { x: 0.07, y: 0.06 });
    return { data, layout: { ...layout, shapes: rules(['clipped', 'cosine'], 'start') } };
  },
});
