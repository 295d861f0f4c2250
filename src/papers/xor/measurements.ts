// What the claims of Xu et al. measure over runs: shares, means, medians and bootstraps, each with its interval.
import type { Result, ResultRecord, ResultsOf, Settings } from '../../spec/experiment.ts';
import {
  bootstrap,
  clopperPearson,
  exact,
  type Interval,
  LEVEL,
  quantileInterval,
  resampledQuantile,
  tInterval,
} from '../../stats/index.ts';
import type { figure1Left } from './figure1Left.ts';

export type Results = ResultsOf<typeof figure1Left>;

/** Results with these settings, but for those named in `except`: the quick profile has other sizes. */
export const withSettings = <S extends Settings, R extends ResultRecord>(
  results: readonly Result<S, R>[],
  wanted: S,
  except: readonly (keyof S)[] = [],
): readonly Result<S, R>[] =>
  results.filter(({ settings }) =>
    Object.keys(wanted).every((key) => except.includes(key) || settings[key] === wanted[key]),
  );

/** Lists of runs that share data and weights of a seed, regrouped seed by seed: what a paired bootstrap draws. */
export function bySeed<const L extends readonly (readonly { readonly seed: number }[])[]>(
  lists: L,
): { readonly [K in keyof L]: L[K][number] }[] {
  const [first, ...others] = lists.map((list) => new Map(list.map((run) => [run.seed, run])));
  return [...first!.values()]
    .filter(({ seed }) => others.every((list) => list.has(seed)))
    .map((run) => [run, ...others.map((list) => list.get(run.seed)!)] as never);
}

type Of<T> = (run: T) => number;

export const medianOf = <T>(runs: readonly T[], value: Of<T>, q = 0.5): Interval =>
  quantileInterval(runs.map(value), q);

export const meanOf = <T>(runs: readonly T[], value: Of<T>): Interval => tInterval(runs.map(value));

export const shareOf = <T>(runs: readonly T[], holds: (run: T) => boolean): Interval =>
  clopperPearson(runs.filter(holds).length, runs.length);

/** The largest value of these runs: a fact about them, without an interval. */
export const largestOf = <T>(runs: readonly T[], value: Of<T>): Interval =>
  exact(
    runs.reduce((most, run) => Math.max(most, value(run)), -Infinity),
    runs.length,
  );

/** The sum over these runs: a fact about them, without an interval. */
export const totalOf = <T>(runs: readonly T[], value: Of<T>): Interval =>
  exact(
    runs.reduce((sum, run) => sum + value(run), 0),
    runs.length,
  );

/** The median over runs taken as often as a bootstrap has drawn each. */
export const resampledMedian = <T>(runs: readonly T[], value: Of<T>): ((counts: Int32Array) => number) =>
  resampledQuantile(runs.map(value));

/** Difference of the medians of two quantities of the same runs. */
export function medianGain<T>(runs: readonly T[], from: Of<T>, to: Of<T>, key: string): Interval {
  const [before, after] = [resampledMedian(runs, from), resampledMedian(runs, to)];
  return bootstrap(runs, (_, counts) => after(counts) - before(counts), `xor median gain ${key}`);
}

/** The lowest of several values of the same runs, such as a curve's, with an interval that holds for all at once (Bonferroni). */
export function lowestOf(all: readonly Interval[]): Interval {
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
  const at = (level: number, count?: number): Interval => {
    const each = all.map((one) => one.at(1 - (1 - level) / all.length, count));
    return {
      value: least(each.map(({ value }) => value)),
      low: least(each.map(({ low }) => low)),
      high: least(each.map(({ high }) => high)),
      count: each[0]!.count,
      interval: `lowest of ${all.length}, each ${each[0]!.interval}`,
      at,
    };
  };
  return at(LEVEL);
}

/** In every run: what a sample of 100 can show at 95 % is a share above 96 %. */
export const EVERY_RUN = [0.95, 1] as const;
