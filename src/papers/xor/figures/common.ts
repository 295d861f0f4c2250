// What the figures share: medians with 20-80 % quantiles over runs, shares, axes.
import type { Dash, LayoutAxis } from 'plotly.js-dist-min';
import { axis, band, curve, type Range, type Scatter } from '../../../chart/index.ts';
import { quantile } from '../../../stats/index.ts';

/** The paper's axis: step 0 on a log scale. */
export const shifted = (steps: readonly number[]): number[] => steps.map((t) => t + 1);

export interface Spread {
  readonly low: readonly number[];
  readonly middle: readonly number[];
  readonly high: readonly number[];
}

/** Quantiles over runs (default: 20 %, median, 80 %) of a value at each of `count` places. */
export function spreadOver<R>(
  runs: readonly R[],
  count: number,
  value: (run: R, place: number) => number,
  [low, high]: readonly [number, number] = [0.2, 0.8],
): Spread {
  const at = (q: number) =>
    Array.from({ length: count }, (_, place) =>
      quantile(
        runs.map((run) => value(run, place)),
        q,
      ),
    );
  return { low: at(low), middle: at(0.5), high: at(high) };
}

/** Band and median. */
export const spreadTraces = (
  name: string,
  x: readonly number[],
  { low, middle, high }: Spread,
  colour: string,
  dash: Dash = 'solid',
): Scatter[] => [band(x, low, high, colour), curve(`${name}: median`, x, middle, colour, dash)];

/** Shares of correct predictions. */
export const trainShare = (run: { train: readonly number[]; samples: number }, place: number): number =>
  run.train[place]! / run.samples;
export const testShare = (run: { test: readonly number[]; testSamples: number }, place: number): number =>
  run.test[place]! / run.testSamples;

/** Share of the flipped labels that are fitted; over runs that have any. */
export const flippedShare = (
  run: { flippedFit: readonly number[]; flipped: number },
  place: number,
): number => run.flippedFit[place]! / run.flipped;

/** An axis of accuracies; room above 1 is for labels. */
export const accuracyAxis = (title: string, range: Range = [0.42, 1.035]): Partial<LayoutAxis> => ({
  ...axis(title, range),
  tickvals: [0.5, 0.6, 0.7, 0.8, 0.9, 1],
});
