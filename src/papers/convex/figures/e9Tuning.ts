// What the settings of E9 were chosen by.
import {
  axis,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  type Position,
  points,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { mean } from '../../../stats/index.ts';
import { RADIUS } from '../e9.ts';
import type { Scale } from '../e9Data.ts';
import type { Method } from '../e9Methods.ts';
import { dataSetCounts, e9Tuning, learningRates } from '../e9Tuning.ts';

import { names, shown, task, titles } from './e9Common.ts';

export const tuning = defineFigure({
  id: 'convex/e9-tuning',
  title: 'Settings of E9: training objective on other seeds',
  caption:
    `${task}, ${RADIUS} grey levels, three seeds that E9 does not use (dots; lines through the means). Left and middle: learning rate of back-propagation, of which the lowest mean is taken; all else as in E9. ` +
    'Right: value of the robust program by the number of data sets that each random direction meets, 36 patterns in all: the more, the fewer directions, and with few of them none has a robust cone of the kind that counts.',
  experiments: [e9Tuning],
  size: { width: 1320, height: 480 },
  draw: ([results]) => {
    const all: readonly RunOf<typeof e9Tuning>[] = flat(results);
    const lines = (
      method: Method,
      scale: Scale,
      x: readonly number[],
      of: (run: RunOf<typeof e9Tuning>) => number,
    ) => {
      const own = all.filter((run) => run.method === method && run.scale === scale);
      const groups = x.map((value) => own.filter((run) => of(run) === value).map((run) => run.objective));
      const met = x.filter((_, i) => groups[i]!.length > 0);
      const values = groups.filter((group) => group.length > 0);
      return [
        curve(names[method], met, values.map(mean), shown[method]),
        points(
          names[method],
          met.flatMap((value, i) => values[i]!.map(() => value)),
          values.flat(),
          shown[method],
        ),
      ];
    };
    /** At the second rate, where the curves of the second panel are apart. */
    const label = (method: Method, scale: Scale, position: Position) => {
      const [, at] = learningRates;
      const own = all.filter(
        (run) => run.method === method && run.scale === scale && run.learningRate === at,
      );
      return own.length === 0
        ? []
        : [directLabel(names[method], at!, mean(own.map((run) => run.objective)), shown[method], position)];
    };
    const rate = (scale: Scale, column: number): Panel => ({
      row: 0,
      column,
      title: titles[scale],
      x: {
        ...logAxis('learning rate', [0.008, 0.25]),
        tickvals: learningRates,
        ticktext: learningRates.map(String),
      },
      y: logAxis(column === 0 ? 'objective' : '', [3e-3, 2]),
      data: [
        ...(['gd', 'gd-fgsm', 'gd-pgd'] as const).flatMap((method) =>
          lines(method, scale, learningRates, (run) => run.learningRate),
        ),
        ...(column === 1
          ? [
              ...label('gd', scale, 'bottom center'),
              ...label('gd-fgsm', scale, 'bottom left'),
              ...label('gd-pgd', scale, 'top right'),
            ]
          : []),
      ],
    });
    return grid(
      1,
      3,
      [
        rate('unit', 0),
        rate('standard', 1),
        {
          row: 0,
          column: 2,
          title: 'robust program, pixels in [0, 1]',
          x: { ...axis('data sets per direction', [0.7, 3.3]), tickvals: dataSetCounts },
          y: axis('', [0.6, 1.05]),
          data: lines('convex-robust', 'unit', dataSetCounts, (run) => run.dataSets),
        },
      ],
      { x: 0.07, y: 0.14 },
    );
  },
});
