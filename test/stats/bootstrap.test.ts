import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../src/random/index.ts';
import { bootstrap, quantile, tInterval } from '../../src/stats/index.ts';

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test('agrees with the t interval of a mean and covers the truth about as often as it says', () => {
  const source = stream('bootstrap coverage');
  const sample = () => Array.from({ length: 60 }, () => source.normal());
  const values = sample();
  const [ours, students] = [bootstrap(values, mean, 'a'), tInterval(values)];
  const width = students.high - students.low;
  assert.equal(ours.value, mean(values));
  assert.ok(
    Math.abs(ours.low - students.low) < 0.1 * width && Math.abs(ours.high - students.high) < 0.1 * width,
  );
  const repeat = 100;
  const covered = Array.from({ length: repeat }, (_, i) =>
    bootstrap(sample(), (x) => quantile(x, 0.5), String(i)),
  );
  const share = covered.filter(({ low, high }) => low <= 0 && 0 <= high).length / repeat;
  // Standard error of the share is 0.02; the percentile bootstrap of a median is a little conservative.
  assert.ok(share > 0.88, String(share));
});

test('the same key gives the same interval, another key another one', () => {
  const values = Array.from(stream('bootstrap keys').fillNormal(new Float64Array(40)));
  const ends = (key: string) => {
    const { low, high } = bootstrap(values, mean, key);
    return [low, high];
  };
  assert.deepEqual(ends('k'), ends('k'));
  assert.notDeepEqual(ends('k'), ends('l'));
  assert.throws(() => bootstrap([], mean, 'k'), /at least one/);
});

test('other coverages take the quantiles of the same resamples; beyond what these can tell the ends are infinite', () => {
  const values = Array.from(stream('bootstrap levels').fillNormal(new Float64Array(30)));
  const seen: number[] = [];
  const interval = bootstrap(
    values,
    (items) => {
      seen.push(mean(items));
      return mean(items);
    },
    'levels',
  );
  const resampled = seen.slice(0, 2000);
  for (const level of [0.5, 0.9, 0.95, 0.99, 0.998]) {
    const { low, high } = interval.at(level);
    assert.equal(low, quantile(resampled, (1 - level) / 2));
    assert.equal(high, quantile(resampled, 1 - (1 - level) / 2));
  }
  assert.equal(seen.length, 2001, 'nothing is resampled again');
  assert.deepEqual([interval.at(0.9999).low, interval.at(0.9999).high], [-Infinity, Infinity]);
  const { value, low } = interval;
  assert.ok(Math.abs(interval.at(0.95, 120).low - (value + low) / 2) < 1e-15);
});
