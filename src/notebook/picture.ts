// A figure as a value: both kernels show it, live where plotly's renderer is installed.
import type { PlotlySpec } from '../spec/figure.ts';

/** MIME type to data, as Jupyter's protocol has it. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export interface Picture extends PlotlySpec {
  /** One line. */
  readonly title: string;
  /** What is seen, with counts, seeds and meaning of bands; Markdown. */
  readonly caption: string;
  /** Base64, where there is one without a browser. */
  readonly png?: string;
}

const DISPLAY = Symbol.for('Jupyter.display');
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Plotly's JSON, the picture where there is one, and the title as text. */
export const bundleOf = ({ data, layout, png, title }: Picture): MimeBundle => ({
  'application/vnd.plotly.v1+json': { data, layout },
  ...(png !== undefined && { 'image/png': png }),
  'text/plain': title,
});

/** The picture as a value that kernels show, and that is its title where it is printed. */
export const shown = (picture: Picture): Picture =>
  Object.defineProperties(
    { ...picture },
    { [DISPLAY]: { value: () => bundleOf(picture) }, [INSPECT]: { value: () => picture.title } },
  );
