// `assay kernel`: what is on disk after it, and that Jupyter finds and starts it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { after, test } from 'node:test';
import { startProcess } from '../../../bench/kernel/client.ts';
import type { KernelSpec } from '../../../src/kernel/install/index.ts';

const home = mkdtempSync(join(tmpdir(), 'assay-install-'));
after(() => rmSync(home, { recursive: true }));

/** Runs the command line with a home of its own. */
function assay(args: readonly string[], more: Record<string, string> = {}) {
  const {
    HOME: _,
    VIRTUAL_ENV,
    CONDA_PREFIX,
    JUPYTER_DATA_DIR,
    JUPYTER_PATH,
    XDG_DATA_HOME,
    ...rest
  } = process.env;
  return spawnSync(process.execPath, ['bin/assay.mjs', 'kernel', ...args], {
    encoding: 'utf8',
    env: { ...rest, HOME: home, NO_COLOR: '1', ...more },
  });
}

const specIn = (data: string): string => join(data, 'kernels/assay');
const read = (data: string) =>
  JSON.parse(readFileSync(join(specIn(data), 'kernel.json'), 'utf8')) as KernelSpec;

test('install writes spec and logos where it says, and uninstall removes them', () => {
  const data = join(home, 'prefix/share/jupyter');
  const installed = assay(['install', '--prefix', join(home, 'prefix')]);
  assert.equal(installed.status, 0, installed.stderr);
  assert.ok(installed.stdout.includes(specIn(data)), installed.stdout);
  const { argv, interrupt_mode, language, display_name } = read(data);
  assert.ok(isAbsolute(argv[0]!) && existsSync(argv[0]!));
  assert.deepEqual(argv.slice(-2), ['--connection', '{connection_file}']);
  assert.ok(existsSync(argv.at(-3)!), 'the module that is started is there');
  assert.deepEqual([interrupt_mode, language, display_name], ['message', 'typescript', 'TypeScript (Assay)']);
  for (const [name, size] of [
    ['logo-32x32.png', 32],
    ['logo-64x64.png', 64],
  ] as const) {
    const png = readFileSync(join(specIn(data), name));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [size, size], name);
  }
  assert.match(readFileSync(join(specIn(data), 'logo-svg.svg'), 'utf8'), /^<svg /);

  const again = assay(['install', '--prefix', join(home, 'prefix')]);
  assert.equal(again.status, 0, 'it can be installed again');
  const removed = assay(['uninstall', '--prefix', join(home, 'prefix')]);
  assert.equal(removed.status, 0, removed.stderr);
  assert.ok(!existsSync(specIn(data)));
  const gone = assay(['uninstall', '--prefix', join(home, 'prefix')]);
  assert.equal(gone.status, 1);
  assert.match(gone.stderr, /is not installed there/);
});

test('without an option it is for the user, with --sys-prefix for the active environment; list finds both', () => {
  assert.match(assay(['list']).stdout, /not installed|\.venv/);
  assert.equal(assay(['install'], { JUPYTER_DATA_DIR: join(home, 'data') }).status, 0);
  assert.ok(read(join(home, 'data')));
  const active = { VIRTUAL_ENV: join(home, 'venv') };
  assert.equal(assay(['install', '--sys-prefix'], active).status, 0);
  assert.ok(read(join(home, 'venv/share/jupyter')));
  const { stdout, status } = assay(['list'], { ...active, JUPYTER_DATA_DIR: join(home, 'data') });
  assert.equal(status, 0);
  for (const data of [join(home, 'data'), join(home, 'venv/share/jupyter')])
    assert.match(stdout, new RegExp(`${specIn(data)} +ready`));
});

test('errors name the folder and say what to do', () => {
  const sys = assay(['install', '--sys-prefix']);
  assert.match(sys.stderr, /no Python environment is active: .* name it by --prefix/);
  const both = assay(['install', '--user', '--prefix', home]);
  assert.equal(both.status, 2);
  writeFileSync(join(home, 'file'), '');
  const file = assay(['install', '--prefix', join(home, 'file')]);
  assert.equal(file.status, 1);
  assert.match(
    file.stderr,
    /cannot change .*file.share.jupyter.kernels.assay: a part of that path is a file/,
  );
  const foreign = specIn(join(home, 'foreign/share/jupyter'));
  mkdirSync(foreign, { recursive: true });
  writeFileSync(join(foreign, 'kernel.json'), '{"display_name": "Gold", "argv": []}');
  for (const command of ['install', 'uninstall']) {
    const { status, stderr } = assay([command, '--prefix', join(home, 'foreign')]);
    assert.equal(status, 1);
    assert.match(stderr, /holds something else than the kernel spec/);
  }
  assert.ok(existsSync(join(foreign, 'kernel.json')));
});

test('a folder that may not be written is an error with a way out', () => {
  mkdirSync(join(home, 'locked'));
  chmodSync(join(home, 'locked'), 0o555);
  // Root may write everywhere but in the kernel's own file systems.
  const locked = process.getuid?.() === 0 ? '/sys' : join(home, 'locked');
  const { status, stderr } = assay(['install', '--prefix', locked]);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /(you may not write there|read-only)\. Name a folder of yours by --prefix, or use --user/,
  );
});

test('the command of the spec starts a kernel in any folder', { timeout: 120_000 }, async () => {
  assert.equal(assay(['install', '--prefix', join(home, 'run')]).status, 0);
  const { argv, env } = read(join(home, 'run/share/jupyter'));
  const folder = join(home, 'elsewhere');
  mkdirSync(folder);
  await using kernel = await startProcess(argv, { cwd: folder, env: { ...process.env, ...env } });
  const { status, outputs } = await kernel.execute('const where: string = process.cwd();\nwhere');
  assert.equal(status, 'ok');
  const result = outputs.find(({ type }) => type === 'execute_result');
  assert.match(JSON.stringify(result?.content), /elsewhere/);
});

test('Jupyter lists the kernel with its logos', {
  skip: existsSync('.venv/bin/python') ? false : 'needs the Python environment of `make setup`',
}, () => {
  assert.equal(assay(['install', '--prefix', join(home, 'listed')]).status, 0);
  const { stdout, stderr } = spawnSync('.venv/bin/jupyter', ['kernelspec', 'list', '--json'], {
    encoding: 'utf8',
    env: { ...process.env, JUPYTER_PATH: join(home, 'listed/share/jupyter') },
  });
  const { kernelspecs } = JSON.parse(stdout || assert.fail(stderr)) as {
    kernelspecs: Record<string, { resource_dir: string; spec: KernelSpec }>;
  };
  assert.equal(kernelspecs['assay']!.resource_dir, specIn(join(home, 'listed/share/jupyter')));
  assert.equal(kernelspecs['assay']!.spec.interrupt_mode, 'message');
});
