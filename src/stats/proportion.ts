// Clopper-Pearson interval of a proportion (Clopper and Pearson 1934), through the beta law.
import { betaCdf } from './beta.ts';
import { bisect } from './bisect.ts';
import { described, type Interval, LEVEL } from './interval.ts';

/** Exact interval of a proportion: `successes` of `count` trials. Errors: `RangeError`. */
export function clopperPearson(successes: number, count: number): Interval {
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
  const at = (level: number, trials = count): Interval => {
    const tail = (1 - level) / 2;
    const good = successes * (trials / count);
    const bad = trials - good;
    return {
      value: successes / count,
      low: successes === 0 ? 0 : bisect((p) => betaCdf(p, good, bad + 1) - tail, 0, 1),
      high: successes === count ? 1 : bisect((p) => tail - betaCdf(1 - p, bad, good + 1), 0, 1),
      count: trials,
      interval: described(level, 'Clopper-Pearson'),
      at,
    };
  };
  return at(LEVEL);
}
