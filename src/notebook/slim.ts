// Fewer digits in long columns: a notebook holds each figure as text.
import type { PlotlySpec } from '../spec/figure.ts';

const LONG = 40; // shorter columns may be quoted, and cost little
const DIGITS = 5; // of places: a hundredth of a pixel
const COLOUR_DIGITS = 4; // of the cells of a heat map: a colour bar has 256 steps

/**
 * A copy as JSON has it, in which columns of more than 40 numbers have five digits, and heat maps four, where that moves
 * nothing visibly.
 */
export const slim = ({ data, layout }: PlotlySpec): PlotlySpec => ({
  data: data.map(
    (trace) =>
      Object.fromEntries(
        entries(trace).map(([key, value]) => [key, plain(value, digitsOf(key))]),
      ) as typeof trace,
  ),
  layout: plain(layout, DIGITS) as PlotlySpec['layout'],
});

const digitsOf = (key: string): number => (key === 'z' ? COLOUR_DIGITS : DIGITS);

const entries = (of: object): [string, unknown][] =>
  Object.entries(of).filter(([, value]) => value !== undefined);

function plain(value: unknown, digits: number): unknown {
  if (ArrayBuffer.isView(value)) return plain(Array.from(value as unknown as ArrayLike<number>), digits);
  if (Array.isArray(value))
    return value.every((entry) => typeof entry === 'number' || entry === null)
      ? column(value, digits)
      : value.map((entry) => plain(entry, digits));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(entries(value).map(([key, entry]) => [key, plain(entry, digits)]));
  return typeof value === 'number' ? finite(value) : value;
}

function column(values: readonly (number | null)[], digits: number): (number | null)[] {
  const numbers = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  // A narrow column far from 0 needs its digits.
  const isRound = values.length > LONG && most - least > Math.max(Math.abs(least), Math.abs(most)) / 10;
  return values.map((value) =>
    value === null ? null : finite(isRound ? Number(value.toPrecision(digits)) : value),
  );
}

/** JSON has no NaN and no infinities; plotly takes `null` for a gap. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
