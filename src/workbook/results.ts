// The results of an experiment, computed or recorded, and what a reader must be told about them.
import type { AnyExperiment } from '../spec/experiment.ts';
import { type Comparison, compare } from './compare.ts';
import { replaceFile } from './files.ts';
import { duration } from './format.ts';
import { parseIdentity, settingsHash } from './identity.ts';
import { codeWithData, type Plan, type PlannedExperiment } from './plan.ts';
import { readIndex, readLines, readRuns, recordedFile, type StoredRun, workingFile } from './store.ts';

export interface ResultSet {
  readonly results: readonly StoredRun[];
  /** What must stand beside a figure of them: that they are not computed with the present code, or with other data. */
  readonly notes: readonly string[];
  /** Computing time of the runs, summed. */
  readonly seconds: number;
}

const setOf = (runs: readonly StoredRun[], notes: readonly string[]): ResultSet => ({
  results: runs,
  notes: [...notes, ...remarksOf(runs)],
  seconds: runs.reduce((sum, { provenance }) => sum + provenance.seconds, 0),
});

export const withoutCode = (id: string): string => id.slice(0, id.lastIndexOf('.'));

/** Computed results where all runs of the plan are finished, else the recorded ones, else why there are none. */
export function resultsFor(plan: Plan, planned: PlannedExperiment): ResultSet | { readonly missing: string } {
  const { experiment, runs } = planned;
  const file = workingFile(plan.workbook.root, plan.profile, experiment.id);
  const index = readIndex(file);
  const ids = runs.map(({ id }) => id);
  const lacking = ids.filter((id) => !index.has(id)).length;
  if (lacking === 0) return setOf(readRuns(file, index, ids), []);
  return recordedFor(plan, planned, reasonNotComputed(planned, lacking));
}

/** The recorded results, with a note where code or settings have changed since, and where one says `why` they are taken. */
export function recordedFor(
  plan: Plan,
  { experiment, modules }: PlannedExperiment,
  why?: string,
): ResultSet | { readonly missing: string } {
  const recorded = readRecorded(plan.workbook.root, experiment);
  if (recorded.runs.length === 0)
    return { missing: `${experiment.id}: ${why === undefined ? '' : `${why}; `}nothing is recorded` };
  const isOlder = ({ id, provenance: { remarks = [] } }: StoredRun): boolean =>
    parseIdentity(id).code !== codeWithData(modules, remarks);
  const older = [
    ...(recorded.runs.some(isOlder) ? ['older code'] : []),
    ...(recorded.asNow ? [] : ['older settings']),
    ...(plan.profile === 'paper' ? [] : ["the paper's size"]),
  ];
  const of = older.length > 0 ? ` (${older.join(', ')})` : '';
  const note = `Recorded results of ${experiment.id}${of}${why === undefined ? '' : `: ${why}`}`;
  return setOf(recorded.runs, of === '' && why === undefined ? [] : [note]);
}

/** The recorded results as they are, whatever the code is now; a note where the settings have changed since. */
export function recordedAsTheyAre(
  root: string,
  experiment: AnyExperiment,
): ResultSet | { readonly missing: string } {
  const { runs, asNow } = readRecorded(root, experiment);
  if (runs.length === 0)
    return { missing: `${experiment.id}: ${recordedFile(root, experiment.id)} holds no run` };
  return setOf(runs, asNow ? [] : [`Recorded results of ${experiment.id} (older settings)`]);
}

const remarksOf = (runs: readonly StoredRun[]): string[] => [
  ...new Set(runs.flatMap(({ provenance }) => provenance.remarks ?? [])),
];

/** Compares the finished runs of the plan (paper profile) with the recorded ones. */
export const compareWithRecorded = (plan: Plan, planned: PlannedExperiment): Comparison =>
  compare(pairsOf(plan, planned), planned.experiment.tolerance.relative);

/** The finished runs of the plan (paper profile) that are recorded, each beside its record. */
export function pairsOf(
  plan: Plan,
  { experiment, runs }: PlannedExperiment,
): { readonly recorded: StoredRun; readonly computed: StoredRun }[] {
  const file = workingFile(plan.workbook.root, plan.profile, experiment.id);
  const index = readIndex(file);
  const { runs: recordedRuns } = readRecorded(plan.workbook.root, experiment);
  const recorded = new Map(recordedRuns.map((run) => [withoutCode(run.id), run]));
  const both = runs.map(({ id }) => id).filter((id) => index.has(id) && recorded.has(withoutCode(id)));
  return readRuns(file, index, both).map((computed) => ({
    recorded: recorded.get(withoutCode(computed.id))!,
    computed,
  }));
}

/** Runs of an experiment that are not finished. */
export function unfinished(plan: Plan, { experiment, runs }: PlannedExperiment): number {
  const index = readIndex(workingFile(plan.workbook.root, plan.profile, experiment.id));
  return runs.filter(({ id }) => !index.has(id)).length;
}

/** Replaces the recorded results by those of the plan (paper profile), in the experiment's order. All runs must be finished. */
export function record(plan: Plan, { experiment, runs }: PlannedExperiment): string {
  const file = workingFile(plan.workbook.root, plan.profile, experiment.id);
  const target = recordedFile(plan.workbook.root, experiment.id);
  const ids = runs.map(({ id }) => id);
  replaceFile(
    target,
    readLines(file, readIndex(file), ids)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return target;
}

/** Recorded runs in the experiment's order where they are the runs it lists now, else as they stand in the file. */
function readRecorded(
  root: string,
  experiment: AnyExperiment,
): { runs: readonly StoredRun[]; asNow: boolean } {
  const file = recordedFile(root, experiment.id);
  const index = readIndex(file);
  const recorded = new Map([...index.keys()].map((id) => [withoutCode(id), id]));
  const listed = index.size === 0 ? [] : experiment.runs('paper');
  const ids = listed.map(({ settings, seed }) =>
    recorded.get(`${settingsHash(experiment.id, settings)}.${seed}`),
  );
  const asNow = ids.length === recorded.size && !ids.includes(undefined);
  return { runs: readRuns(file, index, asNow ? (ids as string[]) : [...index.keys()]), asNow };
}

function reasonNotComputed({ experiment, held, runs, seconds }: PlannedExperiment, lacking: number): string {
  if (held === 'long')
    return `computing it takes about ${duration(seconds / 2)} on 2 cores; to compute it: assay run ${experiment.id} --long`;
  if (held !== undefined)
    return `its data (${experiment.needs!.join(', ')}) are not on this machine; to fetch them: assay data`;
  return `${lacking} of ${runs.length} runs could not be computed`;
}
