// A peer in Python as a contender.
import type { Contender } from '../harness/contest.ts';
import type { Peer } from './peer.ts';

/** In a list, which is empty where the peer lacks one of the modules. */
export const contenderOf = (peer: Peer, needs: readonly string[], contender: Contender): Contender[] =>
  needs.every((module) => module in peer.found)
    ? [{ ...contender, peak: async () => (await peer.ask<{ readonly megabytes: number }>('peak')).megabytes }]
    : [];

/** Errors: `Error` where an entry of theirs is farther from ours than so much of the largest. */
export function checkAgreement(
  name: string,
  theirs: readonly number[],
  ours: ArrayLike<number>,
  tolerance: number,
): void {
  let [largest, apart] = [0, theirs.length === ours.length ? 0 : Number.NaN];
  for (let k = 0; k < ours.length; k++) {
    largest = Math.max(largest, Math.abs(ours[k]!));
    apart = Math.max(apart, Math.abs(ours[k]! - theirs[k]!));
  }
  if (!(apart <= tolerance * largest))
    throw new Error(
      `${name}: an entry differs from ours by ${apart / largest} of the largest, more than ${tolerance}`,
    );
}
