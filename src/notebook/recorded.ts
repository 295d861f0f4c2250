// Recorded results, as figures and claims take them.
import type { AnyExperiment, Result } from '../spec/experiment.ts';
import { nearest, type ResultSet, recordedAsTheyAre, UsageError } from '../workbook/index.ts';
import { root } from './place.ts';

const kept = new Map<string, ResultSet>();

/** Records of the experiment; read once. Errors: none are recorded, with what to do. */
export function recorded(experiment: AnyExperiment): ResultSet {
  const known = kept.get(experiment.id);
  if (known) return known;
  const found = recordedAsTheyAre(root, experiment);
  if ('missing' in found)
    throw new Error(
      `no recorded results of ${found.missing}. To get them: git checkout results/, or ` +
        `npx assay run ${experiment.id} --long --record`,
    );
  kept.set(experiment.id, found);
  return found;
}

/** What `draw` and `measure` take. Errors: as `recorded`. */
export const resultsOf = (experiments: readonly AnyExperiment[]): (readonly Result[])[] =>
  experiments.map((experiment) => recorded(experiment).results);

/** The item of this id. Errors: `UsageError` with the ids most like it. */
export function named<T extends { readonly id: string }>(items: readonly T[], id: string, kind: string): T {
  const item = items.find((one) => one.id === id);
  if (item) return item;
  const near = nearest(
    id,
    items.map((one) => one.id),
    3,
  );
  throw new UsageError(`there is no ${kind} "${id}"; nearest: ${near.join(', ')}`);
}
