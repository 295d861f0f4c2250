// Results as arrays of NumPy: one array a field, its first axis the rows.
import { type ArrayData, formatNpz } from '../tables/index.ts';
import { type Fields, isScalar, type Leaf, type Value } from './fields.ts';

interface NamedArray {
  readonly shape: readonly number[];
  readonly data: ArrayData;
}

/**
 * The `.npz` file: `run`, `record` and `seed` of each row; a field with one value a row as such a vector, a field with an
 * array of the same shape in every row as rows x shape. Where shapes differ, the field holds the entries one after the
 * other and `field.at` (entries x (1 + depth)) the row and the indices of each, -1 beyond its depth.
 * Truth values are bytes; null and missing numbers are NaN; a field with any word in it is all words.
 */
export function toNpz({ rows, leaves }: Fields): Uint8Array {
  const arrays: Record<string, NamedArray> = {
    run: vector(rows.map(({ run }) => run)),
    record: vector(rows.map(({ record }) => record)),
    seed: vector(rows.map(({ seed }) => seed)),
  };
  for (const [name, of] of leaves)
    Object.assign(arrays, isScalar(of) ? column(name, of, rows.length) : block(name, of, rows.length));
  return formatNpz(arrays);
}

const vector = (values: readonly Value[]): NamedArray => ({ shape: [values.length], data: encode(values) });

function column(name: string, leaves: readonly Leaf[], rows: number): Record<string, NamedArray> {
  const values = Array<Value>(rows).fill(null);
  for (const { row, value } of leaves) values[row] = value;
  return { [name]: vector(values) };
}

/** Rows x shape where it is the same everywhere: then the leaves stand in row-major order already. */
function block(name: string, leaves: readonly Leaf[], rows: number): Record<string, NamedArray> {
  const shape = leaves.at(-1)!.index.map((last) => last + 1);
  const data = encode(leaves.map(({ value }) => value));
  if (isRegular(leaves, [rows, ...shape])) return { [name]: { shape: [rows, ...shape], data } };
  const depth = leaves.reduce((most, { index }) => Math.max(most, index.length), 0);
  const at = leaves.flatMap(({ row, index }) => [
    row,
    ...Array.from({ length: depth }, (_, axis) => index[axis] ?? -1),
  ]);
  return {
    [name]: { shape: [leaves.length], data },
    [`${name}.at`]: { shape: [leaves.length, 1 + depth], data: Float64Array.from(at) },
  };
}

/** Whether the leaves are all entries of an array of this shape. */
function isRegular(leaves: readonly Leaf[], shape: readonly number[]): boolean {
  if (leaves.length !== shape.reduce((product, length) => product * length, 1)) return false;
  return leaves.every(({ row, index }, e) => {
    const place = [row, ...index];
    return place.length === shape.length && place.reduce((at, i, axis) => at * shape[axis]! + i, 0) === e;
  });
}

function encode(values: readonly Value[]): ArrayData {
  if (values.some((value) => typeof value === 'string'))
    return values.map((value) => (value === null ? '' : String(value)));
  if (values.every((value) => typeof value === 'boolean')) return Uint8Array.from(values, Number);
  return Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
}
