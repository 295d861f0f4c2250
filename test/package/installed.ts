// The package as npm would install it for somebody else: only what `files` names, beside links to its dependencies.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly [string]>> };
  readonly main: string;
  readonly types: string;
}

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** Names of the rooms that can be imported as `assay/<room>`. */
export const rooms = Object.keys(manifest.exports)
  .filter((key) => key !== '.' && key !== './package.json')
  .map((key) => key.slice(2));

/** Errors: `dist/` is missing, or older than a source file. */
export function assertBuilt(): void {
  const changed = (pattern: string): number[] =>
    globSync(pattern, { cwd: root, exclude: ['**/assembly/**'] }).map(
      (file) => statSync(join(root, file)).mtimeMs,
    );
  const built = Math.max(...changed('dist/**/*.js'));
  assert.ok(
    built > Math.max(...changed('src/**/*.ts')),
    'dist/ is missing or older than src/: run `make build`',
  );
}

/** A temporary project that has the package and its dependencies in node_modules; its path. */
export function install(): string {
  const consumer = mkdtempSync(join(tmpdir(), 'assay-consumer-'));
  const modules = join(consumer, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(listing) as [{ files: { path: string }[] }];
  for (const { path } of files) {
    const target = join(modules, 'assay', path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, path), target);
  }
  return consumer;
}
