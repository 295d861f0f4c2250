// What is drawn from columns of numbers: curves, bands, points, published values, histograms.
// A value that is not finite leaves a gap. `x` and `y` are in the data's own units, also on log axes.
import type { Dash, ScatterData } from 'plotly.js-dist-min';
import { colours, translucent } from './colours.ts';

export type Column = ArrayLike<number>;

/** A plotly trace of type `scatter`. */
export type Scatter = Partial<ScatterData> & { type: 'scatter' };

function sameLength(name: string, x: Column, ...columns: Column[]): void {
  for (const column of columns)
    if (column.length !== x.length)
      throw new RangeError(`${name}: x has ${x.length} entries but a column over it has ${column.length}`);
}

/** A line through `(x[i], y[i])`; the name is what a reader sees on pointing at it. */
export function curve(name: string, x: Column, y: Column, colour: string, dash: Dash = 'solid'): Scatter {
  sameLength(name, x, y);
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: Array.from(x),
    y: Array.from(y),
    line: { color: colour, dash, simplify: false },
  };
}

/**
 * The area between `low` and `high`: quantiles over runs, or a confidence interval. Put it before its curve.
 * Positions where a bound is not finite are left out; on a log axis a bound must be positive.
 */
export function band(x: Column, low: Column, high: Column, colour: string): Scatter {
  sameLength('band', x, low, high);
  const kept = Array.from(x, (_, i) => i).filter((i) => Number.isFinite(low[i]) && Number.isFinite(high[i]));
  const back = kept.toReversed();
  return {
    type: 'scatter',
    mode: 'lines',
    x: [...kept.map((i) => x[i]!), ...back.map((i) => x[i]!)],
    y: [...kept.map((i) => low[i]!), ...back.map((i) => high[i]!)],
    fill: 'toself',
    fillcolor: translucent(colour, 0.18),
    line: { width: 0 },
    hoverinfo: 'skip',
  };
}

/** Values that a paper printed: hollow markers, so that they are never taken for ours. */
export function published(
  name: string,
  x: Column,
  y: Column,
  colour: string = colours.black,
  symbol: 'circle-open' | 'square-open' | 'triangle-up-open' | 'triangle-down-open' = 'circle-open',
): Scatter {
  sameLength(name, x, y);
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: Array.from(x),
    y: Array.from(y),
    marker: { symbol, size: 8, color: colour, line: { width: 1.5 } },
    cliponaxis: false,
  };
}

/** Measured values with their intervals `low[i] <= y[i] <= high[i]`. */
export function points(
  name: string,
  x: Column,
  y: Column,
  colour: string,
  interval?: { readonly low: Column; readonly high: Column },
): Scatter {
  sameLength(name, x, y, interval?.low ?? x, interval?.high ?? x);
  const trace: Scatter = {
    type: 'scatter',
    mode: 'markers',
    name,
    x: Array.from(x),
    y: Array.from(y),
    marker: { color: colour, size: 7 },
    cliponaxis: false,
  };
  if (interval === undefined) return trace;
  return {
    ...trace,
    error_y: {
      type: 'data',
      symmetric: false,
      array: Array.from(y, (value, i) => interval.high[i]! - value),
      arrayminus: Array.from(y, (value, i) => value - interval.low[i]!),
      color: colour,
      thickness: 1.5,
      width: 4,
    },
  };
}

/** Bars of given heights between `edges` (one more entry than heights), as one filled outline. */
export function histogram(name: string, edges: Column, heights: Column, colour: string): Scatter {
  if (edges.length !== heights.length + 1)
    throw new RangeError(
      `${name}: ${heights.length} heights need ${heights.length + 1} edges, not ${edges.length}`,
    );
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: [edges[0]!, ...Array.from(edges)],
    y: [0, ...Array.from(heights), 0],
    line: { shape: 'hv', width: 1, color: colour },
    fill: 'tozeroy',
    fillcolor: translucent(colour, 0.45),
  };
}
