// What a figure is: a pure function from the results of experiments to a plotly specification.
import type { Data, Layout } from 'plotly.js-dist-min';
import type { AnyExperiment, ResultsOf } from './experiment.ts';

export interface PlotlySpec {
  readonly data: readonly Partial<Data>[];
  readonly layout: Partial<Layout>;
}

type ResultsOfEach<E extends readonly AnyExperiment[]> = { readonly [K in keyof E]: ResultsOf<E[K]> };

export interface Figure<E extends readonly AnyExperiment[] = readonly AnyExperiment[]> {
  /** `<paper>/<name>`; also the path of the files below `figures/`. */
  readonly id: string;
  readonly title: string;
  /** What is seen, with counts, seeds, meaning of bands and markers; plain text. */
  readonly caption: string;
  readonly experiments: E;
  /** Pixels before the 2x scale; default 900 x 540. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly draw: (results: ResultsOfEach<E>) => PlotlySpec;
}

// biome-ignore lint/suspicious/noExplicitAny: as AnyExperiment.
export type AnyFigure = Figure<any>;

/** Types `draw` by the experiments it is given. */
export const defineFigure = <const E extends readonly AnyExperiment[]>(figure: Figure<E>): Figure<E> =>
  figure;
