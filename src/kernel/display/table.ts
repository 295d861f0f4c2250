// Tables as HTML (headers with their scope, a caption) and as aligned text.
import { escapeHtml } from './html.ts';
import { padEnd, padStart, width } from './width.ts';

export interface Table {
  /** What it is, and its shape. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Label of each row. */
  readonly labels: readonly string[];
  /** By row. */
  readonly cells: readonly (readonly string[])[];
  /** Row before which rows are left out; likewise for columns. */
  readonly rowGap?: number;
  readonly columnGap?: number;
}

export interface Column {
  readonly name: string;
  /** Below the name. */
  readonly type?: string;
  readonly align: 'left' | 'right';
}

const DIGITS = 6; // significant, of numbers that are not whole
const LONGEST = 1000; // characters of a cell in HTML
const WIDEST = 40; // columns of a cell in text

const GAP: Column = { name: '…', align: 'right' };

export function numberText(x: number): string {
  const digits = Number.isInteger(x) ? x : Number(x.toPrecision(DIGITS));
  return Object.is(x, -0) ? '-0' : String(digits);
}

/** Table with a column and a row of `…` where some are left out. */
function withGaps({ columns, labels, cells, rowGap, columnGap, ...table }: Table): Table {
  const wide = <T>(row: readonly T[], gap: T): readonly T[] =>
    columnGap === undefined ? row : row.toSpliced(columnGap, 0, gap);
  const rows = cells.map((row) => wide(row, '…'));
  const head = wide(columns, GAP);
  if (rowGap === undefined) return { ...table, columns: head, labels, cells: rows };
  return {
    ...table,
    columns: head,
    labels: labels.toSpliced(rowGap, 0, '…'),
    cells: rows.toSpliced(
      rowGap,
      0,
      head.map(() => '…'),
    ),
  };
}

export function htmlTable(table: Table): string {
  const { caption, columns, labels, cells } = withGaps(table);
  const style = ({ align }: Column): string => ` style="text-align:${align}"`;
  const head = columns.map((column) => {
    const type = column.type === undefined ? '' : `<br><small>${escapeHtml(column.type)}</small>`;
    return `<th scope="col"${style(column)}>${escapeHtml(column.name)}${type}</th>`;
  });
  const rows = cells.map((row, i) => {
    const data = row.map((cell, j) => `<td${style(columns[j]!)}>${escapeHtml(cut(cell, LONGEST))}</td>`);
    return `<tr><th scope="row">${escapeHtml(labels[i]!)}</th>${data.join('')}</tr>`;
  });
  return [
    `<table><caption style="text-align:left;white-space:nowrap">${escapeHtml(caption)}</caption>`,
    `<thead><tr><td></td>${head.join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table>`,
  ].join('\n');
}

export function textTable(table: Table): string {
  const { caption, columns, labels, cells } = withGaps(table);
  const flat = (text: string): string => cut(text.replaceAll(/\s+/g, ' '), WIDEST);
  const types = columns.some(({ type }) => type) ? [['', ...columns.map(({ type = '' }) => type)]] : [];
  const rows = [['', ...columns.map(({ name }) => flat(name))], ...types].concat(
    cells.map((row, i) => [flat(labels[i]!), ...row.map(flat)]),
  );
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => width(row[j]!))));
  const pads = [padEnd, ...columns.map(({ align }) => (align === 'left' ? padEnd : padStart))];
  const lines = rows.map((row) => row.map((cell, j) => pads[j]!(cell, widths[j]!)).join('  '));
  return [caption, ...lines.map((line) => line.trimEnd())].join('\n');
}

const cut = (text: string, length: number): string =>
  (text.length > length ? `${text.slice(0, length - 1)}…` : text).toWellFormed();
