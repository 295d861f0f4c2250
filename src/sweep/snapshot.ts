// The code of a sweep: a copy, so that what a task runs is what was submitted, whatever is edited meanwhile.
import { cpSync, existsSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeOf, type PlannedExperiment, type PlanOptions } from '../workbook/index.ts';

/** What the command line needs to compute; `src` in a checkout, `dist` in an installed package. */
const PARTS = ['package.json', 'bin', 'src', 'dist', 'build/wasm'];

/** In a sweep's folder. */
export const codeFolder = (folder: string): string => join(folder, 'code');
/** What was read of each file for its hash: tasks need not read it again. */
export const codeCache = (folder: string): string => join(codeFolder(folder), '.assay/cache/code');

/**
 * Copies the running code into the folder of a sweep. Packages are linked, not copied: a task finds out by the hash of its
 * code where they have changed, and refuses. Errors: where an experiment is not of this package, or the copy has not the
 * planned code, as when a file was saved meanwhile.
 */
export async function takeSnapshot(
  folder: string,
  planned: readonly PlannedExperiment[],
  data: PlanOptions['data'],
): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const code = codeFolder(folder);
  const parts = existsSync(join(root, 'src')) ? PARTS.filter((part) => part !== 'dist') : PARTS;
  for (const part of parts)
    if (existsSync(join(root, part))) cpSync(join(root, part), join(code, part), { recursive: true });
  symlinkSync(packagesOf(root), join(code, 'node_modules'));
  for (const one of planned) {
    const path = relative(root, fileURLToPath(one.experiment.module));
    if (path.startsWith('..'))
      throw new Error(
        `${one.experiment.id} is not declared below ${root}: other machines would not have its code`,
      );
    const module = pathToFileURL(join(code, path)).href;
    const copy = await codeOf({ ...one.experiment, module }, data, codeCache(folder));
    if (copy.code !== one.code)
      throw new Error(`the code of ${one.experiment.id} was changed while it was copied: submit again`);
  }
}

/** The nearest folder of packages, from the code upwards. */
function packagesOf(root: string): string {
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder)) {
    const packages = join(folder, 'node_modules');
    if (existsSync(join(packages, 'typescript'))) return realpathSync(packages);
  }
  throw new Error(`no node_modules with typescript in ${root} or above: run \`make setup\``);
}
