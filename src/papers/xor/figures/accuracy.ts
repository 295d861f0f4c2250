// Figure 1 of Xu et al. over its published values, with the step doubled and as printed.

import {
  colours,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  published,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { figure1Left, settings as left } from '../figure1Left.ts';
import { figure1Right, readouts, settings as right } from '../figure1Right.ts';
import { figure1LeftPublished, figure1LeftTrainAtStart, figure1RightPublished } from '../published.ts';
import { RUNS, stepFactors, upTo } from '../settings.ts';
import { accuracyAxis, shifted, spreadOver, spreadTraces, testShare, trainShare } from './common.ts';

const ours = { train: colours.blue, test: colours.vermillion } as const;

interface Run {
  readonly train: readonly number[];
  readonly test: readonly number[];
  readonly samples: number;
  readonly testSamples: number;
}

interface Band {
  readonly step: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

interface Published {
  readonly step: readonly number[];
  readonly train: readonly number[];
  readonly test: readonly number[];
  readonly trainBand: Band;
  readonly testBand: Band;
}

const curves = (runs: readonly Run[], steps: readonly number[]): Scatter[] => {
  const x = shifted(steps);
  return [
    ...spreadTraces('test, clean labels', x, spreadOver(runs, x.length, testShare), ours.test),
    ...spreadTraces('training, noisy labels', x, spreadOver(runs, x.length, trainShare), ours.train, 'dash'),
  ];
};

const quantileMarkers = (name: string, { step, low, high }: Band): Scatter[] => [
  published(`paper: ${name}, 20 % quantile`, shifted(step), low, colours.grey, 'triangle-down-open'),
  published(`paper: ${name}, 80 % quantile`, shifted(step), high, colours.grey, 'triangle-up-open'),
];

const markers = (paper: Published): Scatter[] => [
  ...quantileMarkers('training', paper.trainBand),
  ...quantileMarkers('test', paper.testBand),
  published('paper: training, median', shifted(paper.step), paper.train, colours.black, 'square-open'),
  published('paper: test, median', shifted(paper.step), paper.test),
];

const leftPublished: Published = {
  ...figure1LeftPublished,
  trainBand: { step: [0], low: [figure1LeftTrainAtStart.low], high: [figure1LeftTrainAtStart.high] },
  testBand: {
    step: figure1LeftPublished.step,
    low: figure1LeftPublished.testLow,
    high: figure1LeftPublished.testHigh,
  },
};

const reading = { doubled: 'step 2α', printed: 'step α as printed' } as const;

export const figure1 = defineFigure({
  id: 'xor/figure1',
  title: 'Memorized at once, generalizing later; the published curves are those of the doubled step',
  caption:
    'Figure 1 of the paper. Accuracy of a two-layer ReLU network on the noisy training labels (blue, dashed) and on clean test labels (orange, solid): ' +
    `n = ${left.samples}, p = ${left.dimension}, m = ${left.neurons}, ${100 * left.noise} % of the labels flipped, ω = ${left.omega}. ` +
    `Lines are medians, bands 20-80 % quantiles over ${RUNS} independent runs (seeds 1 to ${RUNS}; both rows share data and initial weights of a seed). ` +
    'Hollow markers are the published values, read from the coordinates of the vector figure, the same in both rows: median of the test (circles) and of the training accuracy (squares), ' +
    '20 % (downward) and 80 % quantile (upward triangles). Top: twice the printed step, which the published curves follow; bottom: the printed step, which leaves the right panel a factor of two too slow. ' +
    'Medians of 100 runs scatter by about 0.04 where single runs differ most (left, t = 2 to 4): see figure xor/batches.',
  experiments: [figure1Left, figure1Right],
  size: { width: 1180, height: 880 },
  draw: ([leftResults, rightResults]) => {
    const rows = (['doubled', 'printed'] as const).flatMap((name, row) => {
      const factor = stepFactors[name];
      const leftRuns = flat(leftResults).filter((run) => run.learningRate === factor * left.learningRate);
      const rightRuns = flat(rightResults).filter((run) => run.learningRate === factor * right.learningRate);
      const y = accuracyAxis('accuracy');
      return [
        {
          row,
          column: 0,
          title: `α = 10<sup>−12</sup>, ${reading[name]} (${leftRuns.length} runs)`,
          x: logAxis(row === 1 ? 'step t + 1' : '', [0.93, 58]),
          y,
          data: [
            ...curves(leftRuns, upTo(left.steps)),
            ...markers(leftPublished),
            directLabel('training', 1.7, 0.9, ours.train, 'middle left'),
            directLabel('test', 3.9, 0.88, ours.test, 'bottom right'),
            ...(row === 0
              ? [
                  directLabel('paper, 20 % quantile', 5.1, 0.765, colours.grey, 'bottom right'),
                  directLabel('paper, median', 2.05, 0.525, colours.black, 'middle right'),
                ]
              : []),
          ],
        },
        {
          row,
          column: 1,
          title: `α = 10<sup>−16</sup>, ${reading[name]} (${rightRuns.length} runs)`,
          x: logAxis(row === 1 ? 'step t + 1' : '', [0.93, 6500]),
          y: { ...y, title: { text: '' } },
          data: [
            ...curves(rightRuns, readouts),
            ...markers(figure1RightPublished),
            row === 0
              ? directLabel('training', 8, 0.78, ours.train, 'middle left')
              : directLabel('training', 30, 0.8, ours.train),
            row === 0
              ? directLabel('test', 900, 0.83, ours.test, 'middle left')
              : directLabel('test', 2400, 0.8, ours.test, 'bottom right'),
            ...(row === 0
              ? [directLabel('paper, 80 % quantile', 480, 0.745, colours.grey, 'middle left')]
              : []),
          ],
        },
      ];
    });
    const { data, layout } = grid(2, 2, rows, { x: 0.06, y: 0.12 });
    const chance = [1, 2, 3, 4].map((panel) =>
      horizontalRule(0.5, panel === 1 ? 'chance' : '', 'end', panel),
    );
    return { data, layout: { ...layout, shapes: chance } };
  },
});
