// What the claims measure: one number per seed, with Student's interval over seeds. Seeds are independent, runs of one
// seed share data and start.
import { type Measurement, part } from '../../spec/claim.ts';
import { clopperPearson, logLogSlope, spearman, tInterval } from '../../stats/index.ts';
import { bySeed, type SweepRun } from './runs.ts';

type Range = readonly [number, number];

/** A run with a learning rate and a number of that name. */
type With<Q extends string> = { readonly learningRate: number } & { readonly [K in Q]: number };

const converged = <R extends SweepRun>(runs: readonly R[]) => runs.filter((run) => run.converged);
const lost = (runs: readonly SweepRun[]) => runs.length - converged(runs).length;

/** `statistic` of the converged runs of each seed. */
export const overSeeds = <R extends SweepRun>(
  label: string,
  runs: readonly R[],
  statistic: (runs: readonly R[]) => number,
  expected: Range,
): Measurement => {
  const values = bySeed(converged(runs)).map(([, group]) => statistic(group));
  return part(label, { ...tInterval(values), unit: 'seed', excluded: lost(runs) }, expected);
};

/** Share of the converged runs in which something holds. */
export const shareOf = <R extends SweepRun>(
  label: string,
  runs: readonly R[],
  holds: (run: R) => boolean,
  expected: Range,
): Measurement => {
  const counted = converged(runs);
  const interval = clopperPearson(counted.filter(holds).length, counted.length);
  return part(label, { ...interval, excluded: lost(runs) }, expected);
};

/** A sharpness in units of 2/eta. */
export const edge = <Q extends string>(run: With<Q>, quantity: Q): number =>
  (run[quantity] * run.learningRate) / 2;

export const largestEdge =
  <Q extends string>(quantity: Q) =>
  (runs: readonly With<Q>[]) =>
    Math.max(...runs.map((run) => edge(run, quantity)));

export const smallestEdge =
  <Q extends string>(quantity: Q) =>
  (runs: readonly With<Q>[]) =>
    Math.min(...runs.map((run) => edge(run, quantity)));

/** Least-squares slope of log(quantity) over log(eta). */
export const logSlope =
  <Q extends string>(quantity: Q) =>
  (runs: readonly With<Q>[]) =>
    logLogSlope(
      runs.map((run) => run.learningRate),
      runs.map((run) => run[quantity]),
    );

/** Spearman's rank correlation of a quantity with eta; NaN if it does not vary. */
export const rankCorrelation =
  <Q extends string>(quantity: Q) =>
  (runs: readonly With<Q>[]) =>
    spearman(
      runs.map((run) => run.learningRate),
      runs.map((run) => run[quantity]),
    );

/** (largest - smallest) / largest. */
export const relativeChange =
  <Q extends string>(quantity: Q) =>
  (runs: readonly With<Q>[]) => {
    const values = runs.map((run) => run[quantity]);
    return 1 - Math.min(...values) / Math.max(...values);
  };
