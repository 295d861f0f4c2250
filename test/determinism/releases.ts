// Other releases of Node, locked in releases/package-lock.json and kept in build/releases.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const LOCK = join(import.meta.dirname, 'releases');
const KEPT = resolve('build/releases');
const FILES = ['package.json', 'package-lock.json'] as const;
/** Where Debian's packages for cross compilation keep what an arm64 program links to. */
const ARM64_LIBRARIES = '/usr/aarch64-linux-gnu';
const EMULATORS = ['qemu-aarch64-static', 'qemu-aarch64'] as const;

/** Why npm gave nothing; empty where it did; not tried yet where undefined. */
let failure: string | undefined;

export type Release = 'node-20' | 'node-22' | 'node-arm64';

/** Path of the program, or why it is not to be had. */
export function release(name: Release): { readonly path: string } | { readonly missing: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: `releases are locked for linux-x64, and this is ${process.platform}-${process.arch}` };
  failure ??= isKept() ? '' : fetchAll();
  const path = join(KEPT, 'node_modules', name, 'bin/node');
  return failure === '' && existsSync(path) ? { path } : { missing: `npm did not give ${name}: ${failure}` };
}

const isKept = (): boolean =>
  existsSync(join(KEPT, 'node_modules/.package-lock.json')) &&
  FILES.every((file) => readFileSync(join(KEPT, file), 'utf8') === readFileSync(join(LOCK, file), 'utf8'));

/** Half a gigabyte, 15 s. Returns the reason where it fails, else nothing. */
function fetchAll(): string {
  mkdirSync(KEPT, { recursive: true });
  for (const file of FILES) copyFileSync(join(LOCK, file), join(KEPT, file));
  // By force, for one of them is for another processor.
  const options = [
    '--force',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
  ];
  const { status, error, stderr } = spawnSync('npm', ['ci', ...options], { cwd: KEPT, encoding: 'utf8' });
  if (status === 0) return '';
  return error?.message ?? (stderr.trim().split('\n')[0] || `npm ended with ${status}`);
}

/** Command that runs an arm64 program, or why there is none. */
export function arm64Emulator(): { readonly command: readonly string[] } | { readonly missing: string } {
  const emulator = EMULATORS.find((name) => spawnSync(name, ['--version']).status === 0);
  if (!emulator) return { missing: "no qemu for arm64: Debian's package qemu-user-static has it" };
  if (existsSync(join(ARM64_LIBRARIES, 'lib/libstdc++.so.6')))
    return { command: [emulator, '-L', ARM64_LIBRARIES] };
  return { missing: "no arm64 libraries: Debian's package libstdc++6-arm64-cross has them" };
}
