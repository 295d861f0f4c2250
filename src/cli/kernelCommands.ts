// What stands below `assay kernel`.
import { type Command, Option } from 'commander';
import type { Call } from './call.ts';
import type { Place } from './kernel.ts';

/** Adds the command `kernel`; `done` gets the exit code. */
export function addKernelCommands(program: Command, call: Call, done: (code: number) => void): void {
  const kernel = program
    .command('kernel')
    .description('put the TypeScript kernel where Jupyter finds it, and take it away')
    .addHelpText('after', KERNEL);
  placed(kernel.command('install'))
    .description(
      'write the kernel spec of this Assay, so that JupyterLab and VS Code offer "TypeScript (Assay)"',
    )
    .addHelpText('after', INSTALL)
    .action(async (place: Place) => done(await (await import('./kernel.ts')).installKernel(place)));
  placed(kernel.command('uninstall'))
    .description('remove the kernel spec')
    .addHelpText('after', '\nExamples:\n  assay kernel uninstall\n  assay kernel uninstall --prefix .venv')
    .action(async (place: Place) => done(await (await import('./kernel.ts')).uninstallKernel(place)));
  kernel
    .command('list')
    .description('say in which folders the kernel is installed, and what it starts')
    .addHelpText('after', '\nExample:\n  assay kernel list')
    .action(async () => done(await (await import('./kernel.ts')).listKernels(call)));
}

const placed = (command: Command): Command =>
  command
    .addOption(new Option('--user', 'for this user (the default)').conflicts(['prefix', 'sysPrefix']))
    .addOption(
      new Option('--prefix <folder>', 'in a Python environment: folder/share/jupyter').conflicts('sysPrefix'),
    )
    .addOption(new Option('--sys-prefix', 'in the active Python environment (VIRTUAL_ENV, CONDA_PREFIX)'));

const KERNEL = `
Examples:
  assay kernel install              for this user, in every JupyterLab and in VS Code
  assay kernel list                 where it is
  assay kernel uninstall`;

const INSTALL = `
The spec names this copy of Assay and its Node by their paths: install again after moving either. Without an option it is
written to the user's data folder of Jupyter (\`jupyter --data-dir\`; JUPYTER_DATA_DIR moves it).

Examples:
  assay kernel install
  assay kernel install --prefix .venv
  assay kernel install --sys-prefix`;
