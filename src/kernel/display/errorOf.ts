// What was thrown as the protocol's error: the message, the frames in the user's lines, causes, further properties.
import { inspect, types } from 'node:util';
import type { CellError } from '../contract.ts';
import { bold } from './ansi.ts';
import { frameLines } from './frameLines.ts';
import { framesOf, type Sources } from './frames.ts';
import { reasonOf, textOf } from './text.ts';
import { inUserNames } from './userNames.ts';

const CAUSES = 8; // errors within errors, each way
const MESSAGE = 10_000; // characters

/** Never throws, whatever was thrown. */
export function errorOf(error: unknown, sources: Sources = () => undefined): CellError {
  try {
    if (!isError(error)) return uncaught(textOf(error));
    const ename = nameOf(error);
    const evalue = messageOf(error);
    return { ename, evalue, traceback: describe(error, sources, new Set()) };
  } catch (failure) {
    return uncaught(`[what was thrown cannot be shown: ${reasonOf(failure)}]`);
  }
}

const uncaught = (evalue: string): CellError => ({
  ename: 'Uncaught',
  evalue,
  traceback: [`${bold('Uncaught')} ${evalue}`, 'Throw an Error to see where it came from.'],
});

const isError = (value: unknown): value is Error => types.isNativeError(value) || value instanceof Error;

/** The class where the name says no more than `Error`. */
function nameOf(error: Error): string {
  const name = String(error.name || 'Error');
  const own: unknown = error.constructor?.name;
  return name === 'Error' && typeof own === 'string' && own !== '' ? own : name;
}

function messageOf(error: Error): string {
  const { message } = error;
  const said = typeof message === 'string' ? message : textOf(message);
  const text = error instanceof TypeError || error instanceof ReferenceError ? inUserNames(said) : said;
  return (
    text.length > MESSAGE ? `${text.slice(0, MESSAGE)}… (${text.length} characters)` : text
  ).toWellFormed();
}

function describe(error: Error, sources: Sources, above: ReadonlySet<unknown>): string[] {
  const path = new Set([...above, error]);
  const message = messageOf(error);
  const [first, ...rest] = `${bold(nameOf(error))}${message && `: ${message}`}`.split('\n');
  const lines = [first!, ...rest, ...frameLines(framesOf(error, sources))];
  const properties = extras(error);
  if (properties !== undefined) lines.push(...properties.split('\n').map((line) => `  ${line}`));
  for (const [label, inner] of within(error)) lines.push(...nested(label, inner, sources, path));
  return lines;
}

/** Cause and, of an AggregateError, its errors. */
function within(error: Error): (readonly [label: string, inner: unknown])[] {
  const cause: (readonly [string, unknown])[] = Object.hasOwn(error, 'cause')
    ? [['[cause]', error.cause]]
    : [];
  if (!(Object.hasOwn(error, 'errors') && Array.isArray((error as AggregateError).errors))) return cause;
  const { errors } = error as AggregateError;
  const shown = errors.slice(0, CAUSES).map((inner, i) => [`[error ${i + 1}]`, inner] as const);
  const more = errors.length - shown.length;
  return more > 0 ? [...cause, ...shown, ['[errors]', `… ${more} more`]] : [...cause, ...shown];
}

function nested(label: string, inner: unknown, sources: Sources, path: ReadonlySet<unknown>): string[] {
  const lines = !isError(inner)
    ? textOf(inner).split('\n')
    : path.has(inner)
      ? ['[the error itself]']
      : path.size >= CAUSES
        ? ['[more errors within]']
        : describe(inner, sources, path);
  return lines.map((line, i) => (i === 0 ? `  ${label} ${line}` : `  ${line}`));
}

const USUAL = new Set(['name', 'message', 'stack', 'cause', 'errors']);

/** Own properties as util.inspect shows them: `{ code: 'ENOENT' }`. */
function extras(error: Error): string | undefined {
  const entries = Object.entries(Object.getOwnPropertyDescriptors(error)).filter(
    ([key, { enumerable }]) => enumerable && !USUAL.has(key),
  );
  if (entries.length === 0) return undefined;
  const values = entries.map(
    ([key, descriptor]) => [key, 'value' in descriptor ? descriptor.value : getter] as const,
  );
  return textOf(Object.fromEntries(values));
}

const getter = { [inspect.custom]: () => '[Getter]' };
