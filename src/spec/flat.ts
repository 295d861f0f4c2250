// Runs of any experiment as claims and figures see them, and runs that a counterexample invents.
import type { Experiment, Result, ResultRecord, ResultsOf, Settings } from './experiment.ts';

/** Settings, seed and record of a run of the experiment, side by side. */
export type RunOf<E> =
  ResultsOf<E>[number] extends Result<infer S, infer R> ? S & R & { readonly seed: number } : never;

/** The runs behind the results: one for each record. */
export const flat = <S extends Settings, R extends ResultRecord>(
  results: readonly Result<S, R>[],
): readonly (S & R & { readonly seed: number })[] =>
  results.flatMap(({ settings, seed, records }) =>
    records.map((record): S & R & { readonly seed: number } => ({ ...settings, ...record, seed })),
  );

/** The experiment's own runs with the records that `record` invents. */
export const invent = <S extends Settings, R extends ResultRecord>(
  experiment: Pick<Experiment<S, R>, 'runs'>,
  record: (settings: S) => R,
): readonly Result<S, R>[] =>
  experiment.runs('paper').map((run) => ({ ...run, records: [record(run.settings)] }));
