import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultOf } from '../../bench/harness/contest.ts';
import { growthOf, slope } from '../../bench/harness/growth.ts';

test('the exponent of a planted power law comes back, with no error where it is exact', () => {
  const sizes = [10, 20, 40, 80, 160];
  const { exponent, standardError } = slope(
    sizes,
    sizes.map((n) => 3e-6 * n ** 2.5),
  );
  assert.ok(Math.abs(exponent - 2.5) < 1e-12 && standardError < 1e-12);
});

test('the standard error is that of least squares', () => {
  const x = [1, 2, 4, 8, 16, 32];
  const noise = [0.1, -0.2, 0.05, 0.15, -0.3, 0.2];
  const y = x.map((size, i) => size ** 1.5 * Math.exp(noise[i]!));
  // By the normal equations (1, log x), solved by hand.
  const a = x.map(Math.log);
  const b = y.map(Math.log);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [n, sa, sb] = [x.length, sum(a), sum(b)];
  const [saa, sab] = [sum(a.map((t) => t * t)), sum(a.map((t, i) => t * b[i]!))];
  const determinant = n * saa - sa * sa;
  const [k, c] = [(n * sab - sa * sb) / determinant, (saa * sb - sa * sab) / determinant];
  const residuals = sum(b.map((value, i) => (value - c - k * a[i]!) ** 2));
  const error = Math.sqrt(((residuals / (n - 2)) * n) / determinant);
  const found = slope(x, y);
  assert.ok(Math.abs(found.exponent - k) < 1e-10, `${found.exponent}, not ${k}`);
  assert.ok(Math.abs(found.standardError / error - 1) < 1e-6, `${found.standardError}, not ${error}`);
});

test('growth is told of every contestant with five sizes or more, apart for times and memory', () => {
  const cases = [1, 2, 4, 8, 16].flatMap((value, k) => [
    resultOf({ name: 'product', size: { symbol: 'n', value } }, [
      { name: 'ours', rounds: [value ** 3] },
      { name: 'peer', rounds: k === 4 ? [] : [value ** 2] },
    ]),
    resultOf({ name: 'product', size: { symbol: 'n', value }, unit: 'MB' }, [
      { name: 'ours', rounds: [value ** 2] },
    ]),
  ]);
  const found = growthOf([...cases, resultOf({ name: 'start' }, [{ name: 'ours', rounds: [1] }])]);
  assert.deepEqual(
    found.map(({ contestant, unit, exponent }) => [contestant, unit, Number(exponent.toFixed(9))]),
    [
      ['ours', 's', 3],
      ['ours', 'MB', 2],
    ],
  );
});
