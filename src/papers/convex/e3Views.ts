// What claims and figures of E3 see in the recorded times.
import type { ResultsOf } from '../../spec/experiment.ts';
import type { e3 } from './e3.ts';

export type E3Results = ResultsOf<typeof e3>;
export type E3Row = E3Results[number]['records'][number];

/** Names of the solvers, as they are recorded. */
export const ADMM = 'ADMM (Algorithm 3.1)';
export const ACCELERATED = 'accelerated ADMM';
export const INTERIOR = 'interior point';
export const JOINT = 'n and P'; // the axis on which n grows with P, as the sampling bound has it

/** Certified relative gap of C7. */
export const GAP = 1e-3;

export const rowsOf = (results: E3Results, study: E3Row['study']): readonly E3Row[] =>
  results.flatMap(({ records }) => records.filter((row) => row.study === study));

export const isPeer = ({ solver }: E3Row): boolean => solver.startsWith('CVXPY');

/** d times P_s. */
export const sizeOf = ({ d, P }: E3Row): number => d * P;

/** Seconds to the gap at the largest n with both, of the fastest of each group, repeat by repeat; infinite where none got there. */
export function fastest(
  rows: readonly E3Row[],
  ours: (row: E3Row) => boolean,
): readonly { readonly n: number; readonly own: number; readonly peer: number }[] {
  const withPeers = new Set(rows.filter(isPeer).map((row) => row.n));
  const n = Math.max(...rows.filter((row) => ours(row) && withPeers.has(row.n)).map((row) => row.n));
  const at = rows.filter((row) => row.n === n);
  const least = (group: readonly E3Row[]) =>
    Math.min(Infinity, ...group.filter((row) => row.gap <= GAP).map((row) => row.seconds));
  return [...Map.groupBy(at, (row) => row.repeat).values()].map((repeat) => ({
    n,
    own: least(repeat.filter(ours)),
    peer: least(repeat.filter(isPeer)),
  }));
}
