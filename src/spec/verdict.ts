// Verdicts from measured parts: all must hold at 95 %; which of them fail is decided by Holm's method (Holm 1979).
import type { Measurement } from './claim.ts';

export type Verdict = 'reproduced' | 'not reproduced' | 'inconclusive' | 'not testable';

/** `inside`: the 95 % interval lies in the expected range; `outside`: shown to lie beyond it; `open`: neither. */
export type PartState = 'inside' | 'outside' | 'open';

/** Largest probability of `not reproduced` for a claim whose parts all hold; one minus the coverage of an interval. */
export const ALPHA = 0.05;

type Ends = Pick<Measurement, 'low' | 'high'>;

export const isInside = ({ low, high }: Ends, [from, to]: Measurement['expected']): boolean =>
  low >= from && high <= to;

export const isOutside = ({ low, high }: Ends, [from, to]: Measurement['expected']): boolean =>
  high < from || low > to;

/**
 * State of each part. With r parts not yet known to fail, one fails if its interval of coverage 1 - ALPHA / r lies
 * wholly outside; repeated until none does. That all are inside needs no correction (intersection-union test).
 */
export function partStates(parts: readonly Measurement[]): readonly PartState[] {
  let left = parts;
  for (let before = Infinity; left.length < before; ) {
    before = left.length;
    const level = 1 - ALPHA / before;
    left = left.filter((part) => !isOutside(part.at(level), part.expected));
  }
  return parts.map((part) => {
    if (!left.includes(part)) return 'outside';
    return isInside(part.at(1 - ALPHA), part.expected) ? 'inside' : 'open';
  });
}

/** Verdict of a claim from the states of its parts. */
export function verdictOf(states: readonly PartState[]): Exclude<Verdict, 'not testable'> {
  if (states.includes('outside')) return 'not reproduced';
  return states.length > 0 && states.every((state) => state === 'inside') ? 'reproduced' : 'inconclusive';
}

export const verdict = (parts: readonly Measurement[]): Exclude<Verdict, 'not testable'> =>
  verdictOf(partStates(parts));
