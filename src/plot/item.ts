// A figure as it is handed over for drawing: specification, words around it, and the claims it supports.
import type { CheckedClaim } from '../spec/check.ts';
import type { PlotlySpec } from '../spec/figure.ts';
import type { Paper } from '../spec/paper.ts';

export interface RenderItem {
  /** `<paper>/<name>`: the path of the files without their ending. */
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** Where the records come from if they were not computed now; shown in the picture too. */
  readonly notes: readonly string[];
  /** The command that makes this figure. */
  readonly command: string;
  readonly spec: PlotlySpec;
  /** Pixels before the 2x scale; default 900 x 540. Notes make the picture higher. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly claims?: readonly CheckedClaim[];
  readonly paper: Pick<Paper, 'id' | 'title' | 'authors' | 'arxiv'>;
}

/** A figure that cannot be drawn, and why. */
export class FigureError extends Error {
  override readonly name = 'FigureError';
  readonly figure: string;
  constructor(figure: string, problem: string) {
    super(`figure ${figure}: ${problem}`);
    this.figure = figure;
  }
}
