// `assay status`: how the sweeps go that were submitted to a cluster.
import { chosenSweep, folderOf, lastWords, overview, readSweep, sweepNumbers } from '../sweep/index.ts';
import { count, duration } from '../workbook/index.ts';
import { type Call, paint, print } from './call.ts';
import { table } from './table.ts';

/** All sweeps where none is named. Exit code 0. */
export async function status(call: Call, number: number | undefined): Promise<number> {
  const { root } = call.workbook;
  const all = number === undefined ? sweepNumbers(root) : [chosenSweep(root, number)];
  if (all.length === 0) print('no sweep: `assay run --on slurm` submits one');
  for (const each of all) await printSweep(folderOf(root, each));
  return 0;
}

const SHOWN = 5;

async function printSweep(folder: string): Promise<void> {
  const sweep = readSweep(folder);
  const { counts, open, asked } = await overview(folder, sweep, (message) => print(paint('yellow', message)));
  const sum = sweep.chunks.reduce((total, { runs }) => total + runs, 0);
  const jobs = sweep.arrays.map(({ job }) => job).join(', ') || 'none';
  print(
    `${paint('bold', `Sweep ${sweep.number}`)}  ${count(sum, 'run')} (${sweep.profile} profile) in ${count(sweep.chunks.length, 'task')}, submitted ${sweep.submitted}, ${sweep.arrays.length === 1 ? 'job' : 'jobs'} ${jobs}`,
  );
  if (!asked)
    print(paint('yellow', '  squeue does not answer here: what runs, waits or failed is not known'));
  const states = ['done', 'running', 'waiting', 'failed', ...(asked ? [] : (['unknown'] as const))] as const;
  print(
    table([
      ['', ...states],
      ...[...counts].map(([experiment, its]) => [experiment, ...states.map((state) => String(its[state]))]),
    ]),
  );
  const running = open.filter(({ state }) => state === 'running');
  const work = open
    .filter(({ state }) => state !== 'failed')
    .flatMap((chunk) => chunk.open)
    .reduce((seconds, line) => seconds + line.seconds, 0);
  if (running.length > 0)
    print(
      `  about ${duration(work / (running.length * sweep.jobs))} left with ${count(running.length, 'task')} at a time`,
    );
  const reasons = Map.groupBy(
    open.filter(({ state }) => state === 'waiting'),
    ({ why }) => why,
  );
  for (const [why, tasks] of reasons) print(`  ${count(tasks.length, 'task')} waiting: ${why}`);
  const failed = open.filter(({ state }) => state === 'failed');
  for (const { k, why, open: lines } of failed.slice(0, SHOWN)) {
    const last = lastWords(folder, sweep, k);
    const end = [why, last ? `${last.line} (${last.path})` : 'no log'].filter(Boolean).join('; ');
    print(paint('red', `  task ${k} lacks ${count(lines.length, 'run')}: ${end}`));
  }
  if (failed.length > SHOWN) print(paint('red', `  and ${failed.length - SHOWN} more`));
  if (failed.length > 0) print(`  to submit them again: assay collect ${sweep.number} --retry`);
}
