// Comma-separated values: a line of names, then one row a sample. Separators `,`, `;` and tab are told apart.
import Papa from 'papaparse';
import { TableError } from './errors.ts';
import type { Column, Table } from './table.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SEPARATORS = [',', ';', '\t'];
const HEADER_ROOM = 1 << 20; // characters that hold the line of names
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

const lineEnds = (cell: string): number => cell.match(/\n/g)?.length ?? 0;

/** A column that grows, and turns to words at the first cell that is no finite number. */
class Growing {
  readonly name: string;
  #numbers = new Float64Array(64);
  #words: string[] | undefined;

  constructor(name: string) {
    this.name = name;
  }

  set(row: number, text: string): void {
    const word = text.trim();
    const value = NUMBER.test(word) ? Number(word) : NaN;
    const isNumber = Number.isFinite(value);
    if (row === this.#numbers.length) {
      const longer = new Float64Array(2 * row);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[row] = isNumber ? value : NaN;
    if (!isNumber) this.#words ??= Array.from(this.#numbers.subarray(0, row), String);
    this.#words?.push(isNumber ? String(value) : word);
  }

  end(rows: number): Column {
    const numbers = this.#numbers.slice(0, rows);
    return { name: this.name, numbers, ...(this.#words && { words: this.#words }) };
  }
}

/**
 * The table of a CSV text (RFC 4180, a byte-order mark or none, any line ends, which inside quotes become `\n`);
 * `source` names it in messages. Lines without anything are skipped. Errors: `TableError`: no rows, a row with more or fewer cells than names, a name that
 * is empty, twice there or a number, a quote that is not closed.
 */
export function parseCsv(content: string, source: string): Table {
  // The last line end closes the last row and starts no other.
  const text = (content.includes('\r') ? content.replaceAll(/\r\n?/g, '\n') : content).replace(/\n$/, '');
  let columns: Growing[] | undefined;
  const lines: number[] = [];
  const hasQuotes = text.includes('"');
  let line = 1;
  const next = (cells: readonly string[]): void => {
    const isBlank = cells.length === 1 && cells[0]!.trim() === '';
    if (columns === undefined) {
      if (!isBlank) columns = namesOf(cells, source, line).map((name) => new Growing(name));
      return;
    }
    if (isBlank && columns.length > 1) return;
    if (cells.length !== columns.length)
      throw new TableError(
        `${source}, row ${lines.length + 1} (line ${line}) has ${cells.length} cells but there are ${columns.length} columns (${columns[0]!.name} .. ${columns.at(-1)!.name}); put a cell that holds the separator in quotes`,
      );
    columns.forEach((column, j) => {
      column.set(lines.length, cells[j]!);
    });
    lines.push(line);
  };
  Papa.parse<string[]>(text, {
    newline: '\n',
    delimiter: separatorOf(text),
    step: ({ data, errors }) => {
      const [wrong] = errors.filter(({ type }) => type === 'Quotes');
      if (wrong)
        throw new TableError(
          `${source}, line ${line}: ${wrong.code === 'MissingQuotes' ? 'a quote is opened and never closed' : 'text follows a closing quote'}; write a quote inside quotes twice`,
        );
      next(data);
      line += 1 + (hasQuotes ? data.reduce((sum, cell) => sum + lineEnds(cell), 0) : 0);
    },
  });
  if (columns === undefined) throw new TableError(`${source} is empty: a line of column names was expected`);
  if (lines.length === 0)
    throw new TableError(`${source} has a line of names and nothing below it: at least one row was expected`);
  return {
    source,
    rows: lines.length,
    columns: columns.map((column) => column.end(lines.length)),
    place: (row) => `row ${row + 1} (line ${lines[row]})`,
  };
}

/** The separator that stands most often in the line of names, outside quotes. */
function separatorOf(text: string): string {
  const start = text.trimStart().slice(0, HEADER_ROOM);
  const [names = ''] = start.replaceAll(/"(?:[^"]|"")*"/g, '').split('\n', 1);
  const counts = SEPARATORS.map((separator) => names.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

function namesOf(cells: readonly string[], source: string, line: number): string[] {
  const names = cells.map((cell) => cell.trim());
  const first = `${source}, line ${line}`;
  if (names.every((name) => NUMBER.test(name)))
    throw new TableError(
      `${first} holds only numbers: a line with the names of the columns was expected; add one`,
    );
  const unnamed = names.indexOf('');
  if (unnamed >= 0)
    throw new TableError(
      `${first}: column ${unnamed + 1} of ${names.length} has no name; name it, or leave it out (pandas: to_csv(..., index=False))`,
    );
  const twice = names.find((name, j) => names.indexOf(name) < j);
  if (twice !== undefined)
    throw new TableError(`${first}: there are two columns "${twice}"; give each a name of its own`);
  return names;
}

/** CSV text of columns of equal length under their names; numbers in the shortest form that reads back exactly. */
export function formatCsv(columns: Readonly<Record<string, ArrayLike<number | string>>>): string {
  const names = Object.keys(columns);
  const rows = Math.max(0, ...names.map((name) => columns[name]!.length));
  const quoted = (cell: number | string): string => {
    if (Object.is(cell, -0)) return '-0';
    const text = String(cell);
    return text === '' || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  let text = `${names.map(quoted).join()}\n`;
  for (let k = 0; k < rows; k++) text += `${names.map((name) => quoted(columns[name]![k]!)).join()}\n`;
  return text;
}
