// Experiment E3: times of ADMM, of our other solvers and of CVXPY's, as recorded by `bench/convex.ts --long --record`.
import type { Experiment, Run } from '../../spec/experiment.ts';
import { recorded } from './recorded/timings.ts';
import { parseTimings, type Study } from './timings.ts';

const studies: readonly Study[] = ['cases', 'iteration', 'size', 'curve'];

type E3Settings = { readonly study: Study };

export const e3 = {
  id: 'convex/e3',
  title: 'Recorded times of our solvers, CVXPY’s and scnn: an iteration and a solve against the size',
  module: import.meta.url,
  runs: () => studies.map((study): Run<E3Settings> => ({ settings: { study }, seed: 0 })),
  cost: () => ({ seconds: 0.01, mebibytes: 80 }),
  tolerance: { relative: 0, reason: 'times are read, not measured: a run repeats the record' },
  /** Nothing is timed here: a record is a row of the measurement, with the machine and the day. */
  run: ({ study }: E3Settings) => {
    const { date, cpu, cores, table } = recorded;
    return parseTimings(table)
      .filter((row) => row.study === study)
      .map((row) => ({ ...row, date, cpu, cores }));
  },
} satisfies Experiment<E3Settings>;
