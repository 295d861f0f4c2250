// What was measured and expected of a claim, as plain text.
import type { CheckedPart } from './check.ts';

/** Four significant digits: `0.9825`, `1.3e-9`. */
export function number(x: number): string {
  const size = Math.abs(x);
  const isPlain = size === 0 || size === Infinity || (size >= 1e-3 && size < 1e6);
  return isPlain ? String(Number(x.toPrecision(4))) : x.toExponential(3).replace(/\.?0+e/, 'e');
}

/** `0.5 [0.4, 0.6]`; without brackets where the value is exact. */
export const interval = ({ value, low, high }: Pick<CheckedPart, 'value' | 'low' | 'high'>): string =>
  low === high ? number(value) : `${number(value)} [${number(low)}, ${number(high)}]`;

/** `0.95 to 1`, `<= 3`. */
export function range([from, to]: CheckedPart['expected']): string {
  if (from === to) return number(from);
  if (from === -Infinity) return `<= ${number(to)}`;
  return to === Infinity ? `>= ${number(from)}` : `${number(from)} to ${number(to)}`;
}
