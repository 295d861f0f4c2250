// A value as JSON has it: what a front end can be sent, sharing nothing with the live value.
import { types } from 'node:util';

const DEPTH = 100;

/**
 * Copy of numbers, strings, booleans, null, arrays and plain objects. Numbers that JSON lacks (NaN, infinities) become
 * null, typed arrays and sets arrays, dates and big integers text, maps objects; `toJSON` is followed. Left out are
 * undefined, functions and symbols (null within arrays), and what is cyclic, deeper than 100 or throws where it is read.
 */
export const jsonOf = (value: unknown): unknown => copy(value, []) ?? null;

function copy(value: unknown, above: readonly object[]): unknown {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return number(value);
    case 'string':
      return value.toWellFormed();
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : attempt(() => copyObject(value, above));
    default:
      return undefined;
  }
}

function number(value: number | bigint): number | string | null {
  if (typeof value === 'bigint') return String(value);
  return Number.isFinite(value) ? value + 0 : null; // JSON has no -0
}

function copyObject(value: object, above: readonly object[]): unknown {
  if (above.includes(value) || above.length >= DEPTH) return undefined;
  const path = [...above, value];
  if (types.isTypedArray(value)) return Array.from(value as ArrayLike<number | bigint>, number);
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (types.isBoxedPrimitive(value)) return copy(value.valueOf(), path);
  if (types.isSet(value)) return Array.from(value, (x) => copy(x, path) ?? null);
  if (types.isMap(value)) return copyEntries(value, (key) => value.get(key), path);
  if (Array.isArray(value)) return Array.from(value, (x) => copy(x, path) ?? null);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return copy(toJSON.call(value), path);
  return copyEntries(
    new Map(Object.keys(value).map((key) => [key, key])),
    (key) => Reflect.get(value, key as string),
    path,
  );
}

function copyEntries(
  keys: ReadonlyMap<unknown, unknown>,
  read: (key: unknown) => unknown,
  path: readonly object[],
): unknown {
  const entries: [string, unknown][] = [];
  for (const key of keys.keys()) {
    const copied = attempt(() => copy(read(key), path));
    if (copied !== undefined) entries.push([String(key).toWellFormed(), copied]);
  }
  return Object.fromEntries(entries);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
