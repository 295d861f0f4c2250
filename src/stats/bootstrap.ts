// Percentile bootstrap (Efron 1979) for statistics without a closed interval.
import { stream } from '../random/index.ts';
import { coverage, type Interval, LEVEL, quantile } from './interval.ts';

const RESAMPLES = 2000; // the ends of a 95 % interval are then known to about 0.5 % of coverage

/**
 * Interval of `statistic(items)` from resamples of the items with replacement, drawn from the stream of `key`.
 * Cost: 2000 evaluations of the statistic. Errors: `RangeError` without items.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  key: string,
  level = LEVEL,
): Interval {
  if (items.length === 0) throw new RangeError('bootstrap of no items: at least one was expected');
  const source = stream('bootstrap', key);
  const resampled = Array.from({ length: RESAMPLES }, () =>
    statistic(Array.from(source.fillIntegers(new Int32Array(items.length), items.length), (i) => items[i]!)),
  );
  const tail = (1 - level) / 2;
  return {
    value: statistic(items),
    low: quantile(resampled, tail),
    high: quantile(resampled, 1 - tail),
    count: items.length,
    interval: `${coverage(level)} by bootstrap`,
  };
}
