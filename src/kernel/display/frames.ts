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
  /** Where the text is known. */
  readonly quote?: Quote;
}

/** A line of the user's text. Lines count from 1, columns from 0 in UTF-16 units. */
export interface Quote {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Files of the kernel itself begin so. */
export const KERNEL = new URL('..', import.meta.url).href;

/**
 * The frames of user code and of what it called, without Node's internals and the kernel; before them, of a syntax error,
 * the place of the wrong text.
 */
export function framesOf({ stack, message }: Error, sources: Sources): Frame[] {
  if (typeof stack !== 'string') return [];
  // The head of the stack is the message as it was when the error was made; it may hold lines like those of frames.
  const at = message === '' ? -1 : stack.indexOf(message);
  const frames = stack
    .slice(at < 0 ? 0 : at + message.length)
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .map((line) => frameOf(line, sources));
  return [wrongText(stack, sources), ...calledByUser(frames)].filter((frame) => frame !== undefined);
}

/** Without the engine's own functions where the kernel called them: `Array.map (<anonymous>)` under nobody. */
function calledByUser(frames: readonly (Frame | undefined)[]): (Frame | undefined)[] {
  let caller: Frame | undefined;
  return frames
    .toReversed()
    .map((frame) => {
      caller = frame?.place === '<anonymous>' && caller === undefined ? undefined : frame;
      return caller;
    })
    .reverse();
}

/** What V8 puts before the message of a syntax error: file and line, the text, a mark. */
function wrongText(stack: string, sources: Sources): Frame | undefined {
  const [, file, row, text, before] = /^(.+):(\d+)\n(.*)\n([ \t]*)\^+\n/.exec(stack) ?? [];
  if (file === undefined) return undefined;
  const column = before!.length;
  const { place, quote = { text: text!, line: Number(row), column } } = located(
    file,
    Number(row),
    column + 1,
    sources,
  );
  return { name: '', place, quote };
}

function frameOf(line: string, sources: Sources): Frame | undefined {
  const text = line.trim().replace(/^at /, '');
  const [, name = '', inner = text] = /^(.*?) \((.*)\)$/.exec(text) ?? [];
  const [, async = '', place = inner] = name === '' ? (/^(async )(.*)$/.exec(inner) ?? []) : [];
  const [, file, row, column] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
  const called = name || async.trim();
  if (/^node:(internal\/|diagnostics_channel:)/.test(place) || place.startsWith(KERNEL)) return undefined;
  if (file === undefined) return { name: called, place };
  return { name: called, ...located(file, Number(row), Number(column), sources) };
}

function located(file: string, row: number, column: number, sources: Sources): Omit<Frame, 'name'> {
  const found = sources(file);
  if (found === undefined) return { place: `${known(file, sources)}:${row}:${column}` };
  const { label, source, map } = found;
  const origin = map?.findEntry(row - 1, column - 1);
  const isMapped = origin !== undefined && 'originalLine' in origin;
  const line = isMapped ? origin.originalLine + 1 : row;
  const at = isMapped ? origin.originalColumn : column - 1;
  const text = source.split(/\r?\n/)[line - 1];
  return {
    place: `${label}:${line}:${at + 1}`,
    ...(text !== undefined && { quote: { text, line, column: at } }),
  };
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
