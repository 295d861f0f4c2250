import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bootstrap, quantile, resampledQuantile } from '../../src/stats/index.ts';

const value = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, 1, 0.5, Infinity, -Infinity, Number.NaN), // ties, and what comparisons do not order
);

test('resampledQuantile gives the bits of quantile on the resampled values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, fc.nat()), { minLength: 1, maxLength: 40 }),
      fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1)),
      (drawn, q) => {
        const values = drawn.map(([one]) => one);
        const counts = new Int32Array(values.length);
        for (const [, place] of drawn) counts[place % values.length]!++;
        const resample = values.flatMap((one, i) => new Array<number>(counts[i]!).fill(one));
        assert.deepEqual(resampledQuantile(values, q)(counts), quantile(resample, q));
      },
    ),
    { numRuns: 2000 },
  );
});

test('resampledQuantile of no values is an error', () => {
  assert.throws(() => resampledQuantile([]), RangeError);
});

test('the counts that bootstrap tells are those of its resample, and all ones at the end', () => {
  const items = [3, 1, 4, 1.5, 9, 2, 6];
  let last: number[] = [];
  const median = resampledQuantile(items);
  const byCounts = bootstrap(
    items,
    (sample, counts) => {
      assert.equal(
        counts.reduce((a, b) => a + b),
        items.length,
      );
      items.forEach((item, i) => {
        assert.equal(sample.filter((one) => one === item).length, counts[i]);
      });
      last = [...counts];
      return median(counts);
    },
    'key',
  );
  assert.deepEqual(
    last,
    items.map(() => 1),
  );
  const byItems = bootstrap(items, (sample) => quantile(sample, 0.5), 'key');
  assert.deepEqual([byCounts.low, byCounts.high], [byItems.low, byItems.high]);
});
