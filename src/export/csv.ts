// Results as CSV: a table with one row a record, and a long table with one row for each entry of an array.
import { formatCsv } from '../tables/index.ts';
import { type Fields, isScalar, type Leaf, type Value } from './fields.ts';

export interface CsvTables {
  readonly rows: string;
  /** Absent where no field is an array. */
  readonly arrays?: string;
}

/** null and missing are empty cells; NaN and Infinity are written so, which Python and R read. */
const cell = (value: Value): number | string =>
  value === null ? '' : typeof value === 'boolean' ? String(value) : value;

export function toCsv({ rows, leaves }: Fields): CsvTables {
  const columns: Record<string, readonly (number | string)[]> = {
    run: rows.map(({ run }) => run),
    record: rows.map(({ record }) => record),
    seed: rows.map(({ seed }) => seed),
  };
  const arrays: [string, readonly Leaf[]][] = [];
  for (const [name, of] of leaves) {
    if (!isScalar(of)) arrays.push([name, of]);
    else {
      const column = rows.map((): number | string => '');
      for (const { row, value } of of) column[row] = cell(value);
      columns[name] = column;
    }
  }
  return { rows: formatCsv(columns), ...(arrays.length > 0 && { arrays: longTable(rows, arrays) }) };
}

/** Columns run, record, field, one index for each depth (from 0, empty beyond the depth of the field), value. */
function longTable(rows: Fields['rows'], arrays: readonly (readonly [string, readonly Leaf[]])[]): string {
  const entries = arrays.flatMap(([field, leaves]) => leaves.map((leaf) => ({ field, ...leaf })));
  const depth = entries.reduce((most, { index }) => Math.max(most, index.length), 0);
  const indices = Array.from({ length: depth }, (_, axis) => [
    `index${axis}`,
    entries.map(({ index }) => index[axis] ?? ''),
  ]);
  return formatCsv({
    run: entries.map(({ row }) => rows[row]!.run),
    record: entries.map(({ row }) => rows[row]!.record),
    field: entries.map(({ field }) => field),
    ...Object.fromEntries(indices),
    value: entries.map(({ value }) => cell(value)),
  });
}
