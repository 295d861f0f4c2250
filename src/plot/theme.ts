// The house theme: a plotly template below every figure. Sizes are readable at half the width (a journal's column).
import type { Template } from 'plotly.js-dist-min';
import { colours } from '../chart/colours.ts';
import { FONT_FAMILY } from './fonts.ts';

const GRID = '#e8eaed';
const LINE = '#8b9099';

/** Sizes in pixels of a figure 900 wide. */
export const text = { title: 21, body: 16, ticks: 15, notes: 13 } as const;

/** Pixels around the panels; the top holds one line of title, the bottom the axis title. */
export const margin = { l: 80, r: 28, t: 58, b: 62 } as const;

const axis = {
  automargin: false,
  gridcolor: GRID,
  gridwidth: 1,
  linecolor: LINE,
  linewidth: 1,
  showline: true,
  zeroline: false,
  ticks: 'outside',
  ticklen: 5,
  tickcolor: LINE,
  tickfont: { size: text.ticks },
  title: { font: { size: text.body }, standoff: 8 },
  exponentformat: 'power',
  minor: { tickcolor: LINE },
} as const;

/** Pixels above the title. */
export const TITLE_TOP = 16;

export const template: Template = {
  layout: {
    colorway: [
      colours.blue,
      colours.vermillion,
      colours.green,
      colours.purple,
      colours.orange,
      colours.sky,
      colours.black,
    ],
    font: { family: FONT_FAMILY, size: text.body, color: colours.black },
    paper_bgcolor: '#ffffff',
    plot_bgcolor: '#ffffff',
    margin,
    showlegend: false,
    hovermode: 'closest',
    hoverlabel: { font: { family: FONT_FAMILY, size: text.ticks } },
    title: {
      font: { size: text.title, weight: 600 },
      x: 0,
      xref: 'paper',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { t: TITLE_TOP },
    },
    xaxis: axis,
    yaxis: { ...axis, automargin: 'left' },
    colorscale: { sequential: 'Viridis' },
  },
  data: { scatter: [{ type: 'scatter', line: { width: 2.4 } }] },
};
