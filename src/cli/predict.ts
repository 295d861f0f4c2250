// `assay predict`: what a model says of new samples.
import { extname } from 'node:path';
import { assess, classOf, losses, type Model, respond } from '../convex/index.ts';
import { writeWhole } from '../data/write.ts';
import { formatCsv, formatNpz, readTable, samplesOf } from '../tables/index.ts';
import { exp } from '../wasm/math.ts';
import { UsageError } from '../workbook/index.ts';
import { describeAssessment } from './assessed.ts';
import { type Call, print } from './call.ts';
import { readModel } from './modelFile.ts';
import { targetsOf } from './targets.ts';

export interface PredictOptions {
  readonly out?: string;
}

export async function predict(
  _: Call,
  modelPath: string,
  path: string,
  { out }: PredictOptions,
): Promise<number> {
  const ending = out === undefined ? '.csv' : extname(out).toLowerCase();
  if (!['.csv', '.npz'].includes(ending))
    throw new UsageError(`${out}: the name of a file of predictions ends with .csv or .npz`);
  const model = await readModel(modelPath);
  const table = await readTable(path);
  const outputs = respond(model, samplesOf(table, model.features));
  const columns = columnsOf(model, outputs);
  if (out === undefined) process.stdout.write(formatCsv(columns));
  else await writeWhole(out, ending === '.csv' ? formatCsv(columns) : formatNpz(arraysOf(columns)));

  const log = out === undefined ? process.stderr : process.stdout;
  if (table.columns.some(({ name }) => name === model.target)) {
    const loss = losses[model.training.loss];
    const y = targetsOf(table, model.target, loss, model.classes);
    print(`${path}: ${describeAssessment(assess(outputs, y, loss))}`, log);
  }
  if (out !== undefined) print(`${outputs.length} predictions in ${out}`, log);
  return 0;
}

/** `prediction`, and with classes the `output` that decides by its sign, and with bce the `probability` of the positive one. */
function columnsOf(
  { classes, training }: Model,
  outputs: Float64Array,
): Record<string, readonly string[] | Float64Array> {
  if (!classes) return { prediction: outputs };
  return {
    prediction: Array.from(outputs, (output) => classOf(output, classes)),
    output: outputs,
    ...(training.loss === 'bce' && { probability: outputs.map((output) => 1 / (1 + exp(-2 * output))) }),
  };
}

/** Words have no place in arrays of numbers: a label is the sign of `output`. */
const arraysOf = (columns: ReturnType<typeof columnsOf>) =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([name, data]) =>
      data instanceof Float64Array ? [[name, { shape: [data.length], data }]] : [],
    ),
  );
