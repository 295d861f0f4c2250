// What the command line has for sweeps on a cluster: options of `run`, and the commands `status`, `collect` and `task`.
import { type Command, Option } from 'commander';
import type { Call } from './call.ts';
import type { CollectOptions } from './collect.ts';
import { naturalNumber, positiveInteger } from './numbers.ts';

/** Adds the commands; `done` gets the exit code. */
export function addSweepCommands(program: Command, call: Call, done: (code: number) => void): void {
  program
    .command('status')
    .description('say how the sweeps on a cluster go: runs done, running, waiting, failed')
    .argument('[sweep]', 'number of a sweep; all where none is given', naturalNumber)
    .addHelpText('after', '\nExamples:\n  assay status\n  assay status 2\n  watch assay status 2')
    .action(async (sweep: number | undefined) =>
      done(await (await import('./status.ts')).status(call, sweep)),
    );
  asking(program.command('collect'))
    .description('add what a sweep has finished to the results here, and name what is missing')
    .argument('[sweep]', 'number of the sweep; the latest where none is given', naturalNumber)
    .option('--retry', 'submit again what failed; the resources count that are given here')
    .addHelpText('after', COLLECT)
    .action(async (sweep: number | undefined, options: CollectOptions) =>
      done(await (await import('./collect.ts')).collect(call, sweep, options)),
    );
  program
    .command('task')
    .description('compute one chunk of a sweep: what a task of its job array runs')
    .argument('<folder>', 'of the sweep')
    .argument('<chunk>', 'number of the chunk, from 0 on', naturalNumber)
    .addHelpText('after', '\nExample:\n  assay task .assay/sweeps/2 0')
    .action(async (folder: string, chunk: number) =>
      done(await (await import('./task.ts')).task(call, folder, chunk)),
    );
}

/** Options of a command that submits to the cluster. */
export const asking = (command: Command): Command =>
  command
    .option('--partition <name>', 'of the cluster (default: its own)')
    .option('--time <limit>', 'of a task, as sbatch takes it (default: three times the estimate)')
    .option('--mem <size>', 'of a task, as sbatch takes it (default: what its runs need)')
    .option('--array-width <n>', 'most tasks at the same time', positiveInteger)
    .option(
      '--sbatch <option>',
      'any other option of sbatch, as in --sbatch=--account=physics; may be given again',
      (value: string, earlier: readonly string[] = []) => [...earlier, value],
    );

/** Adds to `run` what it takes to run on a cluster. */
export const onCluster = (command: Command): Command =>
  asking(
    command.addOption(
      new Option('--on <where>', 'as job arrays of a cluster, long experiments too')
        .choices(['slurm'])
        .conflicts(['force', 'record']),
    ),
  ).option(
    '--runs-per-task <n>',
    'with --on slurm (default: so many that a task takes minutes)',
    positiveInteger,
  );

const COLLECT = `
May be called while tasks run, and again. Tasks that were killed, requeued or run twice change nothing: a run counts once.
Exit code 1 while runs are missing.

Examples:
  assay collect                     the latest sweep
  assay collect 2 --retry           and submit again what failed
  assay collect 2 --retry --mem 4G --time 2:00:00`;
