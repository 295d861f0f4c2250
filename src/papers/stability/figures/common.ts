// What the figures share: medians and ranges over seeds of the runs that count, the others as hollow markers.
import type { Dash } from 'plotly.js-dist-min';
import { band, curve, points, type Scatter } from '../../../chart/index.ts';
import { quantile } from '../../../stats/index.ts';

/** A run with numbers of these names. */
export type Counted<K extends string> = { readonly converged: boolean } & { readonly [key in K]: number };

/** Median and range over seeds of the converged runs at each value of `x`; the others as hollow markers. */
export function overSeedsAt<X extends string, Y extends string>(
  runs: readonly Counted<X | Y>[],
  x: X,
  y: Y,
  name: string,
  colour: string,
  dash: Dash = 'solid',
): Scatter[] {
  const groups = [
    ...Map.groupBy(
      runs.filter((run) => run.converged),
      (run): number => run[x],
    ),
  ].sort(([a], [b]) => a - b);
  const at = (q: number) =>
    groups.map(([, group]) => {
      const value = quantile(
        group.map((run) => run[y]),
        q,
      );
      return value > 0 ? value : Number.NaN; // all axes are logarithmic
    });
  const centres = groups.map(([value]) => value);
  const others = runs.filter((run) => !run.converged);
  const hollow = points(
    `${name}, not converged`,
    others.map((run) => run[x]),
    others.map((run) => run[y]),
    colour,
  );
  return [
    band(centres, at(0), at(1), colour),
    {
      ...curve(name, centres, at(0.5), colour, dash),
      mode: 'lines+markers',
      marker: { color: colour, size: 5 },
    },
    { ...hollow, marker: { ...hollow.marker, symbol: 'diamond-open' } },
  ];
}

/** Median of `y` over the runs at a value of `x`; NaN, which is not drawn, without any. */
export function medianAt<X extends string, Y extends string>(
  runs: readonly Counted<X | Y>[],
  x: X,
  value: number,
  y: Y,
): number {
  const there = runs.filter((run) => run[x] === value).map((run) => run[y]);
  return there.length === 0 ? Number.NaN : quantile(there, 0.5);
}

export const counted = (runs: readonly { readonly converged: boolean }[]): string =>
  `${runs.filter((run) => run.converged).length} of ${runs.length} runs converged`;
