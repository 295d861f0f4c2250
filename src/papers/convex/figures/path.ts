// The regularization path on MNIST.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  type Range,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { betas, kinds, path } from '../path.ts';

type PathRun = RunOf<typeof path>;

const range: Range = [betas[0]!, betas.at(-1)!];
const colourOf = { random: colours.blue, trained: colours.vermillion } as const;
const x = (title: string) => logAxis(title, range);

const lines = (
  runs: readonly PathRun[],
  name: string,
  value: (run: PathRun, i: number) => number,
  dash: 'solid' | 'dash' = 'solid',
) =>
  runs.map((run) => ({
    ...curve(
      `${name}, ${run.kind}, seed ${run.seed}`,
      run.betas,
      run.betas.map((_, i) => value(run, i)),
      colourOf[run.kind],
      dash,
    ),
    mode: 'lines+markers' as const,
    marker: { color: colourOf[run.kind], size: 4 },
  }));

const legend = (at: number, heights: readonly [number, number]) =>
  kinds.map((kind, i) => directLabel(`${kind} patterns`, at, heights[i]!, colourOf[kind]));

const positive = (value: number) => (value > 0 ? value : Number.NaN);

function panels(runs: readonly PathRun[]): readonly Panel[] {
  return [
    {
      row: 0,
      column: 0,
      title: 'optimum',
      x: x(''),
      y: logAxis('objective', [1, 1000]),
      data: [...lines(runs, 'optimum', (run, i) => run.optimum[i]!), ...legend(0.002, [300, 150])],
    },
    {
      row: 0,
      column: 1,
      title: 'its parts: loss, and β times norm (dashed)',
      x: x(''),
      y: logAxis('', [0.1, 1000]),
      data: [
        ...lines(runs, 'loss', (run, i) => run.loss[i]!),
        ...lines(runs, 'β norm', (run, i) => positive(run.betas[i]! * run.norm[i]!), 'dash'),
      ],
    },
    {
      row: 1,
      column: 0,
      title: 'neurons of the optimum',
      x: x('β'),
      y: axis('neurons', [0, 17]),
      data: lines(runs, 'neurons', (run, i) => run.neurons[i]!),
    },
    {
      row: 1,
      column: 1,
      title: 'accuracy on the test set, and on the training set (dashed)',
      x: x('β'),
      y: axis('accuracy', [0.5, 1.02]),
      data: [
        ...lines(runs, 'test', (run, i) => run.testAccuracy[i]!),
        ...lines(runs, 'training', (run, i) => run.trainAccuracy[i]!, 'dash'),
      ],
    },
  ];
}

export const regularizationPath = defineFigure({
  id: 'convex/path',
  title: 'Certified optima along the regularization path: small β overfits, trained patterns are worth more',
  caption:
    'MNIST, 2 against 8, the first 500 images, every third pixel in both directions (d = 100), squared loss: certified optimum of the convex program (relative gap at most 10⁻⁴, over the given patterns) at 12 values of β. ' +
    'Blue: 8 random patterns, two draws. Orange: the up to 8 patterns of a network with 8 neurons, trained by Adam at β = 0.01, two starts. ' +
    'A neuron counts if it is at least a thousandth as long as the longest one; at the largest β the zero network is optimal. Test accuracy on the 2,006 test images.',
  experiments: [path],
  size: { width: 1180, height: 800 },
  draw: ([results]) => grid(2, 2, panels(flat(results)), { x: 0.09, y: 0.14 }),
});
