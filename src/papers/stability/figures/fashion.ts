// Figure of the real data: sharpness and test error of the minima of SGD and GD on two classes of Fashion-MNIST.
import { colours, curve, directLabel, grid, logAxis, type Range } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { fashion, settings } from '../fashion.ts';
import { counted, medianAt, overSeedsAt } from './common.ts';

const range: Range = [0.0025, 0.13];
const sharpness: Range = [5, 2000];
const rateAxis = () => logAxis('learning rate η', range);

export const fashionFigure = defineFigure({
  id: 'stability/fashion',
  title: 'Fashion-MNIST: minima of SGD stay below Tr G = 2/η, minima of GD sit at top eigenvalue = 2/η',
  caption:
    'Beyond the paper, whose data are synthetic: pullover against bag (targets ±1, squared loss), the first ' +
    `${settings.samples} images of the two classes at every second pixel of every second row (d = 196), mean image subtracted, each image scaled to length √d; ` +
    `two-layer ReLU network without bias, m = ${settings.width}, a ~ N(0, 1), w ~ N(0, I/d), clip ${settings.clip}. ` +
    'Training ends at 0.1 % of the loss of the zero function, and a run counts below 0.2 %, if it was not clipped at the end: real images are fitted slowly, ' +
    'so these are near minima, where H and G still differ a little. Lines are medians, bands ranges over 10 seeds (of start and sampling; the images are the same); test errors on 2000 images.',
  experiments: [fashion],
  size: { width: 1320, height: 480 },
  draw: ([results]) => {
    const runs = flat(results);
    const sgd = runs.filter((run) => run.algorithm === 'sgd');
    const gd = runs.filter((run) => run.algorithm === 'gd');
    const panel = (of: typeof runs, name: string, column: number, at: number) => ({
      row: 0,
      column,
      title: `${name}: ${counted(of)}`,
      x: rateAxis(),
      y: logAxis(column === 0 ? 'sharpness of G' : '', sharpness),
      data: [
        curve(
          '2/η',
          range,
          range.map((rate) => 2 / rate),
          colours.grey,
          'dash',
        ),
        directLabel('2/η', column === 0 ? 0.01 : 0.005, column === 0 ? 200 : 400, colours.grey, 'top right'),
        ...overSeedsAt(of, 'learningRate', 'trace', 'Tr G', colours.blue),
        ...overSeedsAt(of, 'learningRate', 'top', 'top eigenvalue', colours.vermillion),
        directLabel('Tr G', at, medianAt(of, 'learningRate', at, 'trace'), colours.blue, 'top right'),
        directLabel(
          'top eigenvalue',
          column === 0 ? 0.01 : 0.06,
          column === 0 ? 22 : 30,
          colours.vermillion,
          column === 0 ? 'top right' : 'bottom left',
        ),
      ],
    });
    const { data, layout } = grid(1, 3, [
      panel(sgd, 'SGD', 0, 0.006),
      panel(gd, 'GD', 1, 0.06),
      {
        row: 0,
        column: 2,
        title: 'Test error',
        x: rateAxis(),
        y: logAxis('wrong signs', [0.01, 0.1]),
        data: [
          ...overSeedsAt(sgd, 'learningRate', 'signError', 'SGD', colours.blue),
          ...overSeedsAt(gd, 'learningRate', 'signError', 'GD', colours.vermillion),
          directLabel(
            'SGD',
            0.006,
            medianAt(sgd, 'learningRate', 0.006, 'signError'),
            colours.blue,
            'bottom left',
          ),
          directLabel(
            'GD',
            0.06,
            medianAt(gd, 'learningRate', 0.06, 'signError'),
            colours.vermillion,
            'top right',
          ),
        ],
      },
    ]);
    return { data, layout };
  },
});
