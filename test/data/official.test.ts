// The real files, where they are.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dataStatus, loadBinaryTask, loadImages } from '../../src/data/index.ts';
import { useRealData } from '../realData.ts';

const ASSAY_DATA = useRealData();
const temporary = mkdtempSync(join(tmpdir(), 'assay-data-'));
after(() => rmSync(temporary, { recursive: true }));
process.env['XDG_CACHE_HOME'] = temporary;

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};
const close = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

if (!ASSAY_DATA) console.log('skipped: no data (set ASSAY_DATA)');
else {
  test('all three data sets are here and have the known hashes', async () => {
    for (const status of await dataStatus()) assert.ok(status.available, JSON.stringify(status));
  });

  // Published means of the training pixels: 0.1307 (MNIST), 0.2860 (Fashion-MNIST).
  for (const [dataSet, published] of [
    ['mnist', 0.1307],
    ['fashion-mnist', 0.286],
  ] as const)
    test(`${dataSet} has 60,000 and 10,000 images of 28 x 28, ten classes, and the published mean`, async () => {
      const [train, test] = [await loadImages(dataSet, 'train'), await loadImages(dataSet, 'test')];
      assert.deepEqual([train.count, train.height, train.width, train.channels], [60_000, 28, 28, 1]);
      assert.equal(test.count, 10_000);
      assert.equal(train.pixels.length, 60_000 * 784);
      assert.equal(new Set(train.labels).size, 10);
      close(mean(train.pixels) / 255, published, 5e-5);
      assert.ok(train.official);
    });

  for (const [dataSet, rows, testRows, negatives, cols] of [
    ['mnist', 11_809, 2006, 5958, 100],
    ['fashion-mnist', 12_000, 2000, 6000, 100],
    ['cifar-10', 10_000, 2000, 5000, 363],
  ] as const)
    test(`${dataSet} 2 against 8 has ${rows} and ${testRows} rows of ${cols} columns at stride 3`, async () => {
      const { train, test, provenance, official } = await loadBinaryTask(dataSet, { stride: 3 });
      assert.deepEqual([train.X.rows, train.X.cols, test.X.rows, test.X.cols], [rows, cols, testRows, cols]);
      assert.equal(train.y.filter((y) => y === -1).length, negatives);
      assert.equal(train.y.filter((y) => y === 1).length, rows - negatives);
      assert.equal(official, provenance === 'official files');
      if (dataSet === 'mnist') {
        assert.equal(Math.min(...train.X.data.subarray(0, 10_000)), 0);
        assert.equal(
          train.X.data.reduce((a, b) => Math.max(a, b)),
          1,
        );
      } else {
        close(mean(train.X.data), 0, 1e-9);
        close(mean(train.X.data.map((value) => value * value)), 1, 1e-9);
      }
    });

  // The first training digits of MNIST are 5 0 4 1 9 2 1 3 1 4: the first 2 is image 5.
  test('the first row of the MNIST task is the first 2 of the training file', async () => {
    const images = await loadImages('mnist', 'train');
    assert.deepEqual([...images.labels.subarray(0, 10)], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    const { train } = await loadBinaryTask('mnist', { count: 1, scaling: 'raw' });
    assert.deepEqual([...train.X.data], [...images.pixels.subarray(5 * 784, 6 * 784)]);
    // Ink of a 2: a bow above, a foot that reaches both sides below, an empty frame of four pixels around.
    const ink = (row: number) => [...images.pixels.subarray(5 * 784 + 28 * row, 5 * 784 + 28 * (row + 1))];
    assert.ok(ink(2).every((value) => value === 0));
    assert.ok(mean(ink(18)) > 0);
  });

  test('a two-class copy of CIFAR-10 says what it is', async () => {
    const { official, provenance, count } = await loadImages('cifar-10', 'train');
    if (official) assert.equal(count, 50_000);
    else {
      assert.equal(count, 10_000);
      assert.equal(provenance, 'two classes, decoded from a JPEG copy');
    }
  });
}
