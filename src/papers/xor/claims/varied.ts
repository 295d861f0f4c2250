// The left panel with other noise, balance and signal, and in the theorem's regime. Numbers as in the fact sheet, section 10.

import { defineClaim, part } from '../../../spec/claim.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { variedRuns } from '../counterexamples.ts';
import {
  bySeed,
  EVERY_RUN,
  meanOf,
  medianGain,
  medianOf,
  shareOf,
  totalOf,
  withSettings,
} from '../measurements.ts';
import { variation, variations } from '../variations.ts';

type Results = ResultsOf<typeof variation>;
type Run = RunOf<typeof variation>;

const runsWith = (results: Results, name: string): readonly Run[] =>
  flat(withSettings(results, variations[name]!));

const train = (t: number) => (run: Run) => run.train[t]! / run.samples;
const test = (t: number) => (run: Run) => run.test[t]! / run.testSamples;
const flippedFit = (t: number) => (run: Run) => run.flippedFit[t]! / run.flipped;
const withFlips = (runs: readonly Run[]) => runs.filter(({ flipped }) => flipped > 0);

const scatter = 'medians of ten batches of 100 runs at the paper setting scatter by 0.05 at t = 2 to 4';

export const varied = [
  defineClaim({
    id: 'xor/19',
    statement: 'Without label noise the network is at chance after one step all the same.',
    source: 'Theorem 3.1 with eta = 0; no figure of the paper shows it (fact sheet, 9.6)',
    trust: 'derived',
    experiments: [variation],
    tolerance: {
      from: 'pilot',
      reason: 'a median of 0.505 in 200 earlier runs; the range is that of claim 2',
    },
    measure: ([results]) => {
      const runs = runsWith(results, 'noise 0');
      return [
        part('median train accuracy at t = 1, no noise', medianOf(runs, train(1)), [1, 1]),
        part('median test accuracy at t = 1, no noise', medianOf(runs, test(1)), [0.48, 0.53]),
      ];
    },
    counterexample: () => [
      variedRuns(({ testSamples, steps }) => ({
        test: Array.from({ length: steps + 1 }, () => testSamples),
      })),
    ],
  }),
  defineClaim({
    id: 'xor/noise',
    statement: 'Label noise slows the second stage.',
    source: 'ours (fact sheet, 9.6); the paper claims no dependence on eta',
    trust: 'derived',
    beyond: true,
    experiments: [variation],
    tolerance: {
      from: 'pilot',
      reason: `200 earlier runs: medians of 0.995, 0.95 and 0.78 at t = 5; a loss above 0.1 is twice the scatter of a median (${scatter})`,
    },
    measure: ([results]) => {
      const [none, much] = [runsWith(results, 'noise 0'), runsWith(results, 'noise 0.2')];
      const pairs = bySeed([none, much]);
      return [
        part(
          'median test accuracy at t = 5: loss from eta = 0 to 0.2',
          {
            ...medianGain(
              pairs,
              ([, run]) => test(5)(run),
              ([run]) => test(5)(run),
              'noise',
            ),
            unit: 'seed',
          },
          [0.1, 1],
        ),
        part('median test accuracy at t = 1, eta = 0.2', medianOf(much, test(1)), [0.48, 0.53]),
      ];
    },
    counterexample: () => [variedRuns()],
  }),
  defineClaim({
    id: 'xor/balance',
    statement: 'With clusters of equal size the second stage takes two steps.',
    source:
      'ours (fact sheet, 9.7): the spread in Figure 1 comes from the random imbalance of opposite clusters',
    trust: 'derived',
    beyond: true,
    experiments: [variation],
    tolerance: {
      from: 'pilot',
      reason:
        'earlier runs: medians of 0.975 and 1.0, a 20 % quantile of 0.915; these less 0.03, and a median of 1.0 less one test sample in a hundred',
    },
    measure: ([results]) => {
      const [equal, drawn] = [runsWith(results, 'balanced'), runsWith(results, 'noise 0.05')];
      return [
        part('median test accuracy at t = 2', medianOf(equal, test(2)), [0.945, 1]),
        part('20 % quantile of test accuracy at t = 2', medianOf(equal, test(2), 0.2), [0.885, 1]),
        part('median test accuracy at t = 3', medianOf(equal, test(3)), [0.99, 1]),
        part(
          'median test accuracy at t = 2: gain by balance',
          {
            ...medianGain(
              bySeed([drawn, equal]),
              ([run]) => test(2)(run),
              ([, run]) => test(2)(run),
              'balance',
            ),
            unit: 'seed',
          },
          [0.05, 1],
        ),
      ];
    },
    counterexample: () => [variedRuns()],
  }),
  defineClaim({
    id: 'xor/20',
    statement:
      'In the regime of the theorem pairs never break E1 and E3, and the labels stay fitted up to sqrt(n).',
    source:
      'Theorem 3.1 and Corollary A.5 at n = 200, p = 4e11, ||mu|| = 3100, alpha / omega = 1e12, where A1-A6 hold with C = 1; the regime is derived (fact sheet, 5; with ||mu|| = 3066, as in 9.4, A1 just fails)',
    trust: 'derived',
    experiments: [variation],
    tolerance: {
      from: 'theory',
      reason:
        'E1 and E3 have no exceptions in a good run; 100 runs can show a share of 96 %. At t = 1 chance within n^(-eps): 0.04, the sampling error of 200 test samples',
    },
    measure: ([results]) => {
      const runs = runsWith(results, 'theorem');
      return [
        part(
          'exceptions to E1, all runs and pairs, t = 1..50',
          totalOf(runs, ({ pairs }) => pairs[1]!),
          [0, 0],
        ),
        part(
          'exceptions to E3, all runs and pairs, t = 1..50',
          totalOf(runs, ({ pairs }) => pairs[3]!),
          [0, 0],
        ),
        part(
          'share of runs with all labels fitted at every 1 <= t <= 14',
          shareOf(runs, (run) => run.train.slice(1, 15).every((count) => count === run.samples)),
          EVERY_RUN,
        ),
        part('median test accuracy at t = 1', medianOf(runs, test(1)), [0.46, 0.54]),
      ];
    },
    counterexample: () => [variedRuns()],
  }),
  defineClaim({
    id: 'xor/weaker-signal',
    statement: 'With a signal weaker by a fifth the network still generalizes, a little later.',
    source: 'ours (fact sheet, 10), on the question of the reviewers: ||mu|| = 2 sqrt(p / n)',
    trust: 'derived',
    beyond: true,
    experiments: [variation],
    tolerance: { from: 'pilot', reason: `medians of 0.80, 0.89 and 0.95 in earlier runs; ${scatter}` },
    measure: ([results]) => {
      const runs = runsWith(results, 'signal 2');
      return (
        [
          [2, 0.75, 0.85],
          [5, 0.84, 0.94],
          [10, 0.9, 1],
        ] as const
      ).map(([t, from, to]) => part(`median test accuracy at t = ${t}`, medianOf(runs, test(t)), [from, to]));
    },
    counterexample: () => [variedRuns()],
  }),
  defineClaim({
    id: 'xor/frei',
    statement: 'With a stronger signal flipped labels are fitted no more, while the test accuracy is one.',
    source:
      'Frei, Chatterji, Bartlett (arXiv 2202.07626), abstract: error near the noise rate; told by section 1.1 of the paper as training error too. ||mu|| = 3 and 4 sqrt(p / n)',
    trust: 'second-hand',
    experiments: [variation],
    tolerance: {
      from: 'pilot',
      reason:
        'earlier runs, signal 3: 93 % of flipped labels fitted at t = 10, hence 0.85-0.98. Signal 4: less than half, nearer to the noise rate than to memorizing. Test: 0.99 as in claim 4',
    },
    measure: ([results]) => {
      const [strong, stronger] = [runsWith(results, 'signal 3'), runsWith(results, 'signal 4')];
      return [
        part(
          'fit of flipped labels at t = 10, signal 3, mean',
          meanOf(withFlips(strong), flippedFit(10)),
          [0.85, 0.98],
        ),
        part(
          'fit of flipped labels at t = 10, signal 4, mean',
          meanOf(withFlips(stronger), flippedFit(10)),
          [-0.01, 0.5],
        ),
        part('median test accuracy at t = 10, signal 3', medianOf(strong, test(10)), [0.99, 1]),
        part('median test accuracy at t = 10, signal 4', medianOf(stronger, test(10)), [0.99, 1]),
      ];
    },
    counterexample: () => [variedRuns()],
  }),
  defineClaim({
    id: 'xor/sizes',
    statement: 'The same story holds in lower dimension, more slowly, and in higher dimension, faster.',
    source: 'ours (fact sheet, 9.8), on the question of the reviewers: p = 4000, 10,000 and 160,000',
    trust: 'derived',
    beyond: true,
    experiments: [variation],
    tolerance: {
      from: 'pilot',
      reason: `200 earlier runs: medians of 0.88, 0.915 and 1.0 at t = 5, of 0.50-0.51 at t = 1; ${scatter}; fewer samples scatter more, hence 0.06`,
    },
    measure: ([results]) =>
      (
        [
          ['n = 60', 0.82, 0.94],
          ['n = 100', 0.855, 0.975],
          ['n = 400', 0.94, 1],
        ] as const
      ).flatMap(([name, from, to]) => {
        const runs = runsWith(results, name);
        return [
          part(`median test accuracy at t = 1, ${name}`, medianOf(runs, test(1)), [0.48, 0.53]),
          part(`median test accuracy at t = 5, ${name}`, medianOf(runs, test(5)), [from, to]),
        ];
      }),
    counterexample: () => [variedRuns()],
  }),
];
