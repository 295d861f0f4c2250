import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { constantColumns, scaled, scalingOf } from '../../src/convex/index.ts';

/** Without denormal numbers, which have few digits. */
const normal = (value: number): number => (Math.abs(value) < 1e-290 ? 0 : value);

const samples = fc
  .tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 5 }),
    fc.infiniteStream(
      fc.oneof(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e300, max: 1e300, noNaN: true }),
      ),
    ),
  )
  .map(([rows, cols, stream]) => ({
    rows,
    cols,
    data: Float64Array.from({ length: rows * cols }, (_, e) =>
      e % cols === 1 ? 0.1 : normal(stream.next().value),
    ),
  }));

test('scaled columns have mean 0 and standard deviation 1; one that does not vary is exactly 0', () => {
  fc.assert(
    fc.property(samples, (X) => {
      const scaling = scalingOf(X);
      const { data } = scaled(X, scaling);
      const constant = constantColumns(X);
      assert.ok(X.cols < 2 || constant.includes(1));
      for (let j = 0; j < X.cols; j++) {
        const column = Array.from({ length: X.rows }, (_, k) => data[k * X.cols + j]!);
        if (constant.includes(j)) {
          assert.ok(column.every((value) => value === 0) && scaling.std[j] === 1);
          continue;
        }
        // Rounding of the mean is relative to the largest entry, which may be far above the deviation.
        const size = Math.max(...Array.from({ length: X.rows }, (_, k) => Math.abs(X.data[k * X.cols + j]!)));
        const tolerance = 1e-14 * X.rows * (1 + size / scaling.std[j]!);
        const mean = column.reduce((sum, value) => sum + value, 0) / X.rows;
        const square = column.reduce((sum, value) => sum + value * value, 0) / X.rows;
        assert.ok(Math.abs(mean) <= tolerance, `mean ${mean}`);
        assert.ok(Math.abs(square - 1) <= 4 * tolerance, `mean square ${square}`);
      }
    }),
    { numRuns: 300 },
  );
});

test('the standard deviation is that of the population', () => {
  const X = { rows: 4, cols: 1, data: Float64Array.of(1, 2, 3, 6) };
  const { mean, std } = scalingOf(X);
  assert.deepEqual([...mean, ...std], [3, 3 * Math.sqrt(14 / 9 / 4)]);
});
