// A line of source with a mark below it, aligned also below tabs and wide letters.
import { width } from './width.ts';

const TAB = 4;
const ROOM = 100; // columns; a longer line is shown around the mark
const BEFORE = 30; // columns before the mark in such a line

export interface Excerpt {
  readonly line: string;
  /** Spaces and then `sign` repeated. */
  readonly mark: string;
}

/** Marks the UTF-16 units from `start` to `end` of a line, at least one column. */
export function excerpt(text: string, start: number, end: number, sign: string): Excerpt {
  const before = expand(text.slice(0, start), 0);
  const at = width(before);
  const marked = expand(text.slice(start, end), at);
  const after = expand(text.slice(end), at + width(marked));
  const head = at > BEFORE && at + width(marked + after) > ROOM ? `…${lastColumns(before, BEFORE)}` : before;
  const line = `${head}${marked}${after}`;
  const left = width(head);
  return {
    line: width(line) > ROOM + BEFORE ? `${firstColumns(line, ROOM)}…` : line,
    mark: ' '.repeat(left) + sign.repeat(Math.max(1, Math.min(width(marked), ROOM - left))),
  };
}

/** Tabs as spaces up to the next stop; what would move the cursor is left out. */
function expand(text: string, column: number): string {
  if (!/[\p{Cc}\u2028\u2029]/u.test(text)) return text;
  let expanded = '';
  for (const part of text.split(/(\t)/)) {
    if (part === '\t') expanded += ' '.repeat(TAB - ((column + width(expanded)) % TAB));
    else expanded += part.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '');
  }
  return expanded;
}

function firstColumns(text: string, columns: number): string {
  const letters = [...text];
  let end = 0;
  for (let used = 0; end < letters.length && used < columns; end++) used += width(letters[end]!);
  return letters.slice(0, end).join('');
}

function lastColumns(text: string, columns: number): string {
  const letters = [...text];
  let start = letters.length;
  for (let used = 0; start > 0 && used < columns; start--) used += width(letters[start - 1]!);
  return letters.slice(start).join('');
}
