// Results of an experiment as fields: what stands once in a record, and what stands in it as an array of any depth.
import type { Json, Result } from '../spec/experiment.ts';

export type Value = number | string | boolean | null;

/** A value in the row `row`, at `index` of the array that the field is there; the empty index where it is none. */
export interface Leaf {
  readonly row: number;
  readonly index: readonly number[];
  readonly value: Value;
}

/** Where each row, a record, comes from: the number of its run and its own number within the run, both from 0. */
export interface Row {
  readonly run: number;
  readonly record: number;
  readonly seed: number;
}

export interface Fields {
  readonly rows: readonly Row[];
  /** Values by field: settings as `settings.name`, entries of objects as `name.entry`; empty arrays leave none. */
  readonly leaves: ReadonlyMap<string, readonly Leaf[]>;
}

/** Columns that say where a row comes from; a field of this name becomes `records.name`. */
const ORIGIN = ['run', 'record', 'seed'];

export function fieldsOf(results: readonly Result[]): Fields {
  const rows: Row[] = [];
  const leaves = new Map<string, Leaf[]>();
  const add = (value: Json, name: string, index: readonly number[]): void => {
    if (Array.isArray(value)) {
      for (const [i, entry] of value.entries()) add(entry, name, [...index, i]);
    } else if (value !== null && typeof value === 'object') {
      for (const [key, entry] of Object.entries(value))
        add(entry, name === '' ? key : `${name}.${key}`, index);
    } else {
      const field = ORIGIN.includes(name) ? `records.${name}` : name;
      const known = leaves.get(field) ?? [];
      if (known.length === 0) leaves.set(field, known);
      known.push({ row: rows.length - 1, index, value: value as Value });
    }
  };
  for (const [run, { settings, seed, records }] of results.entries())
    for (const [record, content] of records.entries()) {
      rows.push({ run, record, seed });
      add(settings, 'settings', []);
      add(content, '', []);
    }
  return { rows, leaves };
}

/** Whether a field is an array nowhere: one value a row, or none. */
export const isScalar = (leaves: readonly Leaf[]): boolean => leaves.every(({ index }) => index.length === 0);
