// Panels side by side, row by row, in the order in which they are given.
import type { Layout } from 'plotly.js-dist-min';
import { grid, type Panel, type Trace } from '../chart/panels.ts';

export interface Panels {
  readonly data: readonly Trace[];
  readonly layout: Partial<Layout>;
}

/** `gap`: between neighbours, as a fraction of the figure, as in `grid`. */
export function panels(
  columns: number,
  list: readonly Omit<Panel, 'row' | 'column'>[],
  gap?: Parameters<typeof grid>[3],
): Panels {
  const placed = list.map((panel, i) => ({ ...panel, row: Math.floor(i / columns), column: i % columns }));
  return grid(Math.ceil(list.length / columns), columns, placed, gap);
}
