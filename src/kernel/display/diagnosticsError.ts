// The type checker's messages, marked in the source as `tsc --pretty` marks them.
import type { CellError, Diagnostic } from '../contract.ts';
import { bold, inverse, magenta, red } from './ansi.ts';
import { excerpt } from './excerpt.ts';

const SHOWN = 10;
const LINES = 4; // of a long span: the first and the last two

/** `source` is the cell's text, `label` what people see: `In [3]`. */
export function diagnosticsError(
  diagnostics: readonly Diagnostic[],
  source: string,
  label: string,
): CellError {
  const lines = linesOf(source);
  const shown = diagnostics.slice(0, SHOWN);
  const more = diagnostics.length - shown.length;
  const traceback = shown.flatMap((diagnostic) => describe(diagnostic, lines, label));
  traceback.push(`Found ${countOf(diagnostics)}${more > 0 ? `; ${more} more than shown` : ''}.`);
  const [first] = diagnostics;
  if (first === undefined) return { ename: 'TypeScriptError', evalue: 'no message', traceback };
  const others = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : '';
  return {
    ename: /^TS1\d{3}$/.test(first.code) ? 'SyntaxError' : 'TypeScriptError',
    evalue: `${placeOf(first.start, lines, label)} - ${first.code}: ${first.message}${others}`,
    traceback,
  };
}

interface Line {
  readonly text: string;
  /** Offset of its first letter. */
  readonly start: number;
}

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const text of source.split('\n')) {
    lines.push({ text: text.replace(/\r$/, ''), start });
    start += text.length + 1;
  }
  return lines;
}

const lineAt = (offset: number, lines: readonly Line[]): number =>
  Math.max(
    0,
    lines.findLastIndex(({ start }) => start <= offset),
  );

function placeOf(offset: number, lines: readonly Line[], label: string): string {
  const line = lineAt(offset, lines);
  return `${label}:${line + 1}:${offset - lines[line]!.start + 1}`;
}

function describe(
  { severity, code, message, start, end }: Diagnostic,
  lines: readonly Line[],
  label: string,
): string[] {
  const colour = severity === 'error' ? red : magenta;
  const head = `${bold(placeOf(start, lines, label))} - ${bold(severity)} ${code}: ${message}`;
  return [...head.split('\n'), '', ...marked(start, end, lines, colour), ''];
}

function marked(
  start: number,
  end: number,
  lines: readonly Line[],
  colour: (text: string) => string,
): string[] {
  const first = lineAt(start, lines);
  const last = Math.max(first, lineAt(Math.max(start, end - 1), lines));
  const gutter = String(last + 1).length;
  const isLong = last - first >= LINES;
  const shown: string[] = [];
  for (let i = first; i <= last; i++) {
    if (isLong && i === first + LINES / 2) {
      shown.push(`${inverse('…'.padStart(gutter))}`);
      i = last - LINES / 2 + 1;
    }
    const { text, start: offset } = lines[i]!;
    const from = i === first ? start - offset : 0;
    const to = Math.min(text.length, end - offset);
    const { line, mark } = excerpt(text, from, Math.max(from, to), '~');
    shown.push(`${inverse(String(i + 1).padStart(gutter))} ${line}`);
    if (to > from || i === first) shown.push(`${inverse(' '.repeat(gutter))} ${colour(mark)}`);
  }
  return shown;
}

function countOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')];
  return parts.filter(Boolean).join(' and ') || 'nothing';
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
