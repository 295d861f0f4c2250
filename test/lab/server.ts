// A JupyterLab of its own for a test: temporary root, settings and kernel specs, on a free port.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LAB = join(ROOT, '.venv/bin/jupyter-lab');

/** Why there is no JupyterLab, or nothing. */
export const missingLab = (): string | undefined =>
  existsSync(LAB) ? undefined : 'needs the JupyterLab of `make setup`';

export interface LabServer extends AsyncDisposable {
  /** Address with a slash at its end. */
  readonly url: string;
  /** Folder that JupyterLab shows. */
  readonly root: string;
  /** What the server wrote so far. */
  readonly log: () => string;
}

export interface LabOptions {
  /** Whether JupyterLab has plotly's renderer (default), and its other extensions. */
  readonly plotly?: boolean;
  /** Folder that JupyterLab shows; a temporary one where it is left out. */
  readonly root?: string;
}

/** No news and updates from the network, and the dialogs that ask for them; files stay as they are. */
const SETTINGS: Readonly<Record<string, object>> = {
  '@jupyterlab/apputils-extension/notification': { fetchNews: 'false', checkForUpdates: false },
  '@jupyterlab/docmanager-extension/plugin': { autosave: false },
  '@jupyterlab/notebook-extension/tracker': { windowingMode: 'none' }, // Cells out of sight are in the page, too.
};

/** Installs the kernel by the command line into a temporary prefix and starts JupyterLab, about 3 s. */
export async function startLab({ plotly = true, root: given }: LabOptions = {}): Promise<LabServer> {
  const home = mkdtempSync(join(tmpdir(), 'assay-lab-'));
  const path = (name: string): string => join(home, name);
  const root = given ?? path('root');
  for (const name of ['root', 'config/labconfig', 'settings', 'workspaces', 'data', 'runtime'])
    mkdirSync(path(name), { recursive: true });
  for (const [name, settings] of Object.entries(SETTINGS)) {
    const file = `${path('settings')}/${name}.jupyterlab-settings`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(settings));
  }
  installKernel(path('prefix'));

  const options = [
    '--no-browser',
    '--allow-root',
    '--IdentityProvider.token=',
    '--ServerApp.password=',
    '--ServerApp.port=0',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.root_dir=${root}`,
    ...(plotly ? [] : [`--LabApp.labextensions_path=['${path('data/labextensions')}']`]),
  ];
  const child = spawn(LAB, options, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // A group of its own, which ends as a whole.
    env: {
      ...process.env,
      JUPYTER_CONFIG_DIR: path('config'),
      JUPYTER_DATA_DIR: path('data'),
      JUPYTER_RUNTIME_DIR: path('runtime'),
      JUPYTER_PATH: path('prefix/share/jupyter'),
      JUPYTERLAB_SETTINGS_DIR: path('settings'),
      JUPYTERLAB_WORKSPACES_DIR: path('workspaces'),
    },
  });
  const lines: string[] = [];
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      process.kill(-child.pid!, 'SIGTERM');
      const hung = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), STOP_LIMIT);
      await once(child, 'exit');
      clearTimeout(hung);
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const url = await addressOf(child, lines);
    return { url, root, log: () => lines.join('\n'), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const STOP_LIMIT = 10_000; // ms

function installKernel(prefix: string): void {
  const bin = join(ROOT, 'bin/assay.mjs');
  const { status, stderr } = spawnSync(process.execPath, [bin, 'kernel', 'install', '--prefix', prefix], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the kernel was not installed: ${stderr}`);
}

/** Reads the server's log until it says where it listens. */
async function addressOf(child: ChildProcess, lines: string[]): Promise<string> {
  const reader = createInterface({ input: child.stderr! });
  return new Promise((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+\/)lab/.exec(line) ?? [];
      if (url) resolve(url);
    });
    child.on('exit', () => reject(new Error(`JupyterLab does not start:\n${lines.join('\n')}`)));
  });
}
