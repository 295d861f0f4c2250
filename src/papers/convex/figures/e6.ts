// Sampled convex programs against the number of directions.
import {
  axis,
  band,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  points,
  type Range,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { mean, quantile } from '../../../stats/index.ts';
import { excess, violationBound, violationShare } from '../claims/e6.ts';
import { e6 } from '../e6.ts';
import { scpGap } from '../scpGap.ts';

const title = 'sampled directions N';

/** Values of the runs at each N, from few to many. */
function byWidth<R extends { readonly directions: number }>(runs: readonly R[], value: (run: R) => number) {
  const groups = [...Map.groupBy(runs, ({ directions }) => directions)].sort(([a], [b]) => a - b);
  return { N: groups.map(([N]) => N), values: groups.map(([, group]) => group.map(value)) };
}

/** Median and range from the 10 % to the 90 % quantile. */
function spread<R extends { readonly directions: number }>(
  name: string,
  runs: readonly R[],
  value: (run: R) => number,
  colour: string,
): Scatter[] {
  const { N, values } = byWidth(runs, value);
  const at = (q: number) => values.map((group) => quantile(group, q));
  return [band(N, at(0.1), at(0.9), colour), curve(name, N, at(0.5), colour)];
}

interface Tried {
  readonly directions: number;
  readonly samples: number;
  readonly neurons: number;
  readonly violations: number;
  readonly fresh: number;
}

/** Means over runs of the violations, of the active neurons over N + 1, and the theorem's bound. */
function violated(runs: readonly Tried[], labels: Range): Scatter[] {
  const { N, values } = byWidth(runs, violationShare);
  const inUse = byWidth(runs, ({ neurons, directions }) => neurons / (directions + 1)).values;
  const bounds = byWidth(runs, violationBound).values.map(([bound]) => bound!);
  return [
    curve('bound', N, bounds, colours.grey, 'dash'),
    curve('neurons in use over N + 1', N, inUse.map(mean), colours.blue),
    points('violations', N, values.map(mean), colours.vermillion),
    directLabel('(n + 1) / (N + 1)', N[1]!, labels[0], colours.grey, 'middle right'),
    directLabel(
      'line: neurons in use / (N + 1), points: measured',
      N[0]!,
      labels[1],
      colours.blue,
      'middle right',
    ),
  ];
}

export const sampledGap = defineFigure({
  id: 'convex/scp-gap',
  title:
    'SCP approaches the exact optimum about as 1/√N, and violates far fewer constraints than its theorem allows',
  caption:
    '40 random instances (Gaussian X and y, n = 10, d = 3, squared loss, β = 0.1) whose optimum p* over all networks is certified by the exact convex program, and nested samples of N unit directions. ' +
    'Left: relative distance of the SCP optimum, certified to 1e-7, from p*: median and range from the 10 % to the 90 % quantile; dashed: 1/√N through the first median. ' +
    'Right: share of 10,000 new directions that violate the dual constraint, mean over instances, against the bound remembered of the paper (unverified) and the neurons in use over N + 1.',
  experiments: [scpGap],
  size: { width: 1080, height: 480 },
  draw: ([results]) => {
    const runs = flat(results);
    const { N, values } = byWidth(runs, excess);
    const first = quantile(values[0]!, 0.5);
    const guide = N.map((count) => first * Math.sqrt(N[0]! / count));
    const range: Range = [20, 45_000];
    return grid(1, 2, [
      {
        row: 0,
        column: 0,
        title: 'Distance from the optimum over all networks',
        x: logAxis(title, range),
        y: logAxis('p<sub>SCP</sub> / p* − 1', [1e-5, 1]),
        data: [
          curve('1/√N', N, guide, colours.grey, 'dash'),
          ...spread('median', runs, excess, colours.blue),
          directLabel('1/√N', N.at(-2)!, 2 * guide.at(-2)!, colours.grey, 'top center'),
        ],
      },
      {
        row: 0,
        column: 1,
        title: 'New directions that violate the dual constraint',
        x: logAxis(title, range),
        y: logAxis('share', [1e-5, 1]),
        data: violated(runs, [0.2, 3e-5]),
      },
    ]);
  },
});

export const sampledWidth = defineFigure({
  id: 'convex/e6',
  title: 'SCP on MNIST 2 against 8: more sampled neurons lower the optimum, hardly the test error',
  caption:
    'All n = 11,809 training images at every third pixel (d = 100), binary cross-entropy, β = 1e-4 (chosen as in E4 and E5; not recovered for this experiment), five seeds of nested unit directions; ' +
    'the largest N = 39,365 is remembered of the paper, unverified. Left: certified upper (points) and lower bounds (bars) of the optimum. Middle: test accuracy on 2,006 images. ' +
    'Right: share of 10,000 new directions that violate the dual constraint, mean over seeds, against the remembered bound and the neurons in use over N + 1.',
  experiments: [e6],
  size: { width: 1320, height: 480 },
  draw: ([results]) => {
    const runs = flat(results);
    const N = runs.map(({ directions }) => directions);
    const range: Range = [Math.min(...N) / 1.3, Math.max(...N) * 1.3];
    const upper = runs.map(({ primal }) => primal);
    const bounds = { low: runs.map(({ dual }) => dual), high: upper };
    return grid(1, 3, [
      {
        row: 0,
        column: 0,
        title: 'Optimum',
        x: logAxis(title, range),
        y: logAxis('training objective'),
        data: [points('p<sub>SCP</sub>', N, upper, colours.blue, bounds)],
      },
      {
        row: 0,
        column: 1,
        title: 'Test accuracy',
        x: logAxis(title, range),
        y: axis('share of right signs'),
        data: [
          points(
            'test accuracy',
            N,
            runs.map(({ testAccuracy }) => testAccuracy),
            colours.green,
          ),
        ],
      },
      {
        row: 0,
        column: 2,
        title: 'New directions that violate the dual constraint',
        x: logAxis(title, range),
        y: logAxis('share', [1e-3, 10]),
        data: violated(runs, [3, 2e-3]),
      },
    ]);
  },
});
