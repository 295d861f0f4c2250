// Fields of parsed JSON, each taken by a check that says what was expected.
import { ModelError } from './model.ts';

export type Check<T> = (value: unknown) => T | undefined;

export const text: Check<string> = (value) => (typeof value === 'string' ? value : undefined);
export const flag: Check<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
export const number: Check<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
export const vector: Check<Float64Array> = (value) => {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined;
  const entries = Array.from(value as ArrayLike<unknown>);
  return entries.every((entry) => number(entry) !== undefined)
    ? Float64Array.from(entries as number[])
    : undefined;
};
export const list =
  <T>(check: Check<T>): Check<T[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const entries = value.map(check);
    return entries.includes(undefined) ? undefined : (entries as T[]);
  };
export const oneOf =
  <T extends string>(...allowed: readonly T[]): Check<T> =>
  (value) =>
    allowed.find((one) => one === value);

/** Fields of one object. */
export interface Reader {
  readonly has: (key: string) => boolean;
  /** Errors: `ModelError` that says what was expected. */
  readonly take: <T>(key: string, check: Check<T>, expected: string) => T;
  readonly refuse: (key: string, expected: string) => never;
  /** Those of a field that is an object itself. */
  readonly inner: (key: string) => Reader;
}

/** Reader of an object; `where` names it in messages. Errors: `ModelError` where it is none. */
export function reader(value: unknown, where: string): Reader {
  if (typeof value !== 'object' || value === null) throw new ModelError(`${where} is missing, or no object`);
  const fields = value as Readonly<Record<string, unknown>>;
  const refuse = (key: string, expected: string): never => {
    throw new ModelError(`${where}: "${key}" is missing or wrong: ${expected} was expected`);
  };
  return {
    has: (key) => fields[key] !== undefined,
    take: (key, check, expected) => check(fields[key]) ?? refuse(key, expected),
    refuse,
    inner: (key) => reader(fields[key], `${where}, "${key}"`),
  };
}
