// One task of a sweep: computes the runs of its chunk that no attempt has finished yet.
import type { AnyExperiment } from '../spec/experiment.ts';
import {
  codeOf,
  execute,
  type Outcome,
  type PlannedExperiment,
  type PlanOptions,
  type Progress,
  parseIdentity,
} from '../workbook/index.ts';
import { finishedOf, newAttempt } from './parts.ts';
import { codeCache } from './snapshot.ts';
import { type Line, readChunk, type Sweep } from './sweep.ts';

export interface TaskOptions {
  readonly experiments: readonly AnyExperiment[];
  /** Module that the workers import. */
  readonly registry: URL;
  /** State of the data sets that these need. */
  readonly dataStates: (experiments: readonly AnyExperiment[]) => Promise<PlanOptions['data']>;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * May be called again, at any time and by several at once: what is finished is not computed again, and nothing that is
 * finished is touched. Errors: where Node, code or data are not those of the submission.
 */
export async function computeChunk(
  folder: string,
  sweep: Sweep,
  k: number,
  { experiments, registry, dataStates, signal, progress }: TaskOptions,
): Promise<Outcome> {
  if (process.version !== sweep.node)
    throw new Error(
      `this is Node ${process.version}, but sweep ${sweep.number} was submitted with ${sweep.node}: submit it anew`,
    );
  const lines = readChunk(folder, k);
  const finished = finishedOf(folder, sweep, k, lines, progress.message);
  const open = lines.filter(({ id }) => !finished.has(id));
  if (open.length === 0) {
    progress.stop();
    return { finished: 0, failures: [] };
  }
  const byExperiment = Map.groupBy(open, ({ experiment }) => experiment);
  const known = new Map(experiments.map((one) => [one.id, one]));
  const data = await dataStates([...byExperiment.keys()].flatMap((id) => known.get(id) ?? []));
  const planned: PlannedExperiment[] = [];
  for (const [id, its] of byExperiment) planned.push(await plannedOf(id, its));
  const { profile, engine, commit, jobs } = sweep;
  const workbook = { root: newAttempt(folder, k), registry, engine, commit };
  return execute({ workbook, profile, experiments: planned }, { jobs, signal, progress });

  async function plannedOf(id: string, its: readonly Line[]): Promise<PlannedExperiment> {
    const experiment = known.get(id);
    if (!experiment) throw new Error(`the code of sweep ${sweep.number} has no experiment ${id}`);
    const { missing, ...origin } = await codeOf(experiment, data, codeCache(folder));
    if (missing !== undefined) throw new Error(`${id} cannot be computed on this machine: ${missing}`);
    if (its.some((line) => parseIdentity(line.id).code !== origin.code))
      throw new Error(
        `the code of ${id}, its packages or its data set are not those that sweep ${sweep.number} was submitted with: put them back, or submit it anew`,
      );
    const seconds = its.reduce((sum, line) => sum + line.seconds, 0);
    return { experiment, ...origin, runs: its.map((line) => ({ ...line, reason: 'never run' })), seconds };
  }
}
