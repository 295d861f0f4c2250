// What the network is after one step: a linear rule, odd in x (section 4.2.1). Numbers as in the fact sheet, section 10.
import { defineClaim, part } from '../../../spec/claim.ts';
import { clopperPearson } from '../../../stats/index.ts';
import { constant, leftRuns } from '../counterexamples.ts';
import { figure1Left, inside } from '../figure1Left.ts';
import { EVERY_RUN, meanOf, shareOf } from '../measurements.ts';
import { doubled, type LeftRun } from './leftRuns.ts';

/** Test accuracy of cluster nu after one step. */
const accuracy = ({ clusterTest, clusterSizes }: LeftRun, nu: number) =>
  clusterTest[nu]![inside.indexOf(1)]! / clusterSizes[nu]!;

/** Both pairs of opposite clusters: e_nu, and the accuracies on nu and -nu. */
const pairsOf = (run: LeftRun) =>
  [0, 1].map((pair) => ({
    excess: run.imbalance[pair]!,
    here: accuracy(run, 2 * pair),
    there: accuracy(run, 2 * pair + 1),
  }));

export const firstStep = [
  defineClaim({
    id: 'xor/9',
    statement: 'After one step the network is the linear rule sign <sum_i y_i x_i, x>.',
    source: 'Eq. 4.3; step doubled (fact sheet, 7.6)',
    trust: 'read',
    experiments: [figure1Left],
    tolerance: {
      from: 'pilot',
      reason:
        '100 earlier runs: 0.976, 0.990 and 0.995 on average; equality holds for infinitely many neurons',
    },
    measure: ([results]) => {
      const runs = doubled(results);
      return [
        part(
          'sign agreement on test points, mean',
          meanOf(runs, ({ linear }) => linear.signs),
          [0.93, 1],
        ),
        part(
          'cosine of the outputs, mean',
          meanOf(runs, ({ linear }) => linear.cosine),
          [0.97, 1],
        ),
        part(
          'slope in units of alpha / (8n), mean',
          meanOf(runs, ({ linear }) => linear.slope),
          [0.9, 1.1],
        ),
      ];
    },
    counterexample: () => [leftRuns()],
  }),
  defineClaim({
    id: 'xor/linear-rule',
    statement:
      'The rule sign <sum_i y_i x_i, x> fits the noisy training labels and is at chance on the test.',
    source: 'Section 4.2.1: it fits near-orthogonal data, and no linear rule separates XOR clusters',
    trust: 'read',
    experiments: [figure1Left],
    tolerance: {
      from: 'pilot',
      reason:
        'earlier runs: 0.999 on training labels, 0.50 on the test; the bounds are those of claims 4 and 2',
    },
    measure: ([results]) => {
      const runs = doubled(results);
      return [
        part(
          'train accuracy of the linear rule, mean',
          meanOf(runs, ({ linear, samples }) => linear.train / samples),
          [0.99, 1.01], // an interval of a mean may reach beyond 1
        ),
        part(
          'test accuracy of the linear rule, mean',
          meanOf(runs, ({ linear, testSamples }) => linear.test / testSamples),
          [0.49, 0.53],
        ),
      ];
    },
    counterexample: () => [leftRuns()],
  }),
  defineClaim({
    id: 'xor/10',
    statement:
      'After one step the network is odd: what it gains on a cluster it loses on the opposite one, and the larger one wins.',
    source: 'Theorem A.13 and Eq. A.88 (its sign of y_nu and its 4n derived; fact sheet, 6.4)',
    trust: 'derived',
    experiments: [figure1Left],
    tolerance: {
      from: 'pilot',
      reason:
        '0.036 in 40 earlier runs, and 33 of 33 pairs with |e_nu| >= 5; about 60 such pairs can show a share of 0.94 at most',
    },
    measure: ([results]) => {
      const runs = doubled(results);
      const unequal = runs.flatMap(pairsOf).filter(({ excess }) => Math.abs(excess) >= 5);
      const won = unequal.filter(({ excess, here, there }) => excess * (here - there) > 0);
      return [
        part(
          '|acc(+nu) + acc(-nu) - 1|, mean over both nu and runs',
          meanOf(runs, (run) =>
            pairsOf(run).reduce((sum, { here, there }) => sum + Math.abs(here + there - 1) / 2, 0),
          ),
          [0, 0.08],
        ),
        part(
          'share of pairs with |e_nu| >= 5 whose larger cluster is the more accurate one',
          { ...clopperPearson(won.length, unequal.length), unit: 'pair' },
          [0.9, 1],
        ),
      ];
    },
    counterexample: () => [leftRuns(() => ({ clusterTest: [0, 1, 2, 3].map(() => constant(inside, 40)) }))],
  }),
  defineClaim({
    id: 'xor/D1',
    statement:
      'At the start every sample activates at least m/7 neurons of either sign of a_j, each at least m/3.',
    source: 'Lemmas 4.3 and 4.4, conditions C2 and D1',
    trust: 'read',
    experiments: [figure1Left],
    tolerance: {
      from: 'theory',
      reason: 'the constants of the lemmas; they hold with probability near one, and 100 runs can show 96 %',
    },
    measure: ([results]) => {
      const runs = doubled(results);
      return [
        part(
          'share of runs in which every sample activates m/7 of either sign',
          shareOf(runs, ({ fewestActive, neurons }) => Math.min(...fewestActive) >= neurons / 7),
          EVERY_RUN,
        ),
        part(
          'share of runs with at least m/3 neurons of either sign',
          shareOf(
            runs,
            ({ positiveNeurons, neurons }) =>
              Math.min(positiveNeurons, neurons - positiveNeurons) >= neurons / 3,
          ),
          EVERY_RUN,
        ),
      ];
    },
    counterexample: () => [leftRuns()],
  }),
];
