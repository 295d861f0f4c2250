// Whether a TypeScript file is an ES module or CommonJS.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type ModuleFormat = 'module' | 'commonjs';

const ES_SYNTAX = /^\s*(import\s*[\w{*'"]|export\s+[\w{*]|export\s*\{)|\bimport\.meta\b/m;
const COMMONJS_SYNTAX =
  /\bmodule\.exports\b|\brequire\(|\bexports\.|^\s*export\s*=|^\s*import\s+\w+\s*=\s*require\(/m;
const REQUIRES = /^\s*export\s*=|^\s*import\s+\w+\s*=\s*require\(/m;

/** By extension, then by syntax, then by the nearest package.json. */
export function formatOf(file: string, source: string): ModuleFormat {
  if (/\.mts$/.test(file)) return 'module';
  if (/\.cts$/.test(file) || REQUIRES.test(source)) return 'commonjs';
  if (ES_SYNTAX.test(source)) return 'module';
  if (nearestType(dirname(file)) === 'module') return 'module';
  return COMMONJS_SYNTAX.test(source) ? 'commonjs' : 'module';
}

function nearestType(folder: string): unknown {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown }).type;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestType(parent);
}
