// What is to be computed and why: the runs of experiments against those that the working store holds.
import { join } from 'node:path';
import type { AnyExperiment, DataSet, Profile, Settings } from '../spec/experiment.ts';
import { codeHash } from './code-hash.ts';
import { encode } from './encoding.ts';
import { digest, type Identity, identity, parseIdentity, settingsHash } from './identity.ts';
import { readIndex, workingFile } from './store.ts';

/** Where a workbook stands and what it computes with. */
export interface Workbook {
  /** Folder of `results/`, `figures/` and `.assay/`. */
  readonly root: string;
  /** Module whose export `papers` lists the papers; worker processes import it. */
  readonly registry: URL;
  /** Name of the linear-algebra engine, for the provenance. */
  readonly engine: string;
  /** Commit of the code, for the provenance; default: that of `root`. */
  readonly commit?: string;
}

export type Reason = 'never run' | 'settings changed' | 'code changed' | 'asked for';

export interface PlannedRun {
  readonly id: string;
  readonly settings: Settings;
  readonly seed: number;
  /** Estimate for one core. */
  readonly seconds: number;
  /** Why it is to be computed; absent where it is finished. */
  readonly reason?: Reason;
}

export interface PlannedExperiment {
  readonly experiment: AnyExperiment;
  /** Hash of its modules alone, and of them with what must be said of the data: the one that identifies its runs. */
  readonly modules: string;
  readonly code: string;
  /** All runs of the profile, in the experiment's order. */
  readonly runs: readonly PlannedRun[];
  /** Estimate for all of them on one core. */
  readonly seconds: number;
  /** What must be said of the data sets it uses. */
  readonly remarks: readonly string[];
  /** Why its unfinished runs are left out now. */
  readonly held?: string;
}

export interface Plan {
  readonly workbook: Workbook;
  readonly profile: Profile;
  readonly experiments: readonly PlannedExperiment[];
}

export interface PlanOptions {
  readonly profile: Profile;
  /** Whether long experiments are computed too. */
  readonly long: boolean;
  /** Whether finished runs are computed again. */
  readonly force: boolean;
  readonly data: (name: DataSet) => DataState;
}

/** Why a data set cannot be used here, or, where it is not the official one, what a figure from it must say. */
export interface DataState {
  readonly missing?: string;
  readonly remark?: string;
}

/** More than 2 minutes on 2 cores: drawn from its recorded results unless asked for. */
export const isLong = (seconds: number): boolean => seconds / 2 > 120;

/** Runs to compute now. */
export const pending = ({ held, runs }: PlannedExperiment): readonly PlannedRun[] =>
  held === undefined ? runs.filter(({ reason }) => reason !== undefined) : [];

/** Compares the experiments with the working store. 1e4 runs take about 0.1 s. */
export async function plan(
  workbook: Workbook,
  experiments: readonly AnyExperiment[],
  options: PlanOptions,
): Promise<Plan> {
  const planned: PlannedExperiment[] = [];
  for (const experiment of experiments) planned.push(await planOne(workbook, experiment, options));
  return { workbook, profile: options.profile, experiments: planned };
}

async function planOne(
  workbook: Workbook,
  experiment: AnyExperiment,
  { profile, long, force, data }: PlanOptions,
): Promise<PlannedExperiment> {
  const { id } = experiment;
  const { missing, ...origin } = await codeOf(experiment, data, join(workbook.root, '.assay/cache/code'));
  const { code } = origin;

  const hashOf = memoizedHash(id);
  const listed = experiment.runs(profile).map((run) => {
    if (!Number.isSafeInteger(run.seed))
      throw new Error(`${id} has a run with the seed ${run.seed}: seeds are integers`);
    return { ...run, identity: { settings: hashOf(run.settings), seed: run.seed, code } };
  });
  const stored = readIndex(workingFile(workbook.root, profile, id));
  const reasonOf = reasons(
    [...stored.keys()].map(parseIdentity),
    new Set(listed.map((run) => run.identity.settings)),
  );
  const runs = listed.map((run): PlannedRun => {
    const { settings, seed } = run;
    const planned = { id: identity(run.identity), settings, seed, seconds: experiment.cost(run).seconds };
    if (!stored.has(planned.id)) return { ...planned, reason: reasonOf(run.identity) };
    return force ? { ...planned, reason: 'asked for' } : planned;
  });
  if (new Set(runs.map((run) => run.id)).size < runs.length)
    throw new Error(`${id} lists a run twice: settings and seed together name a run`);
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const held = missing ?? (isLong(seconds) && !long ? 'long' : undefined);
  return { experiment, ...origin, runs, seconds, ...(held !== undefined && { held }) };
}

/** What identifies the runs of an experiment besides settings and seed, and why its data cannot be used here. */
export async function codeOf(
  experiment: AnyExperiment,
  data: PlanOptions['data'],
  cache: string,
): Promise<Pick<PlannedExperiment, 'modules' | 'code' | 'remarks'> & { readonly missing?: string }> {
  const states = (experiment.needs ?? []).map(data);
  const missing = states.find((state) => state.missing !== undefined)?.missing;
  const remarks = states.flatMap(({ remark }) => remark ?? []);
  const modules = await codeHash(experiment, cache);
  return {
    modules,
    code: codeWithData(modules, remarks),
    remarks,
    ...(missing !== undefined && { missing }),
  };
}

/** Other data give other results, as other code does; the official ones need no remark. */
export const codeWithData = (modules: string, remarks: readonly string[]): string =>
  remarks.length === 0 ? modules : digest([modules, ...remarks].join('\n'));

/** Why a run that is not in the store is to be computed, by what the store has (`earlier`) and the settings listed now. */
function reasons(
  earlier: readonly Identity[],
  listed: ReadonlySet<string>,
): (run: Identity) => Exclude<Reason, 'asked for'> {
  const withOtherCode = new Set(earlier.map(({ settings, seed }) => `${settings}.${seed}`));
  const known = new Set(earlier.map(({ settings }) => settings));
  const abandoned = earlier.some(({ settings }) => !listed.has(settings));
  return ({ settings, seed }) => {
    if (withOtherCode.has(`${settings}.${seed}`)) return 'code changed';
    return abandoned && !known.has(settings) ? 'settings changed' : 'never run';
  };
}

/** Many runs share their settings: each is hashed once. */
function memoizedHash(experiment: string): (settings: Settings) => string {
  const hashes = new Map<string, string>();
  return (settings) => {
    const text = encode(settings, `the settings of ${experiment}`);
    const hash = hashes.get(text) ?? settingsHash(experiment, settings);
    hashes.set(text, hash);
    return hash;
  };
}
