// What an experiment is: a pure function from (settings, seed) to result records, and how long it takes.

/** `paper`: the paper's own sizes. `quick`: every experiment at a reduced size. */
export type Profile = 'paper' | 'quick';

/** What survives the trip through a JSON line: plain data; NaN, infinities and -0 included. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Settings = { readonly [key: string]: Json };

/** One row of results: scalars, or columns such as a curve over steps. */
export type ResultRecord = { readonly [key: string]: Json };

export type DataSet = 'mnist' | 'fashion-mnist' | 'cifar-10';

/** One computation: the unit that is planned, timed, stored and compared. */
export interface Run<S extends Settings = Settings> {
  readonly settings: S;
  readonly seed: number;
}

/** A finished run with its records. */
export interface Result<S extends Settings = Settings, R extends ResultRecord = ResultRecord> extends Run<S> {
  readonly records: readonly R[];
}

export interface RunContext {
  /** Fraction done, 0..1; call it as often as you like, it is thinned. */
  readonly progress: (fraction: number) => void;
  /** Aborted on Ctrl-C: long loops look at it at least every 50 ms. */
  readonly signal: AbortSignal;
}

export interface Experiment<S extends Settings = Settings, R extends ResultRecord = ResultRecord> {
  /** `<paper>/<name>`, as in files and on the command line. */
  readonly id: string;
  readonly title: string;
  /** `import.meta.url` of the declaring module: what it imports is the code that identifies a result. */
  readonly module: string;
  /** All runs of a profile, in a fixed order; `settings` come from the one visible block of the module. */
  readonly runs: (profile: Profile) => readonly Run<S>[];
  /** Seconds one run takes on one core and its peak memory in MiB, measured. */
  readonly cost: (run: Run<S>) => { readonly seconds: number; readonly mebibytes: number };
  readonly needs?: readonly DataSet[];
  /** Largest relative difference between recomputed and recorded numbers that still counts as equal, and why. */
  readonly tolerance: { readonly relative: number; readonly reason: string };
  /** Pure: the same settings and seed give the same bits. */
  readonly run: (settings: S, seed: number, context: RunContext) => readonly R[] | Promise<readonly R[]>;
}

/** An experiment of any settings and records, as the workbook sees it. */
// biome-ignore lint/suspicious/noExplicitAny: settings occur as parameter and as result, so only `any` accepts all.
export type AnyExperiment = Experiment<any, any>;

export type ResultsOf<E> = E extends Experiment<infer S, infer R> ? readonly Result<S, R>[] : never;
