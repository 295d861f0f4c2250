// Learning rates of the networks of E9, and data sets of its perturbed patterns, by what training reaches on seeds of their own.
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { RADIUS, settingsOf } from './e9.ts';
import { type Scale, scales } from './e9Data.ts';
import { type E9Settings, trainAndAttack } from './e9Methods.ts';

/** The published grid: all else is as in `e9`. */
export const learningRates = [0.01, 0.03, 0.1, 0.2];
export const dataSetCounts = [1, 2, 3];

const seeds = [101, 102, 103];

interface Size {
  readonly change: Partial<E9Settings>;
  readonly rates: readonly number[];
  readonly seeds: readonly number[];
}

const profiles: Record<Profile, Size> = {
  paper: { change: {}, rates: learningRates, seeds },
  quick: {
    change: { samples: 60, stride: 11, patterns: 8, batch: 20, epochs: 20, iterations: 500 },
    rates: learningRates.slice(1, 3),
    seeds: [101],
  },
};

export const e9Tuning = {
  id: 'convex/e9-tuning',
  title: 'Settings of E9 by the training objective, on other seeds',
  module: import.meta.url,
  needs: ['cifar-10'],

  runs: (profile) =>
    (Object.keys(scales) as Scale[]).flatMap((scale) => {
      const of = (method: E9Settings['method'], change: Partial<E9Settings>): E9Settings => ({
        ...settingsOf(scale, method, RADIUS),
        attacks: [],
        ...profiles[profile].change,
        ...change,
      });
      const settings = [
        ...(['gd', 'gd-fgsm', 'gd-pgd'] as const).flatMap((method) =>
          profiles[profile].rates.map((learningRate) => of(method, { learningRate })),
        ),
        ...(scale === 'unit' ? dataSetCounts.map((dataSets) => of('convex-robust', { dataSets })) : []),
      ];
      return settings.flatMap((one) =>
        profiles[profile].seeds.map((seed): Run<E9Settings> => ({ settings: one, seed })),
      );
    }),

  cost: ({ settings: { method, samples } }) => ({
    seconds:
      ({ gd: 0.7, 'gd-fgsm': 1, 'gd-pgd': 5, convex: 12, 'convex-robust': 10 }[method] * samples) / 600,
    mebibytes: 620,
  }),

  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: trainAndAttack,
} satisfies Experiment<E9Settings>;
