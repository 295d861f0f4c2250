// What was measured of a claim, in words for a text: never a number without interval, count and expected range.
import type { CheckedPart } from '../spec/check.ts';
import { checkedClaim, counted, decisive } from './claims.ts';
import { interval, range } from './numbers.ts';

/**
 * `1.93 [1.888, 1.972] (n = 20; expected 0 to 2.3)`: value and 95 % interval of a part of a claim, named by its
 * label, by the beginning or by a piece of it; without one, of the part that decides. Errors: `UsageError` for a claim that is none,
 * `RangeError` where not exactly one part is named.
 */
export function measured(id: string, piece?: string): string {
  const { parts } = checkedClaim(id);
  const part = piece === undefined ? decisive(parts) : partOf(parts, piece);
  if (part === undefined) {
    const labels = parts.map(({ label }) => label).join('; ') || 'none';
    throw new RangeError(`${id} has not exactly one part "${piece ?? ''}"; its parts: ${labels}`);
  }
  return `${interval(part)} (n = ${counted(part)}; expected ${range(part.expected)})`;
}

function partOf(parts: readonly CheckedPart[], piece: string): CheckedPart | undefined {
  const ways = [
    parts.filter(({ label }) => label === piece),
    parts.filter(({ label }) => label.startsWith(piece)),
    parts.filter(({ label }) => label.includes(piece)),
  ];
  const [part, other] = ways.find((found) => found.length > 0) ?? [];
  return other === undefined ? part : undefined;
}
