// Claims of Xu et al. that the runs of Figure 1 left can decide, numbered as in the fact sheet (section 10).
import { type Claim, defineClaim, type Measurement, part } from '../../spec/claim.ts';
import { exact, tInterval } from '../../stats/index.ts';
import { figure1Left, settings } from './figure1Left.ts';
import {
  constant,
  doubledRuns,
  flippedFit,
  lowest,
  meanTest,
  medianGain,
  medianTest,
  medianTrain,
  memorizingOnly,
  type Results,
  type Runs,
  shareOf,
} from './measurements.ts';

const settingsOfPaper =
  'appendix A.7 and Figure 1 left; step doubled (fact sheet, 7.6); curve values read from the vector figure';
const theorem = 'Theorem 3.1 and Figure 1 left; step doubled (fact sheet, 7.6)';

const declare = (
  claim: Pick<Claim, 'id' | 'statement' | 'source' | 'tolerance'> & {
    readonly measure: (runs: Runs) => readonly Measurement[];
    readonly counterexample: Results;
  },
) =>
  defineClaim({
    ...claim,
    trust: 'read',
    experiments: [figure1Left],
    measure: ([results]) => claim.measure(doubledRuns(results)),
    counterexample: [claim.counterexample],
  });

export const claims = [
  declare({
    id: 'xor/1',
    statement: 'One step fits all training labels, flipped ones included.',
    source: theorem,
    tolerance: {
      from: 'pilot',
      reason: '99 % of 1000 earlier runs fitted all labels; 97 % leaves room for their scatter',
    },
    measure: (runs) => [
      part('median train accuracy at t = 1', medianTrain(runs, 1), [1, 1]),
      part(
        'share of runs with all labels fitted at t = 1',
        shareOf(runs, ({ train, samples }) => train[1] === samples),
        [0.97, Infinity],
      ),
    ],
    counterexample: memorizingOnly({ train: constant(150) }),
  }),
  declare({
    id: 'xor/2',
    statement: 'After one step the test accuracy is still that of chance.',
    source: theorem,
    tolerance: { from: 'pilot', reason: 'medians of ten batches of 100 runs lay in 0.500-0.515' },
    measure: (runs) => [
      part('median test accuracy at t = 1', medianTest(runs, 1), [0.48, 0.53]),
      part('mean test accuracy at t = 1', meanTest(runs, 1), [0.49, 0.53]),
      part('20 % quantile of test accuracy at t = 1', medianTest(runs, 1, 0.2), [0.45, 0.57]),
      part('80 % quantile of test accuracy at t = 1', medianTest(runs, 1, 0.8), [0.45, 0.57]),
    ],
    counterexample: memorizingOnly({ test: constant(190) }),
  }),
  declare({
    id: 'xor/3',
    statement: 'A few steps later the network generalizes.',
    source: settingsOfPaper,
    tolerance: {
      from: 'pilot',
      reason: 'scatter of the median over ten batches of 100 runs around the published curve',
    },
    measure: (runs) => [
      part('median test accuracy at t = 2', medianTest(runs, 2), [0.8, 0.9]),
      part('median test accuracy at t = 5', medianTest(runs, 5), [0.94, Infinity]),
      part('median test accuracy at t = 10', medianTest(runs, 10), [0.99, Infinity]),
      part('20 % quantile at t = 10', medianTest(runs, 10, 0.2), [0.86, Infinity]),
      part('20 % quantile at t = 50', medianTest(runs, 50, 0.2), [0.94, Infinity]),
    ],
    counterexample: memorizingOnly(),
  }),
  declare({
    id: 'xor/4',
    statement: 'Overfitting is benign: noisy labels stay fitted while clean test accuracy goes to one.',
    source: theorem,
    tolerance: {
      from: 'pilot',
      reason: 'a rare very unbalanced run leaves a flipped label unfitted, hence 0.99 and not 1',
    },
    measure: (runs) => [
      part(
        'lowest median train accuracy, 1 <= t <= 50',
        lowest(1, settings.steps, (t) => medianTrain(runs, t)),
        [1, 1],
      ),
      part(
        'lowest mean fit of flipped labels, 1 <= t <= 50',
        lowest(1, settings.steps, (t) => flippedFit(runs, t)),
        [0.99, Infinity],
      ),
      part(
        'lowest median test accuracy, 10 <= t <= 50',
        lowest(10, settings.steps, (t) => medianTest(runs, t)),
        [0.99, Infinity],
      ),
    ],
    counterexample: memorizingOnly(),
  }),
  declare({
    id: 'xor/5',
    statement: 'In each run the labels are fitted before the test accuracy reaches 0.9.',
    source: theorem,
    tolerance: {
      from: 'pilot',
      reason: 'all of 40 earlier runs; 95 % leaves room for the rare unbalanced run',
    },
    measure: (runs) => [
      part(
        'share of runs that fit before they generalize',
        shareOf(runs, ({ train, test, samples, testSamples }) => {
          const generalized = test.findIndex((count) => count >= 0.9 * testSamples);
          const fitted = train.indexOf(samples);
          return fitted >= 0 && (generalized < 0 || fitted < generalized);
        }),
        [0.95, Infinity],
      ),
    ],
    counterexample: memorizingOnly({ train: constant(100), test: constant(200) }),
  }),
  declare({
    id: 'xor/6',
    statement: 'The test accuracy pauses between t = 2 and t = 3 and rises again at t = 4.',
    source: settingsOfPaper,
    tolerance: {
      from: 'pilot',
      reason: 'differences of medians over ten batches: -0.01 to 0.04 in the pause',
    },
    measure: (runs) => [
      part('gain of the median test accuracy, t = 2 to 3', medianGain(runs, 2, 3), [-0.06, 0.06]),
      part('gain of the median test accuracy, t = 3 to 4', medianGain(runs, 3, 4), [0.04, Infinity]),
    ],
    counterexample: memorizingOnly(),
  }),
  declare({
    id: 'xor/14',
    statement:
      'Neurons with a_j > 0 grow along mu1: the width of <w_j, mu1> follows the published histograms.',
    source: 'Figure 3, widths computed from the coordinates of the vector figure',
    tolerance: {
      from: 'pilot',
      reason: 'histogram widths are known to a few per cent; initial widths to 1 %',
    },
    measure: (runs) =>
      (
        [
          [0, 1, 0.01],
          [1, 53, 0.06],
          [2, 202, 0.06],
          [3, 358, 0.06],
          [10, 1560, 0.06],
        ] as const
      ).map(([t, factor, slack]) =>
        part(
          `rms <w, mu1> / (omega ||mu||) at t = ${t}`,
          tInterval(runs.map(({ positiveMu1, omega, muNorm }) => positiveMu1[t]! / (omega * muNorm))),
          [factor * (1 - slack), factor * (1 + slack)],
        ),
      ),
    counterexample: memorizingOnly(),
  }),
  declare({
    id: 'xor/17',
    statement:
      'The training loss does not move: outputs stay so small that the loss derivative stays at one half.',
    source: 'Lemma A.3; follows from the settings of appendix A.7',
    tolerance: { from: 'theory', reason: 'outputs at t = 50 are of order alpha p t / n = 1e-8' },
    measure: (runs) => [
      part(
        'largest |g - 1/2| over all runs and steps',
        exact(Math.max(...runs.map(({ guard }) => guard)), runs.length),
        [0, 1e-7],
      ),
    ],
    counterexample: memorizingOnly({ guard: 1e-3 }),
  }),
];
