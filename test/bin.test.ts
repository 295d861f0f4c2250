import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { constants, copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { ended, folder, isAlive, linesOf, until } from './workbook/fixtures/place.ts';

const tree = folder();
const bin = new URL('../bin/', import.meta.url);
cpSync(bin, join(tree, 'bin'), { recursive: true });
mkdirSync(join(tree, 'src'));
// A command line that writes down who it is and ends in the way it is told to.
writeFileSync(
  join(tree, 'src/cli.ts'),
  `import { writeFileSync } from 'node:fs';
export async function main([how, file, code]: string[]): Promise<number> {
  writeFileSync(file!, process.pid + ' ' + process.execPath + '\\n');
  if (how === 'wait') {
    const alive = setInterval(() => {}, 1000);
    await new Promise((resolve) => process.on('SIGINT', resolve));
    clearInterval(alive);
    return 130;
  }
  return Number(code);
}
`,
);
writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
// The tests run on the locked Node: the tree has it where npm would have put it, and another one starts the command.
const locked = join(tree, 'node_modules', `node-${process.platform}-${process.arch}`);
mkdirSync(join(locked, 'bin'), { recursive: true });
writeFileSync(join(locked, 'package.json'), '{}');
symlinkSync(process.execPath, join(locked, 'bin/node'));
const other = join(tree, 'other-node');
copyFileSync(process.execPath, other, constants.COPYFILE_FICLONE);

const assay = (node: string, ...args: string[]): ChildProcess =>
  spawn(node, [join(tree, 'bin/assay.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

let files = 0;
const newFile = (): string => join(tree, `said-${files++}`);
const pidIn = (file: string): number => Number(linesOf(file)[0]!.split(' ')[0]);

test('the locked Node runs the command line itself; another one hands over to it; exit codes pass', async () => {
  for (const [node, code] of [
    [process.execPath, 0],
    [process.execPath, 3],
    [other, 0],
    [other, 3],
  ] as const) {
    const file = newFile();
    const child = assay(node, 'end', file, String(code));
    const { code: found, stderr } = await ended(child);
    assert.equal(found, code, stderr);
    const [pid, path] = linesOf(file)[0]!.split(' ');
    assert.equal(pid === String(child.pid), node === process.execPath);
    assert.notEqual(basename(path!), 'other-node');
  }
  assert.ok(existsSync(join(tree, '.assay/cache/node')), 'what is compiled is kept');
});

test('signals reach the command line, and its exit code comes back', async () => {
  const file = newFile();
  const child = assay(other, 'wait', file);
  const end = ended(child);
  await until(() => linesOf(file).length > 0, 'the command line');
  child.kill('SIGINT');
  assert.equal((await end).code, 130);
});

test('the command line ends with the process that started it, even by SIGKILL, and the other way round', async () => {
  const [first, second] = [newFile(), newFile()];
  const killed = assay(other, 'wait', first);
  await until(() => linesOf(first).length > 0, 'the command line');
  killed.kill('SIGKILL');
  await until(() => !isAlive(pidIn(first)), 'the command line to end');
  const outer = ended(assay(other, 'wait', second));
  await until(() => linesOf(second).length > 0, 'the command line');
  process.kill(pidIn(second), 'SIGKILL');
  assert.equal((await outer).signal, 'SIGKILL');
});

test('without a locked Node and with one that is too old, the message says what to do', async () => {
  const alone = folder();
  cpSync(bin, join(alone, 'bin'), { recursive: true });
  const script = `
    Object.defineProperty(process.versions, 'node', { value: '20.1.0' });
    import(${JSON.stringify(join(alone, 'bin/assay.mjs'))});`;
  const { code, stderr } = await ended(
    spawn(process.execPath, ['-e', script], { cwd: dirname(alone), stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  assert.equal(code, 1);
  assert.match(stderr, /^assay: no Node 24 for .* this is Node 20\.1\.0\. Run `make setup`/);
});
