// Plain data as JSON text that gives every double back bit for bit: the form of stored settings and records.
//
// Numbers stand in the shortest decimal form that reads back as the same double, -0 as `-0.0`. What JSON lacks is
// written as the strings "NaN", "Infinity" and "-Infinity", which float() of Python and as.numeric() of R read; a
// string that looks like one of these, after any number of `~`, gets one more `~` in front.
import type { Json } from '../spec/experiment.ts';

const LOOKS_ENCODED = /^~*(?:NaN|-?Infinity)$/;
const MAY_HOLD_ENCODED = /"~*(?:NaN|-?Infinity)"/;

const plain = (x: unknown): boolean => Number.isFinite(x) && !Object.is(x, -0);

const encodeNumber = (x: number): string =>
  Object.is(x, -0) ? '-0.0' : Number.isFinite(x) ? String(x) : `"${x}"`;

const encodeString = (text: string): string => JSON.stringify(LOOKS_ENCODED.test(text) ? `~${text}` : text);

/** JSON text of `value`. Error where it holds what is not plain data, saying where. */
export function encode(value: Json, where = 'value'): string {
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return encodeString(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    if (value.every(plain)) return JSON.stringify(value);
    return `[${Array.from(value, (entry: Json, i) => encode(entry, `${where}[${i}]`)).join()}]`;
  }
  const prototype = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype === Object.prototype || prototype === null) {
    const fields = Object.entries(value as { readonly [key: string]: Json });
    return `{${fields.map(([key, entry]) => `${JSON.stringify(key)}:${encode(entry, `${where}.${key}`)}`).join()}}`;
  }
  const kind = (value as object | undefined)?.constructor?.name ?? typeof value;
  throw new TypeError(
    `${where} is a ${kind}: records and settings hold null, booleans, numbers, strings, arrays and plain objects`,
  );
}

/** The value of a text that `encode` wrote. */
export function decode(text: string): Json {
  const value: Json = JSON.parse(text);
  return MAY_HOLD_ENCODED.test(text) ? restore(value) : value;
}

function restore(value: Json): Json {
  if (typeof value === 'string') {
    if (!LOOKS_ENCODED.test(value)) return value;
    return value.startsWith('~') ? value.slice(1) : Number(value);
  }
  if (value === null || typeof value !== 'object') return value;
  const fields = value as { [key: string]: Json };
  for (const key of Object.keys(fields)) fields[key] = restore(fields[key]!);
  return value;
}
