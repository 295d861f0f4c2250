// Beyond the paper: slow runs of Figure 1 left have lost one cluster, which is the smaller of an unequal pair.
import { defineClaim, part } from '../../../spec/claim.ts';
import { bootstrap, spearman } from '../../../stats/index.ts';
import { leftRuns } from '../counterexamples.ts';
import { figure1Left, inside } from '../figure1Left.ts';
import { shareOf } from '../measurements.ts';
import { doubled, type LeftRun } from './leftRuns.ts';

const STEP = 5;

const accuracy = (run: LeftRun) => run.test[STEP]! / run.testSamples;
const ofCluster = ({ clusterTest, clusterSizes }: LeftRun) =>
  clusterTest.map((counts, nu) => counts[inside.indexOf(STEP)]! / clusterSizes[nu]!);

/** The cluster that e_nu puts at the greatest disadvantage: the smaller one of the more unequal pair. */
function smallest({ imbalance: [first, second] }: LeftRun): number {
  const pair = Math.abs(first!) >= Math.abs(second!) ? 0 : 1;
  return 2 * pair + ([first!, second!][pair]! > 0 ? 1 : 0);
}

/** A run is slow where it misses more than half a cluster. */
const isSlow = (run: LeftRun) => accuracy(run) < 0.875;
const imbalance = (run: LeftRun) => Math.max(...run.imbalance.map(Math.abs));

export const lostCluster = [
  defineClaim({
    id: 'xor/lost-cluster',
    statement: 'Runs that generalize late have lost one cluster, the smaller one of the most unequal pair.',
    source:
      'ours (fact sheet, 9.7), after Eq. A.88, by which e_nu decides which side of a pair is right at t = 1',
    trust: 'derived',
    beyond: true,
    experiments: [figure1Left],
    tolerance: {
      from: 'theory',
      reason:
        'slow: below 0.875, more than half of one cluster of four missed; guessing finds the lost cluster in a quarter of runs, hence more than half; a rank correlation of -0.5 explains a quarter of the variance of ranks',
    },
    measure: ([results]) => {
      const runs = doubled(results);
      const slow = runs.filter(isSlow);
      return [
        part(
          'share of slow runs (t = 5) in which the other three clusters are right to 0.9',
          {
            ...shareOf(slow, (run) => ofCluster(run).toSorted((a, b) => a - b)[1]! >= 0.9),
            unit: 'slow run',
          },
          [0.5, 1],
        ),
        part(
          'share of slow runs (t = 5) in which the cluster predicted by e_nu is the worst',
          {
            ...shareOf(slow, (run) => ofCluster(run)[smallest(run)] === Math.min(...ofCluster(run))),
            unit: 'slow run',
          },
          [0.5, 1],
        ),
        part(
          'rank correlation of max |e_nu| with the test accuracy at t = 5',
          bootstrap(
            runs,
            (sample) => spearman(sample.map(imbalance), sample.map(accuracy)),
            'xor imbalance and accuracy',
          ),
          [-1, -0.5],
        ),
      ];
    },
    counterexample: () => [
      leftRuns(() => ({ clusterTest: [0, 1, 2, 3].map(() => inside.map(() => 20)), imbalance: [1, 2] })),
    ],
  }),
];
