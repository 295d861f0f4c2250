// Markdown: plain text in it, and tables.

/** The text with what Markdown, HTML or MathJax would take for a sign of theirs escaped. */
export const escapeMarkdown = (plain: string): string =>
  plain
    .replaceAll(/[\\`*_$|~[\]]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');

/** A table for `show`; cells are Markdown with formulas, but for `|`, which ends a cell. */
export function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [columns, columns.map(() => '---'), ...rows].map(line).join('\n');
}
