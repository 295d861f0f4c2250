// Confidence intervals: Clopper-Pearson for proportions, order statistics for quantiles, Student's t for few seeds.
import { cos, exp, log, sin } from '../wasm/math.ts';

/** An estimate with its interval: what a claim calls a measurement, but for label and expectation. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Values behind the estimate. */
  readonly count: number;
  /** How the interval was made, and its coverage. */
  readonly interval: string;
}

/** Default coverage of all intervals. */
export const LEVEL = 0.95;

export const coverage = (level: number): string => `${100 * level} %`;

/** P(X <= k) for X binomial(n, p). O(k). */
function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  let logTerm = n * log(1 - p);
  let sum = exp(logTerm);
  for (let i = 1; i <= k; i++) {
    logTerm += log(((n - i + 1) * p) / (i * (1 - p)));
    sum += exp(logTerm);
  }
  return Math.min(1, sum);
}

/** Root of an increasing function with a sign change in [low, high], to the last bits. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let i = 0; i < 100; i++) {
    const middle = (from + to) / 2;
    if (f(middle) < 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/**
 * Exact (Clopper-Pearson) interval of a proportion: `successes` of `count` trials. Errors: `RangeError`.
 */
export function clopperPearson(successes: number, count: number, level = LEVEL): Interval {
  if (
    !(
      Number.isInteger(successes) &&
      Number.isInteger(count) &&
      successes >= 0 &&
      successes <= count &&
      count > 0
    )
  )
    throw new RangeError(
      `${successes} successes of ${count} trials: integers with 0 <= successes <= trials, trials > 0 were expected`,
    );
  const tail = (1 - level) / 2;
  const low = successes === 0 ? 0 : bisect((p) => 1 - binomialCdf(successes - 1, count, p) - tail, 0, 1);
  const high = successes === count ? 1 : bisect((p) => tail - binomialCdf(successes, count, p), 0, 1);
  return { value: successes / count, low, high, count, interval: `${coverage(level)} Clopper-Pearson` };
}

/** Sample quantile with linear interpolation between order statistics (type 7, as numpy's default). */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('quantile of no values: at least one was expected');
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const a = sorted[below]!;
  const b = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return a + (b - a) * (position - below);
}

/**
 * Interval of a quantile (default: the median) between two order statistics, free of any distribution. An end is
 * infinite where the sample is too small for the coverage: a median at 95 % takes 6 values.
 */
export function quantileInterval(values: readonly number[], q = 0.5, level = LEVEL): Interval {
  const count = values.length;
  const value = quantile(values, q);
  const sorted = [...values].sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  // The number of values below the quantile is binomial(count, q); -1 and count stand for no order statistic.
  let lower = -1;
  while (binomialCdf(lower + 1, count, q) <= tail) lower++;
  let upper = count;
  while (1 - binomialCdf(upper - 1, count, q) <= tail) upper--;
  const interval = `${coverage(level)} between order statistics`;
  return { value, low: sorted[lower] ?? -Infinity, high: sorted[upper] ?? Infinity, count, interval };
}

/** P(|T| <= sqrt(degrees) tan(angle)) for Student's t, finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4. */
function studentWithin(angle: number, degrees: number): number {
  const cosine = cos(angle);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sin(angle) * sum) : sin(angle) * sum;
}

/** Interval of a mean from few independent values by Student's t; one value gives an infinite interval. */
export function tInterval(values: readonly number[], level = LEVEL): Interval {
  const count = values.length;
  if (count === 0) throw new RangeError('mean of no values: at least one was expected');
  const value = values.reduce((a, b) => a + b, 0) / count;
  const interval = `${coverage(level)} by Student's t`;
  if (count === 1) return { value, low: -Infinity, high: Infinity, count, interval };
  const degrees = count - 1;
  const variance = values.reduce((sum, x) => sum + (x - value) * (x - value), 0) / degrees;
  const angle = bisect((a) => studentWithin(a, degrees) - level, 0, Math.PI / 2);
  const margin = ((Math.sqrt(degrees) * sin(angle)) / cos(angle)) * Math.sqrt(variance / count);
  return { value, low: value - margin, high: value + margin, count, interval };
}

/** A value without scatter, such as a maximum over all runs: the interval is the value. */
export const exact = (value: number, count: number): Interval => ({
  value,
  low: value,
  high: value,
  count,
  interval: 'exact',
});
