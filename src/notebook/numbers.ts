// Numbers of claims as text, in the signs of print.
import type { CheckedPart } from '../spec/check.ts';
import * as inWords from '../spec/inWords.ts';

const typeset = (text: string): string =>
  text.replaceAll('Infinity', '∞').replaceAll('-', '−').replace('<=', '≤').replace('>=', '≥');

/** `0.9825`, `1.3e−9`. */
export const number = (x: number): string => typeset(inWords.number(x));

/** `0.5 [0.4, 0.6]`; without brackets where the value is exact. */
export const interval = (part: Pick<CheckedPart, 'value' | 'low' | 'high'>): string =>
  typeset(inWords.interval(part));

/** `0.95 to 1`, `≤ 3`. */
export const range = (expected: CheckedPart['expected']): string => typeset(inWords.range(expected));
