// Any value as text of bounded length: util.inspect, and for long collections their size with the middle left out.
import { type InspectOptions, inspect, types } from 'node:util';
import { ends } from './ends.ts';

const ITEMS = 100; // longer collections are shortened
const SHOWN = 20; // items of a shortened one at either end
const CHARACTERS = 20_000; // of the whole text
const NODES = 2_000; // beyond these, values within values are cut short too

const usual: InspectOptions = {
  depth: 4,
  maxArrayLength: ITEMS,
  maxStringLength: CHARACTERS,
  breakLength: 100,
};
const brief: InspectOptions = { ...usual, depth: 2, maxArrayLength: 6, maxStringLength: 200 };

/** Never throws: a value that cannot be shown gives a text that says why. Getters are not called. */
export function textOf(value: unknown): string {
  try {
    return shorten(collection(value) ?? inspect(value, isLarge(value) ? brief : usual));
  } catch (error) {
    return `[a ${typeof value} that cannot be shown: ${reasonOf(error)}]`;
  }
}

/** What an error says of itself, whatever was thrown. */
export function reasonOf(error: unknown): string {
  try {
    return types.isNativeError(error)
      ? String(error.message)
      : inspect(error, { ...brief, customInspect: false });
  } catch {
    return 'for a reason that cannot be shown either';
  }
}

/** A long array, typed array, string, map or set; undefined for all else. */
function collection(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > CHARACTERS ? longString(value) : undefined;
  if (typeof value !== 'object' || value === null || types.isProxy(value) || hasOwnText(value))
    return undefined;
  if (types.isTypedArray(value)) return long(value.length, (i) => value[i], nameOf(value), '[]');
  if (Array.isArray(value)) return long(value.length, (i) => value[i], nameOf(value), '[]');
  if (types.isSet(value) && value.size > ITEMS) {
    const items = [...value];
    return long(items.length, (i) => items[i], nameOf(value), '{}');
  }
  if (types.isMap(value) && value.size > ITEMS) {
    const items = [...value];
    return long(items.length, (i) => pair(items[i]!), nameOf(value), '{}');
  }
  return undefined;
}

const hasOwnText = (value: object): boolean =>
  typeof (value as { [inspect.custom]?: unknown })[inspect.custom] === 'function';

function long(
  length: number,
  item: (i: number) => unknown,
  name: string,
  [open, close]: string,
): string | undefined {
  if (length <= ITEMS) return undefined;
  const [head, tail] = ends(length, SHOWN, SHOWN);
  const left = `  … ${length - head.length - tail.length} more …,`;
  return [`${name}(${length}) ${open}`, `${body(head.map(item))},`, left, body(tail.map(item)), close].join(
    '\n',
  );
}

/** The items as util.inspect sets them between the brackets of an array. */
function body(items: readonly unknown[]): string {
  const text = inspect(items, { ...(isLarge(items) ? brief : usual), maxArrayLength: ITEMS });
  const inner = text.slice(1, -1);
  return inner.startsWith('\n') ? inner.slice(1, -1) : `  ${inner.trim()}`;
}

const pair = ([key, value]: readonly [unknown, unknown]): object => ({
  [inspect.custom]: (_depth: number, options: InspectOptions) =>
    `${inspect(key, options)} => ${inspect(value, options)}`,
});

function nameOf(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'Array';
}

function longString(text: string): string {
  const [head, tail] = [text.slice(0, 1000), text.slice(-200)];
  return `String(${text.length}) ${inspect(head)} … ${text.length - 1200} more characters … ${inspect(tail)}`;
}

function shorten(text: string): string {
  if (text.length <= CHARACTERS) return text.toWellFormed();
  const kept = [text.slice(0, (3 * CHARACTERS) / 4), text.slice(-CHARACTERS / 8)] as const;
  const left = text.length - kept[0].length - kept[1].length;
  return `${kept[0]}\n… ${left} characters left out …\n${kept[1]}`.toWellFormed();
}

/** Whether util.inspect would visit many values; looked at without calling getters or traps. */
function isLarge(value: unknown): boolean {
  let nodes = 0;
  const visit = (part: unknown, depth: number): boolean => {
    if (++nodes > NODES) return true;
    if (typeof part !== 'object' || part === null || depth === 0 || types.isProxy(part)) return false;
    if (types.isTypedArray(part)) {
      nodes += Math.min(part.length, ITEMS);
      return nodes > NODES;
    }
    if (types.isMap(part) || types.isSet(part)) {
      for (const item of part.values()) if (visit(item, depth - 1)) return true;
      return false;
    }
    const keys = Array.isArray(part) ? part.slice(0, ITEMS).keys() : Object.keys(part);
    for (const key of keys)
      if (visit(Object.getOwnPropertyDescriptor(part, key)?.value, depth - 1)) return true;
    return false;
  };
  return visit(value, 5);
}
