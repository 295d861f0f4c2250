// What starts the kernel of this copy of Assay.
import { homedir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KernelCommand } from './kernelSpec.ts';

/** In a checkout caches stay in it; of an installed package in the user's cache folder. */
export function kernelCommand(): KernelCommand {
  const extension = extname(import.meta.url);
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { XDG_CACHE_HOME } = process.env;
  const caches =
    extension === '.ts'
      ? join(root, '.assay', 'cache')
      : join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'assay');
  return {
    node: process.execPath,
    entry: fileURLToPath(new URL(`../main${extension}`, import.meta.url)),
    compileCache: join(caches, 'node'),
    platform: process.platform,
  };
}
