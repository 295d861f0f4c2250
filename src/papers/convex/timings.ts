// Times of solvers as `bench/convex.ts --long --record` measured them, in rows: what E3 shows. No run here can repeat a time.

/** `cases`: solves; `iteration`: seconds of one iteration; `size`: solves as n, d and P grow; `curve`: points on the way. */
export type Study = 'cases' | 'iteration' | 'size' | 'curve';

export type Timing = {
  readonly study: Study;
  /** Name of the problem, or of what grows. */
  readonly name: string;
  readonly n: number;
  readonly d: number;
  readonly P: number;
  readonly solver: string;
  readonly version: string;
  /** Tolerance that the solver was given. */
  readonly setting: string;
  /** Counts repeats from 1: other data in `iteration` and `size`, the same data again in `cases`. */
  readonly repeat: number;
  readonly seconds: number;
  /** Of them without the compilation by CVXPY. */
  readonly inside: number;
  /** Certified relative gap of the point, by `certify`; NaN where there is none, as of a network by back-propagation. */
  readonly gap: number;
  /** Of the feasible point, or of the network. */
  readonly objective: number;
  /** Share of the test set on the right side, or NaN without one. */
  readonly accuracy: number;
};

export interface Recorded {
  /** Day of the measurement. */
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  /** One row a line, its entries separated by tabs, in the order of `Timing`; `-` is NaN. */
  readonly table: string;
}

const columns = [
  'study',
  'name',
  'n',
  'd',
  'P',
  'solver',
  'version',
  'setting',
  'repeat',
  'seconds',
  'inside',
  'gap',
  'objective',
  'accuracy',
] as const satisfies readonly (keyof Timing)[];

const texts: ReadonlySet<string> = new Set(['study', 'name', 'solver', 'version', 'setting']);

const format = (value: string | number): string => {
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : '-';
};

export const formatTimings = (rows: readonly Timing[]): string =>
  rows.map((row) => columns.map((column) => format(row[column])).join('\t')).join('\n');

/** Errors: `SyntaxError` for a line with other entries. */
export const parseTimings = (table: string): readonly Timing[] =>
  table
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => {
      const entries = line.split('\t');
      if (entries.length !== columns.length)
        throw new SyntaxError(
          `line ${at + 1} of the timings has ${entries.length} entries: ${columns.length} were expected`,
        );
      const row = columns.map((column, k) => {
        const text = entries[k]!;
        return [column, texts.has(column) ? text : text === '-' ? Number.NaN : Number(text)];
      });
      return Object.fromEntries(row) as Timing;
    });
