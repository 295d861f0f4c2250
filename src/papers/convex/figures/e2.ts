// Convergence of Algorithm 3.1 on E2.
import type { Dash } from 'plotly.js-dist-min';
import {
  axis,
  band,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  type Scatter,
  translucent,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { quantile } from '../../../stats/index.ts';
import { e2, figureSeeds, methods } from '../e2.ts';
import { type E2Results, type E2Run, runsOf } from '../measurements.ts';

const lowest = 1e-14;

type Cost = 'objective' | 'networkObjective';

/** Width of the interval in which p* lies: a distance below it is not known. */
const width = ({ optimum, lowerBound }: E2Run) => Math.max(optimum - lowerBound, lowest);

const gaps = (run: E2Run, cost: Cost) =>
  run[cost].map((value) => Math.max(Math.abs(value - run.optimum), width(run)));

const thousands = (iterations: readonly number[]) => iterations.map((k) => k / 1000);

/** Median over runs at every readout; a run that has ended stays at its last value. */
function median(runs: readonly E2Run[], cost: Cost, name: string, colour: string, dash: Dash): Scatter {
  const { iteration } = runs.reduce((a, b) => (b.iteration.length > a.iteration.length ? b : a));
  const curves = runs.map((run) => gaps(run, cost));
  const middle = iteration.map((_, i) =>
    quantile(
      curves.map((gap) => gap[i] ?? gap.at(-1)!),
      0.5,
    ),
  );
  return curve(`${name}: median`, thousands(iteration), middle, colour, dash);
}

const figureRuns = (results: E2Results, method: keyof typeof methods) =>
  runsOf(results, method).filter(({ seed }) => seed <= figureSeeds);

function panel(results: E2Results, method: keyof typeof methods, column: number, last: number): Panel {
  const runs = figureRuns(results, method);
  const thin = (cost: Cost, colour: string): Scatter[] =>
    runs.map((run) => ({
      ...curve(`seed ${run.seed}`, thousands(run.iteration), gaps(run, cost), colour),
      line: { color: translucent(colour, 0.35), width: 1 },
    }));
  const floor = Math.max(...runs.map(width));
  const end = last / 1000;
  const { rho, gamma } = methods[method];
  const origin = method === 'tuned' ? 'Chosen here' : 'Remembered, unverified';
  return {
    row: 0,
    column,
    title: `${origin}: ρ = ${rho}, γ<sub>a</sub> = ${gamma} (${runs.length} runs)`,
    x: axis('iteration (thousands)', [0, end]),
    y: logAxis(column === 0 ? '|cost − p*|' : '', [lowest, 10]),
    data: [
      band([0, end], [lowest, lowest], [floor, floor], colours.grey),
      ...thin('objective', colours.blue),
      ...thin('networkObjective', colours.vermillion),
      median(runs, 'objective', 'loss of u, norms of v', colours.blue, 'solid'),
      median(runs, 'networkObjective', 'recovered network', colours.vermillion, 'dash'),
      directLabel('p* is not certified below', 0.02 * end, floor, colours.grey, 'bottom right'),
      directLabel('loss of u, norms of v', 0.5 * end, 0.3, colours.blue),
      directLabel('recovered network', 0.5 * end, 0.03, colours.vermillion),
    ],
  };
}

export const convergence = defineFigure({
  id: 'convex/e2',
  title: 'ADMM converges to the certified optimum, in stretches of linear convergence',
  caption:
    'Algorithm 3.1 for the squared loss on five random instances (seeds 1 to 5; Gaussian X and y, n = 6, d = 5, 8 sampled patterns; these and the left ρ, γ_a are remembered of the paper, unverified; β = 0.01 is chosen here): ' +
    'distance of both cost notions from the optimum p* against the iteration. Blue: loss of u with norms of v; orange, dashed: non-convex cost of the network recovered from v, w. ' +
    'Thin lines are runs, thick ones medians; dots: median of the first with γ_a = ρ = 0.4. p* lies in an interval certified by an interior-point solution and a dual bound; no distance is drawn below its width (shaded: the widest).',
  experiments: [e2],
  size: { width: 1080, height: 480 },
  draw: ([results]) => {
    const remembered = panel(results, 'remembered', 0, 22_000);
    const textbook = figureRuns(results, 'textbook');
    const dots = median(textbook, 'objective', 'textbook', colours.black, 'dot');
    const label = directLabel('dots: γ<sub>a</sub> = ρ, the textbook method', 11, 0.003, colours.black);
    return grid(1, 2, [
      { ...remembered, data: [...remembered.data, dots, label] },
      panel(results, 'tuned', 1, 2000),
    ]);
  },
});
