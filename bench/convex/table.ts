// Least and median time of each solver to a certified gap, and the ratio to ours, in lines of fixed width.
import type { Timing } from '../../src/papers/convex/timings.ts';
import { quantile } from '../../src/stats/index.ts';
import { duration } from '../harness/duration.ts';

export interface Reached {
  readonly best: number;
  readonly median: number;
  /** Least time without the compilation by CVXPY. */
  readonly inside: number;
}

/** The solver's fastest setting whose point is certified to `gap`; none where no setting is. */
export function reached(rows: readonly Timing[], solver: string, gap: number): Reached | undefined {
  const good = rows.filter((row) => row.solver === solver && row.gap <= gap);
  const bySetting = [...Map.groupBy(good, ({ setting }) => setting).values()].map((runs) => {
    const seconds = runs.map((run) => run.seconds);
    return {
      best: Math.min(...seconds),
      median: quantile(seconds, 0.5),
      inside: Math.min(...runs.map((run) => run.inside)),
    };
  });
  return bySetting.sort((a, b) => a.best - b.best)[0];
}

const pair = ({ best, median }: Pick<Reached, 'best' | 'median'>) =>
  `${duration(best)} (${duration(median)})`;

export const header = `${'certified gap'.padEnd(16)}${'solver'.padEnd(32)}${'seconds, best (median)'.padEnd(26)}${'over ours'.padEnd(16)}solver alone`;

/** Lines for the rows of one case. */
export function tableOf(rows: readonly Timing[], gaps: readonly number[]): string[] {
  const solvers = [...new Set(rows.map(({ solver }) => solver))];
  return gaps.flatMap((gap) => {
    const times = solvers.map((solver) => ({ solver, time: reached(rows, solver, gap) }));
    const own = times.flatMap(({ solver, time }) => (solver.startsWith('Assay') && time ? [time] : []));
    const best = own.sort((a, b) => a.best - b.best)[0];
    return times.map(({ solver, time }) => {
      const name = `  ${gap.toExponential(0).padEnd(14)}${solver.padEnd(32)}`;
      if (time === undefined) {
        const least = Math.min(...rows.filter((row) => row.solver === solver).map((row) => row.gap));
        return `${name}not reached, least gap ${least.toExponential(1)}`;
      }
      const line = `${name}${pair(time).padEnd(26)}`;
      if (best === undefined || solver.startsWith('Assay')) return line.trimEnd();
      const ratio = (a: number, b: number) => (a / b).toFixed(1);
      const over = `${ratio(time.best, best.best)} (${ratio(time.median, best.median)})`;
      return `${line}${over.padEnd(16)}${ratio(time.inside, best.best)}`;
    });
  });
}
