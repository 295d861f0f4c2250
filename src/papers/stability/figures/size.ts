// Figure of the sizes: Tr G of the minima of SGD and GD over d, m and n.
import { colours, directLabel, grid, horizontalRule, logAxis, type Range } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { type Scan, size } from '../size.ts';
import { medianAt, overSeedsAt } from './common.ts';

const panels: readonly {
  readonly scan: Scan;
  readonly title: string;
  readonly axis: string;
  readonly range: Range;
  readonly labelled: number;
}[] = [
  {
    scan: 'dimension',
    title: 'Diagonal network, η = 0.0159',
    axis: 'input dimension d',
    range: [400, 2500],
    labelled: 1000,
  },
  { scan: 'width', title: 'ReLU network, η = 0.016', axis: 'width m', range: [20, 500], labelled: 100 },
  { scan: 'samples', title: 'ReLU network, η = 0.016', axis: 'samples n', range: [40, 500], labelled: 100 },
];

const range: Range = [30, 8000];

export const sizeFigure = defineFigure({
  id: 'stability/size',
  title:
    'At a fixed rate, Tr G of the minima of SGD does not grow with the size; that of GD grows with dimension and width',
  caption:
    'Tr G of the minima of SGD (batch size 1) and GD over the size of network and sample, at one learning rate each. Left: diagonal linear network, n = 300, ' +
    'three-sparse target, a, b ~ N(0, 1), clip 5. Middle and right: two-layer ReLU network, d = 20, teacher of 3 neurons, clip 10, over the width at n = 100 and over the samples at m = 50. ' +
    'Lines are medians, bands ranges over 5 seeds of the converged runs (train loss below 1e-6, not clipped at the end). Diamonds: runs that did not converge, cut after ' +
    '6000 steps of GD on the ReLU network (20,000 on the diagonal one); wide networks are clipped without end, as their start is beyond 2/λmax. SGD too ends farther below 2/η where it is clipped for long (m = 400, n = 400): such steps overshoot. Whether the paper has such a figure is not known.',
  experiments: [size],
  size: { width: 1320, height: 480 },
  draw: ([results]) => {
    const runs = flat(results);
    const { data, layout } = grid(
      1,
      3,
      panels.map(({ scan, title, axis, range: x, labelled }, column) => {
        const of = (algorithm: 'sgd' | 'gd') =>
          runs.filter((run) => run.scan === scan && run.algorithm === algorithm);
        const at = (algorithm: 'sgd' | 'gd') => medianAt(of(algorithm), 'size', labelled, 'trace');
        return {
          row: 0,
          column,
          title,
          x: logAxis(axis, x),
          y: logAxis(column === 0 ? 'Tr G' : '', range),
          data: [
            ...overSeedsAt(of('sgd'), 'size', 'trace', 'SGD', colours.blue),
            ...overSeedsAt(of('gd'), 'size', 'trace', 'GD', colours.vermillion),
            directLabel('SGD', labelled, 0.9 * at('sgd'), colours.blue, 'bottom center'),
            directLabel('GD', labelled, 1.15 * at('gd'), colours.vermillion, 'top left'),
          ],
        };
      }),
    );
    const rules = panels.map((_, at) =>
      horizontalRule(2 / (at === 0 ? 0.0159 : 0.016), '2/η', 'start', at + 1),
    );
    return { data, layout: { ...layout, shapes: rules } };
  },
});
