// The accuracies of Figure 1 left: fitted at once, generalizing a few steps later. Numbers as in the fact sheet, section 10.

import { defineClaim, part } from '../../../spec/claim.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { constant, moreLeftRuns } from '../counterexamples.ts';
import { kept, manyRuns } from '../manyRuns.ts';
import { lowestOf, meanOf, medianGain, medianOf, shareOf } from '../measurements.ts';

type Run = RunOf<typeof manyRuns>;

const theorem = 'Theorem 3.1 and Figure 1 left; step doubled (fact sheet, 7.6)';
const figure = 'Figure 1 left, read from the vector figure; step doubled (fact sheet, 7.6)';

const train =
  (t: number, place = kept.indexOf(t)) =>
  (run: Run) =>
    run.train[place]! / run.samples;
const test =
  (t: number, place = kept.indexOf(t)) =>
  (run: Run) =>
    run.test[place]! / run.testSamples;
const flippedFit =
  (t: number, place = kept.indexOf(t)) =>
  (run: Run) =>
    run.flippedFit[place]! / run.flipped;

const fromOn = (first: number) => kept.filter((step) => step >= first);

export const onset = [
  defineClaim({
    id: 'xor/1',
    statement: 'One step fits all training labels, flipped ones included.',
    source: theorem,
    trust: 'read',
    experiments: [manyRuns],
    tolerance: {
      from: 'pilot',
      reason: '99 % of 1000 earlier runs fitted all labels; 97 % leaves room for their scatter',
    },
    measure: ([results]) => {
      const runs = flat(results);
      return [
        part('median train accuracy at t = 1', medianOf(runs, train(1)), [1, 1]),
        part(
          'share of runs with all labels fitted at t = 1',
          shareOf(runs, (run) => train(1)(run) === 1),
          [0.97, 1],
        ),
      ];
    },
    counterexample: () => [moreLeftRuns(() => ({ train: constant(kept, 150) }))],
  }),
  defineClaim({
    id: 'xor/2',
    statement: 'After one step the test accuracy is still that of chance.',
    source: theorem,
    trust: 'read',
    experiments: [manyRuns],
    tolerance: { from: 'pilot', reason: 'medians of ten batches of 100 runs lay in 0.500-0.515' },
    measure: ([results]) => {
      const runs = flat(results);
      return [
        part('median test accuracy at t = 1', medianOf(runs, test(1)), [0.48, 0.53]),
        part('mean test accuracy at t = 1', meanOf(runs, test(1)), [0.49, 0.53]),
        part('20 % quantile of test accuracy at t = 1', medianOf(runs, test(1), 0.2), [0.45, 0.57]),
        part('80 % quantile of test accuracy at t = 1', medianOf(runs, test(1), 0.8), [0.45, 0.57]),
      ];
    },
    counterexample: () => [moreLeftRuns(() => ({ test: constant(kept, 190) }))],
  }),
  defineClaim({
    id: 'xor/3',
    statement: 'A few steps later the network generalizes.',
    source: figure,
    trust: 'read',
    experiments: [manyRuns],
    tolerance: {
      from: 'pilot',
      reason: 'scatter of the median over ten batches of 100 runs around the published curve',
    },
    measure: ([results]) => {
      const runs = flat(results);
      return [
        part('median test accuracy at t = 2', medianOf(runs, test(2)), [0.8, 0.9]),
        part('median test accuracy at t = 5', medianOf(runs, test(5)), [0.94, 1]),
        part('median test accuracy at t = 10', medianOf(runs, test(10)), [0.99, 1]),
        part('20 % quantile of test accuracy at t = 10', medianOf(runs, test(10), 0.2), [0.86, 1]),
        part('20 % quantile of test accuracy at t = 50', medianOf(runs, test(50), 0.2), [0.94, 1]),
      ];
    },
    counterexample: () => [moreLeftRuns()],
  }),
  defineClaim({
    id: 'xor/4',
    statement: 'Overfitting is benign: noisy labels stay fitted while clean test accuracy goes to one.',
    source: theorem,
    trust: 'read',
    experiments: [manyRuns],
    tolerance: {
      from: 'pilot',
      reason: 'a rare very unbalanced run leaves a flipped label unfitted, hence 0.99 and not 1',
    },
    measure: ([results]) => {
      const runs = flat(results);
      const noisy = runs.filter(({ flipped }) => flipped > 0);
      return [
        part(
          'lowest median train accuracy, 1 <= t <= 50',
          lowestOf(fromOn(1).map((t) => medianOf(runs, train(t)))),
          [1, 1],
        ),
        part(
          'lowest mean fit of flipped labels, 1 <= t <= 50',
          lowestOf(fromOn(1).map((t) => meanOf(noisy, flippedFit(t)))),
          [0.99, 1.01], // an interval of a mean may reach beyond 1
        ),
        part(
          'lowest median test accuracy, 10 <= t <= 50',
          lowestOf(fromOn(10).map((t) => medianOf(runs, test(t)))),
          [0.99, 1],
        ),
      ];
    },
    counterexample: () => [
      moreLeftRuns(() => ({ train: constant(kept, 200), flippedFit: constant(kept, 10) })),
    ],
  }),
  defineClaim({
    id: 'xor/5',
    statement: 'In each run the labels are fitted before the test accuracy reaches 0.9.',
    source: theorem,
    trust: 'read',
    experiments: [manyRuns],
    tolerance: {
      from: 'pilot',
      reason: 'all of 40 earlier runs; 95 % leaves room for the rare unbalanced run',
    },
    measure: ([results]) => [
      part(
        'share of runs that fit before they generalize',
        shareOf(flat(results), ({ fitted, generalized }) => fitted < generalized),
        [0.95, 1],
      ),
    ],
    counterexample: () => [moreLeftRuns(() => ({ fitted: 5, generalized: 4 }))],
  }),
  defineClaim({
    id: 'xor/6',
    statement: 'The test accuracy pauses between t = 2 and t = 3 and rises again at t = 4.',
    source: figure,
    trust: 'read',
    experiments: [manyRuns],
    tolerance: {
      from: 'pilot',
      reason: 'differences of medians over ten batches: -0.01 to 0.04 in the pause',
    },
    measure: ([results]) => {
      const runs = flat(results);
      return [
        part(
          'gain of the median test accuracy, t = 2 to 3',
          medianGain(runs, test(2), test(3), '2 to 3'),
          [-0.06, 0.06],
        ),
        part(
          'gain of the median test accuracy, t = 3 to 4',
          medianGain(runs, test(3), test(4), '3 to 4'),
          [0.04, 1],
        ),
      ];
    },
    counterexample: () => [moreLeftRuns()],
  }),
];
