// A network that another program trained, from JSON or from named arrays.
import { list, reader, vector } from './fields.ts';
import { ModelError, type NamedArray } from './model.ts';
import type { Network } from './network.ts';

/** Names of the layers: ours, and those of many scripts. */
const NAMES = [
  ['hidden', 'output'],
  ['W1', 'W2'],
] as const;

/**
 * The network of JSON fields `hidden` (m lists of d) and `output` (m); `source` names them in messages. Errors:
 * `ModelError`.
 */
export function parseNetwork(value: unknown, source: string): Network {
  const fields = reader(value, source);
  const output = fields.take('output', vector, 'a list of numbers');
  const rows = fields.take('hidden', list(vector), 'a list of lists of numbers');
  const d = rows[0]?.length ?? 0;
  if (d === 0 || rows.length !== output.length || rows.some((row) => row.length !== d))
    fields.refuse('hidden', `${output.length} lists of equal length, one for each entry of "output",`);
  return { hidden: Float64Array.from(rows.flatMap((row) => [...row])), output, d };
}

/**
 * The network of arrays `hidden` (m x d) and `output`, or `W1` and `W2`; the second has m entries in any shape, and the
 * first may be d x m instead where d is not m. Errors: `ModelError`, also where there are biases `b1` or `b2`.
 */
export function networkOf(arrays: Readonly<Record<string, NamedArray>>, source: string): Network {
  const [first, second] = NAMES.find((names) => names.every((name) => arrays[name])) ?? [];
  if (!first || !second)
    throw new ModelError(
      `${source} holds no network: arrays hidden (m x d) and output (m), or W1 and W2, were expected; it has ${Object.keys(arrays).join(', ')}`,
    );
  const biases = ['b1', 'b2'].filter((name) => arrays[name]);
  if (biases.length > 0)
    throw new ModelError(
      `${source} has biases ${biases.join(' and ')}: make b1 the last column of ${first} and train with --bias; an output bias has no place here`,
    );
  const { shape, data } = arrays[first]!;
  const output = Float64Array.from(arrays[second]!.data);
  const m = output.length;
  if (shape.length !== 2 || m === 0 || !shape.includes(m))
    throw new ModelError(
      `${source} does not fit together: ${first} has the shape (${shape.join(', ')}) and ${second} ${m} entries; m x d and m were expected`,
    );
  const isOfRows = shape[0] === m;
  const d = isOfRows ? shape[1]! : shape[0]!;
  const hidden = Float64Array.from({ length: m * d }, (_, e) =>
    isOfRows ? data[e]! : data[(e % d) * m + Math.floor(e / d)]!,
  );
  return { hidden, output, d };
}
