// `assay run --on slurm`: the runs that are missing, as job arrays.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AnyExperiment, Profile } from '../spec/experiment.ts';
import {
  alreadyIn,
  arrayLimit,
  arraysOf,
  claimFolder,
  folderOf,
  plannedLines,
  type Resources,
  readSweep,
  sbatchArguments,
  script,
  split,
  submit,
  sweepNumbers,
  takeSnapshot,
  taskSeconds,
  writeChunks,
  writeSweep,
} from '../sweep/index.ts';
import { commit, count, duration, type Plan, pending, plan } from '../workbook/index.ts';
import { type Call, dataStates, paint, print } from './call.ts';
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
  const lines = plannedLines(planned);
  if (lines.length === 0) {
    print('  nothing to compute', log);
    return 0;
  }
  for (const [number, runs] of alreadyIn(workbook.root, lines))
    print(
      paint(
        'yellow',
        `  ${count(runs, 'run')} of these in sweep ${number} already: assay status ${number} says how they go, assay collect ${number} adds them`,
      ),
      log,
    );
  const limit = await arrayLimit();
  const total = lines.reduce((sum, { seconds }) => sum + seconds, 0);
  const chunks = split(
    lines.map(({ seconds }) => seconds),
    runsPerTask === undefined ? { seconds: taskSeconds(total / jobs, limit) * jobs } : { size: runsPerTask },
  );
  const longest = chunks[0]!.seconds / jobs;
  const asked = { time: timeFor(longest), mem: memoryFor(jobs * largestRun(planned)), ...resources };
  print(
    `  ${count(lines.length, 'run')} in ${count(chunks.length, 'task')}, each about ${duration(longest)} or less with ${count(jobs, 'core')}; about ${duration(total)} on one core in all`,
    log,
  );
  const tasks = [...chunks.keys()];
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
    await takeSnapshot(
      folder,
      planned.experiments.filter((one) => pending(one).length > 0),
      data,
    );
    writeChunks(folder, chunks, lines);
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'job.sh'), script(folder, number, jobs, asked));
    call.signal.throwIfAborted();
    const sweep = {
      ...{ number, profile, engine: workbook.engine, commit: await commit(workbook.root) },
      ...{ node: process.version, submitted: new Date().toISOString(), jobs, arrayLimit: limit },
      ...{ chunks, arrays: [] },
    };
    writeSweep(folder, sweep);
    const arrays = await submit(folder, sweep, tasks, arrayWidth);
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
    // What the cluster has begun is kept, and a retry submits the rest.
    const begun = sweepNumbers(workbook.root).includes(number) && readSweep(folder).arrays.length > 0;
    if (begun)
      print(`Sweep ${number} is submitted in part: assay collect ${number} --retry submits the rest`, log);
    else rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** MiB that the largest run to be computed needs. */
const largestRun = ({ experiments }: Plan): number =>
  experiments.reduce(
    (largest, one) =>
      pending(one).reduce((most, run) => Math.max(most, one.experiment.cost(run).mebibytes), largest),
    0,
  );

/** Three times the estimate, for slower nodes, and minutes to start. */
const timeFor = (seconds: number): string => String(Math.ceil((3 * seconds) / 60) + 5);

const WORKBOOK = 150; // MiB of the process that keeps the results
const memoryFor = (mebibytes: number): string => `${64 * Math.ceil((WORKBOOK + 1.25 * mebibytes) / 64)}M`;
