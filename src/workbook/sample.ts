// A random share of the recorded runs, to be computed anew and compared.
import type { Plan, PlannedRun } from './plan.ts';
import { withoutCode } from './results.ts';
import { readIndex, recordedFile } from './store.ts';

/**
 * The plan with only `share` (0..1) of the recorded runs of each experiment, at least one where there are any.
 * `uniform`: random numbers in [0, 1), for each experiment its own.
 */
export function sample(plan: Plan, share: number, uniform: (experiment: string) => () => number): Plan {
  const experiments = plan.experiments.map((planned) => {
    const { id } = planned.experiment;
    const recorded = new Set([...readIndex(recordedFile(plan.workbook.root, id)).keys()].map(withoutCode));
    const runs = planned.runs.filter((run) => recorded.has(withoutCode(run.id)));
    return { ...planned, runs: choose(runs, Math.max(1, Math.round(share * runs.length)), uniform(id)) };
  });
  return { ...plan, experiments };
}

/** `size` of the runs, in their order, every such subset equally likely (selection sampling; Fan, Muller, Rezucha 1962). */
function choose(runs: readonly PlannedRun[], size: number, uniform: () => number): PlannedRun[] {
  const chosen: PlannedRun[] = [];
  for (const [i, run] of runs.entries())
    if (uniform() * (runs.length - i) < size - chosen.length) chosen.push(run);
  return chosen;
}
