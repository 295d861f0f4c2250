// Long collections as text: their size, the first and the last items, and how many are left out between.
import { type InspectOptions, inspect, types } from 'node:util';
import { brief, limitsOf } from './limits.ts';

const ITEMS = 100; // longer collections are shortened
const KEYS = 1000; // of an object
const SHOWN = 20; // items at either end of a shortened one

/** Of a long array, typed array, map, set or plain object; undefined for all else. */
export function longText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || types.isProxy(value) || hasOwnText(value))
    return undefined;
  if (types.isTypedArray(value))
    return value.length > ITEMS ? long(value, '[]', value.length, (i) => value[i]) : undefined;
  if (Array.isArray(value)) return longArray(value);
  if (types.isSet(value)) return value.size > ITEMS ? longOf(value, (item) => item) : undefined;
  if (types.isMap(value)) return value.size > ITEMS ? longOf(value, pair) : undefined;
  return isPlain(value) ? longObject(value) : undefined;
}

const hasOwnText = (value: object): boolean =>
  typeof (value as { [inspect.custom]?: unknown })[inspect.custom] === 'function';

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Also of a shorter array, where there is much in its items. */
function longArray(value: readonly unknown[]): string | undefined {
  const isDeep = limitsOf(value) === brief;
  if (value.length > (isDeep ? 2 * SHOWN : ITEMS)) return long(value, '[]', value.length, (i) => value[i]);
  return isDeep ? `[\n${inner(value, brief)}\n]` : undefined;
}

function longOf<T>(
  value: Iterable<T> & { readonly size: number },
  shown: (item: T) => unknown,
): string | undefined {
  const kept = new Map<number, unknown>();
  let i = 0;
  for (const item of value) {
    if (i < SHOWN || i >= value.size - SHOWN) kept.set(i, shown(item));
    i++;
  }
  return long(value, '{}', value.size, (at) => kept.get(at));
}

function longObject(value: object): string | undefined {
  const keys = Object.keys(value);
  if (keys.length <= KEYS) return undefined;
  const part = (some: readonly string[]): string => {
    const own = some.map((key) => [key, Object.getOwnPropertyDescriptor(value, key)!] as const);
    const object = Object.defineProperties({}, Object.fromEntries(own));
    return inner(object, limitsOf(object));
  };
  return joined(value, '{}', keys.length, part(keys.slice(0, SHOWN)), part(keys.slice(-SHOWN)));
}

function long(value: object, brackets: string, length: number, item: (i: number) => unknown): string {
  const limits = limitsOf(value);
  const items = (start: number): unknown[] => Array.from({ length: SHOWN }, (_, i) => item(start + i));
  return joined(value, brackets, length, inner(items(0), limits), inner(items(length - SHOWN), limits));
}

function joined(value: object, [open, close]: string, length: number, head: string, tail: string): string {
  const left = `  … ${length - 2 * SHOWN} more …,`;
  return [`${nameOf(value)}(${length}) ${open}`, `${head},`, left, tail, close].join('\n');
}

/** What util.inspect sets between the brackets; all items are there, what is in them may be cut short. */
function inner(value: object, limits: InspectOptions): string {
  const shown = limits === brief && Array.isArray(value) ? value.map(cut) : value;
  const text = inspect(shown, { ...limits, maxArrayLength: 2 * SHOWN }).slice(1, -1);
  return text.startsWith('\n') ? text.slice(1, -1) : `  ${text.trim()}`;
}

const cut = (item: unknown): unknown =>
  typeof item === 'object' && item !== null
    ? { [inspect.custom]: () => inspect(item, { ...brief, depth: 1 }) }
    : item;

const pair = ([key, value]: readonly [unknown, unknown]): object => ({
  [inspect.custom]: (_depth: number, options: InspectOptions) =>
    `${inspect(key, options)} => ${inspect(value, options)}`,
});

function nameOf(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'Object';
}
