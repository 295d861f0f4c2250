// Results in which the claims are false.

import type { ResultsOf } from '../../spec/experiment.ts';
import { invent } from '../../spec/flat.ts';
import { c1 } from './c1.ts';
import { e1, variants } from './e1.ts';
import { e2 } from './e2.ts';
import type { Contender, ContenderName } from './kindContenders.ts';
import type { C1Results, E2Results } from './measurements.ts';
import { path } from './path.ts';
import { patternKinds } from './patternKinds.ts';
import { samplingBound } from './samplingBound.ts';
import { toy } from './toy.ts';

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

/** Results in which all claims about kinds of patterns hold, but for the objectives given; that of back-propagation is 1. */
export const withObjectives = (change: Partial<Record<ContenderName, number>>): KindResults =>
  kindsWith((name) => ({ objective: { ...ORDERED, ...change }[name] }));

const ORDERED = { backPropagation: 1, trained: 0.7, random: 0.9, perturbed: 0.95, searched: 0.8 };

/** The same, but for what `change` says of each contender. */
export const kindsWith = (change: (name: ContenderName) => Partial<Contender>): KindResults =>
  invent(patternKinds, ({ patterns }) => {
    const contender = (name: ContenderName): Contender => ({
      objective: ORDERED[name],
      gap: name === 'backPropagation' ? Infinity : 1e-5,
      patterns: name === 'backPropagation' || name === 'trained' ? 2 * patterns : patterns,
      neurons: 2 * patterns,
      accuracy: ACCURACY[name],
      status: 'gap-reached',
      ...change(name),
    });
    return {
      backPropagation: contender('backPropagation'),
      trained: contender('trained'),
      random: contender('random'),
      perturbed: contender('perturbed'),
      searched: contender('searched'),
      diverged: 1,
    };
  });

const ACCURACY = { backPropagation: 0.95, trained: 0.945, random: 0.8, perturbed: 0.8, searched: 0.85 };

/** Certified optima of E1 by the number of patterns; all of them count as 4096. */
export const withOptima = (optimum: (patterns: number, seed: number) => number): ResultsOf<typeof e1> =>
  e1.runs('paper').map((run) => {
    const { bias, patterns } = run.settings;
    const { exist } = variants.find((variant) => variant.bias === bias)!;
    const value = optimum(patterns === 'all' ? 4096 : patterns, run.seed);
    return {
      ...run,
      records: [
        {
          effective: patterns === 'all' ? exist : Math.min(patterns, exist),
          draws: 1,
          optimum: value,
          lowerBound: value * (1 - 1e-6),
          global: patterns === 'all',
          status: 'gap-reached',
        },
      ],
    };
  });

type SamplingRecord = ResultsOf<typeof samplingBound>[number]['records'][number];

/** Results in which the sampling bound holds, also with the neurons in use, but for `change`. */
export const samplingWith = (change: Partial<SamplingRecord>): ResultsOf<typeof samplingBound> =>
  invent(samplingBound, ({ draws }) => ({
    patterns: draws,
    neurons: 10,
    optimum: 0.01,
    lowerBound: 0.01 - 1e-9,
    status: 'gap-reached',
    newDraws: 100,
    violatedDraws: 2,
    highest: 1.2,
    withMostViolated: 0.009,
    withKept: 0.01 - 1e-9,
    ...change,
  }));

/** Three quarters of the further patterns violate. */
export const lowersOften = (): ResultsOf<typeof samplingBound> => samplingWith({ violatedDraws: 150 });

type ToyRecord = ResultsOf<typeof toy>[number]['records'][number];

const TOY_OPTIMUM = 0.01;

/** Ends of the toy over the optimum, by width and seed, and the optima over the patterns of the last networks. */
export const toyEnds = (
  ratio: (width: number, seed: number) => number,
  own = ratio,
  change: Partial<ToyRecord> = {},
): ResultsOf<typeof toy> =>
  toy.runs('paper').map((run) => ({
    ...run,
    records: [
      {
        optimum: TOY_OPTIMUM,
        lowerBound: TOY_OPTIMUM * (1 - 1e-11),
        global: true,
        status: 'finished',
        end: TOY_OPTIMUM * ratio(run.settings.width, run.seed),
        own: TOY_OPTIMUM * own(run.settings.width, run.seed),
        epoch: [0, run.settings.epochs],
        objective: [1, TOY_OPTIMUM * ratio(run.settings.width, run.seed)],
        fit: [],
        ...change,
      },
    ],
  }));

/** Runs of every width reach the optimum. */
export const neverStuck = (): ResultsOf<typeof toy> => toyEnds(() => 1.01);

/**
 * The path of min over z of 5 (z - 20)^2 + beta |z|, exactly: z = 20 - beta / 10, and 0 from beta = 200 on. The test accuracy
 * is best at 1. With `change` of the columns, which are given in the order of the betas.
 */
export const onePoint = (
  change: (columns: { loss: number[]; norm: number[]; testAccuracy: number[] }) => object = () => ({}),
): ResultsOf<typeof path> =>
  invent(path, ({ betas }) => {
    const norm = betas.map((beta) => Math.max(0, 20 - beta / 10));
    const loss = norm.map((z) => 5 * (z - 20) * (z - 20));
    const optimum = betas.map((beta, i) => loss[i]! + beta * norm[i]!);
    const testAccuracy = betas.map((beta) => (beta === 1 ? 0.95 : 0.8));
    return {
      patterns: 8,
      zeroFrom: 200,
      optimum,
      lowerBound: optimum,
      status: betas.map(() => 'optimal' as const),
      loss,
      norm,
      neurons: norm.map((z) => (z > 0 ? 1 : 0)),
      trainAccuracy: betas.map(() => 1),
      testAccuracy,
      official: true,
      ...change({ loss, norm, testAccuracy }),
    };
  });

/** A path along which the norm rises and the loss falls. */
export const reversedPath = (): ResultsOf<typeof path> =>
  onePoint(({ loss, norm }) => ({ loss: loss.toReversed(), norm: norm.toReversed() }));

/** A path along which regularization only costs accuracy. */
export const needlessPath = (): ResultsOf<typeof path> =>
  onePoint(({ testAccuracy }) => ({ testAccuracy: testAccuracy.map((_, i) => 0.95 - 0.01 * i) }));
