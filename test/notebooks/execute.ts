// Runs the notebooks on a kernel into a folder of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PYTHON, type Specs } from '../kernel/suite/specs.ts';
import { type Cell, readNotebook } from './notebook.ts';

/** What execute.py says (name, time, size), and the cells with their outputs. Errors: its stderr when it fails. */
export async function execute(
  name: string,
  kernel: string,
  specs: Specs,
  folder: string,
): Promise<{ readonly said: string; readonly cells: readonly Cell[] }> {
  const argv = ['notebooks/execute.py', '--kernel', kernel, '--out', folder, `notebooks/${name}.ipynb`];
  const child = spawn(PYTHON, argv, {
    env: { ...process.env, JUPYTER_PATH: specs.path, PYTHONDONTWRITEBYTECODE: '1' },
  });
  let [said, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => {
    said += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${stderr.slice(-3000)}`);
  return { said: said.trim(), cells: readNotebook(join(folder, `${name}.ipynb`)) };
}
