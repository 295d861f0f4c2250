// Where Jupyter looks for kernel specs (jupyter_core.paths; https://docs.jupyter.org/en/latest/use/jupyter-directories.html).
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: homedir() });

const pathsOf = ({ platform }: Surroundings) => (platform === 'win32' ? win32 : posix);

/** The user's data folder, as `jupyter --data-dir` prints it. */
export function userData(surroundings: Surroundings): string {
  const { env, platform, home } = surroundings;
  const { join } = pathsOf(surroundings);
  const { JUPYTER_DATA_DIR, JUPYTER_CONFIG_DIR, APPDATA, XDG_DATA_HOME } = env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter');
  if (platform === 'win32')
    return APPDATA ? join(APPDATA, 'jupyter') : join(JUPYTER_CONFIG_DIR || join(home, '.jupyter'), 'data');
  return join(XDG_DATA_HOME || join(home, '.local', 'share'), 'jupyter');
}

/** Data folder of a Python installation or environment. */
export const prefixData = (prefix: string, surroundings: Surroundings): string =>
  pathsOf(surroundings).join(prefix, 'share', 'jupyter');

/** Prefix of the active Python environment, of venv or conda. */
export const activePrefix = ({ env: { VIRTUAL_ENV, CONDA_PREFIX } }: Surroundings): string | undefined =>
  VIRTUAL_ENV || CONDA_PREFIX || undefined;

/** Data folders in which kernels may be installed; a Jupyter of another Python looks in its own prefix besides. */
export function dataFolders(surroundings: Surroundings): string[] {
  const { env, platform } = surroundings;
  const { delimiter } = pathsOf(surroundings);
  const prefix = activePrefix(surroundings);
  const { JUPYTER_PATH, PROGRAMDATA } = env;
  const shared =
    platform === 'win32'
      ? PROGRAMDATA
        ? [win32.join(PROGRAMDATA, 'jupyter')]
        : []
      : ['/usr/local/share/jupyter', '/usr/share/jupyter'];
  const all = [
    ...(JUPYTER_PATH?.split(delimiter).filter(Boolean) ?? []),
    ...(prefix === undefined ? [] : [prefixData(prefix, surroundings)]),
    userData(surroundings),
    ...shared,
  ];
  return [...new Set(all)];
}
