// What the claims of Xu et al. measure on the runs of Figure 1 left, with intervals.
import type { Result, ResultsOf } from '../../spec/experiment.ts';
import {
  bootstrap,
  clopperPearson,
  type Interval,
  quantile,
  quantileInterval,
  tInterval,
} from '../../stats/index.ts';
import { figure1Left, settings } from './figure1Left.ts';
import { stepFactors } from './settings.ts';

export type Results = ResultsOf<typeof figure1Left>;
type Settings = Results[number]['settings'];
type Record = Results[number]['records'][number];
type Run = Record & Settings;
export type Runs = readonly Run[];

/** The step size whose curves are the published ones. */
const doubled = stepFactors.doubled * settings.learningRate;

/** Records of the runs with the doubled step. */
export const doubledRuns = (results: Results): Runs =>
  results
    .filter((result) => result.settings.learningRate === doubled)
    .flatMap((result) => result.records.map((record) => ({ ...result.settings, ...record })));

const testShares = (runs: Runs, t: number) => runs.map(({ test, testSamples }) => test[t]! / testSamples);
const trainShares = (runs: Runs, t: number) => runs.map(({ train, samples }) => train[t]! / samples);
export const medianTest = (runs: Runs, t: number, q = 0.5) => quantileInterval(testShares(runs, t), q);
export const medianTrain = (runs: Runs, t: number) => quantileInterval(trainShares(runs, t));
export const meanTest = (runs: Runs, t: number) => tInterval(testShares(runs, t));

/** Median test accuracy at `to` minus that at `from`. */
export const medianGain = (runs: Runs, from: number, to: number) =>
  bootstrap(
    runs,
    (sample) => quantile(testShares(sample, to), 0.5) - quantile(testShares(sample, from), 0.5),
    `xor median gain ${from} ${to}`,
  );

export const shareOf = (runs: Runs, holds: (run: Run) => boolean) =>
  clopperPearson(runs.filter(holds).length, runs.length);

/** Mean share of the flipped training labels that are fitted at t. */
export const flippedFit = (runs: Runs, t: number) =>
  tInterval(runs.filter(({ flipped }) => flipped > 0).map((run) => run.flippedFit[t]! / run.flipped));

/** Of the intervals at t = first..last the one that reaches lowest. */
export function lowest(first: number, last: number, interval: (t: number) => Interval): Interval {
  const all = Array.from({ length: last - first + 1 }, (_, i) => interval(first + i));
  return all.reduce((a, b) => (b.low < a.low ? b : a));
}

/** Results in which the network memorizes at once and never generalizes, but for `change`: counterexamples. */
export function memorizingOnly(change: Partial<Record> = {}): Results {
  const run = figure1Left.runs('paper').find((candidate) => candidate.settings.learningRate === doubled)!;
  const curve = (value: number, atStart = value) =>
    Array.from({ length: settings.steps + 1 }, (_, t) => (t === 0 ? atStart : value));
  const record: Record = {
    train: curve(200, 100),
    test: curve(100),
    flipped: 10,
    flippedFit: curve(10, 5),
    positiveMu1: curve(3.5e-14),
    positiveMu2: curve(3.5e-14),
    guard: 1e-9,
    ...change,
  };
  return Array.from(
    { length: 100 },
    (_, i): Result<Settings, Record> => ({ settings: run.settings, seed: i + 1, records: [record] }),
  );
}

/** The same count at every step. */
export const constant = (value: number) => Array.from({ length: settings.steps + 1 }, () => value);
