// A claim held against results: its verdict with all that stands behind it, as plain data.
import { type AnyClaim, isTestable, type Measurement, type Statement, type Tolerance } from './claim.ts';
import type { Result } from './experiment.ts';
import { moreRuns } from './moreRuns.ts';
import { ALPHA, type PartState, partStates, type Verdict, verdictOf } from './verdict.ts';

export interface CheckedPart extends Omit<Measurement, 'at'> {
  readonly state: PartState;
  /** Of an open part: about how many more runs (`unit`) would settle it; infinite where no number is known to. */
  readonly more?: number;
}

export interface CheckedClaim extends Statement {
  readonly verdict: Verdict;
  readonly parts: readonly CheckedPart[];
  /** Absent where the claim is not testable. */
  readonly tolerance?: Tolerance;
  /** Why the claim is not testable. */
  readonly reason?: string;
}

/** `results`: of the claim's experiments, in their order. Throws what `measure` throws. */
export function checkClaim(claim: AnyClaim, results: readonly (readonly Result[])[]): CheckedClaim {
  const { id, statement, source, trust, beyond } = claim;
  const said = { id, statement, source, trust, ...(beyond && { beyond }) };
  if (!isTestable(claim)) return { ...said, verdict: 'not testable', parts: [], reason: claim.notTestable };
  const measured = claim.measure(results);
  const states = partStates(measured);
  const left = states.filter((state) => state !== 'outside').length;
  const parts = measured.map((part, i): CheckedPart => {
    const { at: _, ...data } = part;
    const state = states[i]!;
    return { ...data, state, ...(state === 'open' && { more: moreRuns(part, 1 - ALPHA / left) }) };
  });
  return { ...said, verdict: verdictOf(states), parts, tolerance: claim.tolerance };
}

/** The part of an inconclusive claim that needs most, relatively to what it has: when it is settled, all are. */
export const hardest = ({ verdict, parts }: CheckedClaim): CheckedPart | undefined =>
  verdict === 'inconclusive'
    ? parts
        .filter(({ state }) => state === 'open')
        .toSorted((a, b) => b.more! / b.count - a.more! / a.count)[0]
    : undefined;

/** What would settle an open part: `about 140 more runs`, rounded up to two digits. */
export function lack({ more, unit = 'run' }: CheckedPart): string {
  if (more === Infinity) return 'no known number of runs decides';
  let power = 1;
  while (more! > 100 * power) power *= 10;
  const rounded = Math.ceil(more! / power) * power;
  return `about ${rounded} more ${unit}${rounded === 1 ? '' : 's'}`;
}
