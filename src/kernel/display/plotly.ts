// Plotly figures: objects with an array `data` and an object `layout`.
import type { Display } from '../contract.ts';
import { jsonOf } from './json.ts';

interface Figure {
  readonly data: readonly unknown[];
  readonly layout: object;
  readonly config?: unknown;
  readonly frames?: unknown;
}

export function isFigure(value: object): value is Figure {
  if (!('data' in value && 'layout' in value)) return false;
  const { data, layout } = value;
  return Array.isArray(data) && data.every(isObject) && isObject(layout) && !Array.isArray(layout);
}

export function figureDisplay({ data, layout, config, frames }: Figure): Display {
  const spec = jsonOf({ data, layout, config, frames }) as { data: Trace[]; layout: Layout };
  return {
    data: { 'application/vnd.plotly.v1+json': spec, 'text/plain': summary(spec) },
    metadata: {},
  };
}

interface Trace {
  readonly type?: unknown;
}
interface Layout {
  readonly title?: unknown;
}

/** `Plotly figure "Loss": 3 traces (scatter, heatmap)`. */
function summary({ data, layout }: { readonly data: readonly Trace[]; readonly layout: Layout }): string {
  const { title } = layout;
  const text = isObject(title) && 'text' in title ? title.text : title;
  const kinds = [...new Set(data.map(({ type }) => String(type ?? 'scatter')))].join(', ');
  const count = data.length === 1 ? '1 trace' : `${data.length} traces`;
  const named = typeof text === 'string' && text !== '' ? ` "${text}"` : '';
  return `Plotly figure${named}: ${count}${kinds && ` (${kinds})`}`;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
