// Plan, compute, compare and record: the common part of the commands that compute.
import { flushCompileCache } from 'node:module';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import type { AnyExperiment, Profile } from '../spec/experiment.ts';
import {
  type Comparison,
  compareWithRecorded,
  count,
  duration,
  execute,
  type Failure,
  type Plan,
  type PlannedExperiment,
  pending,
  plan,
  record,
  showProgress,
  UsageError,
  unfinished,
} from '../workbook/index.ts';
import { type Call, dataStates, paint, print } from './call.ts';
import { table } from './table.ts';

export interface ComputeOptions {
  readonly profile: Profile;
  readonly jobs?: number;
  readonly long?: boolean;
  readonly force?: boolean;
  readonly record?: boolean;
  readonly dryRun?: boolean;
}

export interface Computed {
  /** After its execution. */
  readonly plan: Plan;
  /** Whether all that was to be computed is. */
  readonly ok: boolean;
  /** Experiments whose runs differ from the recorded ones by more than their tolerance. */
  readonly different: readonly string[];
}

export async function compute(
  call: Call,
  experiments: readonly AnyExperiment[],
  options: ComputeOptions,
): Promise<Computed> {
  const { profile, long = false, force = false } = options;
  if (options.record && profile !== 'paper')
    throw new UsageError('only results of the paper profile are recorded: leave out --profile or --record');
  const data = await dataStates(experiments);
  const planned = await plan(call.workbook, experiments, { profile, long, force, data });
  const computed = await computePlan(call, planned, options);
  if (options.record && !options.dryRun) recordAll(planned, call);
  return computed;
}

/** Prints the plan, computes what is pending, and compares all that is finished with the recorded results. */
export async function computePlan(
  call: Call,
  planned: Plan,
  { jobs = availableParallelism(), dryRun }: Pick<ComputeOptions, 'jobs' | 'dryRun'>,
): Promise<Computed> {
  printPlan(planned, call);
  print(`  ${workOf(planned, jobs)}`, call.log);
  if (dryRun) return { plan: planned, ok: true, different: [] };

  let ok = true;
  if (planned.experiments.flatMap(pending).length > 0) {
    flushCompileCache(); // for the workers, which load the same modules
    const progress = await showProgress(call.log);
    const { failures, finished } = await execute(planned, { jobs, signal: call.signal, progress });
    if (call.signal.aborted) print(`${count(finished, 'run')} of this call finished and kept`, call.log);
    call.signal.throwIfAborted();
    reportFailures(failures, call);
    ok = failures.length === 0;
  }
  const different: string[] = [];
  if (planned.profile === 'paper') {
    const computed = planned.experiments.filter((one) => unfinished(planned, one) < one.runs.length);
    const rows = computed.map((one) => {
      const comparison = compareWithRecorded(planned, one);
      if (comparison.agreement === 'different') different.push(one.experiment.id);
      return [one.experiment.id, agreement(comparison, one)];
    });
    if (rows.length > 0) print(`${paint('bold', 'Against the recorded results')}\n${table(rows)}`, call.log);
  }
  return { plan: planned, ok, different };
}

export function printPlan({ experiments, profile }: Plan, { log }: Call): void {
  const rows = experiments.map((planned) => {
    const { experiment, held, runs, seconds } = planned;
    const open = runs.filter(({ reason }) => reason !== undefined);
    const by = Map.groupBy(open, ({ reason }) => reason!);
    const why = [...by].map(([reason, of]) => (by.size > 1 ? `${of.length} ${reason}` : reason)).join(', ');
    const size = count(open.length === 0 ? runs.length : open.length, 'run');
    if (open.length === 0) return [experiment.id, size, paint('dim', 'up to date')];
    if (held === 'long') {
      const command = `assay run ${experiment.id} --long`;
      const time = `about ${duration(seconds / 2)} on 2 cores`;
      return [experiment.id, size, paint('yellow', `${why}; left out as long (${time}): ${command}`)];
    }
    if (held !== undefined) return [experiment.id, size, paint('yellow', `skipped: ${held}`)];
    const work = open.reduce((sum, run) => sum + run.seconds, 0);
    return [experiment.id, size, why, `about ${duration(work)} on one core`];
  });
  print(paint('bold', `Plan (${profile} profile)`), log);
  print(table(rows), log);
}

function workOf({ experiments }: Plan, jobs: number): string {
  const todo = experiments.flatMap(pending);
  const work = todo.reduce((sum, { seconds }) => sum + seconds, 0);
  const longest = todo.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  const time = duration(Math.max(longest, work / jobs));
  return todo.length === 0
    ? 'nothing to compute'
    : `${count(todo.length, 'run')} to compute, about ${time} with ${count(jobs, 'job')}`;
}

const SHOWN_FAILURES = 3;

export function reportFailures(failures: readonly Failure[], { log }: Call): void {
  for (const [experiment, of] of Map.groupBy(failures, (failure) => failure.experiment)) {
    for (const { seed, settings, reason } of of.slice(0, SHOWN_FAILURES))
      print(
        `${paint('red', `${experiment} failed`)} (seed ${seed}, settings ${JSON.stringify(settings)}): ${reason}`,
        log,
      );
    if (of.length > SHOWN_FAILURES) print(`${experiment}: ${of.length - SHOWN_FAILURES} more failed`, log);
  }
}

function agreement({ agreement, pairs, largest, where }: Comparison, one: PlannedExperiment): string {
  const runs = pairs < one.runs.length ? `${pairs} of ${count(one.runs.length, 'run')}` : count(pairs, 'run');
  const size = `largest relative difference ${largest.toPrecision(2)}, tolerance ${one.experiment.tolerance.relative}`;
  if (agreement === 'not recorded') return paint('yellow', 'not recorded');
  if (agreement === 'identical') return `${paint('green', 'identical bits')} (${runs})`;
  if (agreement === 'equal')
    return `${paint('green', 'equal within the tolerance')} (${runs}; ${size}; ${where})`;
  return `${paint('red', 'different')} (${runs}; ${size}; ${where})`;
}

function recordAll(planned: Plan, { log }: Call): void {
  for (const one of planned.experiments) {
    const { id } = one.experiment;
    const lacking = unfinished(planned, one);
    if (lacking > 0)
      print(`${id}: ${paint('yellow', `not recorded, for ${lacking} of its runs are not finished`)}`, log);
    else
      print(
        `${id}: ${count(one.runs.length, 'run')} recorded in ${relative(planned.workbook.root, record(planned, one))}`,
        log,
      );
  }
}
