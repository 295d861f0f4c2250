// Results in which the claims are false.

import type { ResultsOf } from '../../spec/experiment.ts';
import { invent } from '../../spec/flat.ts';
import { c1 } from './c1.ts';
import { e2 } from './e2.ts';
import type { C1Results, E2Results } from './measurements.ts';
import { patternKinds } from './patternKinds.ts';

type E2Record = E2Results[number]['records'][number];

const E2_RECORD: Omit<E2Record, 'iteration' | 'objective' | 'networkObjective'> = {
  patterns: 8,
  draws: 9,
  optimum: 0.02,
  lowerBound: 0.02 - 1e-14,
  optimumStatus: 'gap-reached',
  status: 'max-iterations',
};

/** The gap falls as 2 / k^2 in all runs: far enough, but not linearly. */
export function sublinear(): E2Results {
  const iteration = Array.from({ length: 31 }, (_, i) => (i + 1) * (i + 1) * (i + 1) * (i + 1));
  const objective = iteration.map((k) => E2_RECORD.optimum + 2 / (k * k));
  return e2.runs('paper').map((run) => ({
    ...run,
    records: [{ ...E2_RECORD, iteration, objective, networkObjective: objective }],
  }));
}

/** Every start ends at an objective of its own, `spread` apart relatively. */
export const startsMatter = (spread: number): E2Results =>
  e2.runs('paper').map((run) => {
    const objective = [E2_RECORD.optimum * (1 + spread * run.settings.start)];
    return {
      ...run,
      records: [{ ...E2_RECORD, iteration: [10_000], objective, networkObjective: objective }],
    };
  });

type C1Record = C1Results[number]['records'][number];

const C1_RECORD: C1Record = {
  patterns: 12,
  optimum: 0.2,
  lowerBound: 0.2 - 1e-12,
  optimumStatus: 'gap-reached',
  networkObjective: 0.2,
  neurons: 24,
  prunedNeurons: 5,
  prunedObjective: 0.2,
  prunedChange: 1e-15,
  fromRandom: 0.2001,
};

/** Results in which C1 and C2 hold, but for `change`. */
export const c1With = (change: Partial<C1Record>): C1Results =>
  c1.runs('paper').map((run) => ({ ...run, records: [{ ...C1_RECORD, ...change }] }));

/** The network costs more than the convex value, and descent ends below the bound. */
export const withoutEquality = (): C1Results => c1With({ networkObjective: 0.201, fromRandom: 0.19 });

/** Pruning leaves more than n + 1 = 7 neurons. */
export const tooWide = (): C1Results => c1With({ prunedNeurons: 8 });

type KindResults = ResultsOf<typeof patternKinds>;

/** Objectives in which all claims about kinds of patterns hold, but for `change`; that of back-propagation is 1. */
export const withObjectives = (change: Partial<KindResults[number]['records'][number]>): KindResults =>
  invent(patternKinds, ({ patterns }) => ({
    backPropagation: 1,
    diverged: 4,
    random: 0.9,
    randomBound: 0.9,
    searched: 0.8,
    searchedBound: 0.8,
    searchedPatterns: patterns,
    trained: 0.7,
    trainedPatterns: 2 * patterns,
    trainedGap: 1e-5,
    randomNeurons: 2 * patterns,
    trainedNeurons: 4 * patterns,
    ...change,
  }));
