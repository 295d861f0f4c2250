// Runs one cell by what a kernel spec starts, see warm.ts.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InstallError } from './install.ts';
import { type KernelSpec, NODE_FLAGS } from './kernelSpec.ts';

const WARM = fileURLToPath(new URL(`warm${extname(import.meta.url)}`, import.meta.url));
const LIMIT = 120_000; // ms; 2 s is usual

/** 2 s, and fills the cache of what Node compiled. Errors: `InstallError` with what the kernel wrote. */
export function tryOut({ argv, env }: KernelSpec): void {
  const { status, stderr } = spawnSync(argv[0]!, [...NODE_FLAGS, WARM], {
    cwd: tmpdir(),
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: LIMIT,
  });
  if (status !== 0)
    throw new InstallError(
      `the kernel is installed, but does not run a cell:\n${stderr.trim() || `no answer in ${LIMIT / 1000} s`}`,
    );
}
