// What a regularization path of certified optima has to look like, and what regularization is worth.
import { claimsOn, part } from '../../../spec/claim.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { tInterval } from '../../../stats/index.ts';
import { needlessPath, reversedPath } from '../counterexamples.ts';
import { share } from '../measurements.ts';
import { path } from '../path.ts';
import { MOST } from './common.ts';

type PathRun = RunOf<typeof path>;

const declare = claimsOn(path, flat);

/** Number of each beta of a path but the last `without`. */
const places = ({ betas }: PathRun, without: number): number[] => [...betas.slice(without).keys()];

const gapAt = ({ optimum, lowerBound }: PathRun, i: number): number => optimum[i]! - lowerBound[i]!;

/** How far the norm may rise from beta i to the next one because both optima are inexact. */
const normSlack = (run: PathRun, i: number): number =>
  (gapAt(run, i) + gapAt(run, i + 1)) / (run.betas[i + 1]! - run.betas[i]!);

const EXACT = 1e-9; // relative: rounding

export const pathClaims = [
  declare({
    id: 'convex/path',
    statement:
      'Along the path the norm of the optimum falls, its loss rises, its value is concave in beta, and zero is optimal exactly from the beta on that the gradient at zero tells.',
    source:
      'exchange two optima in each other’s program; the value is a minimum of functions that are linear in beta; optimality condition at zero',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'theory',
      reason: 'exact for optima; norms and losses may miss the order by what the certified gaps leave open',
    },
    measure: (runs) => [
      part(
        'share of optima certified to a relative gap of 1e-4',
        share(runs.flatMap((run) => places(run, 0).map((i) => gapAt(run, i) <= run.gap * run.optimum[i]!))),
        MOST,
      ),
      part(
        'share of neighbours with the smaller norm at the larger beta',
        share(
          runs.flatMap((run) =>
            places(run, 1).map((i) => run.norm[i + 1]! <= run.norm[i]! * (1 + EXACT) + normSlack(run, i)),
          ),
        ),
        MOST,
      ),
      part(
        'share of neighbours with the larger loss at the larger beta',
        share(
          runs.flatMap((run) =>
            places(run, 1).map(
              (i) =>
                run.loss[i + 1]! * (1 + EXACT) >=
                run.loss[i]! - gapAt(run, i) - run.betas[i]! * normSlack(run, i),
            ),
          ),
        ),
        MOST,
      ),
      part(
        'share of three neighbours of which the middle value is not below the chord',
        share(
          runs.flatMap((run) =>
            places(run, 2).map((i) => {
              const [a, b, c] = run.betas.slice(i, i + 3) as [number, number, number];
              const t = (b - a) / (c - a);
              const chord = (1 - t) * run.lowerBound[i]! + t * run.lowerBound[i + 2]!;
              return run.optimum[i + 1]! * (1 + EXACT) >= chord;
            }),
          ),
        ),
        MOST,
      ),
      part(
        'share of optima that are zero where, and only where, beta is large enough',
        share(
          runs.flatMap((run) =>
            places(run, 0).map((i) => (run.norm[i] === 0) === run.betas[i]! >= run.zeroFrom),
          ),
        ),
        MOST,
      ),
    ],
    counterexample: reversedPath,
  }),
  declare({
    id: 'convex/path-accuracy',
    statement:
      'Exact optimization overfits where beta is small: the best test accuracy of a path lies at least 5 points above that at the smallest beta.',
    source: 'MNIST 2 against 8, 500 samples, 8 patterns, squared loss; our own',
    trust: 'derived',
    beyond: true,
    tolerance: { from: 'pilot', reason: 'pilot paths of 12 and 24 patterns gained 3 to 25 points' },
    measure: (runs) => [
      part(
        'best test accuracy of a path less that at the smallest beta, points: mean',
        {
          ...tInterval(runs.map(({ testAccuracy }) => 100 * (Math.max(...testAccuracy) - testAccuracy[0]!))),
          unit: 'path',
        },
        [5, 100],
      ),
    ],
    counterexample: needlessPath,
  }),
];
