// A paper as the workbook sees it: experiments, figures and claims as plain data.
import type { AnyClaim } from './claim.ts';
import type { AnyExperiment } from './experiment.ts';
import type { AnyFigure } from './figure.ts';

export interface Paper {
  /** Folder name and first part of all ids. */
  readonly id: string;
  readonly title: string;
  readonly authors: string;
  readonly arxiv: string;
  readonly experiments: readonly AnyExperiment[];
  readonly figures: readonly AnyFigure[];
  readonly claims: readonly AnyClaim[];
}
