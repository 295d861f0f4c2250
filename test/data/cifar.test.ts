import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCifar } from '../../src/data/cifar.ts';
import { ForeignFileError, TruncatedFileError } from '../../src/data/errors.ts';
import { cifarFile, cifarPixels } from './tiny.ts';

test('parseCifar gives back labels and pixels that were written', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }), (labels) => {
      const parsed = parseCifar(cifarFile(labels), 'x');
      assert.deepEqual([...parsed.labels], labels);
      assert.deepEqual(
        [...parsed.pixels],
        labels.flatMap((_, r) => cifarPixels(r)),
      );
    }),
    { numRuns: 20 },
  );
});

test('a batch cut inside a record is called truncated', () => {
  const file = cifarFile([2, 8]);
  for (let length = 1; length < file.length; length++) {
    if (length === 3073) continue;
    assert.throws(() => parseCifar(file.subarray(0, length), 'batch'), TruncatedFileError);
  }
});

test('a label above 9 is foreign', () => {
  const file = cifarFile([2, 10]);
  assert.throws(() => parseCifar(file, 'batch'), ForeignFileError);
  assert.throws(() => parseCifar(file, 'batch'), /record 1 has label 10, 0\.\.9 was expected/);
});
