// The exponent of a power law against closed forms and its interval against its own coverage.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../src/random/index.ts';
import { powerLaw } from '../../src/stats/index.ts';

test('an exact power law has its exponent and an interval of no width', () => {
  const x = [1, 2, 4, 8, 16];
  const { value, low, high, count } = powerLaw(
    x,
    x.map((t) => 3 * t ** 2.5),
  );
  assert.ok(Math.abs(value - 2.5) < 1e-12 && high - low < 1e-10);
  assert.equal(count, 5);
});

// log2 x = 0, 1, 2, 3 and log2 y = 0, 1, 1, 2: slope 0.6, residual sum .2, standard error sqrt(.2 / 2 / 5), t(2) = 4.3027.
test('the interval is that of the textbook for a line through four points', () => {
  const { value, low, high } = powerLaw([1, 2, 4, 8], [1, 2, 2, 4]);
  const margin = 4.30265 * Math.sqrt(0.2 / 2 / 5);
  assert.ok(Math.abs(value - 0.6) < 1e-12);
  assert.ok(Math.abs(high - (0.6 + margin)) < 1e-4 && Math.abs(low - (0.6 - margin)) < 1e-4);
});

test('the interval covers the exponent in 95 % of samples with normal errors', () => {
  const source = stream('power law');
  const x = [1, 2, 4, 8, 16, 32];
  let covered = 0;
  for (let trial = 0; trial < 2000; trial++) {
    const noise = source.fillNormal(new Float64Array(x.length), 0, 0.3);
    const { low, high } = powerLaw(
      x,
      x.map((t, i) => Math.exp(noise[i]!) * t ** 2),
    );
    if (low <= 2 && 2 <= high) covered++;
  }
  assert.ok(covered > 1860 && covered < 1940, String(covered)); // 1900 +- 4 standard deviations
});

test('two points have no finite interval; equal x and columns of unequal lengths are refused', () => {
  assert.equal(powerLaw([1, 2], [1, 4]).high, Infinity);
  assert.throws(() => powerLaw([2, 2], [1, 4]), /different x/);
  assert.throws(() => powerLaw([1, 2, 3], [1, 4]), /3 entries but y has 2/);
});
