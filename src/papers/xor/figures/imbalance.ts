// Beyond the paper: the lost cluster. Runs differ because opposite clusters differ in size.

import {
  axis,
  band,
  colours,
  curve,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  type Scatter,
  translucent,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import { figure1Left, inside, settings as left } from '../figure1Left.ts';
import { withSettings } from '../measurements.ts';
import { RUNS, stepFactors, upTo } from '../settings.ts';
import { settings, variation, variations } from '../variations.ts';
import { shifted, spreadOver, spreadTraces, testShare } from './common.ts';

export interface ClusterPoint {
  /** e_nu as cluster nu sees it: positive where it has more clean samples (less flipped ones) than its opposite. */
  readonly excess: number;
  /** Test accuracy on cluster nu. */
  readonly accuracy: number;
}

/** The four clusters of each run at one place of `inside`; clusters in the order +mu1, -mu1, +mu2, -mu2. */
export const clusterPoints = (
  runs: readonly {
    readonly imbalance: readonly number[];
    readonly clusterSizes: readonly number[];
    readonly clusterTest: readonly (readonly number[])[];
  }[],
  place: number,
): ClusterPoint[] =>
  runs.flatMap(({ imbalance, clusterSizes, clusterTest }) =>
    clusterTest.map((correct, nu) => ({
      excess: (nu % 2 === 0 ? 1 : -1) * imbalance[nu >> 1]!,
      accuracy: correct[place]! / clusterSizes[nu]!,
    })),
  );

const BIN = 3; // of e_nu, whose standard deviation is about 5

/** Median and 20-80 % quantiles of the accuracy in bins of e_nu with at least 8 points. */
export function binnedByExcess(all: readonly ClusterPoint[]) {
  const groups = [...Map.groupBy(all, ({ excess }) => Math.round(excess / BIN))]
    .filter(([, members]) => members.length >= 8)
    .sort(([a], [b]) => a - b);
  const at = (q: number) =>
    groups.map(([, members]) =>
      quantile(
        members.map(({ accuracy }) => accuracy),
        q,
      ),
    );
  return { x: groups.map(([bin]) => BIN * bin), low: at(0.2), middle: at(0.5), high: at(0.8) };
}

const range = 19;

function scatterPanel(all: readonly ClusterPoint[], t: number, row: number, column: number) {
  const { x, low, middle, high } = binnedByExcess(all);
  const cloud: Scatter = {
    type: 'scatter',
    mode: 'markers',
    name: 'one cluster of one run',
    x: all.map(({ excess }) => excess),
    y: all.map(({ accuracy }) => accuracy),
    marker: { color: translucent(colours.blue, 0.35), size: 5 },
  };
  return {
    row,
    column,
    title: `each cluster of each run, t = ${t}`,
    x: axis('e<sub>ν</sub> = ½ (surplus of clean samples over cluster −ν)', [-range, range]),
    y: axis('test accuracy on cluster ν', [-0.04, 1.06]),
    data: [cloud, band(x, low, high, colours.vermillion), curve('median', x, middle, colours.vermillion)],
  };
}

export const imbalance = defineFigure({
  id: 'xor/imbalance',
  title: 'What separates runs is chance imbalance: the smaller of two opposite clusters is learned last',
  caption:
    `Beyond the paper. Top left: test accuracy with clusters of random size, as in the paper, and with exactly n / 4 training samples in each; medians and 20-80 % quantiles over ${RUNS} runs (seeds 1 to ${RUNS}, doubled step, settings of Figure 1 left). ` +
    'Others: test accuracy on each of the four clusters ν of each run with random sizes (about 50 test points each) against e_ν, half the surplus of clean over flipped training samples that ν has over the opposite cluster −ν; ' +
    'line and band: median and 20-80 % quantiles in bins 3 wide with at least 8 points. At t = 1 the network is nearly odd: right on the larger cluster, wrong on the smaller one; by t = 5 only clusters with a large deficit are still lost.',
  experiments: [figure1Left, variation],
  size: { width: 1180, height: 880 },
  draw: ([leftResults, variationResults]) => {
    const x = shifted(upTo(settings.steps));
    const over = (name: string) =>
      spreadOver(flat(withSettings(variationResults, variations[name]!, ['neurons'])), x.length, testShare);
    const runs = flat(leftResults).filter(
      (run) => run.learningRate === stepFactors.doubled * left.learningRate,
    );
    const panels = [1, 5, 50].map((t, k) =>
      scatterPanel(clusterPoints(runs, inside.indexOf(t)), t, Math.floor((k + 1) / 2), (k + 1) % 2),
    );
    const { data, layout } = grid(
      2,
      2,
      [
        {
          row: 0,
          column: 0,
          title: 'sizes of the clusters',
          x: logAxis('step t + 1', [0.95, 55]),
          y: axis('test accuracy', [0.42, 1.035]),
          data: [
            ...spreadTraces('random', x, over('noise 0.05'), colours.vermillion),
            ...spreadTraces('n / 4 each', x, over('balanced'), colours.green),
            directLabel('n / 4 in each', 1, 0.97, colours.green, 'middle right'),
            directLabel('random, as in the paper', 5, 0.8, colours.vermillion, 'bottom right'),
          ],
        },
        ...panels,
      ],
      { x: 0.09, y: 0.14 },
    );
    return {
      data,
      layout: {
        ...layout,
        shapes: [1, 2, 3, 4].map((panel) => horizontalRule(0.5, panel === 1 ? 'chance' : '', 'end', panel)),
      },
    };
  },
});
