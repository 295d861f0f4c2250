// `assay run --on slurm`: the runs that are missing, as job arrays.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AnyExperiment, Profile } from '../spec/experiment.ts';
import {
  arrayLimit,
  arraysOf,
  claimFolder,
  folderOf,
  type Resources,
  readSweep,
  sbatchArguments,
  script,
  split,
  submit,
  sweepNumbers,
  takeSnapshot,
  taskSeconds,
  writeChunk,
  writeSweep,
} from '../sweep/index.ts';
import { commit, count, duration, pending, plan } from '../workbook/index.ts';
import { type Call, dataStates, print } from './call.ts';
import { printPlan } from './compute.ts';

export interface SlurmOptions extends Resources {
  /** Most tasks at the same time. */
  readonly arrayWidth?: number;
  /** Default: so many that a task takes minutes. */
  readonly runsPerTask?: number;
}

interface Options extends SlurmOptions {
  readonly profile: Profile;
  /** Worker processes of a task. */
  readonly jobs?: number;
  readonly dryRun?: boolean;
}

export async function submitSweep(
  call: Call,
  experiments: readonly AnyExperiment[],
  { profile, jobs = 1, dryRun, arrayWidth, runsPerTask, ...resources }: Options,
): Promise<number> {
  const { workbook, log } = call;
  const data = await dataStates(experiments);
  const planned = await plan(workbook, experiments, { profile, long: true, force: false, data });
  printPlan(planned, call);
  const open = planned.experiments.filter((one) => pending(one).length > 0);
  const runs = open.flatMap((one) => pending(one).map((run) => ({ ...run, of: one.experiment })));
  if (runs.length === 0) {
    print('  nothing to compute', log);
    return 0;
  }
  const limit = await arrayLimit();
  const costs = runs.map(({ seconds }) => seconds);
  const total = costs.reduce((sum, seconds) => sum + seconds, 0);
  const chunks = split(
    costs,
    runsPerTask === undefined ? { seconds: taskSeconds(total / jobs, limit) * jobs } : { size: runsPerTask },
  );
  const longest = chunks[0]!.seconds / jobs;
  const asked = {
    time: timeFor(longest),
    mem: memoryFor(jobs * Math.max(...runs.map((run) => run.of.cost(run).mebibytes))),
    ...resources,
  };
  const tasks = [...chunks.keys()];
  print(
    `  ${count(runs.length, 'run')} in ${count(chunks.length, 'task')}, each about ${duration(longest)} or less with ${count(jobs, 'core')}; about ${duration(total)} on one core in all`,
    log,
  );

  if (dryRun) {
    const number = Math.max(0, ...sweepNumbers(workbook.root)) + 1;
    const folder = folderOf(workbook.root, number);
    print(`\n${script(folder, number, jobs, asked)}`, log);
    for (const array of arraysOf(tasks, limit, arrayWidth))
      print(`sbatch ${sbatchArguments(folder, array, {}).join(' ')}`, log);
    return 0;
  }

  const { number, folder } = claimFolder(workbook.root);
  try {
    await takeSnapshot(folder, open, data);
    for (const [k, { first, runs: size }] of chunks.entries())
      writeChunk(
        folder,
        k,
        runs.slice(first, first + size).map(({ id, settings, seed, seconds, of }) => ({
          ...{ id, experiment: of.id, seed, settings, seconds },
        })),
      );
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'job.sh'), script(folder, number, jobs, asked));
    call.signal.throwIfAborted();
    writeSweep(folder, {
      ...{
        number,
        profile,
        engine: workbook.engine,
        commit: workbook.commit ?? (await commit(workbook.root)),
      },
      ...{ node: process.version, submitted: new Date().toISOString(), jobs, arrayLimit: limit },
      ...{ chunks, arrays: [] },
    });
    const arrays = await submit(folder, readSweep(folder), tasks, arrayWidth);
    print(
      `Sweep ${number} submitted: ${arrays.map(({ job }) => `job ${job}`).join(', ')}; its code and results are in ${relative(process.cwd(), folder)}`,
      log,
    );
    print(
      `  assay status ${number}            how it goes\n  assay collect ${number}           add what is finished to the results here\n  assay collect ${number} --retry   that, and submit again what failed`,
      log,
    );
    return 0;
  } catch (error) {
    // What the cluster has begun is kept, and `assay collect --retry` submits the rest.
    const begun = sweepNumbers(workbook.root).includes(number) && readSweep(folder).arrays.length > 0;
    if (!begun) rmSync(folder, { recursive: true, force: true });
    else print(`Sweep ${number} is submitted in part: assay collect ${number} --retry submits the rest`, log);
    throw error;
  }
}

/** Three times the estimate, for slower nodes, and minutes to start. */
const timeFor = (seconds: number): string => String(Math.ceil((3 * seconds) / 60) + 5);

const WORKBOOK = 150; // MiB of the process that keeps the results
const memoryFor = (mebibytes: number): string => `${64 * Math.ceil((WORKBOOK + 1.25 * mebibytes) / 64)}M`;
