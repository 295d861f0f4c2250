// How much util.inspect may show of a value.
import { type InspectOptions, types } from 'node:util';

export const CHARACTERS = 20_000; // of the whole text

const NODES = 2_000; // values within values, beyond which each is cut short
const WIDTH = 100; // items looked at of each array

const usual: InspectOptions = {
  depth: 4,
  maxArrayLength: 100,
  maxStringLength: CHARACTERS,
  breakLength: 100,
};
export const brief: InspectOptions = {
  ...usual,
  depth: 2,
  maxArrayLength: 3,
  maxStringLength: 200,
  compact: 5,
};

/** Calls neither getters nor traps. */
export function limitsOf(value: unknown): InspectOptions {
  let nodes = 0;
  const isLarge = (part: unknown, depth: number): boolean => {
    if (++nodes > NODES) return true;
    if (typeof part !== 'object' || part === null || depth === 0 || types.isProxy(part)) return false;
    if (types.isTypedArray(part)) {
      nodes += Math.min(part.length, WIDTH);
      return nodes > NODES;
    }
    if (types.isMap(part) || types.isSet(part)) {
      for (const item of part.values()) if (isLarge(item, depth - 1)) return true;
      return false;
    }
    const keys = Array.isArray(part) ? part.slice(0, WIDTH).keys() : Object.keys(part);
    for (const key of keys)
      if (isLarge(Object.getOwnPropertyDescriptor(part, key)?.value, depth - 1)) return true;
    return false;
  };
  return isLarge(value, 5) ? brief : usual;
}
