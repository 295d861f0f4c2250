// Labels at the curves themselves, instead of a legend. They are text traces, not annotations: plotly wants the
// logarithm in an annotation on a log axis, but the data's own units in a trace.
import { exp, log } from '../wasm/math.ts';
import type { Range } from './axes.ts';
import { ink } from './colours.ts';
import type { Scatter } from './traces.ts';

export type Position =
  | 'top left'
  | 'top center'
  | 'top right'
  | 'middle left'
  | 'middle center'
  | 'middle right'
  | 'bottom left'
  | 'bottom center'
  | 'bottom right';

const SPACE = '\u00a0\u00a0';

/** Text beside the point `(x, y)`; `position` says on which side of it. May lie in the margin. */
export const directLabel = (
  text: string,
  x: number,
  y: number,
  colour: string,
  position: Position = 'middle right',
): Scatter => ({
  type: 'scatter',
  mode: 'text',
  x: [x],
  y: [y],
  // Spaces keep the text off a line's end or a marker.
  text: [
    position.endsWith('right') ? `${SPACE}${text}` : position.endsWith('left') ? `${text}${SPACE}` : text,
  ],
  textposition: position,
  textfont: { color: ink(colour) },
  cliponaxis: false,
  hoverinfo: 'skip',
});

export interface LineEnd {
  readonly text: string;
  readonly y: number;
  readonly colour: string;
}

/**
 * Labels right of the curves that end at `x`, moved up and down as little as needed so that none overlaps.
 * `range` is that of the y axis in data units, `gap` the least distance as a fraction of the axis's length
 * (5 % is a line of text in a figure of the usual height). Leave room: `margin: { r: 110 }`.
 */
export function endLabels(
  ends: readonly LineEnd[],
  x: number,
  scale: 'linear' | 'log',
  range: Range,
  gap = 0.05,
): Scatter[] {
  const [low, high] = scale === 'log' ? [log(range[0]), log(range[1])] : range;
  const placed = ends
    .map((end) => ({ end, at: ((scale === 'log' ? log(end.y) : end.y) - low) / (high - low) }))
    .sort((a, b) => a.at - b.at);
  const at = spread(
    placed.map((label) => label.at),
    gap,
  );
  return placed.map(({ end }, index) => {
    const position = low + at[index]! * (high - low);
    return directLabel(end.text, x, scale === 'log' ? exp(position) : position, end.colour);
  });
}

/** Ascending positions moved by the least sum of squares so that neighbours are `gap` apart (pool adjacent violators). */
function spread(positions: readonly number[], gap: number): number[] {
  const blocks: { sum: number; count: number }[] = [];
  positions.forEach((position, index) => {
    let block = { sum: position - index * gap, count: 1 };
    for (
      let last = blocks.at(-1);
      last && last.sum / last.count > block.sum / block.count;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  });
  return blocks
    .flatMap(({ sum, count }) => Array<number>(count).fill(sum / count))
    .map((position, index) => position + index * gap);
}
