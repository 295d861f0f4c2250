// Rows of text in columns.
import { stripVTControlCharacters } from 'node:util';

/** Pads all columns but the last; two spaces between them, two in front. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (cell: string): number => stripVTControlCharacters(cell).length;
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, j) =>
    Math.max(...rows.map((row) => width(row[j] ?? ''))),
  );
  const pad = (cell: string, j: number): string => cell + ' '.repeat(widths[j]! - width(cell));
  return rows
    .map((row) =>
      `  ${row.map((cell, j) => (j < row.length - 1 ? pad(cell, j) : cell)).join('  ')}`.trimEnd(),
    )
    .join('\n');
}
