// Heat maps over two settings.
// Scale: viridis (matplotlib), even to the eye and on a grey print, from light (low) to dark (high).
import type { HeatmapData } from 'plotly.js-dist-min';
import { exp, log } from '../wasm/math.ts';
import type { Range } from './axes.ts';
import type { Column } from './traces.ts';

const DENSE = 40; // cells, from which on no gaps are left between them

/** A plotly trace of type `heatmap`. */
export type HeatMap = Partial<HeatmapData> & { type: 'heatmap' };

/**
 * Ends of cells around ascending positive centres on a log axis: halfway between neighbours in the logarithm, the
 * outermost as far beyond their centres as on the other side. One more entry than centres, of which there are at least 2.
 */
export function logEdges(centres: Column): number[] {
  const at = Array.from(centres, log);
  if (at.length < 2 || at.some((value, i) => !(Number.isFinite(value) && (i === 0 || value > at[i - 1]!))))
    throw new RangeError(
      `cells around [${Array.from(centres).join(', ')}]: two or more ascending positive centres were expected`,
    );
  return ends(at).map(exp);
}

/** Ends of cells around ascending centres on a linear axis, as `logEdges`. */
export function linearEdges(centres: Column): number[] {
  const at = Array.from(centres);
  if (at.length < 2 || at.some((value, i) => !(Number.isFinite(value) && (i === 0 || value > at[i - 1]!))))
    throw new RangeError(`cells around [${at.join(', ')}]: two or more ascending centres were expected`);
  return ends(at);
}

/** Halfway between neighbours, the outermost as far beyond their centres as on the other side. */
const ends = (at: readonly number[]): number[] => {
  const around = [2 * at[0]! - at[1]!, ...at, 2 * at.at(-1)! - at.at(-2)!];
  return around.slice(1).map((value, i) => (value + around[i]!) / 2);
};

/** Where a heat map's colour bar stands: its left end as a fraction of the width of all panels, and its title. */
export interface ColourBar {
  readonly title: string;
  readonly x: number;
}

/**
 * Cells `z[row][column]` around the centres `x` and `y`, coloured over `range`; `edges` says whether the axes are log or
 * linear. NaN leaves a cell empty. Errors: `RangeError`.
 */
export function heatMap(
  name: string,
  x: Column,
  y: Column,
  z: readonly Column[],
  range: Range,
  bar: ColourBar,
  edges: (centres: Column) => number[] = logEdges,
): HeatMap {
  if (z.length !== y.length || z.some((row) => row.length !== x.length))
    throw new RangeError(
      `${name}: ${y.length} rows of ${x.length} cells were expected, not ${z.length} of ${z.map((row) => row.length).join(', ')}`,
    );
  return {
    type: 'heatmap',
    name,
    x: edges(x),
    y: edges(y),
    z: z.map((row) => Array.from(row)),
    zmin: range[0],
    zmax: range[1],
    colorscale: 'Viridis',
    reversescale: true,
    hovertemplate: '%{x:.3g}, %{y:.3g}: %{z:.3g}<extra></extra>',
    xgap: x.length > DENSE ? 0 : 1,
    ygap: y.length > DENSE ? 0 : 1,
    colorbar: {
      title: { text: bar.title, side: 'right' },
      x: bar.x,
      xanchor: 'left',
      len: 1,
      ypad: 0,
      thickness: 14,
      outlinewidth: 0,
      ticks: 'outside',
    },
  };
}
