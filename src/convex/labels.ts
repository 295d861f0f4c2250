// Words of two classes as the numbers that a loss takes, and back.
import type { Loss } from './loss.ts';

export interface Classes {
  /** The one whose outputs are to be below 0. */
  readonly negative: string;
  readonly positive: string;
}

const SHOWN = 5;

const count = (classes: number): string => `${classes} class${classes === 1 ? '' : 'es'}`;

/** Numbers by value, words by their code units. */
const before = (a: string, b: string): number => {
  const difference = Number(a) - Number(b);
  return difference || (a < b ? -1 : 1);
};

/**
 * The two classes among labels; the smaller number, or the first word in code-unit order, is the negative one. `name`
 * is what messages call the labels. Errors: `RangeError` for another number of classes.
 */
export function classesOf(labels: readonly string[], name: string): Classes {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const found = [...counts.keys()].sort(before);
  if (found.length !== 2) {
    const shown = found.slice(0, SHOWN).map((label) => `${label} (${counts.get(label)})`);
    const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : '';
    const advice =
      found.length < 2
        ? 'add samples of another class'
        : 'keep the rows of two of them, or train one class against the rest; for quantities use the squared loss';
    throw new RangeError(
      `${name} has ${count(found.length)}, ${shown.join(', ')}${more}: the bce and hinge losses tell two classes apart; ${advice}`,
    );
  }
  const [negative, positive] = found;
  return { negative: negative!, positive: positive! };
}

/** Labels as the targets of a loss of two classes. Errors: `RangeError` for a third one. */
export function encodeLabels(
  labels: readonly string[],
  { negative, positive }: Classes,
  { name, labels: values }: Loss,
): Float64Array {
  if (!values) throw new RangeError(`the ${name} loss takes numbers, not classes`);
  return Float64Array.from(labels, (label, k) => {
    if (label !== negative && label !== positive)
      throw new RangeError(
        `label ${k} is "${label}": the classes are "${negative}" (negative) and "${positive}" (positive)`,
      );
    return label === positive ? values[1] : values[0];
  });
}

/** The class on whose side an output lies; 0 is on the negative one. */
export const classOf = (output: number, { negative, positive }: Classes): string =>
  output > 0 ? positive : negative;
