// Figure of the toy of Wu, Ma and E 2018: SGD leaves a minimum that GD keeps, and where it does.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  type HeatMap,
  heatMap,
  histogram,
  logAxis,
  points,
  type Scatter,
  verticalRule,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { quantile } from '../../../stats/index.ts';
import { atRate, expectedSteps, onMap } from '../claims/escape.ts';
import { type EscapeSettings, escapes, rates, secondDerivatives, settings } from '../escape.ts';

/** Rates at which the mean square and log |x - 1| stop to shrink at x = 1 (a = 2, s = 1.8). */
const edges = meanSquareAndAlmostSure(settings);

/** 2a / (a^2 + s^2), and the smaller root of (1 - eta (a - s)) (eta (a + s) - 1) = 1. */
export function meanSquareAndAlmostSure({
  sharpness: a,
  nonUniformity: s,
}: Pick<EscapeSettings, 'sharpness' | 'nonUniformity'>) {
  const product = a * a - s * s;
  return {
    meanSquare: (2 * a) / (a * a + s * s),
    almostSure: (2 * a - Math.sqrt(4 * a * a - 8 * product)) / (2 * product),
  };
}

function losses(): Scatter[] {
  const x = Array.from({ length: 241 }, (_, i) => -0.7 + i / 100);
  const seconds = secondDerivatives(settings);
  const loss = (c: number, at: number) => Math.min(at * at, c * (at - 1) * (at - 1));
  const one = (k: number) => x.map((at) => loss(seconds[k]! / 2, at));
  const [flatter, sharper] = [one(0), one(1)];
  return [
    curve('f₁', x, flatter, colours.green),
    curve('f₂', x, sharper, colours.purple),
    {
      ...curve(
        'f',
        x,
        x.map((_, i) => (flatter[i]! + sharper[i]!) / 2),
        colours.black,
      ),
    },
    directLabel('f<sub>1</sub>', 1.65, 0.065, colours.green, 'top center'),
    directLabel('f<sub>2</sub>', 1.42, 0.36, colours.purple, 'middle left'),
    directLabel('f', 0.42, 0.1, colours.black, 'bottom right'),
    directLabel('GD stays, SGD leaves', 1, -0.01, colours.black, 'bottom center'),
  ];
}

type Runs = ReturnType<typeof atRate>;

const BIN = 4;

function distribution(runs: Runs): Scatter[] {
  const steps = runs.flatMap((run) => run.steps).filter(Number.isFinite);
  const bins = 35;
  const starts = Array.from({ length: bins + 1 }, (_, i) => i * BIN);
  const heights = starts
    .slice(0, -1)
    .map((from) => steps.filter((t) => t >= from && t < from + BIN).length / Math.max(1, steps.length));
  return [histogram('share of trajectories', starts, heights, colours.blue)];
}

/** Half-circle (1 - a)^2 + s^2 = 1 and the lines |(1 - a)^2 - s^2| = 1, with a and s in units of 1/eta. */
function borders(): Scatter[] {
  const a = Array.from({ length: 241 }, (_, i) => i / 100);
  const inside = (s: number, at: number) => (s <= Math.min(at, 1.85) ? s : Number.NaN);
  const white = (line: Scatter): Scatter => ({ ...line, line: { ...line.line, width: 2.5 } });
  return [
    white(
      curve(
        'mean square',
        a,
        a.map((at) => inside(Math.sqrt(1 - (1 - at) * (1 - at)), at)),
        colours.black,
        'dash',
      ),
    ),
    white(
      curve(
        'almost surely',
        a,
        a.map((at) => inside(Math.sqrt(1 + (1 - at) * (1 - at)), at)),
        colours.vermillion,
      ),
    ),
    white(
      curve(
        'almost surely',
        a,
        a.map((at) => inside(Math.sqrt((1 - at) * (1 - at) - 1), at)),
        colours.vermillion,
      ),
    ),
  ];
}

function mapOf(all: ReturnType<typeof onMap>): HeatMap[] {
  if (all.length === 0) return [];
  const ascending = (values: readonly number[]) => [...new Set(values)].sort((x, y) => x - y);
  const columns = ascending(all.map(({ sharpness }) => sharpness));
  const rows = ascending(all.map(({ nonUniformity }) => nonUniformity));
  const share = (a: number, s: number) => {
    const run = all.find(({ sharpness, nonUniformity }) => sharpness === a && nonUniformity === s);
    return run ? run.steps.filter(Number.isFinite).length / run.steps.length : Number.NaN;
  };
  const z = rows.map((s) => columns.map((a) => share(a, s)));
  const map = heatMap('share that leaves', columns, rows, z, [0, 1], { title: 'share that leaves', x: 1.01 });
  return [
    {
      ...map,
      colorbar: { ...map.colorbar, len: 0.43, y: 0.215 }, // beside the lower panels
      x: columns.map((a) => a * settings.learningRate),
      y: rows.map((s) => s * settings.learningRate),
    },
  ];
}

export const escapeFigure = defineFigure({
  id: 'stability/escape',
  title: 'SGD leaves a minimum that GD keeps, once the logarithm of its distance grows on average',
  caption:
    'Beyond the paper: the one-dimensional toy of Wu, Ma and E 2018, two samples with losses f₁ = min(x², 0.1 (x − 1)²) and f₂ = min(x², 1.9 (x − 1)²), batch size 1, start at x = 1 − 10⁻⁵. ' +
    `Top: the losses; steps until SGD is in the left basin of both samples at η = ${settings.learningRate}, ${settings.trajectories} trajectories, with the time in which log |x − 1| grows to 0 at its mean speed; GD stays for all ${settings.maxSteps} steps. ` +
    `Bottom left: the same over learning rates, medians with 5-95 % ranges of ${settings.trajectories} trajectories each, and the prediction; at the rates marked by triangles none leaves within ${settings.maxSteps} steps. Between the dotted rates only the mean square of x − 1 grows. ` +
    'Bottom right: share of 50 trajectories that leave within 5000 steps, for second derivatives a − s and a + s at x = 1, and the exact criteria for the mean square (inside of the dashed circle: stable) and for almost every trajectory (solid). GD leaves right of ηa = 2, where SGD can stay.',
  experiments: [escapes],
  size: { width: 1240, height: 960 },
  draw: ([results]) => {
    const gone = (runs: Runs) => runs.flatMap(({ steps }) => steps).filter(Number.isFinite);
    const leavingRates = rates.filter((rate) => gone(atRate(results, rate)).length > 0);
    const stayingRates = rates.filter((rate) => !leavingRates.includes(rate));
    const at = (q: number) => leavingRates.map((rate) => quantile(gone(atRate(results, rate)), q));
    const fine = Array.from({ length: 200 }, (_, i) => edges.almostSure + 0.001 + i * 0.00175);
    const staying = points(
      'none leaves',
      stayingRates,
      stayingRates.map(() => 4200),
      colours.grey,
    );
    const { data, layout } = grid(
      2,
      2,
      [
        {
          row: 0,
          column: 0,
          title: 'the losses of the two samples and their mean',
          x: axis('x', [-0.7, 1.7]),
          y: axis('loss', [-0.05, 0.55]),
          data: losses(),
        },
        {
          row: 0,
          column: 1,
          title: `steps to leave, η = ${settings.learningRate}`,
          x: axis('step', [0, 140]),
          y: axis('share of trajectories', [0, 0.125]),
          data: distribution(atRate(results, settings.learningRate)),
        },
        {
          row: 1,
          column: 0,
          title: 'steps to leave over learning rates',
          x: axis('learning rate η', [0.49, 0.92]),
          y: logAxis('step', [15, 6000]),
          data: [
            curve(
              'prediction',
              fine,
              fine.map((learningRate) => expectedSteps({ ...settings, learningRate })),
              colours.vermillion,
            ),
            directLabel('ln(10<sup>5</sup>) / growth', 0.62, 160, colours.vermillion, 'middle right'),
            points('median', leavingRates, at(0.5), colours.blue, { low: at(0.05), high: at(0.95) }),
            { ...staying, marker: { ...staying.marker, symbol: 'triangle-up-open', size: 9 } },
            directLabel(
              `△ none leaves within ${settings.maxSteps} steps`,
              0.575,
              4200,
              colours.grey,
              'middle right',
            ),
          ],
        },
        {
          row: 1,
          column: 1,
          title: `over sharpness and non-uniformity, η = ${settings.learningRate}`,
          x: { ...axis('sharpness ηa', [0.05, 2.45]), showgrid: false },
          y: { ...axis('non-uniformity ηs', [0.05, 2]), showgrid: false },
          data: [
            ...mapOf(onMap(results)),
            ...borders(),
            directLabel('mean square', 1.6, 0.72, colours.black, 'middle left'),
            directLabel('almost surely', 1.12, 1.12, colours.vermillion, 'middle left'),
          ],
        },
      ],
      { x: 0.09, y: 0.14 },
    );
    return {
      data,
      layout: {
        ...layout,
        shapes: [
          verticalRule(expectedSteps(settings), 'expected', 2),
          verticalRule(edges.meanSquare, '', 3),
          verticalRule(edges.almostSure, '', 3),
          verticalRule(2, 'edge of GD', 4),
        ],
        margin: { ...layout.margin, r: 90 },
      },
    };
  },
});
