// Runs as figures and claims see them: settings and record in one, grouped by learning rate.
import type { ResultsOf } from '../../spec/experiment.ts';
import type { e3 } from './e3.ts';

export type Results = ResultsOf<typeof e3>;
type Settings = Results[number]['settings'];
type Record = Results[number]['records'][number];
export type E3Run = Settings & Record & { readonly seed: number };

/** Numbers of a record. */
export type Quantity = { [K in keyof Record]: Record[K] extends number ? K : never }[keyof Record];

/** Runs of an algorithm at a clip threshold. */
export const select = (results: Results, algorithm: Settings['algorithm'], clip: number): E3Run[] =>
  results
    .filter(({ settings }) => settings.algorithm === algorithm && settings.clip === clip)
    .flatMap(({ settings, seed, records }) => records.map((record) => ({ ...settings, ...record, seed })));

/** What claims and figures group any run by. */
export interface SweepRun {
  readonly learningRate: number;
  readonly seed: number;
  readonly converged: boolean;
}

/** Groups of equal key, in ascending order of the key. */
function groups<R extends SweepRun>(runs: readonly R[], key: 'learningRate' | 'seed'): [number, R[]][] {
  const byKey = Map.groupBy(runs, (run) => run[key]);
  return [...byKey].sort(([a], [b]) => a - b);
}

export const byRate = <R extends SweepRun>(runs: readonly R[]) => groups(runs, 'learningRate');
export const bySeed = <R extends SweepRun>(runs: readonly R[]) => groups(runs, 'seed');
