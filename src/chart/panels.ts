// A grid of panels in one figure, numbered row by row from 1 at the top left.
import type { Annotation, Layout, LayoutAxis } from 'plotly.js-dist-min';
import type { HeatMap } from './heatMap.ts';
import type { Scatter } from './traces.ts';

/** What a panel holds. */
export type Trace = Scatter | HeatMap;

export interface Panel {
  /** Row and column from 0, from the top left. */
  readonly row: number;
  readonly column: number;
  /** Drawn above the panel. */
  readonly title?: string;
  readonly x: Partial<LayoutAxis>;
  readonly y: Partial<LayoutAxis>;
  readonly data: readonly Trace[];
}

/** Plotly counts the axes of panels `x`, `x2`, `x3`. */
export const suffix = (panel: number): string => (panel === 1 ? '' : String(panel));

/**
 * Traces and layout of a grid of `rows x columns` panels, each with its own axes; `gap` is the space between
 * neighbours as a fraction of the figure. Panel `row * columns + column + 1` is the one that rules name.
 * The margin leaves room for the titles; who changes it keeps that: `margin: { ...layout.margin, r: 110 }`.
 */
export function grid(
  rows: number,
  columns: number,
  panels: readonly Panel[],
  gap: { readonly x: number; readonly y: number } = { x: 0.07, y: 0.14 },
): { data: Trace[]; layout: Partial<Layout> } {
  const width = (1 - (columns - 1) * gap.x) / columns;
  const height = (1 - (rows - 1) * gap.y) / rows;
  const data: Trace[] = [];
  const annotations: Annotation[] = [];
  const axes: Record<string, Partial<LayoutAxis>> = {};
  for (const { row, column, title, x, y, data: traces } of panels) {
    if (!(row >= 0 && row < rows && column >= 0 && column < columns))
      throw new RangeError(`panel (${row}, ${column}) lies outside a grid of ${rows} x ${columns} panels`);
    const n = suffix(row * columns + column + 1);
    const left = column * (width + gap.x);
    const bottom = (rows - 1 - row) * (height + gap.y);
    axes[`xaxis${n}`] = { ...x, anchor: `y${n}` as 'y', domain: [left, Math.min(1, left + width)] };
    axes[`yaxis${n}`] = { ...y, anchor: `x${n}` as 'x', domain: [bottom, Math.min(1, bottom + height)] };
    data.push(...traces.map((trace) => ({ ...trace, xaxis: `x${n}` as 'x', yaxis: `y${n}` as 'y' })));
    if (title !== undefined)
      annotations.push({
        text: title,
        xref: 'paper',
        yref: 'paper',
        x: left,
        y: bottom + height,
        xanchor: 'left',
        yanchor: 'bottom',
        yshift: 4,
        showarrow: false,
        borderpad: 0,
        borderwidth: 0,
      });
  }
  return { data, layout: { ...axes, annotations, margin: { t: 84 } } };
}
