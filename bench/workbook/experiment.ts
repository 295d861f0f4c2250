// An experiment as large as one likes, which does nothing: what the workbook itself costs.
import type { Experiment, ResultRecord } from '../../src/spec/experiment.ts';

/** Records of a run, as `records` of bench/peers/workbook.py makes them too. */
export const recordsOf = (run: number, count: number): ResultRecord[] =>
  Array.from({ length: count }, (_, step) => ({
    step,
    loss: (((run * count + step) * 7919) % 2001) / 1000 - 1,
    accuracy: ((run + step) % 200) / 200,
  }));

/** So many runs: a tenth as many settings, ten seeds each. */
export const experimentOf = (runs: number) =>
  ({
    id: 'bench/workbook',
    title: 'What the workbook costs',
    module: import.meta.url,
    runs: () =>
      Array.from({ length: runs }, (_, k) => ({
        settings: { index: Math.floor(k / 10), rate: 0.1 },
        seed: k % 10,
      })),
    cost: () => ({ seconds: 0.001, mebibytes: 50 }),
    tolerance: { relative: 0, reason: 'nothing is computed' },
    run: () => recordsOf(0, 1),
  }) satisfies Experiment<{ index: number; rate: number }>;
