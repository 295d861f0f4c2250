// What an estimate with its interval is: the common form of everything in this folder.

/** An estimate with its interval: what a claim calls a measurement, but for label and expectation. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Values behind the estimate. */
  readonly count: number;
  /** How the interval was made, and its coverage. */
  readonly interval: string;
  /**
   * The same estimate at another coverage and, as a forecast, from `count` values of which these are a fair sample.
   * An end is infinite where the data do not tell it at this coverage.
   */
  readonly at: (level: number, count?: number) => Interval;
}

/** Coverage of all intervals as they are shown. */
export const LEVEL = 0.95;

/** `95 % by bootstrap`. */
export const described = (level: number, how: string): string =>
  `${Number((100 * level).toPrecision(4))} % ${how}`;

/** A value without scatter, such as a maximum over all runs: the interval is the value. */
export function exact(value: number, count: number): Interval {
  const itself: Interval = { value, low: value, high: value, count, interval: 'exact', at: () => itself };
  return itself;
}
