// danfojs data frames and series, known by their fields, so that danfojs is not loaded.
import type { Display } from '../contract.ts';
import { ends } from './ends.ts';
import { type Column, htmlTable, numberText, type Table, textTable } from './table.ts';
import { textOf } from './text.ts';

interface Frame {
  readonly $isSeries: boolean;
  readonly shape: readonly number[];
  readonly columns: readonly unknown[];
  readonly index: readonly unknown[];
  readonly dtypes: readonly unknown[];
  /** By row; of a series its entries. */
  readonly values: readonly unknown[];
}

const ROWS = 20; // longer frames are shown by as many rows, half from either end
const COLUMNS = 20;

export function isFrame(value: object): value is Frame {
  if (!('$isSeries' in value && '$dtypes' in value && '$index' in value)) return false;
  const { shape, columns, index, dtypes, values } = value as unknown as Frame;
  return [shape, columns, index, dtypes, values].every((field) => Array.isArray(field));
}

export function frameDisplay(frame: Frame): Display {
  const table = tableOf(frame);
  return { data: { 'text/html': htmlTable(table), 'text/plain': textTable(table) }, metadata: {} };
}

function tableOf(frame: Frame): Table {
  const { $isSeries, columns, index, dtypes, values } = frame;
  const [top, bottom] = ends(values.length, ROWS / 2, ROWS / 2);
  const [left, right] = ends(columns.length, COLUMNS / 2, COLUMNS / 2);
  const shown = [...left, ...right];
  const rows = [...top, ...bottom].map((i) => {
    const row = values[i];
    return $isSeries ? [row] : shown.map((j) => (row as readonly unknown[])[j]);
  });
  const column = (j: number, k: number): Column => ({
    name: String(columns[j]),
    type: String(dtypes[j] ?? ''),
    align: rows.every((row) => typeof row[k] === 'number' || isMissing(row[k])) ? 'right' : 'left',
  });
  return {
    caption: captionOf(frame),
    columns: shown.map(column),
    labels: [...top, ...bottom].map((i) => String(index[i] ?? i)),
    cells: rows.map((row) => row.map(cell)),
    ...(bottom.length > 0 && { rowGap: top.length }),
    ...(right.length > 0 && { columnGap: left.length }),
  };
}

const captionOf = ({ $isSeries, values, columns }: Frame): string =>
  $isSeries
    ? `Series: ${count(values.length, 'entry', 'entries')}`
    : `DataFrame: ${count(values.length, 'row', 'rows')} × ${count(columns.length, 'column', 'columns')}`;

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
const isMissing = (value: unknown): boolean => value === undefined || value === null;

function cell(value: unknown): string {
  if (isMissing(value)) return String(value);
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : textOf(value);
}
