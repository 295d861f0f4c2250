import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const bench = (...argv: string[]) =>
  spawnSync(process.execPath, ['bench/run.ts', ...argv], { encoding: 'utf8' });

test('--help lists every group and option', () => {
  const { status, stdout } = bench('--help');
  assert.equal(status, 0);
  for (const word of ['floor', 'convex', 'xor', 'stability', 'kernel', 'workbook', '--quick', '--json'])
    assert.match(stdout, new RegExp(`^(  |.*)${word}\\b`, 'm'), word);
});

test('an unknown group or option is an error that shows the usage', () => {
  for (const argv of [['linear'], ['floor', '--fast']]) {
    const { status, stderr } = bench(...argv);
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(argv.at(-1)!));
    assert.match(stderr, /Groups, all without a name:\n {2}floor/);
  }
});
