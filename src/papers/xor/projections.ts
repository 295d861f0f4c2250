// Projections of the neurons on mu1 and mu2: widths and histograms over the neurons with a_j > 0, and with a_j < 0.
import type { Trajectory } from '../../xor/index.ts';

/** <w_j, mu1> (axis 0) or <w_j, mu2> (axis 1) of the neurons with the given sign of a_j. */
export const projectionsOf = (
  { projections, outputWeights }: Trajectory,
  place: number,
  axis: 0 | 1,
  sign: 1 | -1 = 1,
): Float64Array =>
  projections[place]!.filter((_, k) => k % 2 === axis && outputWeights[place]![k >> 1]! * sign > 0);

export const rootMeanSquare = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

export const meanAbsolute = (values: Float64Array): number =>
  values.reduce((sum, x) => sum + Math.abs(x), 0) / values.length;

export const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The bins that both rows of a column of Figures 3 and 4 share. */
export const BINS = 99;

/** Counts in `BINS` equal bins of [-range, range]; what lies outside goes to the outermost. */
export function binned(values: Float64Array, range: number): number[] {
  const counts = Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value / range + 1) / 2) * BINS);
    counts[Math.min(Math.max(bin, 0), BINS - 1)]!++;
  }
  return counts;
}
