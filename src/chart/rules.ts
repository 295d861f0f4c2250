// Reference lines across a whole panel: chance level, 2/eta, a bound.
import type { Shape } from 'plotly.js-dist-min';
import { colours } from './colours.ts';
import { suffix } from './panels.ts';

type End = 'start' | 'middle' | 'end';

const line = (label: Shape['label']): Partial<Shape> => ({
  type: 'line',
  line: { color: colours.grey, width: 1.5, dash: 'dot' },
  label: { ...label, padding: 5, font: { color: colours.grey, size: 15 } },
});

/** A dotted line at height `y` (data units, also on a log axis) with its text above it. `panel` numbers subplots from 1. */
export const horizontalRule = (y: number, text: string, at: End = 'start', panel = 1): Partial<Shape> => {
  const [xref, yref] = [`x${suffix(panel)} domain` as 'x domain', `y${suffix(panel)}` as 'y'];
  return { ...line({ text, textposition: at, yanchor: 'bottom' }), xref, x0: 0, x1: 1, yref, y0: y, y1: y };
};

/** A dotted vertical line at `x` (data units, also on a log axis) with its text right of it, at the top. */
export const verticalRule = (x: number, text: string, panel = 1): Partial<Shape> => {
  const [xref, yref] = [`x${suffix(panel)}` as 'x', `y${suffix(panel)} domain` as 'y domain'];
  return {
    ...line({ text, textposition: 'end', textangle: 0, xanchor: 'left', yanchor: 'top' }),
    xref,
    x0: x,
    x1: x,
    yref,
    y0: 0,
    y1: 1,
  };
};
