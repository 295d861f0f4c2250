// A table as a file holds it, before anybody says which column is what.
import { TableError } from './errors.ts';

export interface Column {
  readonly name: string;
  /** One entry per row; NaN where the cell is no finite number. */
  readonly numbers: Float64Array;
  /** The cells as words, a number in its shortest form; absent where all are finite numbers. */
  readonly words?: readonly string[];
}

export interface Table {
  /** What messages call it: the file. */
  readonly source: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Where a row stands in the file: `row 3 (line 4)`. */
  readonly place: (row: number) => string;
}

const MISSING = /^(?:|na|n\/a|nan|null|\?)$/i;
const SHOWN_NAMES = 20;

/** Whether a cell says that there is no value. */
export const isMissing = (word: string): boolean => MISSING.test(word);

/** The column of a name. Errors: `TableError` that lists the columns there are. */
export function columnOf({ source, columns }: Table, name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  const shown = columns.slice(0, SHOWN_NAMES).map((column) => column.name);
  const more = columns.length > SHOWN_NAMES ? ` and ${columns.length - SHOWN_NAMES} more` : '';
  throw new TableError(`${source} has no column "${name}": its columns are ${shown.join(', ')}${more}`);
}

/** The numbers of a column. Errors: `TableError` with the first cell that is none, and what to do where it is a word. */
export function numbersOf(
  table: Table,
  name: string,
  advice = 'encode words as numbers, or leave out the column',
): Float64Array {
  const { numbers, words } = columnOf(table, name);
  const bad = words ? numbers.findIndex(Number.isNaN) : -1;
  if (bad < 0) return numbers;
  const word = words![bad]!;
  const [what, remedy] = isMissing(word)
    ? [word === '' ? 'is empty' : `is missing ("${word}")`, 'fill it in, or leave out the row or the column']
    : /^[+-]?\d+,\d+$/.test(word)
      ? [`is "${word}"`, 'write decimals with a point']
      : [`is "${word}", not a finite number`, advice];
  throw new TableError(`${table.source}, ${table.place(bad)}, column "${name}": the cell ${what}; ${remedy}`);
}

/** The words of a column; numbers in their shortest form. Errors: `TableError` with the first missing one. */
export function wordsOf(table: Table, name: string): readonly string[] {
  const { numbers, words } = columnOf(table, name);
  if (!words) return Array.from(numbers, String);
  const bad = words.findIndex(isMissing);
  if (bad >= 0)
    throw new TableError(
      `${table.source}, ${table.place(bad)}, column "${name}": the label is missing; fill it in, or leave out the row`,
    );
  return words;
}

/** Columns side by side, rows x names.length row-major. Errors: `TableError` as of `numbersOf`. */
export function samplesOf(table: Table, names: readonly string[]) {
  const [rows, cols] = [table.rows, names.length];
  const data = new Float64Array(rows * cols);
  names.forEach((name, j) => {
    const numbers = numbersOf(table, name);
    for (let k = 0; k < rows; k++) data[k * cols + j] = numbers[k]!;
  });
  return { rows, cols, data };
}
