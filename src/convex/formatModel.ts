// A model as JSON that gives every double back bit for bit, and the same as named arrays.
import { FORMAT, FORMAT_VERSION, type Model, ModelError, type NamedArray } from './model.ts';

/** JSON text of a model, one field a line, a hidden neuron a line. Errors: `ModelError` for a number that is not finite. */
export function formatModel(model: Model): string {
  const { network, inputs, ...rest } = fieldsOf(model);
  const { hidden, ...layers } = network as { hidden: readonly Float64Array[] };
  const rows = hidden.map((row) => `\n    ${json(row)}`).join();
  const lines = Object.entries(rest).map(([key, value]) => `  ${json(key)}: ${json(value)}`);
  if (inputs) lines.push(`  "inputs": ${json(inputs)}`);
  lines.push(`  "network": ${json(layers).slice(0, -1)},"hidden":[${rows}\n  ]}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/**
 * The model as arrays, for `.npz`: `hidden` (m x d), `output` (m), where features are scaled `mean` and `std` (d, or
 * d - 1 with a bias), and all else as the UTF-8 bytes of a JSON text in `model`. Errors: as `formatModel`.
 */
export function modelArrays(model: Model): Record<string, NamedArray> {
  const { network: _, inputs: __, ...rest } = fieldsOf(model);
  const { hidden, output, d } = model.network;
  const text = new TextEncoder().encode(json(rest));
  return {
    hidden: { shape: [output.length, d], data: hidden },
    output: { shape: [output.length], data: output },
    ...(model.inputs && {
      mean: { shape: [model.inputs.mean.length], data: model.inputs.mean },
      std: { shape: [model.inputs.std.length], data: model.inputs.std },
    }),
    model: { shape: [text.length], data: text },
  };
}

function fieldsOf({ network, bias: _, ...model }: Model): Record<string, unknown> {
  const { hidden, output, d } = network;
  const rows = Array.from(output, (_, j) => hidden.subarray(j * d, (j + 1) * d));
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    ...model,
    network: { d, output, hidden: rows },
  };
}

/** One line of JSON; -0 as such, which `JSON.stringify` loses. */
function json(value: unknown): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new ModelError(`the model holds the number ${value}, which is not finite`);
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `[${Array.from(value as number[], json).join()}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, entry]) => `${json(key)}:${json(entry)}`)
      .join()}}`;
  return JSON.stringify(value);
}
