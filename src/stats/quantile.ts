// Sample quantiles, and intervals for them between order statistics.
import { binomialCdf } from './beta.ts';
import { described, type Interval, LEVEL } from './interval.ts';

/** Sample quantile with linear interpolation between order statistics (type 7, as numpy's default). */
export const quantile = (values: readonly number[], q: number): number => quantileOf(sort(values), q);

/** A typed array sorts by value, and ten times as fast as with a comparison. */
function sort(values: readonly number[]): Float64Array {
  if (values.length === 0) throw new RangeError('quantile of no values: at least one was expected');
  return Float64Array.from(values).sort();
}

/** `quantile` of values in ascending order. */
export const quantileOf = (sorted: ArrayLike<number>, q: number): number =>
  between(sorted, (sorted.length - 1) * q);

function between(sorted: ArrayLike<number>, position: number): number {
  const below = Math.floor(position);
  const a = sorted[below]!;
  const b = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return position === below || a === b ? a : a + (b - a) * (position - below); // infinite values too
}

/**
 * Interval of a quantile (default: the median) between two order statistics, free of any distribution. An end is
 * infinite where the sample is too small for the coverage: a median at 95 % takes 6 values.
 */
export function quantileInterval(values: readonly number[], q = 0.5): Interval {
  const sorted = sort(values);
  const count = values.length;
  const at = (level: number, size = count): Interval => {
    const [lower, upper] = ranks(size, q, (1 - level) / 2);
    const scale = (count - 1) / (size - 1); // ranks of a sample of another size, in this one
    return {
      value: quantileOf(sorted, q),
      low: lower < 0 ? -Infinity : between(sorted, lower * scale),
      high: upper >= size ? Infinity : between(sorted, upper * scale),
      count: size,
      interval: described(level, 'between order statistics'),
      at,
    };
  };
  return at(LEVEL);
}

/**
 * Ranks (from 0) of the order statistics beyond which the quantile lies with at most `tail` on each side; -1 and
 * `count` stand for none. The number of values below the quantile is binomial(count, q).
 */
function ranks(count: number, q: number, tail: number): readonly [number, number] {
  const lower = last(count, (k) => binomialCdf(k, count, q) <= tail);
  const upper = last(count, (k) => 1 - binomialCdf(k, count, q) > tail) + 1;
  return [lower, upper];
}

/** Last k in 0..count-1 for which `holds`, which does up to some k and then no more; -1 where it never does. */
function last(count: number, holds: (k: number) => boolean): number {
  let [yes, no] = [-1, count];
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
