// Runs of E3 as figures and claims see them: settings and record in one, grouped by learning rate.
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

/** Groups of equal key, in ascending order of the key. */
function groups(runs: readonly E3Run[], key: 'learningRate' | 'seed'): [number, E3Run[]][] {
  const byKey = Map.groupBy(runs, (run) => run[key]);
  return [...byKey].sort(([a], [b]) => a - b);
}

export const byRate = (runs: readonly E3Run[]) => groups(runs, 'learningRate');
export const bySeed = (runs: readonly E3Run[]) => groups(runs, 'seed');
