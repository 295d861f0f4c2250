// `assay verify`: holds the claims against results, and their verdicts against the recorded ones.
import { randomInt } from 'node:crypto';
import { relative } from 'node:path';
import type { AnyClaim } from '../spec/claim.ts';
import type { AnyExperiment } from '../spec/experiment.ts';
import {
  encode,
  plan,
  type RecordedVerdict,
  readVerdicts,
  recordedFor,
  resultsFor,
  sample,
  select,
  UsageError,
  writeVerdicts,
} from '../workbook/index.ts';
import { type Call, dataStates, loadPapers, paint, print } from './call.ts';
import { check, collect, experimentsOf, type Found } from './claims.ts';
import { type ComputeOptions, compute, computePlan } from './compute.ts';
import { changed, differences, plain, summary, type Verified, verifiedTable } from './verified.ts';

export interface VerifyOptions extends Pick<ComputeOptions, 'jobs' | 'long'> {
  /** From the recorded results, computing nothing. */
  readonly recorded?: boolean;
  readonly rerun?: boolean;
  /** From the recorded results, and this share (0..1) of the runs is computed anew to be compared with them. */
  readonly sample?: number;
  readonly seed?: number;
  /** Replace the recorded verdicts. */
  readonly record?: boolean;
  readonly json?: boolean;
}

/** Exit code 1 where a verdict is not the recorded one, or something could not be computed, checked or repeated. */
export async function verify(here: Call, names: readonly string[], options: VerifyOptions): Promise<number> {
  const call: Call = options.json ? { ...here, log: process.stderr } : here;
  const { root } = call.workbook;
  const papers = await loadPapers(call);
  const claims = select(
    papers.flatMap((paper) => paper.claims),
    names,
    'claim',
  );
  const problems: string[] = [];
  const found = await gather(call, [...new Set(claims.flatMap(experimentsOf))], options, problems);
  const recorded = new Map(papers.flatMap(({ id }) => [...readVerdicts(root, id)]));
  const verified = [...check(claims, found, problems)].map(([claim, checked]): Verified => {
    const sets = experimentsOf(claim).map((experiment) => found.get(experiment)!);
    return {
      claim: checked,
      runs: sets.reduce((sum, { results }) => sum + results.length, 0),
      seconds: sets.reduce((sum, { seconds }) => sum + seconds, 0),
      recorded: recorded.get(claim.id),
    };
  });
  const notes = [...found.values()].flatMap((set) => set.notes);
  if (options.json) print(encode({ claims: verified.map(plain), notes, problems }));
  else print(verifiedTable(verified));
  for (const note of notes) print(paint('yellow', note), call.log);
  for (const problem of problems) print(paint('red', problem), call.log);
  if (!options.record) for (const line of verified.flatMap(differences)) print(line, call.log);
  print(summary(verified), call.log);
  if (options.record) for (const { id, claims } of papers) recordVerdicts(call, id, claims, verified);
  const isAsRecorded = options.record || !verified.some(changed);
  return isAsRecorded && problems.length === 0 ? 0 : 1;
}

/** Results of the experiments as the options have it. */
async function gather(
  call: Call,
  experiments: readonly AnyExperiment[],
  options: VerifyOptions,
  problems: string[],
): Promise<Found> {
  const { jobs, long = false, rerun = false, recorded = false } = options;
  if (options.seed !== undefined && options.sample === undefined)
    throw new UsageError('--seed says which runs --sample takes: add --sample, or leave out --seed');
  if (options.sample !== undefined) await repeat(call, experiments, options.sample, options, problems);
  if (options.sample !== undefined || recorded) {
    const nothing = { profile: 'paper', long: false, force: false, data: () => ({}) } as const;
    return collect(await plan(call.workbook, experiments, nothing), recordedFor, problems);
  }
  const missing = { profile: 'paper', long, force: rerun, ...(jobs && { jobs }) } as const;
  const computed = await compute(call, experiments, missing);
  if (!computed.ok) problems.push('some runs failed');
  return collect(computed.plan, resultsFor, problems);
}

const SEEDS = 1_000_000;

/** Computes a random share of the recorded runs anew; what differs becomes a problem. */
async function repeat(
  call: Call,
  experiments: readonly AnyExperiment[],
  share: number,
  { seed = randomInt(1, SEEDS), ...options }: VerifyOptions,
  problems: string[],
): Promise<void> {
  const { stream } = await import('../random/index.ts');
  const data = await dataStates(experiments);
  const all = await plan(call.workbook, experiments, { profile: 'paper', long: true, force: true, data });
  const part = sample(all, share, (experiment) => {
    const random = stream('assay verify --sample', seed, experiment);
    return () => random.uniform();
  });
  print(`${100 * share} % of the runs are computed anew, chosen by --seed ${seed}`, call.log);
  for (const { experiment, held } of part.experiments)
    if (held !== undefined) print(paint('yellow', `${experiment.id} is not repeated: ${held}`), call.log);
  const here = part.experiments.filter(({ held }) => held === undefined);
  for (const { experiment, runs } of here)
    if (runs.length === 0) problems.push(`${experiment.id}: none of its runs is recorded`);
  const { ok, different } = await computePlan(call, { ...part, experiments: here }, options);
  if (!ok) problems.push('some runs failed');
  for (const id of different) problems.push(`${id} does not repeat its recorded results`);
}

/** Replaces the recorded verdicts of those claims of a paper that were checked. */
function recordVerdicts(
  { workbook, log }: Call,
  paper: string,
  claims: readonly AnyClaim[],
  verified: readonly Verified[],
): void {
  const now = new Map(verified.map(({ claim }) => [claim.id, claim]));
  if (!claims.some(({ id }) => now.has(id))) return;
  const before = readVerdicts(workbook.root, paper);
  const all = claims.flatMap(({ id }) => {
    const verdict: RecordedVerdict | undefined = now.get(id) ?? before.get(id);
    return verdict ? [[id, verdict] as const] : [];
  });
  print(`recorded in ${relative(workbook.root, writeVerdicts(workbook.root, paper, new Map(all)))}`, log);
}
