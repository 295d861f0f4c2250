// `assay`: the command line. Commands are loaded when they are called, so that `--help` is quick.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Call } from './cli/call.ts';
import type { ComputeOptions } from './cli/compute.ts';
import type { VerifyOptions } from './cli/verify.ts';

/** How long a stop may take before the process ends without waiting. */
const GRACE = 700;

export interface Place {
  /** Folder of `results/`, `figures/` and `.assay/`. */
  readonly root: string;
  /** Module whose export `papers` lists the papers. */
  readonly registry: URL;
}

const HERE: Place = {
  root: import.meta.dirname.includes('node_modules')
    ? process.cwd()
    : fileURLToPath(new URL('..', import.meta.url)),
  registry: new URL(`./papers/index${extname(import.meta.url)}`, import.meta.url),
};

/** Runs the command line; exit code 0 success, 1 failure, 2 wrong use, 130 after Ctrl-C, 143 after SIGTERM. */
export async function main(argv: readonly string[], place: Place = HERE): Promise<number> {
  const goOn = ['assay', ...argv.filter((argument) => argument !== '--force' && argument !== '--rerun')].join(
    ' ',
  );
  const interruption = new AbortController();
  let stopped = 0;
  const sayStopped = (): void => console.error(`assay: stopped. What is finished is kept; to go on: ${goOn}`);
  const stop = (signal: NodeJS.Signals): void => {
    if (stopped) return;
    stopped = signal === 'SIGINT' ? 130 : 143;
    interruption.abort();
    setTimeout(() => {
      sayStopped();
      process.exit(stopped);
    }, GRACE).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  process.stdout.on('error', () => {}); // Nobody reads any more, as with `| head`: no reason to stop computing.

  // The linear algebra of the recorded results is always that of the default engine.
  const call: Call = {
    workbook: { ...place, engine: 'wasm' },
    signal: interruption.signal,
    log: process.stdout,
  };
  let code = 0;
  const program = parser(call, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (stopped) {
      sayStopped();
      return stopped;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return fail(error as Error);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function fail(error: Error): number {
  const isBug = error instanceof TypeError || error instanceof ReferenceError;
  console.error(`assay: ${isBug ? error.stack : error.message}`);
  return error.name === 'UsageError' ? 2 : 1;
}

const EXAMPLES = {
  assay: `
Examples:
  assay list                        what there is
  assay figures                     compute and draw all figures (long experiments from recorded results)
  assay figures --profile quick     the same at a reduced size, in a minute
  assay verify --recorded           check all claims from the recorded results
  assay run xor --dry-run           what would be computed for one paper, and why`,
  run: `
Examples:
  assay run                         all experiments that are not long
  assay run xor/figure1-left        one experiment
  assay run convex --long           all experiments of a paper, long ones too
  assay run --force --record        compute all anew and replace the recorded results`,
  figures: `
Examples:
  assay figures                     all figures, in figures/index.html
  assay figures xor                 those of one paper
  assay figures --profile quick     at a reduced size, in figures/quick/`,
  verify: `
Long experiments come from their recorded results unless --long is given.

Examples:
  assay verify                      compute what is missing, then check all claims
  assay verify xor/4 --json         one claim, for a program to read
  assay verify --recorded           from the recorded results, in seconds
  assay verify --sample 10%         the same, and a tenth of the runs, computed anew, must have the recorded bits
  assay verify --record             replace the recorded verdicts`,
  data: `
ASSAY_DATA=folder uses files that are there already.

Example:
  assay data`,
} as const;

/** The commands; `done` gets the exit code. */
function parser(call: Call, done: (code: number) => void): Command {
  const program = new Command('assay')
    .description('Runs the experiments of reproduced papers, checks their claims and draws their figures.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('Add --help for what there is.')
    .addHelpText('after', EXAMPLES.assay);
  program
    .command('list')
    .description('list papers, experiments with runs and cost, figures and claims')
    .addHelpText('after', '\nExample:\n  assay list')
    .action(async () => done(await (await import('./cli/list.ts')).list(call)));
  computing(program.command('run'))
    .description('compute the runs that are missing, and compare them with the recorded results')
    .argument('[id...]', 'experiments or papers; all where none is given')
    .addHelpText('after', EXAMPLES.run)
    .action(async (ids: string[], options: ComputeOptions) =>
      done(await (await import('./cli/run.ts')).run(call, ids, options)),
    );
  computing(program.command('figures'))
    .description('compute what figures need, check claims, and draw')
    .argument('[id...]', 'figures or papers; all where none is given')
    .addHelpText('after', EXAMPLES.figures)
    .action(async (ids: string[], options: ComputeOptions) =>
      done(await (await import('./cli/figures.ts')).figures(call, ids, options)),
    );
  program
    .command('verify')
    .description('check claims, and compare their verdicts with the recorded ones')
    .argument('[id...]', 'claims or papers; all where none is given')
    .option('--jobs <n>', 'worker processes (default: one per core)', positiveInteger)
    .option('--long', 'compute also experiments that take more than 2 minutes on 2 cores')
    .option('--rerun', 'compute also what is finished')
    .addOption(
      new Option('--recorded', 'from the recorded results only: compute nothing').conflicts([
        'long',
        'rerun',
        'sample',
      ]),
    )
    .addOption(
      new Option('--sample <share>', 'from the recorded results, a random share of which is computed anew')
        .argParser(percentage)
        .conflicts(['long', 'rerun']),
    )
    .option('--seed <n>', 'which runs --sample takes (default: others each time)', positiveInteger)
    .option('--record', 'replace the recorded verdicts')
    .option('--json', 'print JSON, and nothing else on the standard output')
    .addHelpText('after', EXAMPLES.verify)
    .action(async (ids: string[], options: VerifyOptions) =>
      done(await (await import('./cli/verify.ts')).verify(call, ids, options)),
    );
  program
    .command('data')
    .description('fetch and check MNIST, Fashion-MNIST and CIFAR-10')
    .addHelpText('after', EXAMPLES.data)
    .action(async () => done(await (await import('./cli/data.ts')).data(call)));
  program
    .command('doctor')
    .description('check whether this machine can compute, draw, and give the recorded bits')
    .addHelpText('after', '\nExample:\n  assay doctor')
    .action(async () => done(await (await import('./cli/doctor.ts')).doctor(call)));
  return program;
}

function computing(command: Command): Command {
  const profile = new Option('--profile <name>', "the paper's sizes, or every experiment at a reduced one");
  return command
    .addOption(profile.choices(['paper', 'quick']).default('paper'))
    .option('--jobs <n>', 'worker processes (default: one per core)', positiveInteger)
    .option('--long', 'compute also experiments that take more than 2 minutes on 2 cores')
    .option('--force', 'compute also what is finished')
    .option('--record', 'replace the recorded results')
    .option('--dry-run', 'print the plan and stop');
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('a positive integer is needed.');
  return value;
}

/** `10%` as 0.1. */
function percentage(text: string): number {
  const share = /^(\d+(?:\.\d+)?)\s?%$/.exec(text);
  const value = Number(share?.[1]) / 100;
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('a percentage such as 10% is needed.');
  return value;
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
