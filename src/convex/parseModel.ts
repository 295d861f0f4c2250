// The model of a text or of named arrays, checked field by field.
import { flag, list, number, oneOf, type Reader, reader, text, vector } from './fields.ts';
import type { FitCertificate } from './fit.ts';
import { losses } from './losses.ts';
import { FORMAT, FORMAT_VERSION, type Model, ModelError, type NamedArray } from './model.ts';
import type { Network } from './network.ts';

/** The model of a text that `formatModel` wrote; `source` names it in messages. Errors: `ModelError`. */
export function parseModel(content: string, source: string): Model {
  return modelOf(parsedJson(content, source), source);
}

/** The value of a JSON text; `source` names it in messages. Errors: `ModelError`. */
export function parsedJson(content: string, source: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new ModelError(`${source} is no JSON: ${(error as Error).message}`);
  }
}

/** The model of arrays that `modelArrays` made; `source` names them in messages. Errors: `ModelError`. */
export function modelOfArrays(arrays: Readonly<Record<string, NamedArray>>, source: string): Model {
  const { hidden, output, mean, std, model } = arrays;
  if (!hidden || !output || !model)
    throw new ModelError(
      `${source} is no model: the arrays hidden, output and model were expected, as \`assay fit --out\` writes them`,
    );
  const d = hidden.shape[1] ?? 0;
  const fields = parsedJson(new TextDecoder().decode(Uint8Array.from(model.data)), `${source}, array model`);
  const rows = Array.from({ length: hidden.shape[0]! }, (_, j) => hidden.data.subarray(j * d, (j + 1) * d));
  const network = { d, output: output.data, hidden: rows };
  return modelOf(
    { ...(fields as object), network, ...(mean && std && { inputs: { mean: mean.data, std: std.data } }) },
    source,
  );
}

function modelOf(value: unknown, source: string): Model {
  const root = reader(value, source);
  if (!root.has('format'))
    throw new ModelError(`${source} is no model: a file that \`assay fit --out\` wrote was expected`);
  root.take('format', oneOf(FORMAT), `"${FORMAT}"`);
  root.take(
    'formatVersion',
    (version) => (version === FORMAT_VERSION ? version : undefined),
    `${FORMAT_VERSION}, as this version of Assay writes it,`,
  );
  const features = root.take('features', list(text), 'a list of names');
  const training = trainingOf(root.inner('training'));
  const scaling = (key: string) => {
    const fields = root.inner(key);
    const [mean, std] = (['mean', 'std'] as const).map((name) =>
      fields.take(name, vector, 'a list of numbers'),
    );
    return { mean: mean!, std: std! };
  };
  const outputs = root.has('outputs') ? root.inner('outputs') : undefined;
  const classes = root.has('classes') ? root.inner('classes') : undefined;
  const model: Model = {
    version: root.take('version', text, 'a version'),
    features,
    target: root.take('target', text, 'a name'),
    bias: training.bias,
    ...(root.has('inputs') && { inputs: scaling('inputs') }),
    ...(outputs && {
      outputs: {
        mean: outputs.take('mean', number, 'a finite number'),
        std: outputs.take('std', number, 'a finite number'),
      },
    }),
    ...(classes && {
      classes: {
        negative: classes.take('negative', text, 'a label'),
        positive: classes.take('positive', text, 'a label'),
      },
    }),
    network: networkOf(root.inner('network')),
    training,
    certificate: certificateOf(root.inner('certificate')),
  };
  const { network, inputs } = model;
  const d = features.length + (training.bias ? 1 : 0);
  if (
    network.d !== d ||
    (inputs && [inputs.mean, inputs.std].some(({ length }) => length !== features.length))
  )
    throw new ModelError(
      `${source} does not fit together: ${features.length} features${training.bias ? ' and a bias' : ''}, network of ${network.d} inputs${inputs ? `, scaling of ${inputs.mean.length}` : ''}`,
    );
  return model;
}

function networkOf(fields: Reader): Network {
  const d = fields.take('d', number, 'a number');
  const output = fields.take('output', vector, 'a list of numbers');
  const rows = fields.take('hidden', list(vector), 'a list of lists of numbers');
  if (rows.length !== output.length || rows.some((row) => row.length !== d))
    fields.refuse('hidden', `${output.length} lists of ${d} numbers`);
  return { hidden: Float64Array.from(rows.flatMap((row) => [...row])), output, d };
}

function trainingOf(fields: Reader): Model['training'] {
  const numberOf = (key: string) => fields.take(key, number, 'a finite number');
  return {
    loss: fields.take(
      'loss',
      oneOf(...(Object.keys(losses) as (keyof typeof losses)[])),
      'squared, hinge or bce',
    ),
    beta: numberOf('beta'),
    patterns: numberOf('patterns'),
    radius: numberOf('radius'),
    bias: fields.take('bias', flag, 'true or false'),
    scale: fields.take('scale', flag, 'true or false'),
    gap: numberOf('gap'),
    iterations: numberOf('iterations'),
    seed: numberOf('seed'),
    samples: numberOf('samples'),
    patternsUsed: numberOf('patternsUsed'),
  };
}

function certificateOf(fields: Reader): FitCertificate {
  const numberOf = (key: string) => fields.take(key, number, 'a finite number');
  return {
    status: fields.take(
      'status',
      oneOf('optimal', 'gap-reached', 'max-iterations', 'aborted', 'numerical-trouble'),
      'a status',
    ),
    primal: numberOf('primal'),
    dual: numberOf('dual'),
    globalDual: numberOf('globalDual'),
    relativeGap: numberOf('relativeGap'),
    scope: fields.take('scope', oneOf('patterns', 'global'), 'patterns or global'),
    iterations: numberOf('iterations'),
    ...(fields.has('networkObjective') && { networkObjective: numberOf('networkObjective') }),
  };
}
