// `assay`: the command line. Commands are loaded when they are called, so that `--help` is quick.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import type { Call } from './cli/call.ts';
import type { ComputeOptions } from './cli/compute.ts';
import type { DoctorOptions } from './cli/doctor.ts';
import type { ExportOptions } from './cli/export.ts';
import type { FitOptions } from './cli/fit.ts';
import { addKernelCommands } from './cli/kernelCommands.ts';
import { nonNegative, percentage, positive, positiveInteger } from './cli/numbers.ts';
import type { PredictOptions } from './cli/predict.ts';
import type { ReviewOptions } from './cli/review.ts';
import { addReviewCommands } from './cli/reviewCommands.ts';
import type { RunOptions } from './cli/run.ts';
import { addSweepCommands, onCluster } from './cli/sweepCommands.ts';
import type { VerifyOptions } from './cli/verify.ts';

/** How long, in ms, a stop may take before the process ends without waiting, and one Ctrl-C may arrive again. */
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
  let stoppedAt = 0;
  let endsItself = false;
  const sayStopped = (): void => console.error(`assay: stopped. What is finished is kept; to go on: ${goOn}`);
  const stop = (signal: NodeJS.Signals): void => {
    if (stopped) {
      if (endsItself && performance.now() - stoppedAt > GRACE) process.exit(stopped);
      return;
    }
    stopped = signal === 'SIGINT' ? 130 : 143;
    stoppedAt = performance.now();
    interruption.abort();
    if (endsItself) return;
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
    version: version(),
    endsItself: () => {
      endsItself = true;
    },
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
  assay run xor --dry-run           what would be computed for one paper, and why
  assay fit data.csv --target label --out model.json
                                    train on one's own data to a certified optimum
  assay kernel install              the TypeScript kernel, for JupyterLab and VS Code`,
  run: `
Examples:
  assay run                         all experiments that are not long
  assay run xor/figure1-left        one experiment
  assay run convex --long           all experiments of a paper, long ones too
  assay run --force --record        compute all anew and replace the recorded results
  assay run convex --on slurm --partition short --array-width 100
                                    on a cluster: returns at once, see \`assay status\` and \`assay collect\`
  assay run convex --on slurm --dry-run
                                    the script that would be submitted`,
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
  review: `
Everything comes from the recorded results; runs that were computed on this machine are compared with them. The pages
open from the folder, without a server or a network.

Example:
  assay review                      make the site in review/, and open review/index.html
  assay review --out folder         make it elsewhere`,
  fit: `
Data: .csv, .tsv, .txt with a line of column names (separated by , ; or tab); .npz with the arrays X (samples x features)
and y; .npy of samples x columns, named x0, x1, ... The losses bce and hinge take two classes of any labels, squared
takes numbers. Features are brought to mean 0 and standard deviation 1 and the model keeps how; beta and the radius of
--robust refer to that: --robust 0.05 guards against any change of each feature by up to 0.05 of its standard deviation, with
--no-scale by up to 0.05 in its own unit. Of its patterns those count whose cone has room for it; --bias makes sure of one.
The accuracy under attack (PGD) on --test, and on the folds of --beta-grid, is an upper bound of the robust one. --beta-grid chooses the largest beta whose held-out accuracy (squared: loss) is within one
standard error of the best. Ctrl-C writes the best model so far.
--from improves a trained network on its own activation patterns: a model of ours with its scaling, or a network that
takes the features as they are, as JSON {"hidden": m lists of d, "output": m numbers} or .npz with hidden and output, or W1
and W2. It is kept where nothing beats it.

Examples:
  assay fit data.csv --target label --out model.json
  assay fit data.csv --target label --beta 1e-2 --test held-out.csv --out model.json
  assay fit data.csv --target label --beta-grid 1e-3,1e-2,1e-1,1 --folds 5 --out model.npz
  assay fit prices.csv --target price --loss squared --bias --patterns 200
  assay fit data.csv --target label --from trained.npz --beta 1e-3
  assay fit arrays.npz --loss hinge --robust 0.05 --json`,
  predict: `
The data need the columns that the model was trained on, in any order; where they have the target, too, the accuracy is
said. A column each of predictions, of outputs, and after training with bce of probabilities of the positive class.

Examples:
  assay predict model.json data.csv
  assay predict model.json data.csv --out predictions.csv`,
  export: `
.csv: one row a record, with its run, seed and settings; what is an array in it stands in a second file, .arrays.csv, one row an
entry. .npz: one array a field, its first axis the records; where shapes differ, NAME.at tells row and indices of each entry.
Computed results are taken where all runs are finished, else the recorded ones.

Examples:
  assay export xor/figure1-left                  xor-figure1-left.csv and xor-figure1-left.arrays.csv
  assay export convex/e1 --out build/e1.npz      for numpy.load`,
  data: `
ASSAY_DATA=folder uses files that are there already.

Example:
  assay data`,
  doctor: `
Bits are compared for every elementary function, random generator and engine, and for one short run of every experiment.

Examples:
  assay doctor
  assay doctor --record             after a change of the code that is meant to change bits`,
} as const;

/** The commands; `done` gets the exit code. */
function parser(call: Call, done: (code: number) => void): Command {
  const program = new Command('assay')
    .description(
      "Runs the experiments of reproduced papers, checks their claims, draws their figures, trains on data of one's own, and is a TypeScript kernel for Jupyter.",
    )
    .version(version())
    .exitOverride()
    .showHelpAfterError('Add --help for what there is.')
    .addHelpText('after', EXAMPLES.assay);
  program
    .command('list')
    .description('list papers, experiments with runs and cost, figures and claims')
    .addHelpText('after', '\nExample:\n  assay list')
    .action(async () => done(await (await import('./cli/list.ts')).list(call)));
  onCluster(computing(program.command('run')))
    .description('compute the runs that are missing, and compare them with the recorded results')
    .argument('[id...]', 'experiments or papers; all where none is given')
    .addHelpText('after', EXAMPLES.run)
    .action(async (ids: string[], options: RunOptions) =>
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
    .command('review')
    .description('make the site on which a reviewer says, claim by claim, whether the verdicts hold')
    .option('--out <folder>', 'where to make it; what is in the folder is replaced (default: review/)')
    .addHelpText('after', EXAMPLES.review)
    .action(async (options: ReviewOptions) =>
      done(await (await import('./cli/review.ts')).review(call, options)),
    );
  program
    .command('fit')
    .description(
      "train a two-layer ReLU network on one's own data, to a certified optimum of the convex program",
    )
    .argument('<data>', 'table of samples')
    .option('--target <column>', 'column to be predicted (in .npz: y)')
    .addOption(new Option('--loss <name>', 'loss').choices(['squared', 'hinge', 'bce']).default('bce'))
    .addOption(
      new Option('--beta <number>', 'weight decay, relative to the loss').argParser(positive).default(1e-3),
    )
    .addOption(
      new Option('--beta-grid <list>', 'choose beta among these by cross-validation')
        .argParser((text) => text.split(',').map(positive))
        .conflicts('beta'),
    )
    .option('--folds <k>', 'of the cross-validation', positiveInteger, 5)
    .option('--patterns <n>', 'activation patterns to draw', positiveInteger, 50)
    .addOption(
      new Option('--from <network>', 'train on the patterns of this network instead').conflicts([
        'patterns',
        'robust',
        'betaGrid',
      ]),
    )
    .option(
      '--robust <radius>',
      'train against any perturbation of each feature up to this: in its standard deviations, with --no-scale in its own units; held-out samples are also attacked (PGD)',
      nonNegative,
      0,
    )
    .option('--bias', 'add a constant feature')
    .option('--no-scale', 'take the features, and a numeric target, as they are')
    .option('--seed <n>', 'of patterns and folds', positiveInteger, 1)
    .option('--gap <number>', 'relative duality gap that is enough', positive, 1e-4)
    .option('--iterations <n>', 'end here at the latest', positiveInteger, 10_000)
    .option('--test <file>', 'held-out samples with the same columns')
    .option('--out <file>', 'write the model, as .json or .npz')
    .option('--table', 'print the iteration table')
    .option('--json', 'print JSON, and nothing else on the standard output')
    .addHelpText('after', EXAMPLES.fit)
    .action(async (path: string, options: FitOptions) =>
      done(await (await import('./cli/fit.ts')).fit(call, path, options)),
    );
  program
    .command('predict')
    .description('predict by a model that `assay fit` wrote')
    .argument('<model>', 'model file')
    .argument('<data>', 'table of samples')
    .option('--out <file>', 'write the predictions, as .csv or .npz, instead of printing them')
    .addHelpText('after', EXAMPLES.predict)
    .action(async (model: string, path: string, options: PredictOptions) =>
      done(await (await import('./cli/predict.ts')).predict(call, model, path, options)),
    );
  program
    .command('export')
    .description('write the results of an experiment as CSV or NumPy arrays, for Python and R')
    .argument('<experiment>', 'experiment')
    .addOption(new Option('--csv', 'as CSV (the default)').conflicts('npz'))
    .option('--npz', 'as NumPy arrays')
    .option('--out <file>', 'name of the file, with .csv or .npz (default: the name of the experiment, here)')
    .addHelpText('after', EXAMPLES.export)
    .action(async (id: string, options: ExportOptions) =>
      done(await (await import('./cli/export.ts')).exportResults(call, id, options)),
    );
  program
    .command('data')
    .description('fetch and check MNIST, Fashion-MNIST and CIFAR-10')
    .addHelpText('after', EXAMPLES.data)
    .action(async () => done(await (await import('./cli/data.ts')).data(call)));
  program
    .command('doctor')
    .description('check whether this machine can compute, draw, and give the recorded bits, in about 10 s')
    .option('--jobs <n>', 'worker processes (default: one per core)', positiveInteger)
    .option('--record', 'replace the recorded bits of the sample, results/sample.json')
    .addHelpText('after', EXAMPLES.doctor)
    .action(async (options: DoctorOptions) =>
      done(await (await import('./cli/doctor.ts')).doctor(call, options)),
    );
  addSweepCommands(program, call, done);
  addReviewCommands(program, call, done);
  addKernelCommands(program, call, done);
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

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
