// `assay fit`: trains a network on somebody's own data and says what is certain about it.
import { extname } from 'node:path';
import {
  type Assessment,
  assess,
  type CrossValidation,
  classesOf,
  constantColumns,
  type Fit,
  type FitSettings,
  type Loss,
  losses,
  type Model,
  respond,
  respondUnderAttack,
} from '../convex/index.ts';
import { columnOf, readTable, samplesOf, type Table, wordsOf } from '../tables/index.ts';
import { encode, UsageError } from '../workbook/index.ts';
import { plainAssessment } from './assessed.ts';
import { type Call, print } from './call.ts';
import { describeData, describeFit, describeRow, describeValidation, rowHeader } from './fitted.ts';
import { showMeter } from './meter.ts';
import { checkModelName, readNetwork, writeModel } from './modelFile.ts';
import { targetsOf } from './targets.ts';
import { type Job, train } from './training.ts';

export interface FitOptions {
  readonly target?: string;
  readonly loss: Loss['name'];
  readonly beta: number;
  readonly betaGrid?: readonly number[];
  readonly folds: number;
  readonly patterns: number;
  readonly from?: string;
  readonly robust: number;
  readonly bias?: boolean;
  readonly scale: boolean;
  readonly seed: number;
  readonly gap: number;
  readonly iterations: number;
  readonly test?: string;
  readonly out?: string;
  readonly table?: boolean;
  readonly json?: boolean;
}

const STOPPED = 130;

/** Exit code 130 where Ctrl-C ended it; the best model so far is written then, too. */
export async function fit(here: Call, path: string, options: FitOptions): Promise<number> {
  const call: Call = options.json ? { ...here, log: process.stderr } : here;
  if (options.out !== undefined) checkModelName(options.out);
  const from =
    options.from === undefined ? undefined : await readNetwork(options.from, options.bias ?? false);
  const table = await readTable(path);
  const { target, features } = split(table, options.target, from?.features);
  const loss = losses[options.loss];
  const classes = loss.labels && classesOf(wordsOf(table, target), `${path}, column "${target}",`);
  const X = samplesOf(table, features);
  const y = targetsOf(table, target, loss, classes);
  const held = options.test === undefined ? undefined : await readTable(options.test);
  const test = held && { X: samplesOf(held, features), y: targetsOf(held, target, loss, classes) };

  const constant = constantColumns(X).map((j) => features[j]!);
  const data = {
    path,
    rows: X.rows,
    features,
    constant,
    target,
    y,
    classes,
    scaled: from ? from.inputs !== undefined : options.scale,
    loss,
  };
  print(describeData(data), call.log);
  const { validation, trained, outputs } = await run(
    call,
    { X, y, ...jobOf(options), ...(from && { from }) },
    options,
  );
  if (!trained) {
    print('assay: stopped before there was a model', process.stderr);
    return STOPPED;
  }
  const { patterns, draws, incumbent, certificate, ...predictor } = trained;
  const settings = settingsOf(options);
  const { bias, inputs } = predictor;
  const model: Model = {
    ...predictor,
    version: call.version,
    features,
    target,
    ...(classes && { classes }),
    training: {
      ...settings,
      ...(from && { bias, scale: inputs !== undefined }),
      beta: validation?.chosen ?? settings.beta,
      samples: X.rows,
      patternsUsed: patterns,
    },
    certificate,
  };
  const onTraining = assess(outputs!, y, loss);
  const onTest = test && assess(respond(model, test.X), test.y, loss);
  const attacked =
    test && options.robust > 0
      ? assess(respondUnderAttack(model, test.X, test.y, loss, options.robust), test.y, loss)
      : undefined;
  const assessed: (readonly [string, Assessment])[] = [['training', onTraining]];
  if (onTest) assessed.push(['held out', onTest]);
  if (attacked) assessed.push(['attacked', attacked]);
  print(describeFit(model, draws, incumbent, assessed), call.log);
  if (options.out !== undefined) {
    await writeModel(options.out, model);
    print(`  model written to ${options.out}`, call.log);
  }
  if (options.json)
    print(
      encode({
        data: {
          path,
          samples: X.rows,
          features,
          target,
          constant,
          ...(classes && { classes: { ...classes } }),
        },
        ...(validation && { crossValidation: plain(validation) }),
        training: { ...model.training, draws, ...(incumbent !== undefined && { incumbent }) },
        certificate: { ...certificate },
        neurons: model.network.output.length,
        trainingData: plain(plainAssessment(onTraining)),
        ...(onTest && { heldOut: plain(plainAssessment(onTest)) }),
        ...(attacked && { heldOutUnderAttack: plain(plainAssessment(attacked)) }),
        ...(options.out !== undefined && { model: options.out }),
      }),
    );
  return certificate.status === 'aborted' ? STOPPED : 0;
}

// biome-ignore lint/suspicious/noExplicitAny: plain data, which an interface without index signature is not to the compiler.
const plain = (value: object): any => value;

/** Target and features among the columns, those of `wanted` where given. Errors: `UsageError` where no target is named, `TableError`. */
function split(table: Table, named: string | undefined, wanted: readonly string[] | undefined) {
  const names = table.columns.map(({ name }) => name);
  const target = named ?? (extname(table.source).toLowerCase() === '.npz' ? 'y' : undefined);
  if (target === undefined)
    throw new UsageError(`--target names the column to be predicted: one of ${names.join(', ')}`);
  columnOf(table, target);
  const features = wanted ?? names.filter((name) => name !== target);
  if (features.includes(target))
    throw new UsageError(`--target is ${target}, which the network of --from takes as a feature`);
  if (features.length === 0)
    throw new UsageError(`${table.source} has no column but the target: at least one feature was expected`);
  return { target, features };
}

const settingsOf = ({
  loss,
  beta,
  patterns,
  robust,
  bias = false,
  scale,
  gap,
  iterations,
  seed,
}: FitOptions): FitSettings => ({
  loss,
  beta,
  patterns,
  radius: robust,
  bias,
  scale,
  gap,
  iterations,
  seed,
});

const jobOf = (options: FitOptions): Pick<Job, 'settings' | 'grid'> => ({
  settings: settingsOf(options),
  ...(options.betaGrid && { grid: { betas: options.betaGrid, folds: options.folds } }),
});

async function run(call: Call, job: Job, options: FitOptions) {
  const meter = await showMeter(call.log);
  let validation: CrossValidation | undefined;
  let trained: Fit | undefined;
  let outputs: Float64Array | undefined;
  let rows = 0;
  call.endsItself();
  call.signal.addEventListener('abort', () =>
    meter.message('stopping: the best model so far is kept; Ctrl-C again ends at once'),
  );
  try {
    await train(job, call.signal, (told) => {
      if ('progress' in told) meter.update(told.stage, told.progress);
      else if ('row' in told) {
        if (options.table) meter.message(`${rows++ === 0 ? `${rowHeader}\n` : ''}${describeRow(told.row)}`);
      } else if ('validation' in told) {
        validation = told.validation;
        meter.message(describeValidation(validation, options.folds, options.robust));
      } else [trained, outputs] = [told.fit, told.outputs];
    });
  } finally {
    meter.stop();
  }
  return { validation, trained, outputs };
}
