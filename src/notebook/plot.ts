// Plots of what a cell has just computed, in the house style.
import type { Layout, LayoutAxis } from 'plotly.js-dist-min';
import type { Trace } from '../chart/panels.ts';
import { template } from '../plot/theme.ts';
import type { PlotlySpec } from '../spec/figure.ts';
import { type Picture, shown } from './picture.ts';
import { slim } from './slim.ts';

export interface PlotOptions {
  /** Axes of `chart`, or what plotly knows. */
  readonly x?: Partial<LayoutAxis>;
  readonly y?: Partial<LayoutAxis>;
  /** Whatever else plotly's layout takes: `shapes`, `annotations`, more axes; it wins over the rest. */
  readonly layout?: Partial<Layout>;
  /** Counts, seeds, meaning of bands; Markdown. */
  readonly caption?: string;
  /** Pixels; default 420. */
  readonly height?: number;
}

/** Traces of `chart` in one figure, with a legend where more than one of them has a name. */
export function plot(title: string, traces: readonly Trace[], options: PlotOptions = {}): Picture {
  const { x = {}, y = {}, layout = {}, caption = '', height = 420 } = options;
  const isNamed = traces.filter((trace) => trace.name !== undefined && trace.showlegend !== false);
  const spec: PlotlySpec = {
    data: traces.map((trace) => (trace.name === undefined ? { ...trace, showlegend: false } : trace)),
    layout: {
      template,
      autosize: true,
      height,
      title: { text: title },
      showlegend: isNamed.length > 1,
      legend: { orientation: 'h', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom' },
      margin: { t: isNamed.length > 1 ? 84 : 58 },
      xaxis: x,
      yaxis: y,
      ...layout,
    },
  };
  const { data, layout: drawn } = slim(spec);
  return shown({ title, caption, data, layout: drawn });
}
