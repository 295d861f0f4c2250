import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stream } from '../../src/random/index.ts';
import {
  bootstrap,
  clopperPearson,
  exact,
  quantile,
  quantileInterval,
  tInterval,
} from '../../src/stats/index.ts';

const close = (actual: number, expected: number, tolerance = 5e-4) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

// Published tables: 97.5 % quantiles of t, rounded to four digits.
test("Student's t interval has the tabulated width", () => {
  for (const [degrees, t] of [
    [1, 12.7062],
    [2, 4.3027],
    [3, 3.1824],
    [4, 2.7764],
    [9, 2.2622],
    [30, 2.0423],
  ] as const) {
    // Values -1 and +1 in equal numbers and zeros: mean 0, known variance.
    const values = Array.from({ length: degrees + 1 }, (_, i) => (i === 0 ? -1 : i === 1 ? 1 : 0));
    const { value, low, high, count } = tInterval(values);
    const deviation = Math.sqrt(2 / degrees / (degrees + 1));
    assert.equal(value, 0);
    assert.equal(count, degrees + 1);
    close(high / deviation, t, 1e-4);
    close(low / deviation, -t, 1e-4);
  }
  const { value, low, high } = tInterval([3]);
  assert.deepEqual([value, low, high], [3, -Infinity, Infinity]);
});

// Closed forms: with no success the upper end is 1 - (tail)^(1/n); 1 of 2 and 5 of 10 from published tables.
test('Clopper-Pearson ends are exact', () => {
  for (const n of [1, 3, 10, 200]) {
    const end = 1 - 0.025 ** (1 / n);
    close(clopperPearson(0, n).high, end, 1e-12);
    close(clopperPearson(n, n).low, 1 - end, 1e-12);
    assert.equal(clopperPearson(0, n).low, 0);
    assert.equal(clopperPearson(n, n).high, 1);
  }
  close(clopperPearson(5, 10).low, 0.1871);
  close(clopperPearson(5, 10).high, 0.8129);
  close(clopperPearson(1, 2).low, 0.0126);
  close(clopperPearson(1, 2).high, 0.9874);
});

test('intervals cover the truth at least as often as they say', () => {
  const source = stream('coverage');
  const repeat = 2000;
  // Standard error of the share is at most 0.005.
  for (const [n, p] of [
    [20, 0.1],
    [50, 0.5],
    [100, 0.97],
  ] as const) {
    let covered = 0;
    for (let r = 0; r < repeat; r++) {
      let successes = 0;
      for (let i = 0; i < n; i++) if (source.uniform() < p) successes++;
      const { low, high } = clopperPearson(successes, n);
      if (low <= p && p <= high) covered++;
    }
    assert.ok(covered / repeat > 0.935, `proportion, n = ${n}, p = ${p}: ${covered / repeat}`);
  }
  for (const [n, q] of [
    [10, 0.5],
    [101, 0.5],
    [100, 0.2],
  ] as const) {
    let covered = 0;
    for (let r = 0; r < repeat; r++) {
      const { low, high } = quantileInterval(
        Array.from({ length: n }, () => source.uniform()),
        q,
      );
      if (low <= q && q <= high) covered++;
    }
    assert.ok(
      covered / repeat > 0.935 && covered / repeat < 0.999,
      `quantile ${q}, n = ${n}: ${covered / repeat}`,
    );
  }
});

test('the interval of a median is that of the tables', () => {
  // n = 10: order statistics 2 and 9 (coverage 97.9 %); n = 100: 40 and 61 (96.5 %).
  const ten = quantileInterval(Array.from({ length: 10 }, (_, i) => i + 1));
  assert.deepEqual([ten.low, ten.value, ten.high], [2, 5.5, 9]);
  const hundred = quantileInterval(Array.from({ length: 100 }, (_, i) => i + 1));
  assert.deepEqual([hundred.low, hundred.value, hundred.high], [40, 50.5, 61]);
  // The range of 5 values covers the median with 93.75 %, that of 6 with 96.9 %.
  const range = (n: number) => quantileInterval(Array.from({ length: n }, (_, i) => i + 1));
  assert.deepEqual([range(5).value, range(5).low, range(5).high], [3, -Infinity, Infinity]);
  assert.deepEqual([range(6).low, range(6).high, range(6).interval], [1, 6, '95 % between order statistics']);
  // Of a 10 % quantile the lower end is the harder one: 0.9^n <= 0.025 takes 36 values.
  const tenth = (n: number) =>
    quantileInterval(
      Array.from({ length: n }, (_, i) => i),
      0.1,
    ).low;
  assert.deepEqual([tenth(35), tenth(36)], [-Infinity, 0]);
});

test('quantiles interpolate between order statistics and do not change their input', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, q) => {
        const copy = [...values];
        const result = quantile(values, q);
        assert.deepEqual(values, copy);
        const sorted = copy.sort((a, b) => a - b);
        const below = Math.floor(q * (sorted.length - 1));
        assert.ok(sorted[below]! <= result && result <= sorted[Math.min(below + 1, sorted.length - 1)]!);
      },
    ),
  );
  assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
  assert.throws(() => quantile([], 0.5), /at least one/);
  assert.throws(() => clopperPearson(3, 2), /3 successes of 2 trials/);
  assert.throws(() => tInterval([]), /at least one/);
});

test('at another coverage the ends are those of the formula at that coverage', () => {
  // 99.5 % quantiles of t from tables.
  for (const [degrees, t] of [
    [1, 63.6567],
    [4, 4.6041],
    [30, 2.75],
  ] as const) {
    const values = Array.from({ length: degrees + 1 }, (_, i) => (i === 0 ? -1 : i === 1 ? 1 : 0));
    close(tInterval(values).at(0.99).high / Math.sqrt(2 / degrees / (degrees + 1)), t, 1e-3);
  }
  // With two degrees of freedom P(|T| > t) = 1 - t / sqrt(2 + t^2), to the far tails.
  for (const tail of [0.1, 1e-3, 1e-6, 1e-9]) {
    const t = Math.sqrt(2 / (1 / (1 - tail) ** 2 - 1));
    close((tInterval([-1, 0, 1]).at(1 - tail).high * Math.sqrt(3)) / t, 1, 1e-6);
  }
  for (const level of [0.5, 0.99, 1 - 1e-9]) {
    const tail = (1 - level) / 2;
    close(clopperPearson(0, 30).at(level).high, 1 - tail ** (1 / 30), 1e-9);
    close(clopperPearson(30, 30).at(level).low, tail ** (1 / 30), 1e-9);
  }
  // n = 10: order statistics 1 and 10 cover a median with 99.8 %, 2 and 9 with 97.9 %, 3 and 8 with 89.1 %.
  const ten = quantileInterval(Array.from({ length: 10 }, (_, i) => i + 1));
  const ends = (level: number) => [ten.at(level).low, ten.at(level).high];
  assert.deepEqual([0.999, 0.998, 0.99, 0.97, 0.89].map(ends), [
    [-Infinity, Infinity],
    [1, 10],
    [1, 10],
    [2, 9],
    [3, 8],
  ]);
  const { low, high } = exact(3, 5).at(0.999);
  assert.deepEqual([low, high], [3, 3]);
});

test('an interval contains its value and those of smaller coverage, and shrinks with the number of values', () => {
  const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 30 });
  const levels = fc.tuple(fc.double({ min: 0.5, max: 0.9999 }), fc.double({ min: 0.5, max: 0.9999 }));
  const sum = (x: readonly number[]) => x.reduce((a, b) => a + b, 0);
  fc.assert(
    fc.property(values, levels, fc.integer({ min: 2, max: 50 }), (x, pair, factor) => {
      const [small, large] = pair.toSorted((a, b) => a - b) as [number, number];
      const proportion = clopperPearson(x.filter((value) => value > 0).length, x.length);
      for (const all of [tInterval(x), quantileInterval(x), bootstrap(x, sum, 'any'), proportion]) {
        const [inner, outer] = [all.at(small), all.at(large)];
        const slack = 1e-12 * (1 + Math.abs(all.value));
        assert.ok(outer.low <= inner.low + slack && inner.high <= outer.high + slack, all.interval);
        const again = outer.at(0.95);
        assert.deepEqual([again.low, again.high], [all.low, all.high], 'any of them gives any other');
        const more = all.at(0.95, factor * x.length);
        assert.ok(all.low <= more.low + slack && more.high <= all.high + slack, all.interval);
        assert.ok(all.value === more.value && more.count === factor * x.length);
      }
    }),
    { numRuns: 20 },
  );
});
