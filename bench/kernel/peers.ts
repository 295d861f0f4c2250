// Kernels of TypeScript to compare with. Deno comes from the npm package into build/peers.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelCommand, kernelSpec } from '../../src/kernel/install/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DENO_VERSION = '2.9.6';

export interface KernelPeer {
  readonly title: string;
  /** Command of a kernel spec, or why the kernel cannot be had. */
  readonly argv: readonly string[] | string;
  readonly env: Readonly<Record<string, string>>;
}

/** Ours as `assay kernel install` has it, tslab, Deno. */
export function kernelPeers(): readonly KernelPeer[] {
  const tslab = join(ROOT, 'node_modules/tslab/bin/tslab');
  return [
    { title: 'Assay', ...kernelSpec(kernelCommand()) },
    {
      title: 'tslab 1.0.22',
      argv: existsSync(tslab)
        ? [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}']
        : 'is not installed',
      env: {},
    },
    { title: `Deno ${DENO_VERSION}`, argv: deno(), env: {} },
  ];
}

/** Deno's command line, installed beside the other peers where it is not there. */
function deno(): string[] | string {
  const folder = join(ROOT, 'build/peers/deno');
  const bin = join(folder, 'node_modules/.bin/deno');
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const argv = [
      'install',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      `deno@${DENO_VERSION}`,
    ];
    const { status, stderr } = spawnSync('npm', argv, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) return `could not be installed: ${String(stderr).split('\n')[0]}`;
  }
  const { status, stderr } = spawnSync(bin, ['--version'], { encoding: 'utf8' });
  return status === 0
    ? [bin, 'jupyter', '--kernel', '--conn', '{connection_file}']
    : `does not start: ${String(stderr).split('\n')[0]}`;
}
