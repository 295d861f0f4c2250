// Kernel specs on disk: a folder with kernel.json and logos in a data folder of Jupyter.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DISPLAY_NAME, KERNEL_NAME, type KernelSpec } from './kernelSpec.ts';

const LOGOS = fileURLToPath(new URL('logos', import.meta.url));

/** The kernel cannot be put there or taken away; the message says why and what to do. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

/** Folder of the kernel in a data folder. */
export const specFolder = (data: string): string => join(data, 'kernels', KERNEL_NAME);

/** Writes the spec, replacing one of ours; gives its folder. Errors: `InstallError`. */
export function writeSpec(data: string, spec: KernelSpec): string {
  const folder = specFolder(data);
  if (existsSync(folder)) assertOurs(folder);
  written(folder, () => {
    mkdirSync(folder, { recursive: true });
    for (const logo of readdirSync(LOGOS)) copyFileSync(join(LOGOS, logo), join(folder, logo));
    writeFileSync(join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  });
  return folder;
}

/** Removes the kernel from a data folder; gives the folder that was removed. Errors: `InstallError`. */
export function removeSpec(data: string): string {
  const folder = specFolder(data);
  if (!existsSync(folder))
    throw new InstallError(
      `${folder} does not exist: the kernel is not installed there. \`assay kernel list\` shows where it is`,
    );
  assertOurs(folder);
  written(folder, () => rmSync(folder, { recursive: true }));
  return folder;
}

/** The spec in a data folder, where there is one of ours. */
export function readSpec(data: string): KernelSpec | undefined {
  try {
    const spec = JSON.parse(
      readFileSync(join(specFolder(data), 'kernel.json'), 'utf8'),
    ) as Partial<KernelSpec>;
    return spec.display_name === DISPLAY_NAME && Array.isArray(spec.argv) ? (spec as KernelSpec) : undefined;
  } catch {
    return undefined;
  }
}

function assertOurs(folder: string): void {
  if (readdirSync(folder).length > 0 && readSpec(join(folder, '..', '..')) === undefined)
    throw new InstallError(
      `${folder} holds something else than the kernel spec "${DISPLAY_NAME}": look at it, and remove it yourself`,
    );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'its file system is read-only',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'a part of that path is a file',
};

function written(folder: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new InstallError(
      `cannot change ${folder}: ${REASONS[code] ?? message}. Name a folder of yours by --prefix, or use --user`,
      { cause: error },
    );
  }
}
