// Where Node's own resolution finds nothing: the TypeScript file that is meant.
import { statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ADDED = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.json'];
const INDEX = ['/index.ts', '/index.mts', '/index.js', '/index.mjs'];
const TYPESCRIPT: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** URL of the file that a relative or absolute specifier means; undefined where there is none. */
export function findFile(specifier: string, importer: string | undefined): string | undefined {
  if (!/^(\.{0,2}\/|\.{1,2}$|file:)/.test(specifier)) return undefined;
  const base = specifier.startsWith('/') ? pathToFileURL(specifier) : new URL(specifier, importer);
  if (base.protocol !== 'file:') return undefined;
  const { search } = base;
  const path = fileURLToPath(base).replace(/[\\/]$/, '');
  const [, stem = path, extension = ''] = /^(.*)(\.[cm]?js)$/.exec(path) ?? [];
  const candidates = [
    ...(TYPESCRIPT[extension] ?? []).map((other) => stem + other),
    ...ADDED.map((added) => path + added),
    ...INDEX.map((index) => path + index),
  ];
  const found = candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  return found && pathToFileURL(found).href + search;
}
