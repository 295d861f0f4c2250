// Figures of Xu et al., drawn from recorded runs over the published curves.
import {
  axis,
  band,
  colours,
  curve,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  published,
} from '../../chart/index.ts';
import { defineFigure } from '../../spec/figure.ts';
import { quantile } from '../../stats/index.ts';
import { figure1Left, settings } from './figure1Left.ts';
import { stepFactors } from './settings.ts';
import type { Results } from './measurements.ts';
import { figure1LeftPublished as paper } from './published.ts';

const steps = Array.from({ length: settings.steps + 1 }, (_, t) => t);
const shifted = (t: readonly number[]) => t.map((step) => step + 1); // the paper's axis: step 0 on a log scale

function panel(results: Results, factor: number, title: string, column: number) {
  const runs = results.filter((result) => result.settings.learningRate === factor * settings.learningRate);
  const shares = (counts: 'train' | 'test', samples: 'samples' | 'testSamples', q: number) =>
    steps.map((t) =>
      quantile(
        runs.flatMap((run) => run.records.map((record) => record[counts][t]! / run.settings[samples])),
        q,
      ),
    );
  const x = shifted(steps);
  const [train, test] = [
    [0.2, 0.5, 0.8].map((q) => shares('train', 'samples', q)),
    [0.2, 0.5, 0.8].map((q) => shares('test', 'testSamples', q)),
  ];
  return {
    row: 0,
    column,
    title: `${title} (${runs.length} runs)`,
    x: logAxis('step t + 1', [1, 55]),
    y: axis(column === 0 ? 'accuracy' : '', [0.42, 1.03]),
    data: [
      band(x, test[0]!, test[2]!, colours.vermillion),
      band(x, train[0]!, train[2]!, colours.blue),
      curve('training, noisy labels: median', x, train[1]!, colours.blue, 'dash'),
      curve('test, clean labels: median', x, test[1]!, colours.vermillion),
      published('paper: test median', shifted(paper.step), paper.test),
      published('paper: 20 % quantile', shifted(paper.step), paper.testLow, colours.grey),
      directLabel('training', 1.75, 0.93, colours.blue, 'middle left'),
      directLabel('test', 9, 0.955, colours.vermillion, 'bottom right'),
      directLabel('paper, 20 % quantile', 4.5, 0.74, colours.grey, 'bottom right'),
      directLabel('paper, median', 2.45, 0.53, colours.black, 'bottom right'),
    ],
  };
}

export const figures = [
  defineFigure({
    id: 'xor/figure1-left',
    title: 'Memorized after one step, generalizing a few steps later',
    caption:
      'Accuracy on the noisy training labels (dashed) and on clean test labels (solid) of a two-layer ReLU network on XOR clusters: ' +
      `n = ${settings.samples}, p = ${settings.dimension}, m = ${settings.neurons}, ${100 * settings.noise} % flipped labels. ` +
      'Lines are medians, bands 20-80 % quantiles over independent runs (seeds 1, 2, ...; both panels share data and initial weights). ' +
      'Hollow markers: median (black) and 20 % quantile (grey) of the published curve, read from the vector figure. ' +
      'The published curves belong to the doubled step, as the widths of the projections show (claim xor/14); ' +
      'medians of 100 runs scatter by about 0.04 at t = 2 to 4, where single runs differ most.',
    experiments: [figure1Left],
    size: { width: 1080, height: 480 },
    draw: ([results]) => {
      const { data, layout } = grid(1, 2, [
        panel(results, stepFactors.doubled, 'Step 2α, that of the published curve', 0),
        panel(results, stepFactors.printed, 'Step α as printed', 1),
      ]);
      return {
        data,
        layout: {
          ...layout,
          shapes: [horizontalRule(0.5, 'chance', 'end'), horizontalRule(0.5, 'chance', 'end', 2)],
        },
      };
    },
  }),
];
