// From a figure's specification to what is drawn: house theme below it, title above it, notes in the picture.
import type { Annotation, Layout } from 'plotly.js-dist-min';
import { colours } from '../chart/colours.ts';
import type { PlotlySpec } from '../spec/figure.ts';
import type { RenderItem } from './item.ts';
import { margin, TITLE_TOP, template, text } from './theme.ts';

const NOTE_LINE = 1.3 * text.notes;
const TITLE_LINE = 1.3 * text.title;

/** What the files show: a fixed size, the title, and the notes below the axes. */
export function picture(item: RenderItem): PlotlySpec {
  const { width, height } = sizeOf(item);
  const { layout } = item.spec;
  const around = { ...margin, ...layout.margin };
  // The mean width of a letter is 0.44 (semi-bold 0.46) of the font size.
  const inside = width - around.l - 20;
  const title = wrap(item.title, inside / (0.48 * text.title));
  const notes = item.notes.flatMap((note) => wrap(note, inside / (0.46 * text.notes)));
  const bottom = around.b + (notes.length === 0 ? 0 : Math.ceil(notes.length * NOTE_LINE) + 10);
  return {
    data: item.spec.data,
    layout: {
      ...layout,
      template,
      width,
      height: height + bottom - around.b,
      // Plotly keeps the middle of the title in place, so that more lines need to be let down by half of them.
      title: { text: markup(title), pad: { t: TITLE_TOP + ((title.length - 1) * TITLE_LINE) / 2 } },
      margin: { ...layout.margin, t: around.t + (title.length - 1) * TITLE_LINE, b: bottom },
      annotations: [...(layout.annotations ?? []), ...noteAnnotation(notes, around.b)],
    },
  };
}

/** What the interactive page shows: as wide as the window; title and notes stand in the page's text. */
export function interactive(item: RenderItem): PlotlySpec {
  const { layout } = item.spec;
  const top = Math.min(layout.margin?.t ?? margin.t, 40);
  return {
    data: item.spec.data,
    layout: {
      ...layout,
      template,
      autosize: true,
      height: sizeOf(item).height,
      margin: { ...layout.margin, t: top },
    } satisfies Partial<Layout>,
  };
}

export const sizeOf = ({ size }: RenderItem): { readonly width: number; readonly height: number } =>
  size ?? { width: 900, height: 540 };

function noteAnnotation(lines: readonly string[], below: number): Annotation[] {
  if (lines.length === 0) return [];
  return [
    {
      text: markup(lines),
      align: 'left',
      font: { size: text.notes, color: colours.grey },
      showarrow: false,
      borderpad: 0,
      borderwidth: 0,
      xref: 'paper',
      x: 0,
      xanchor: 'left',
      yref: 'paper',
      y: 0,
      yanchor: 'top',
      yshift: -below,
    },
  ];
}

/** Plain lines as the markup that plotly reads. */
const markup = (lines: readonly string[]): string =>
  lines
    .map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
    .join('<br>');

/** Lines of at most `length` characters, broken between words, and inside those that are longer than a line. */
export function wrap(plain: string, length: number): string[] {
  const whole = Math.max(1, Math.floor(length));
  const words = plain.split(/\s+/).flatMap((word) => word.match(new RegExp(`.{1,${whole}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= whole)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
