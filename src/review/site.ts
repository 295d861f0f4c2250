// What the review site shows, as plain data: everything that its pages are made of.
import type { CheckedClaim } from '../spec/check.ts';
import type { DataSet } from '../spec/experiment.ts';
import type { Paper } from '../spec/paper.ts';
import type { Origin, Rerun } from '../workbook/index.ts';
import type { SettingsOfRuns } from './settings.ts';

/** A piece of code, shown and named. */
export interface Code {
  /** `figure2.run`. */
  readonly name: string;
  /** Below the folder of the project, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly source: string;
}

export interface SiteFigure {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly notes: readonly string[];
  /** In CSS pixels: in less, what stands side by side overlaps. */
  readonly width: number;
  /** Data and layout for plotly, as JSON. */
  readonly specification: string;
  /** PNG file of the same figure, where there is one, and its size in CSS pixels. */
  readonly picture?: { readonly path: string; readonly width: number; readonly height: number };
}

export interface SiteExperiment {
  readonly id: string;
  readonly paper: string;
  readonly title: string;
  readonly needs: readonly DataSet[];
  readonly tolerance: { readonly relative: number; readonly reason: string };
  readonly isLong: boolean;
  /** Recorded runs, their computing time on one core, and the largest peak of memory. */
  readonly runs: number;
  readonly seconds: number;
  readonly mebibytes: number;
  readonly settings: SettingsOfRuns;
  /** Of the recorded runs. */
  readonly origins: readonly Origin[];
  /** What must be said of them: older code, other data. */
  readonly notes: readonly string[];
  readonly rerun: Rerun;
  readonly code?: Code;
}

export interface Departure {
  readonly where: string;
  readonly setting: string;
  readonly source: string;
  readonly here: string;
  readonly effect: string;
}

export interface SiteClaim {
  readonly claim: CheckedClaim;
  readonly paper: string;
  /** Verdict in `results/<paper>/verdicts.json`. */
  readonly recorded?: string;
  readonly experiments: readonly string[];
  /** Of the figures that show its experiments; the first is the nearest. */
  readonly figures: readonly string[];
  readonly departures: readonly Departure[];
  readonly code?: Code;
}

export type SitePaper = Pick<Paper, 'id' | 'title' | 'authors' | 'arxiv'>;

export interface Site {
  readonly version: string;
  /** Commit the site was built from, `+` behind it where files differed from it, or `none`. */
  readonly commit: string;
  /** Machine on which the site was built, and so that of the re-runs. */
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly papers: readonly SitePaper[];
  readonly claims: readonly SiteClaim[];
  readonly experiments: readonly SiteExperiment[];
  readonly figures: readonly SiteFigure[];
  /** What could not be read, checked or drawn. */
  readonly problems: readonly string[];
}

/** Path of a page below the site, by the id of its claim or experiment: letters that every file system takes. */
export const pathOf = (kind: 'claims' | 'experiments' | 'figures', id: string): string =>
  `${kind}/${id.replaceAll("'", '-prime').replaceAll(/[^\w./-]/g, '-')}`;
