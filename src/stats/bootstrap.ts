// Percentile bootstrap (Efron 1979) for statistics without a closed interval.
import { stream } from '../random/index.ts';
import { described, type Interval, LEVEL } from './interval.ts';
import { quantileOf } from './quantile.ts';

const RESAMPLES = 2000; // the ends of a 95 % interval are then known to about 0.5 % of coverage

/**
 * Interval of `statistic(items)` from resamples of the items with replacement, drawn from the stream of `key`; the
 * statistic is also told how often each item was drawn. At a coverage that leaves less than one resample beyond each
 * end (above 99.9 %) the ends are infinite; from another number of items the distances to the value shrink as its
 * square root. Both lists are used again for the next resample.
 * Cost: 2000 evaluations of the statistic. Errors: `RangeError` without items.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (items: readonly T[], counts: Int32Array) => number,
  key: string,
): Interval {
  const count = items.length;
  if (count === 0) throw new RangeError('bootstrap of no items: at least one was expected');
  const source = stream('bootstrap', key);
  const drawn = new Int32Array(count);
  const counts = new Int32Array(count);
  const sample = items.slice();
  const resampled = Array.from({ length: RESAMPLES }, () => {
    source.fillIntegers(drawn, count);
    counts.fill(0);
    for (let i = 0; i < count; i++) {
      const place = drawn[i]!;
      sample[i] = items[place]!;
      counts[place]!++;
    }
    return statistic(sample, counts);
  }).sort((a, b) => a - b);
  const value = statistic(items, counts.fill(1));
  const at = (level: number, size = count): Interval => {
    const tail = (1 - level) / 2;
    const known = tail * RESAMPLES >= 1;
    const end = (q: number): number => {
      const found = quantileOf(resampled, q);
      return size === count ? found : value + (found - value) * Math.sqrt(count / size);
    };
    return {
      value,
      low: known ? end(tail) : -Infinity,
      high: known ? end(1 - tail) : Infinity,
      count: size,
      interval: described(level, 'by bootstrap'),
      at,
    };
  };
  return at(LEVEL);
}
