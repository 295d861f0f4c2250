// Matrices of ml-matrix and of src/linalg, known by their fields.
import type { Display } from '../contract.ts';
import { ends } from './ends.ts';
import { htmlTable, numberText, type Table, textTable } from './table.ts';

interface Entries {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly at: (i: number, j: number) => unknown;
}

const ROWS = 16; // longer matrices are shown by as many rows, half from either end
const COLUMNS = 12;

/** Undefined for what is no matrix. */
export function matrixDisplay(value: object): Display | undefined {
  const entries = ofLinalg(value) ?? ofMlMatrix(value);
  if (entries === undefined) return undefined;
  const table = tableOf(entries);
  return { data: { 'text/html': htmlTable(table), 'text/plain': textTable(table) }, metadata: {} };
}

function ofLinalg(value: object): Entries | undefined {
  if (!('rows' in value && 'cols' in value && 'data' in value)) return undefined;
  const { rows, cols, data } = value;
  if (!isSize(rows) || !isSize(cols) || !ArrayBuffer.isView(data) || !('length' in data)) return undefined;
  if (data.length !== rows * cols) return undefined;
  const isReleased = 'arena' in value && (value.arena as { released?: unknown } | null)?.released === true;
  const name = isReleased ? 'Matrix (its arena was released: the entries mean nothing)' : 'Matrix';
  const array = data as unknown as ArrayLike<unknown>;
  return { name, rows, columns: cols, at: (i, j) => array[i * cols + j] };
}

function ofMlMatrix(value: object): Entries | undefined {
  if (!('rows' in value && 'columns' in value && 'get' in value && 'to2DArray' in value)) return undefined;
  const { rows, columns, get } = value;
  if (!isSize(rows) || !isSize(columns) || typeof get !== 'function') return undefined;
  const at = (i: number, j: number): unknown => get.call(value, i, j);
  return { name: value.constructor.name, rows, columns, at };
}

const isSize = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;

function tableOf({ name, rows, columns, at }: Entries): Table {
  const [top, bottom] = ends(rows, ROWS / 2, ROWS / 2);
  const [left, right] = ends(columns, COLUMNS / 2, COLUMNS / 2);
  const shown = [...left, ...right];
  return {
    caption: `${name}: ${rows} × ${columns}`,
    columns: shown.map((j) => ({ name: String(j), align: 'right' })),
    labels: [...top, ...bottom].map(String),
    cells: [...top, ...bottom].map((i) => shown.map((j) => entry(at(i, j)))),
    ...(bottom.length > 0 && { rowGap: top.length }),
    ...(right.length > 0 && { columnGap: left.length }),
  };
}

const entry = (x: unknown): string => (typeof x === 'number' ? numberText(x) : String(x));
