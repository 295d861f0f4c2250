// Recorded: certified gap and test accuracy against seconds, of our solvers, back-propagation and CVXPY's on the same problem.
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  points,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { e3 } from '../e3.ts';
import { type E3Row, isPeer, rowsOf } from '../e3Views.ts';
import { colourOf } from './e3.ts';

const LEAST = 1e-8; // drawn as the least gap
const RANGE = [0.01, 40] as const; // seconds

const drawn = (value: number) => Math.max(value, LEAST);

export const gapAndAccuracy = defineFigure({
  id: 'convex/e3-gap',
  title: 'Recorded: certified gap, cost and test accuracy against seconds on MNIST',
  caption:
    'Recorded times of one machine (src/papers/convex/recorded/timings.ts): MNIST 2 against 8, n = 500, d = 100, 12 random patterns, squared loss, β = 0.01, one run each. ' +
    'Left: certified relative gap of the solver’s point, whose certificates are not part of the time. Middle: cost of the feasible point, or of the network trained by Adam (24 neurons, its own time without tests), which is not bound to the patterns and ends lower. ' +
    'Right: test accuracy of the network. Curves: our solvers and Adam; markers: CVXPY and scnn at each of their tolerances, best of the rounds.',
  experiments: [e3],
  size: { width: 1280, height: 520 },
  draw: ([results]) => {
    const curves = rowsOf(results, 'curve');
    const name = curves[0]?.name;
    const peers = rowsOf(results, 'cases').filter(
      (row) => row.name === name && (isPeer(row) || row.solver.startsWith('scnn')),
    );
    const best = [...Map.groupBy(peers, (row) => `${row.solver} ${row.setting}`).values()].map((rows) =>
      rows.reduce((a, b) => (b.seconds < a.seconds ? b : a)),
    );
    const solvers = [...new Set(curves.map(({ solver }) => solver))];
    const marked = [...new Set(best.map(({ solver }) => solver))];
    const colour = (solver: string) => colourOf[solver] ?? colours.black;
    const panel = (value: (row: E3Row) => number): Scatter[] => [
      ...solvers.map((solver) => {
        const rows = curves.filter((row) => row.solver === solver);
        return curve(
          solver,
          rows.map((row) => row.seconds),
          rows.map(value),
          colour(solver),
        );
      }),
      ...marked.map((solver) => {
        const rows = best.filter((row) => row.solver === solver);
        return points(
          solver,
          rows.map((row) => row.seconds),
          rows.map(value),
          colour(solver),
        );
      }),
    ];
    const keys = [...solvers, ...marked].map((solver, i) =>
      directLabel(
        marked.includes(solver) ? `● ${solver.replace(', augmented Lagrangian', '')}` : `— ${solver}`,
        0.011,
        78 - 3 * i, // one below the other, where no curve passes
        colour(solver),
      ),
    );
    const x = logAxis('seconds', RANGE);
    return grid(1, 3, [
      {
        row: 0,
        column: 0,
        title: 'Certified relative gap',
        x,
        y: logAxis('', [LEAST / 2, 2]),
        data: panel(({ gap }) => drawn(gap)),
      },
      {
        row: 0,
        column: 1,
        title: 'Cost',
        x,
        y: logAxis('', [0.1, 300]),
        data: panel(({ objective }) => objective),
      },
      {
        row: 0,
        column: 2,
        title: 'Test accuracy, %',
        x,
        y: axis('', [50, 100]),
        data: [...panel(({ accuracy }) => 100 * accuracy), ...keys],
      },
    ]);
  },
});
