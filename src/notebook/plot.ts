// Plots of what a cell has just computed, in the house style.
import type { Layout, LayoutAxis } from 'plotly.js-dist-min';
import type { Trace } from '../chart/panels.ts';
import { template } from '../plot/theme.ts';
import type { PlotlySpec } from '../spec/figure.ts';
import type { Panels } from './panels.ts';
import { type Picture, shown } from './picture.ts';
import { slim } from './slim.ts';

export interface PlotOptions {
  /** Axes of `chart`, or what plotly knows; those of panels are their own. */
  readonly x?: Partial<LayoutAxis>;
  readonly y?: Partial<LayoutAxis>;
  /** Whatever else plotly's layout takes: `shapes`, `annotations`, more axes; it wins over the rest. */
  readonly layout?: Partial<Layout>;
  /** Counts, seeds, meaning of bands; Markdown. */
  readonly caption?: string;
  /** Default: where more than one trace has a name, and there are no panels, whose titles have its place. */
  readonly legend?: boolean;
  /** Pixels; default 420. */
  readonly height?: number;
}

const WIDTH = 900; // pixels: what labels and letters are sized for
const LINE = 60; // letters of the names in a line of the legend

/** Traces of `chart`, or panels of them, in one figure. */
export function plot(title: string, content: readonly Trace[] | Panels, options: PlotOptions = {}): Picture {
  const { data: traces, layout: placed } = 'data' in content ? content : { data: content, layout: undefined };
  const { x = {}, y = {}, layout = {}, caption = '', height = 420 } = options;
  const names = traces.map(({ name = '' }) => name).filter((name) => name !== '');
  const { legend = placed === undefined && names.length > 1 } = options;
  const spec: PlotlySpec = {
    data: traces.map((trace) => ((trace.name ?? '') === '' ? { ...trace, showlegend: false } : trace)),
    layout: {
      template,
      width: WIDTH,
      height,
      title: { text: title },
      showlegend: legend,
      legend: { orientation: 'h', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom' },
      margin: { t: legend ? 58 + 26 * Math.ceil(names.join('').length / LINE) : 58 },
      ...(placed ?? { xaxis: x, yaxis: y }),
      ...layout,
    },
  };
  const { data, layout: drawn } = slim(spec);
  return shown({ title, caption, data, layout: drawn });
}
