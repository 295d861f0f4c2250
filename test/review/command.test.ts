// `assay review` over the tiny papers.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assay, folder, linesOf } from '../workbook/fixtures/place.ts';

/** Text of a page without its marks. */
const words = (root: string, page: string): string =>
  readFileSync(join(root, 'review', page), 'utf8')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('the site is made of recorded results alone, and says what is missing', async () => {
  const root = folder();
  await assay(['run', 'tiny/numbers', '--record'], root);
  await assay(['verify', 'tiny/1', '--recorded', '--record'], root);
  writeFileSync(join(root, 'trace'), '');
  const { code, stdout } = await assay(['review'], root, { ASSAY_TEST_TRACE: join(root, 'trace') });
  assert.equal(code, 1);
  assert.match(stdout, /2 claims, 1 experiments?, 1 figures?, in /);
  assert.match(stdout, /no results of tiny\/long: nothing is recorded/);
  assert.deepEqual(linesOf(join(root, 'trace')), [], 'nothing is computed');
  assert.match(words(root, 'index.html'), /no results of tiny\/long: nothing is recorded/);
  assert.match(
    words(root, 'claims/tiny/1.html'),
    /The first entry of seed 1 is one\. ✓ reproduced .* the same: reproduced/,
  );
  assert.match(words(root, 'claims/tiny/3.html'), /Not testable: a matter of taste/);
  assert.match(words(root, 'experiments/tiny/numbers.html'), /n seeds runs time memory 3 1–3 3 .* 5 1–3 3 /);
  assert.match(
    readFileSync(join(root, 'review/figures/tiny/numbers.js'), 'utf8'),
    /^\(globalThis\.assayFigures \?\?= \{\}\)\["tiny\/numbers"\] = \{"data":/,
  );
});

test('the page of re-runs tells recorded computations, identical ones and different ones apart', async () => {
  const root = folder();
  await assay(['run', 'tiny/numbers', '--record'], root);
  await assay(['review'], root);
  assert.match(
    words(root, 'rerun.html'),
    /Not re-run on this machine: the 6 runs that it holds are the recorded ones/,
  );

  await assay(['verify', 'tiny/1', '--sample', '50%'], root);
  await assay(['review'], root);
  assert.match(words(root, 'rerun.html'), /Re-run here: identical bits \(3 of 6 runs\)/);
  assert.match(
    words(root, 'rerun.html'),
    /1 has runs that were computed again here, with the present code: 1 with identical bits, 0 equal/,
  );

  await assay(['run', 'tiny/numbers', '--force'], root, { ASSAY_TEST_SHIFT: '0.5' });
  await assay(['review'], root);
  assert.match(
    words(root, 'rerun.html'),
    /Re-run here: different \(6 of 6 runs; largest relative difference 0\.33, tolerance 0; seed 1, records\[0\]\.x\[\d\]: \S+ recorded, \S+ computed\)/,
  );
});

test('a folder that holds something else is not replaced', async () => {
  const root = folder();
  const other = join(root, 'mine');
  mkdirSync(other);
  writeFileSync(join(other, 'thesis.txt'), 'x');
  const { code, stderr } = await assay(['review', '--out', other], root);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /mine holds something else than a review site, and would be replaced: name another folder by --out/,
  );
  assert.ok(existsSync(join(other, 'thesis.txt')));
});
