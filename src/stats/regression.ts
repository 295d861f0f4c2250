// Lines, power laws and rank correlations, without intervals: statistics to be bootstrapped or taken seed by seed.
import { log } from '../wasm/math.ts';

/** Arithmetic mean; NaN without values. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

const centred = (values: readonly number[]): number[] => {
  const centre = mean(values);
  return values.map((value) => value - centre);
};

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** Least-squares line of y over x: its slope, and the share R^2 of the variance of y it explains (NaN for constant y). */
export function line(x: readonly number[], y: readonly number[]): { slope: number; explained: number } {
  const [dx, dy] = [centred(x), centred(y)];
  const slope = dot(dx, dy) / dot(dx, dx);
  return { slope, explained: (slope * dot(dx, dy)) / dot(dy, dy) };
}

/** Exponent of the power law y = c x^slope that fits best in logarithms. */
export const logLogSlope = (x: readonly number[], y: readonly number[]): number =>
  line(x.map(log), y.map(log)).slope;

/** Ranks from 0; equal values share their mean rank. */
function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const rank = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last++;
    for (let k = first; k <= last; k++) rank[order[k]!] = (first + last) / 2;
    first = last + 1;
  }
  return rank;
}

/** Spearman's rank correlation; NaN where one of both does not vary. */
export function spearman(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [centred(ranks(x)), centred(ranks(y))];
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
