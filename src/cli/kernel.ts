// `assay kernel`: installs, removes and lists the kernel spec.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  activePrefix,
  DISPLAY_NAME,
  dataFolders,
  here,
  InstallError,
  kernelCommand,
  kernelSpec,
  prefixData,
  readSpec,
  removeSpec,
  specFolder,
  tryOut,
  userData,
  writeSpec,
} from '../kernel/install/index.ts';
import { type Call, paint, print } from './call.ts';
import { table } from './table.ts';

export interface Place {
  readonly user?: boolean;
  readonly prefix?: string;
  readonly sysPrefix?: boolean;
}

/** Data folder of Jupyter that the options name. */
function dataFolder({ prefix, sysPrefix }: Place): string {
  const surroundings = here();
  if (prefix !== undefined) return prefixData(resolve(prefix), surroundings);
  if (!sysPrefix) return userData(surroundings);
  const active = activePrefix(surroundings);
  if (active === undefined)
    throw new InstallError(
      'no Python environment is active: neither VIRTUAL_ENV nor CONDA_PREFIX is set. Activate one, or name it by --prefix',
    );
  return prefixData(active, surroundings);
}

export async function installKernel(place: Place): Promise<number> {
  const data = dataFolder(place);
  const spec = kernelSpec(kernelCommand());
  const folder = writeSpec(data, spec);
  print(`The kernel "${DISPLAY_NAME}" is in ${folder}`);
  tryOut(spec);
  print('  tried out:   a cell runs');
  if (!dataFolders(here()).includes(data))
    print(`  seen by the Jupyter of that environment, and by others with JUPYTER_PATH=${data}`);
  print('  JupyterLab:  jupyter lab, then choose it in the launcher; a running one sees it after a reload');
  print(`  VS Code:     Select Kernel, Jupyter Kernel, ${DISPLAY_NAME} (extension "Jupyter" of Microsoft)`);
  print('  to undo:     assay kernel uninstall, with the same options');
  return 0;
}

export async function uninstallKernel(place: Place): Promise<number> {
  print(`removed ${removeSpec(dataFolder(place))}`);
  return 0;
}

/** Exit code 1 where it is installed nowhere. */
export async function listKernels({ workbook: { root } }: Call): Promise<number> {
  const surroundings = here();
  const checkout = prefixData(join(root, '.venv'), surroundings); // Where `make lab` finds it.
  const found = [...new Set([...dataFolders(surroundings), checkout])].flatMap((data) => {
    const spec = readSpec(data);
    if (spec === undefined) return [];
    const missing = spec.argv.find((argument) => argument.includes('main.') && !existsSync(argument));
    const node = spec.argv[0]!;
    const lost = existsSync(node) ? missing : node;
    return [
      [
        specFolder(data),
        lost === undefined ? paint('green', 'ready') : paint('red', `${lost} is gone: install again`),
      ],
    ];
  });
  print(found.length > 0 ? table(found) : 'not installed; `assay kernel install` does it');
  return found.length > 0 ? 0 : 1;
}
