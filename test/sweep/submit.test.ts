import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ranges } from '../../src/sweep/slurm.ts';
import { arraysOf } from '../../src/sweep/submit.ts';

const chunkSet = fc.uniqueArray(fc.nat(5000), { maxLength: 300 }).map((all) => all.sort((a, b) => a - b));

test('ranges name each number once, as Slurm reads them', () => {
  fc.assert(
    fc.property(chunkSet, (numbers) => {
      const read = ranges(numbers)
        .split(',')
        .filter(Boolean)
        .flatMap((part) => {
          const [from, to = from] = part.split('-').map(Number);
          return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i);
        });
      assert.deepEqual(read, numbers);
    }),
  );
  assert.equal(ranges([0, 1, 2, 3, 7, 9, 10]), '0-3,7,9-10');
});

test('arrays stay below the limit, have each chunk once, and run at most as many tasks at once as asked for', () => {
  fc.assert(
    fc.property(
      chunkSet,
      fc.integer({ min: 1, max: 1001 }),
      fc.integer({ min: 1, max: 500 }),
      (chunks, limit, width) => {
        const arrays = arraysOf(chunks, limit, width);
        assert.deepEqual(
          arrays.flatMap((array) => array.chunks),
          chunks,
        );
        for (const { offset, chunks: its } of arrays)
          assert.ok(its.every((k) => k - offset >= 0 && k - offset < limit));
        const together = arrays.reduce((sum, array) => sum + array.width!, 0);
        assert.ok(together <= Math.max(width, arrays.length));
      },
    ),
  );
});
