// Figure of the norms: sharpness of G over weighted norms of theta, at random weights and at minima.
import {
  colours,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  ordered,
  type Range,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { e2 } from '../e2.ts';
import { dimensions, norms, sampleSizes, settings } from '../norms.ts';
import { sizes } from '../teacher.ts';
import { medianAt, overSeedsAt } from './common.ts';

const palette = ordered(dimensions.length);
const [first, last] = [sampleSizes[0]!, sampleSizes.at(-1)!];
const range: Range = [0.48 * first, 1.2 * last];

export const normsFigure = defineFigure({
  id: 'stability/norms',
  title: 'Tr G is half of a weighted norm at random weights and at minima of small rates, less at large ones',
  caption:
    'Sharpness of G of a two-layer ReLU network over weighted norms ‖θ‖_{2,q} = Σ (‖w_j‖² + q a_j²). Left and middle: random weights (a ~ N(0, 1), entries of w of variance d^(-1/2)), ' +
    `m = ${settings.width}, over numbers of samples, for ${dimensions.join(', ')} inputs; 8 seeds. The expectation of the left ratio is 1/2 at every size; the theory takes n above N(d, 0.1) there, ` +
    'and above d times that in the middle, where at n << m d the top eigenvalue is that of few gradients. Dotted in the middle: 1/(2π), the lower bound of the expected G for weights with ‖W‖² much larger than ‖a‖². ' +
    `Right: the minima of SGD and GD of figure stability/e2 (d = ${sizes.dimension}, n = ${sizes.samples}, clip 100, 5 seeds), below N(100, 0.1) = 910 samples. Lines are medians, bands ranges over seeds.`,
  experiments: [norms, e2],
  size: { width: 1320, height: 480 },
  draw: ([results, trained]) => {
    const random = flat(results).map((run) => ({
      ...run,
      converged: run.status === 'converged',
      traceRatio: run.trace / run.normD,
      topRatio: run.top / run.norm1,
    }));
    const minima = flat(trained)
      .filter(({ clip, start, axis }) => clip === 100 && start === 'variance' && axis <= 0.12)
      .map((run) => ({ ...run, traceRatio: run.trace / run.normD, topRatio: run.top / run.norm1 }));
    const ofDimension = (dimension: number) => random.filter((run) => run.dimension === dimension);
    const over = (ratio: 'traceRatio' | 'topRatio') =>
      dimensions.flatMap((dimension, k) =>
        overSeedsAt(ofDimension(dimension), 'samples', ratio, `d = ${dimension}`, palette[k]!),
      );
    const labels = (ratio: 'traceRatio' | 'topRatio') =>
      dimensions.map((dimension, k) =>
        directLabel(
          `d = ${dimension}`,
          first,
          medianAt(ofDimension(dimension), 'samples', first, ratio),
          palette[k]!,
          'middle left',
        ),
      );
    const x = () => logAxis('samples n', range);
    const sgd = minima.filter(({ algorithm }) => algorithm === 'sgd');
    const gd = minima.filter(({ algorithm }) => algorithm === 'gd');
    const { data, layout } = grid(1, 3, [
      {
        row: 0,
        column: 0,
        title: 'Random weights: Tr G / ‖θ‖<sub>2,d</sub>',
        x: x(),
        y: logAxis('', [0.38, 0.65]),
        data: over('traceRatio'),
      },
      {
        row: 0,
        column: 1,
        title: 'Random weights: ‖G‖<sub>2</sub> / ‖θ‖<sub>2,1</sub>',
        x: x(),
        y: logAxis('', [0.14, 0.36]),
        data: [...over('topRatio'), ...labels('topRatio')],
      },
      {
        row: 0,
        column: 2,
        title: 'Minima',
        x: logAxis('√d η (SGD), η (GD)', [8e-4, 0.16]),
        y: logAxis('', [0.02, 1]),
        data: [
          ...overSeedsAt(sgd, 'axis', 'traceRatio', 'SGD, trace', colours.blue),
          ...overSeedsAt(gd, 'axis', 'traceRatio', 'GD, trace', colours.vermillion),
          ...overSeedsAt(sgd, 'axis', 'topRatio', 'SGD, top eigenvalue', colours.blue, 'dash'),
          ...overSeedsAt(gd, 'axis', 'topRatio', 'GD, top eigenvalue', colours.vermillion, 'dash'),
          directLabel('Tr G / ‖θ‖<sub>2,d</sub>', 0.0012, 0.52, colours.black, 'top right'),
          directLabel('‖G‖<sub>2</sub> / ‖θ‖<sub>2,1</sub>', 0.0012, 0.16, colours.black, 'bottom right'),
          directLabel('SGD', 0.12, medianAt(sgd, 'axis', 0.12, 'topRatio'), colours.blue, 'bottom left'),
          directLabel('GD', 0.12, medianAt(gd, 'axis', 0.12, 'topRatio'), colours.vermillion, 'bottom left'),
        ],
      },
    ]);
    return {
      data,
      layout: {
        ...layout,
        shapes: [
          horizontalRule(0.5, '1/2', 'end', 1),
          horizontalRule(1 / (2 * Math.PI), '1/(2π)', 'start', 2),
          horizontalRule(0.5, '', 'end', 3),
        ],
      },
    };
  },
});
