// The validators of other people, installed in build/review by `make test-long`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve('build/review/bin');

/** Why they cannot be run here, or false. */
export const noValidators: string | false = existsSync(resolve(folder, 'python'))
  ? false
  : 'no validators in build/review: make build/review/installed installs them';

/** Runs one of them; what it printed, and its exit code. */
export function validator(name: string, args: readonly string[], cwd = '.') {
  const { status, stdout, stderr, error } = spawnSync(resolve(folder, name), args, { encoding: 'utf8', cwd });
  if (error) throw error;
  return { status, output: stdout + stderr };
}
