// How many times as long a peer takes as we do, with its spread over the rounds in which both took turns.
import { quantile } from '../../src/stats/index.ts';

export interface Ratio {
  /** Of the ratios of single rounds, in which a busy neighbour slows both: median and quartiles. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Theirs over ours, round by round; a contender that was given fewer rounds ran in the first ones. */
export function ratio(theirs: readonly number[], ours: readonly number[]): Ratio {
  const each = theirs.slice(0, ours.length).map((value, round) => value / ours[round]!);
  if (each.length === 0)
    throw new RangeError('a ratio of no rounds was asked for: one at least was expected');
  return { median: quantile(each, 0.5), low: quantile(each, 0.25), high: quantile(each, 0.75) };
}
