// What a second computation on this machine gave, against what is recorded.
import { type Comparison, compare } from './compare.ts';
import { type Origin, origins } from './origins.ts';
import type { Plan, PlannedExperiment } from './plan.ts';
import { pairsOf } from './results.ts';

export interface Rerun extends Comparison {
  /** Machines and code of the second computation. */
  readonly origins: readonly Origin[];
  /** Finished runs that are the recorded computations themselves, and so no second ones: not among the pairs. */
  readonly same: number;
}

/** Compares the finished runs of the plan (paper profile) with the recorded ones that another computation gave. */
export function rerun(plan: Plan, planned: PlannedExperiment): Rerun {
  const all = pairsOf(plan, planned);
  const pairs = all.filter(
    ({ recorded, computed }) => JSON.stringify(recorded.provenance) !== JSON.stringify(computed.provenance),
  );
  return {
    ...compare(pairs, planned.experiment.tolerance.relative),
    origins: origins(pairs.map(({ computed }) => computed)),
    same: all.length - pairs.length,
  };
}
