// Lines of an error's stack, mapped to what people wrote.
import type { SourceMap } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the code of a file came from. */
export interface Source {
  /** What people see instead of the file: `In [3]`. */
  readonly label: string;
  /** The user's text, from which lines are quoted. */
  readonly source: string;
  /** From the positions in the stack to those in `source`; without one they are the same. */
  readonly map?: SourceMap | undefined;
}

/** By the file name in the stack (`cell:3`, a URL, a label that was mapped already); undefined for one that is unknown. */
export type Sources = (file: string) => Source | undefined;

export interface Frame {
  /** With `async` and `new` in front; empty at a cell's top level. */
  readonly name: string;
  /** `In [3]:2:7`, `src/fit.ts:10:3`, `<anonymous>`. */
  readonly place: string;
  /** Where the text is known. Line from 1, column from 0 in UTF-16 units. */
  readonly quote?: { readonly source: string; readonly line: number; readonly column: number };
}

const KERNEL = new URL('..', import.meta.url).href;

/** The frames of user code and of what it called, without Node's internals and the kernel. */
export const framesOf = (lines: readonly string[], sources: Sources): Frame[] =>
  lines.map((line) => frameOf(line, sources)).filter((frame) => frame !== undefined);

function frameOf(line: string, sources: Sources): Frame | undefined {
  const text = line.trim().replace(/^at /, '');
  const [, name = '', inner = text] = /^(.*?) \((.*)\)$/.exec(text) ?? [];
  const [, async = '', place = inner] = name === '' ? (/^(async )(.*)$/.exec(inner) ?? []) : [];
  const [, file, row, column] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
  const called = name || async.trim();
  if (/^node:internal\//.test(place) || place.startsWith(KERNEL)) return undefined;
  if (file === undefined) return { name: called, place };
  return { name: called, ...located(file, Number(row), Number(column), sources) };
}

function located(file: string, row: number, column: number, sources: Sources): Omit<Frame, 'name'> {
  const found = sources(file);
  if (found === undefined) return { place: `${known(file, sources)}:${row}:${column}` };
  const { label, source, map } = found;
  const origin = map?.findEntry(row - 1, column - 1);
  const isMapped = origin !== undefined && 'originalLine' in origin;
  const quote = {
    source,
    line: isMapped ? origin.originalLine + 1 : row,
    column: isMapped ? origin.originalColumn : column - 1,
  };
  return { place: `${label}:${quote.line}:${quote.column + 1}`, quote };
}

/** A file without a source of its own; of `eval`, the place where it was called is mapped. */
const known = (file: string, sources: Sources): string =>
  file.startsWith('eval at ')
    ? file.replaceAll(
        /\(([^()]+):(\d+):(\d+)\)/g,
        (_, inner: string, row: string, column: string) =>
          `(${located(inner, Number(row), Number(column), sources).place})`,
      )
    : shortened(file);

/** A path from the current folder where that is shorter. */
function shortened(file: string): string {
  try {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const near = relative(process.cwd(), path);
    return path.startsWith('/') && !near.startsWith('..') ? near : path;
  } catch {
    return file;
  }
}
