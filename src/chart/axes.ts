// Axes whose ranges are given in the data's own units, also on log axes.
import type { LayoutAxis } from 'plotly.js-dist-min';
import { log } from '../wasm/math.ts';

export type Range = readonly [low: number, high: number];

const log10 = (x: number): number => log(x) / Math.LN10;

/** A linear axis; without a range it follows the data. The title carries the unit: `time (s)`. */
export const axis = (title: string, range?: Range): Partial<LayoutAxis> => ({
  title: { text: title },
  ...(range === undefined ? {} : { range: [...range] }),
});

/**
 * A log axis with labels at powers of ten (1, 10, 100, else 10<sup>k</sup>), and between them where the range is
 * at most two decades: at 2 and 5, and more closely below a factor of five. The range is in data units,
 * `[1, 5000]`, both ends positive; without one the axis follows the data.
 */
export function logAxis(title: string, range?: Range): Partial<LayoutAxis> {
  if (range === undefined) return { ...scale(title), ...ticks(decades(-30, 30)) };
  const [low, high] = range;
  if (!(low > 0 && high > low))
    throw new RangeError(
      `the range of log axis "${title}" is [${low}, ${high}]: 0 < low < high was expected, in data units`,
    );
  const ends: [number, number] = [log10(low), log10(high)];
  const [first, last] = [Math.floor(ends[0]), Math.ceil(ends[1])];
  const length = ends[1] - ends[0];
  const labelled =
    length <= 2
      ? fine(first, last, length <= 0.7 ? CLOSE : [1, 2, 5])
      : decades(first, last, Math.ceil(length / 8));
  return { ...scale(title, length > 6 ? 1 : 'D1'), ...ticks(labelled), range: ends };
}

/** Small ticks at all digits (`D1`), or at each power of ten. */
const scale = (title: string, small: 'D1' | 1 = 1): Partial<LayoutAxis> => ({
  type: 'log',
  title: { text: title },
  minor: { ticks: 'outside', ticklen: 3, dtick: small, showgrid: false },
});

/** A labelled value and its label. */
type Tick = readonly [value: number, label: string];

const ticks = (at: readonly Tick[]): Partial<LayoutAxis> => ({
  tickmode: 'array',
  tickvals: at.map(([value]) => value),
  ticktext: at.map(([, label]) => label),
});

const integers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const power = (exponent: number): string => `10<sup>${String(exponent).replace('-', '−')}</sup>`;

/** Every `step`-th power of ten, 1 among them. */
const decades = (first: number, last: number, step = 1): Tick[] =>
  integers(first, last)
    .filter((exponent) => exponent % step === 0)
    .map((exponent) => [
      Number(`1e${exponent}`),
      exponent >= 0 && exponent <= 2 ? `1${'0'.repeat(exponent)}` : power(exponent),
    ]);

const CLOSE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** The digits times each power of ten. */
const fine = (first: number, last: number, digits: readonly number[]): Tick[] =>
  integers(first, last).flatMap((exponent) =>
    digits.map((digit): Tick => {
      const value = Number(`${digit}e${exponent}`);
      return [value, Math.abs(exponent) <= 3 ? String(value) : `${digit}×${power(exponent)}`];
    }),
  );
