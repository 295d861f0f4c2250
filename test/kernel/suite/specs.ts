// Kernel specs in a folder of their own, and runs of the checks in Python against them.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../../../src/kernel/install/index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SUITES = fileURLToPath(new URL('.', import.meta.url));
export const PYTHON = join(ROOT, '.venv/bin/python');

/** One line of the suites' output. */
export interface Told {
  readonly suite: string;
  readonly check: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly error?: string;
  readonly skipped?: string;
}

export type Dialect = 'assay' | 'tslab' | 'deno' | 'python' | 'fake';

/** How this checkout's kernel is started; `main` stands for other entries in tests. */
export const assayArgv = (main = join(ROOT, 'src/kernel/main.ts')): string[] => [
  process.execPath,
  ...NODE_FLAGS,
  main,
  '--connection',
  '{connection_file}',
];

/** Why the suites cannot be run here, or nothing. */
export const missing = (): string | undefined =>
  existsSync(PYTHON) ? undefined : 'needs the Python environment of `make setup`';

export interface Specs extends Disposable {
  /** Value for JUPYTER_PATH. */
  readonly path: string;
  readonly add: (name: string, argv: readonly string[], more?: object) => void;
}

export function createSpecs(): Specs {
  const path = mkdtempSync(join(tmpdir(), 'assay-specs-'));
  return {
    path,
    add: (name, argv, more) => {
      const folder = join(path, 'kernels', name);
      mkdirSync(folder, { recursive: true });
      const spec = { argv, display_name: name, language: 'typescript', ...more };
      writeFileSync(join(folder, 'kernel.json'), JSON.stringify(spec));
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Runs suites of checks against a spec and gives their lines as they come. Errors: the runner's stderr when it fails. */
export async function* runSuites(
  specs: Specs,
  name: string,
  dialect: Dialect,
  suites: readonly string[],
  only?: string,
): AsyncGenerator<Told> {
  const argv = [join(SUITES, 'run.py'), name, dialect, ...suites, ...(only ? ['--only', only] : [])];
  const child: ChildProcess = spawn(PYTHON, argv, {
    cwd: ROOT,
    env: { ...process.env, JUPYTER_PATH: specs.path, PYTHON, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr!.on('data', (text: Buffer) => {
    stderr += text;
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  for await (const line of createInterface({ input: child.stdout! }))
    if (line.startsWith('{')) yield JSON.parse(line) as Told;
  const code = await closed;
  if (code !== 0) throw new Error(`the suites ended with ${code}:\n${stderr.slice(-3000)}`);
}
