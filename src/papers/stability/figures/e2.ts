// Figures of E2: sharpness and path norm of a ReLU network against 2/eta, and what they are in units of it.
import {
  colours,
  curve,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  type Position,
  published,
  type Range,
  type Scatter,
} from '../../../chart/index.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { e2, type Sweep } from '../e2.ts';
import { edge } from '../measurements.ts';
import { secondHandRelu as secondHand } from '../secondHand.ts';
import { sizes } from '../teacher.ts';
import { counted, medianAt, overSeedsAt } from './common.ts';

type E2Run = RunOf<typeof e2>;

const runsOf = (results: ResultsOf<typeof e2>, { algorithm, clip, start }: Sweep) =>
  flat(results)
    .filter((run) => run.algorithm === algorithm && run.clip === clip && run.start === start)
    .map((run) => ({
      ...run,
      traceEdge: edge(run, 'trace'),
      q4Edge: edge(run, 'q4'),
      topEdge: edge(run, 'top'),
    }));

type Quantity = 'traceEdge' | 'q4Edge' | 'topEdge' | 'trace' | 'top' | 'pathNorm' | 'testError' | 'signError';

const sgd: Sweep = { algorithm: 'sgd', clip: 100, start: 'variance' };
const gd: Sweep = { algorithm: 'gd', clip: 100, start: 'variance' };

const range: Range = [8e-4, 0.18];
const rateOf = { sgd: '√d η', gd: 'η', both: '√d η (SGD), η (GD)' } as const;
const axisOf = (algorithm: keyof typeof rateOf) => logAxis(rateOf[algorithm], range);

/** [quantity, name, colour, place of its label on the axis, its side, factor that keeps it off the line]. */
type Line = readonly [Quantity, string, string, number, Position, number?];

const lines = (runs: ReturnType<typeof runsOf>, wanted: readonly Line[]): Scatter[] =>
  wanted.flatMap(([quantity, name, colour, at, position, factor = 1]) => [
    ...overSeedsAt(runs, 'axis', quantity, name, colour),
    directLabel(name, at, factor * medianAt(runs, 'axis', at, quantity), colour, position),
  ]);

const line = (name: string, at: (x: number) => number) =>
  curve(name, range, range.map(at), colours.grey, 'dash');

const root = Math.sqrt(sizes.dimension);

const model =
  `two-layer ReLU network without bias, d = ${sizes.dimension}, m = ${sizes.width}, n = ${sizes.samples}, teacher of ` +
  `${sizes.teachers} neurons, inputs on the sphere of radius √d, a ~ N(0, 1)`;
const meaning =
  'Lines are medians, bands ranges over 5 seeds of the converged runs (train loss below 1e-6, not clipped at the end); ' +
  'diamonds: runs that did not converge';

const sharpness: Range = [4, 9000];

export const e2Figure = defineFigure({
  id: 'stability/e2',
  title: 'ReLU network: minima of SGD follow Tr G = 2/η, minima of GD only top eigenvalue = 2/η',
  caption:
    `Sharpness, path norm and test error of the minima of SGD (batch size 1) and GD over learning rates: ${model}, ` +
    `entries of w of variance d^(-1/2), clip 100. ${meaning}. SGD at √d η = 0.147 is clipped without end and was cut after 200,000 steps. ` +
    'Hollow circles: second-hand values, read from the plots of an independent reproduction, since the published curves could not be retrieved. ' +
    'The axis of GD is η, that of SGD √d η, so that the bounds on the path norm, 2/(η√d) and about 1/η, lie side by side.',
  experiments: [e2],
  size: { width: 1180, height: 920 },
  draw: ([results]) => {
    const [ofSgd, ofGd] = [runsOf(results, sgd), runsOf(results, gd)];
    const both = (quantity: Quantity, at: readonly [number, Position][]) => [
      ...lines(ofSgd, [[quantity, 'SGD', colours.blue, ...at[0]!]]),
      ...lines(ofGd, [[quantity, 'GD', colours.vermillion, ...at[1]!]]),
    ];
    const { data, layout } = grid(2, 2, [
      {
        row: 0,
        column: 0,
        title: `SGD: ${counted(ofSgd)}`,
        x: axisOf('sgd'),
        y: logAxis('sharpness, path norm', sharpness),
        data: [
          line('2/η', (x) => (2 * root) / x),
          directLabel('2/η', 0.01, (2 * root) / 0.01, colours.grey, 'top right'),
          ...lines(ofSgd, [
            ['trace', 'Tr G', colours.blue, 0.00215, 'bottom center', 0.85],
            ['pathNorm', 'path norm', colours.green, 0.00215, 'bottom center', 0.85],
          ]),
          published('second-hand: Tr G', secondHand.axis, secondHand.sgd.trace),
          published('second-hand: path norm', secondHand.axis, secondHand.sgd.pathNorm),
          directLabel('second-hand', 0.0077, 180, colours.black, 'top right'),
        ],
      },
      {
        row: 0,
        column: 1,
        title: `GD: ${counted(ofGd)}`,
        x: axisOf('gd'),
        y: logAxis('sharpness, path norm', sharpness),
        data: [
          line('2/η', (x) => 2 / x),
          directLabel('2/η', 0.0012, 2 / 0.0012, colours.grey, 'top right'),
          ...lines(ofGd, [
            ['trace', 'Tr G', colours.blue, 0.00464, 'bottom center', 0.85],
            ['top', '‖G‖<sub>2</sub>', colours.vermillion, 0.0464, 'bottom left', 0.9],
            ['pathNorm', 'path norm', colours.green, 0.0334, 'top right', 1.05],
          ]),
          published('second-hand: top eigenvalue', secondHand.axis, secondHand.gd.top),
          published('second-hand: path norm', secondHand.axis, secondHand.gd.pathNorm),
          directLabel('second-hand', 0.001, 180, colours.black, 'bottom right'),
        ],
      },
      {
        row: 1,
        column: 0,
        title: 'Test error',
        x: axisOf('both'),
        y: logAxis('mean squared error', [1, 2000]),
        data: both('testError', [
          [0.0334, 'bottom left'],
          [0.0334, 'top right'],
        ]),
      },
      {
        row: 1,
        column: 1,
        title: 'Path norm',
        x: axisOf('both'),
        y: logAxis('Σ |a<sub>j</sub>| ‖w<sub>j</sub>‖', [8, 500]),
        data: [
          ...both('pathNorm', [
            [0.0215, 'bottom left'],
            [0.0464, 'top right'],
          ]),
          line('2/(η√d)', (x) => 2 / x),
          directLabel('bound of SGD: 2/(η√d)', 0.0048, 2 / 0.0048, colours.grey, 'middle right'),
          published('second-hand: SGD', secondHand.axis, secondHand.sgd.pathNorm),
          published('second-hand: GD', secondHand.axis, secondHand.gd.pathNorm, colours.black, 'square-open'),
          directLabel('second-hand: GD', 0.0215, 137, colours.black, 'top right'),
          directLabel('second-hand: SGD', 0.0132, 96, colours.black, 'bottom left'),
        ],
      },
    ]);
    const variance = medianVariance(ofSgd);
    return {
      data,
      layout: {
        ...layout,
        shapes: [
          horizontalRule(variance, 'best constant', 'start', 3),
          horizontalRule(sizes.teachers, 'teacher', 'start', 4),
        ],
      },
    };
  },
});

/** Of the teacher's values; 1, which is not far, without runs. */
const medianVariance = (runs: readonly E2Run[]): number =>
  runs.length === 0 ? 1 : runs.reduce((sum, run) => sum + run.teacherVariance, 0) / runs.length;

export const e2Edge = defineFigure({
  id: 'stability/e2-edge',
  title: 'ReLU network: the bounds hold for both readings of the start; test error depends on start and clip',
  caption:
    'The same runs in units of the bound, and what the ambiguous start does to them: w_j ~ N(0, I/√d) may mean that d^(-1/2) is the variance ' +
    '(solid) or the standard deviation (dashed) of an entry. Dotted, orange: SGD at clip 10, at two rates. Below 1 on the left: SGD is linearly stable in the trace and in q4 = Σ‖g_i‖⁴ / Σ‖g_i‖²; ' +
    `in the middle: GD in the top eigenvalue. ${model}. ${meaning} (those at √d η = 0.147 lie far above the frame of the first panel). ` +
    'Sign error: share of test points where f is not positive; hollow: second-hand values (circles: SGD, squares: GD); errors of 0 are left out.',
  experiments: [e2],
  size: { width: 1180, height: 920 },
  draw: ([results]) => {
    const ofStart = (base: Sweep, start: Sweep['start']) =>
      runsOf(results, { ...base, start }).filter(({ axis }) => axis <= 0.12);
    const small = runsOf(results, { ...sgd, clip: 10 });
    const [ofSgd, ofGd] = [ofStart(sgd, 'variance'), ofStart(gd, 'variance')];
    const [otherSgd, otherGd] = [ofStart(sgd, 'deviation'), ofStart(gd, 'deviation')];
    const dashed = (runs: typeof ofSgd, quantity: Quantity, name: string, colour: string) =>
      overSeedsAt(runs, 'axis', quantity, name, colour, 'dash');
    const dotted = (quantity: Quantity) =>
      overSeedsAt(small, 'axis', quantity, 'SGD, clip 10', colours.orange, 'dot');
    const { data, layout } = grid(2, 2, [
      {
        row: 0,
        column: 0,
        title: 'SGD',
        x: axisOf('sgd'),
        y: logAxis('sharpness · η/2', [0.003, 2]),
        data: [
          ...lines(ofSgd, [
            ['q4Edge', 'q<sub>4</sub>', colours.purple, 0.00215, 'top left', 1.05],
            ['traceEdge', 'Tr G', colours.blue, 0.00215, 'bottom right', 0.95],
            ['topEdge', 'top eigenvalue', colours.vermillion, 0.00464, 'top left', 1.1],
          ]),
          ...dashed(otherSgd, 'traceEdge', 'Tr G, other start', colours.blue),
          ...dashed(otherSgd, 'topEdge', 'top eigenvalue, other start', colours.vermillion),
          ...dotted('traceEdge'),
          directLabel('deviation d<sup>−1/2</sup>', 0.0464, 0.4, colours.blue, 'bottom center'),
        ],
      },
      {
        row: 0,
        column: 1,
        title: 'GD',
        x: axisOf('gd'),
        y: logAxis('sharpness · η/2', [0.05, 150]),
        data: [
          ...lines(ofGd, [
            ['traceEdge', 'Tr G', colours.blue, 0.00215, 'top left', 1.1],
            ['topEdge', 'top eigenvalue', colours.vermillion, 0.0334, 'bottom center', 0.5],
          ]),
          ...dashed(otherGd, 'traceEdge', 'Tr G, other start', colours.blue),
          ...dashed(otherGd, 'topEdge', 'top eigenvalue, other start', colours.vermillion),
        ],
      },
      {
        row: 1,
        column: 0,
        title: 'Test error',
        x: axisOf('both'),
        y: logAxis('mean squared error', [1, 300]),
        data: [
          ...lines(ofSgd, [['testError', 'SGD', colours.blue, 0.0215, 'bottom left']]),
          ...lines(ofGd, [['testError', 'GD', colours.vermillion, 0.0215, 'top right']]),
          ...dashed(otherSgd, 'testError', 'SGD, other start', colours.blue),
          ...dashed(otherGd, 'testError', 'GD, other start', colours.vermillion),
          ...dotted('testError'),
          directLabel('variance d<sup>−1/2</sup>', 0.001, 120, colours.black, 'top right'),
          directLabel('deviation d<sup>−1/2</sup>', 0.001, 10.5, colours.black, 'bottom right'),
          directLabel('SGD, clip 10', 0.1, 2.3, colours.orange, 'middle right'),
        ],
      },
      {
        row: 1,
        column: 1,
        title: 'Sign error',
        x: axisOf('both'),
        y: logAxis('wrong signs', [4e-4, 1]),
        data: [
          ...lines(ofSgd, [['signError', 'SGD', colours.blue, 0.0215, 'bottom left']]),
          ...lines(ofGd, [['signError', 'GD', colours.vermillion, 0.0334, 'top right', 1.05]]),
          published('second-hand: SGD', secondHand.axis, secondHand.sgd.signError),
          published(
            'second-hand: GD',
            secondHand.axis,
            secondHand.gd.signError,
            colours.black,
            'square-open',
          ),
          directLabel('second-hand', 0.036, 0.006, colours.black, 'middle left'),
        ],
      },
    ]);
    return {
      data,
      layout: {
        ...layout,
        shapes: [horizontalRule(1, 'bound', 'start', 1), horizontalRule(1, 'bound', 'end', 2)],
      },
    };
  },
});
