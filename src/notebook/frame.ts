// A data frame as an HTML table and as text; long text is kept whole, and stands at the left.
import type { DataFrame } from 'danfojs-node';
import { type Html, html } from '../plot/html.ts';
import type { MimeBundle } from './picture.ts';

type Cell = string | number | boolean | null | undefined;

const SHOWN = 30; // letters of a cell in the text

export function frameBundle(frame: DataFrame): MimeBundle {
  const { columns } = frame;
  const rows = frame.values as Cell[][];
  const isNumber = columns.map((_, j) => rows.every((row) => typeof row[j] === 'number'));
  const align = (j: number): string => `text-align:${isNumber[j] ? 'right' : 'left'};vertical-align:top`;
  const cell = (value: Cell): string => (value === undefined || value === null ? '' : String(value));
  const line = (row: readonly Cell[]): Html =>
    html`<tr>${row.map((value, j) => html`<td style="${align(j)}">${cell(value)}</td>`)}</tr>\n`;
  const head = html`<tr>${columns.map((name, j) => html`<th style="${align(j)}">${name}</th>`)}</tr>`;
  return {
    'text/html': `${html`<table><thead>${head}</thead><tbody>\n${rows.map(line)}</tbody></table>`}`,
    'text/plain': textTable([columns, ...rows.map((row) => row.map(cell))]),
  };
}

function textTable(rows: readonly (readonly string[])[]): string {
  const cut = rows.map((row) =>
    row.map((text) => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text)),
  );
  const widths = cut[0]!.map((_, j) => Math.max(...cut.map((row) => row[j]!.length)));
  return cut
    .map((row) =>
      row
        .map((text, j) => text.padEnd(widths[j]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
