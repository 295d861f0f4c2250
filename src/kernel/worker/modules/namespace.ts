// A CommonJS module's names: Node finds them by reading the text, and misses what is assigned in other ways.
import { types } from 'node:util';

const completed = new WeakMap<object, object>();

/** The namespace, or where it is of CommonJS and lacks names of `module.exports`, one that has them too. */
export function completeNamespace(namespace: object): object {
  const { 'module.exports': exported } = namespace as { 'module.exports'?: unknown };
  if (!types.isModuleNamespaceObject(namespace) || !isObject(exported)) return namespace;
  const missing = Object.keys(exported).filter((name) => !(name in namespace));
  if (missing.length === 0) return namespace;
  const known = completed.get(namespace);
  if (known) return known;
  const result = Object.create(null, { [Symbol.toStringTag]: { value: 'Module' } }) as object;
  const define = (source: object, name: string): void => {
    Object.defineProperty(result, name, {
      get: () => (source as Record<string, unknown>)[name],
      enumerable: true,
    });
  };
  for (const name of Object.keys(namespace)) define(namespace, name);
  for (const name of missing) define(exported, name);
  completed.set(namespace, result);
  return result;
}

const isObject = (value: unknown): value is object =>
  value !== null && (typeof value === 'object' || typeof value === 'function');
