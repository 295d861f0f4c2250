// What a task printed last: there Slurm says, too, why it ended a task.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sweep } from './sweep.ts';

/** Path and last line of the log of the latest task that computed chunk k; `undefined` where none has begun. */
export function lastWords(
  folder: string,
  { arrays, arrayLimit }: Sweep,
  k: number,
): { readonly path: string; readonly line: string } | undefined {
  const paths = arrays
    .filter(({ offset }) => k >= offset && k < offset + arrayLimit)
    .map(({ job, offset }) => join(folder, 'logs', `${job}_${k - offset}.log`));
  const path = paths.findLast((one) => existsSync(one));
  if (path === undefined) return undefined;
  return { path, line: readFileSync(path, 'utf8').trimEnd().split('\n').at(-1)! };
}
