export { kernelCommand } from './command.ts';
export { InstallError, readSpec, removeSpec, specFolder, writeSpec } from './install.ts';
export {
  activePrefix,
  dataFolders,
  here,
  prefixData,
  type Surroundings,
  userData,
} from './jupyterFolders.ts';
export { DISPLAY_NAME, KERNEL_NAME, type KernelSpec, kernelSpec, NODE_FLAGS } from './kernelSpec.ts';
export { tryOut } from './tryOut.ts';
