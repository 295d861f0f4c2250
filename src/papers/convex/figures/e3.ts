// Recorded times: an iteration against d P with its exponent, and a solve to a certified gap against the size.
import { colours, curve, directLabel, grid, logAxis, points, type Scatter } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { powerLaw, quantile } from '../../../stats/index.ts';
import { e3 } from '../e3.ts';
import { ACCELERATED, ADMM, type E3Row, GAP, INTERIOR, JOINT, rowsOf, sizeOf } from '../e3Views.ts';

export const colourOf: Record<string, string> = {
  [ADMM]: colours.blue,
  [ACCELERATED]: colours.sky,
  [INTERIOR]: colours.green,
  'block coordinate descent': colours.purple,
  Adam: colours.black,
  'CVXPY, Clarabel': colours.vermillion,
  'CVXPY, ECOS': colours.orange,
  'CVXPY, SCS': colours.grey,
  'scnn, augmented Lagrangian': '#8c510a',
};

/** Median of each size with the range of the repeats, joined. */
function series(solver: string, rows: readonly E3Row[], x: (row: E3Row) => number): Scatter[] {
  const bySize = [...Map.groupBy(rows, x).entries()].sort(([a], [b]) => a - b);
  const seconds = bySize.map(([, group]) => group.map((row) => row.seconds));
  const sizes = bySize.map(([size]) => size);
  const middle = seconds.map((values) => quantile(values, 0.5));
  const colour = colourOf[solver] ?? colours.black;
  const interval = {
    low: seconds.map((values) => Math.min(...values)),
    high: seconds.map((values) => Math.max(...values)),
  };
  return [curve(solver, sizes, middle, colour), points(solver, sizes, middle, colour, interval)];
}

const solversOf = (rows: readonly E3Row[]): string[] => [...new Set(rows.map(({ solver }) => solver))];

/** Of every solver, size and repeat the fastest setting that reached the gap. */
const certified = (rows: readonly E3Row[]): readonly E3Row[] =>
  [
    ...Map.groupBy(
      rows.filter((row) => row.gap <= GAP),
      ({ solver, n, repeat }) => `${solver} ${n} ${repeat}`,
    ).values(),
  ].map((group) => group.reduce((a, b) => (b.seconds < a.seconds ? b : a)));

/** One below the other in the upper left corner of an axis from `left` and to `top`. */
const keys = (
  lines: readonly (readonly [text: string, colour: string])[],
  left: number,
  top: number,
  step: number,
) =>
  lines.map(([text, colour], i) => {
    let y = top;
    for (let k = 0; k < i; k++) y /= step;
    return directLabel(text, left, y, colour, 'middle right');
  });

export const iterationTimes = defineFigure({
  id: 'convex/e3',
  title: 'Recorded times: an iteration against d P, and a solve against the number of samples',
  caption:
    'Recorded times of one machine (rows of src/papers/convex/recorded/timings.ts, with its processor, versions and day), squared loss, Gaussian data, d = 10, n = 4 P, β = 0.01. ' +
    'Left: seconds of one iteration without the factors made before; the exponents are fits of a power law to all repeats (five draws of the data), with their 95 % intervals by Student’s t. ' +
    `Right: seconds of a solve until the certified relative gap is at most ${GAP} (three draws; of CVXPY’s solvers the faster of tolerances 1e-4 and 1e-6 that is certified, compilation included; what took longer than the limit or was not certified is left out). ` +
    'Points are medians, bars the range of the repeats.',
  experiments: [e3],
  size: { width: 1180, height: 540 },
  draw: ([results]) => {
    const iterations = rowsOf(results, 'iteration').filter((row) => row.name === JOINT);
    const solves = certified(rowsOf(results, 'size'));
    const exponents = solversOf(iterations).map((solver) => {
      const rows = iterations.filter((row) => row.solver === solver);
      const { value, low, high } = powerLaw(
        rows.map(sizeOf),
        rows.map((row) => row.seconds),
      );
      const fit = `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
      return [`${solver}: ${fit}`, colourOf[solver] ?? colours.black] as const;
    });
    const of = (rows: readonly E3Row[], x: (row: E3Row) => number) =>
      solversOf(rows).flatMap((solver) =>
        series(
          solver,
          rows.filter((row) => row.solver === solver),
          x,
        ),
      );
    const names = solversOf(solves).map((solver) => [solver, colourOf[solver] ?? colours.black] as const);
    return grid(
      1,
      2,
      [
        {
          row: 0,
          column: 0,
          title: 'One iteration, with exponents in d P',
          x: logAxis('d P', [150, 2200]),
          y: logAxis('seconds per iteration', [2e-5, 30]),
          data: [...of(iterations, sizeOf), ...keys(exponents, 155, 16, 2.6)],
        },
        {
          row: 0,
          column: 1,
          title: `A solve to a certified gap of ${GAP}`,
          x: logAxis('n (= 4 P)', [30, 450]),
          y: logAxis('seconds', [1e-3, 1000]),
          data: [...of(solves, (row) => row.n), ...keys(names, 31, 550, 2.4)],
        },
      ],
      { x: 0.1, y: 0.14 },
    );
  },
});
