// `assay doctor` on the recorded bits of a sample, over two tiny experiments and one whose data are not here.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ended, folder, start } from './workbook/fixtures/place.ts';

const doctor = (root: string, args: readonly string[] = [], environment = {}) =>
  ended(start('./doctor.ts', ['doctor', ...args], root, environment));
const sample = (root: string): string => join(root, 'results/sample.json');

/** What this machine records: computed once for all tests. */
const kept = (async () => {
  const root = folder();
  const { code, stdout } = await doctor(root, ['--record']);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^ {2}bits +good {2}2 of 3 experiments recorded in results\/sample\.json$/m);
  return readFileSync(sample(root), 'utf8');
})();

/** A folder in which the bits of this machine are recorded, after a change of their text. */
async function recorded(change = (text: string) => text): Promise<string> {
  const root = folder();
  mkdirSync(join(root, 'results'));
  writeFileSync(sample(root), change(await kept));
  return root;
}

test('without recorded bits doctor says how to record them; with them that they are the same, and how long it took', async () => {
  const none = await doctor(folder());
  assert.equal(none.code, 0);
  assert.match(none.stdout, /^ {2}bits +note {2}no bits are recorded .* assay doctor --record$/m);
  const { code, stdout } = await doctor(await recorded(), ['--jobs', '2']);
  assert.equal(code, 0, stdout);
  assert.match(
    stdout,
    /^ {2}kernels +good {2}compiled; 8 functions, 13 generators, 13 engine routines give the/m,
  );
  assert.match(
    stdout,
    /^ {2}bits +good {2}2 experiments: a run of each has the recorded bits \(\d+\.\d s\)$/m,
  );
  assert.match(stdout, /^ {2}bits +note {2}without their data: tiny\/needy$/m);
});

test('a machine that computes other bits is told which, and the exit code is 1', async () => {
  const root = await recorded();
  const shifted = await doctor(root, [], { ASSAY_TEST_SHIFT: '1e-15' });
  assert.equal(shifted.code, 1);
  assert.match(shifted.stdout, /^ {2}bits +broken +other bits than recorded: tiny\/numbers$/m);
  assert.match(shifted.stdout, /^ {2}bits +good +1 of 2 have the recorded bits$/m);

  const kernels = await doctor(
    await recorded((text) => text.replace(/^("engine wasm gemm": \{"bits":")../m, '$1zz')),
  );
  assert.equal(kernels.code, 1);
  assert.match(kernels.stdout, /^ {2}kernels +broken +other bits than recorded: engine wasm gemm$/m);
});

test('other bits of code that has changed since are no fault of the machine', async () => {
  const root = await recorded((text) => text.replaceAll(/"code":"\w+"/g, '"code":"older"'));
  assert.match((await doctor(root)).stdout, /bits +good {2}2 experiments/);
  const { code, stdout } = await doctor(root, [], { ASSAY_TEST_SHIFT: '1e-15' });
  assert.equal(code, 0);
  assert.match(stdout, /bits +note {2}other bits, since code changed; to record them: .*: tiny\/numbers$/m);
});
