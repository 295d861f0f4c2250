// Claims of Wu and Su about two-layer ReLU networks that the runs of E2 can decide, numbered as in the fact sheet (section 7).
import { claimsOn } from '../../../spec/claim.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { flat, invent, type RunOf } from '../../../spec/flat.ts';
import { mean } from '../../../stats/index.ts';
import { e2, type Sweep } from '../e2.ts';
import {
  edge,
  largestEdge,
  logSlope,
  overSeeds,
  rankCorrelation,
  shareOf,
  smallestEdge,
} from '../measurements.ts';

type E2Run = RunOf<typeof e2>;
type Results = ResultsOf<typeof e2>;

/** Runs of both readings of the start, and of SGD at clip 10. Parts measure on the converged ones. */
interface Sweeps {
  readonly sgd: readonly E2Run[];
  readonly gd: readonly E2Run[];
  readonly otherSgd: readonly E2Run[];
  readonly otherGd: readonly E2Run[];
  readonly smallClip: readonly E2Run[];
  readonly allSgd: readonly E2Run[];
}

function sweeps(results: Results): Sweeps {
  const runs = flat(results);
  const select = (wanted: Sweep) =>
    runs.filter(
      ({ algorithm, clip, start }) =>
        algorithm === wanted.algorithm && clip === wanted.clip && start === wanted.start,
    );
  const sgd = { algorithm: 'sgd', clip: 100 } as const;
  const gd = { algorithm: 'gd', clip: 100 } as const;
  return {
    sgd: select({ ...sgd, start: 'variance' }),
    gd: select({ ...gd, start: 'variance' }),
    otherSgd: select({ ...sgd, start: 'deviation' }),
    otherGd: select({ ...gd, start: 'deviation' }),
    smallClip: select({ ...sgd, clip: 10, start: 'variance' }),
    allSgd: runs.filter(({ algorithm }) => algorithm === 'sgd'),
  };
}

const between = (runs: readonly E2Run[], low: number, high: number) =>
  runs.filter(({ axis }) => axis >= low && axis <= high);
const aboveTraceEdge = (runs: readonly E2Run[]) =>
  runs.filter((run) => run.learningRate > 2 / run.traceAtStart);
const aboveTopEdge = (runs: readonly E2Run[]) => runs.filter((run) => run.learningRate > 2 / run.topAtStart);

/** Pairs of a run of SGD and the one of GD with the same seed and `key`, with SGD's value over GD's. */
export function ratios<R extends Pick<E2Run, 'seed' | 'converged' | 'learningRate' | 'axis'>>(
  sgd: readonly R[],
  gd: readonly R[],
  key: 'axis' | 'learningRate',
  value: (run: R) => number,
) {
  return sgd.flatMap((one) => {
    const other = gd.find((run) => run.seed === one.seed && Math.abs(run[key] / one[key] - 1) < 1e-9);
    if (!other) return [];
    const { seed, learningRate } = one;
    const converged = one.converged && other.converged;
    return [{ seed, learningRate, converged, ratio: value(one) / value(other) }];
  });
}

const largestRatio = (pairs: readonly { readonly ratio: number }[]) =>
  Math.max(...pairs.map(({ ratio }) => ratio));

/** Runs as if every minimum sat just below its bound and were good where it should be, but for `change`. */
const invented = (change: (s: Results[number]['settings']) => Partial<Results[number]['records'][number]>) =>
  invent(e2, (s) => ({
    status: 'converged' as const,
    converged: true,
    steps: 100_000,
    lastClipped: 0,
    runningLoss: 1e-9,
    loss: 1e-9,
    trace: 1.8 / s.learningRate,
    frobenius: 1,
    top: 0.4 / s.learningRate,
    q4: 1.9 / s.learningRate,
    pathNorm: (s.algorithm === 'sgd' ? 0.5 : 0.9) / s.axis,
    normD: 3.6 / s.learningRate,
    norm1: 2 / s.learningRate,
    testError: (s.algorithm === 'sgd' ? 0.1 : 0.3) / s.axis,
    signError: 0.1,
    traceAtStart: 5000,
    topAtStart: 200,
    pathNormAtStart: 230,
    teacherVariance: 3,
    ...change(s),
  }));

const declare = claimsOn(e2, sweeps);

const bound = 'abstract (stability bounds) and notes that restate their proof; the figures were never seen';
const reported = 'reported by an independent reproduction of the paper; the figures were never seen';
const more = Number.POSITIVE_INFINITY;

export const e2Claims = [
  declare({
    id: 'stability/C1-relu',
    statement:
      'Minima of a two-layer ReLU network that SGD with batch size 1 converges to have Tr G <= 2/eta.',
    source: bound,
    trust: 'read',
    tolerance: {
      from: 'theory',
      reason: 'a linearly stable minimum satisfies it; 120 runs can show a share of 0.95',
    },
    measure: ({ allSgd }) => [
      overSeeds('largest Tr(G) eta/2 of a seed, all sweeps', allSgd, largestEdge('trace'), [0, 1]),
      shareOf(
        'share of converged runs with Tr G <= 2/eta',
        allSgd,
        (run) => edge(run, 'trace') <= 1,
        [0.95, 1],
      ),
    ],
    counterexample: () => invented(({ learningRate }) => ({ trace: 2.4 / learningRate })),
  }),
  declare({
    id: "stability/C1'-relu",
    statement: 'They satisfy the sharper condition q4 <= 2/eta, q4 = sum ||g_i||^4 / sum ||g_i||^2.',
    source: 'derived in the fact sheet (2.3) from the proof of the trace bound, without Jensen',
    trust: 'derived',
    beyond: true,
    tolerance: { from: 'pilot', reason: "the tolerance of C1' on the diagonal network" },
    measure: ({ allSgd }) => [
      overSeeds('largest q4 eta/2 of a seed, all sweeps', allSgd, largestEdge('q4'), [0, 1.05]),
    ],
    counterexample: () => invented(({ learningRate }) => ({ q4: 2.4 / learningRate })),
  }),
  declare({
    id: 'stability/C2-relu',
    statement:
      'The trace bound is nearly saturated for eta > 2/Tr G(theta_0), and log Tr G falls there with slope -1 in log eta.',
    source: reported,
    trust: 'second-hand',
    tolerance: {
      from: 'pilot',
      reason: 'Tr(G) eta/2 was 0.65 to 0.90 and the slope -1.10 in three seeds; the range of C2',
    },
    measure: ({ sgd }) => [
      overSeeds('smallest Tr(G) eta/2 of a seed', aboveTraceEdge(sgd), smallestEdge('trace'), [0.5, 1]),
      overSeeds('largest Tr(G) eta/2 of a seed', aboveTraceEdge(sgd), largestEdge('trace'), [0.5, 1]),
      overSeeds('slope', aboveTraceEdge(sgd), logSlope('trace'), [-1.15, -0.85]),
    ],
    counterexample: () => invented(() => ({ trace: 30 })),
  }),
  declare({
    id: 'stability/C2-relu-start',
    statement: 'The same holds if d^(-1/2) is the standard deviation of the first layer at the start.',
    source: 'the same statement under the other reading of the start',
    trust: 'derived',
    beyond: true,
    tolerance: { from: 'pilot', reason: 'the tolerance of C2-relu; one run in a pilot fell to 0.42' },
    measure: ({ otherSgd }) => [
      overSeeds('smallest Tr(G) eta/2 of a seed', aboveTraceEdge(otherSgd), smallestEdge('trace'), [0.5, 1]),
      overSeeds('slope', aboveTraceEdge(otherSgd), logSlope('trace'), [-1.15, -0.85]),
    ],
    counterexample: () => invented(() => ({ trace: 30 })),
  }),
  declare({
    id: 'stability/C3-relu',
    statement:
      'Minima of GD satisfy lambda_max <= 2/eta, are close to that bound for eta > 2/lambda_max(theta_0), and have Tr G far above 2/eta there.',
    source: bound,
    trust: 'read',
    tolerance: {
      from: 'pilot',
      reason:
        'lambda_max eta/2 was 0.75 to 0.95 up to eta = 0.1, Tr(G) eta/2 14 to 23; 100 runs can show a share of 0.95',
    },
    measure: ({ gd, otherGd }) => {
      const atEdge = between(aboveTopEdge(gd), 0, 0.1);
      return [
        shareOf(
          'share of converged runs with lambda_max <= 2/eta',
          [...gd, ...otherGd],
          (run) => edge(run, 'top') <= 1,
          [0.95, 1],
        ),
        overSeeds(
          'mean lambda_max eta/2 of a seed, eta up to 0.1',
          atEdge,
          (runs) => mean(runs.map((run) => edge(run, 'top'))),
          [0.7, 1],
        ),
        overSeeds('smallest Tr(G) eta/2 of a seed, eta up to 0.1', atEdge, smallestEdge('trace'), [5, more]),
      ];
    },
    counterexample: () =>
      invented(({ learningRate }) => ({ top: 3 / learningRate, trace: 3 / learningRate })),
  }),
  declare({
    id: 'stability/C3-relu-range',
    statement: 'GD is as close to its bound at each rate above 2/lambda_max(theta_0), up to eta = 0.12.',
    source:
      'the same statement for each rate; an independent check found 0.693 at eta = 0.1 (fact sheet, section 11)',
    trust: 'second-hand',
    tolerance: { from: 'pilot', reason: 'the tolerance of C3-relu' },
    measure: ({ gd }) => [
      overSeeds('smallest lambda_max eta/2 of a seed', aboveTopEdge(gd), smallestEdge('top'), [0.7, 1]),
    ],
    counterexample: () => invented(({ learningRate }) => ({ top: 0.4 / learningRate })),
  }),
  declare({
    id: 'stability/C4-relu',
    statement: 'The top eigenvalue of minima of SGD is far below 2/eta at every rate.',
    source: reported,
    trust: 'second-hand',
    tolerance: { from: 'pilot', reason: 'lambda_max eta/2 was at most 0.30; the tolerance of C4' },
    measure: ({ allSgd }) => [
      overSeeds('largest lambda_max eta/2 of a seed, all sweeps', allSgd, largestEdge('top'), [0, 0.35]),
    ],
    counterexample: () => invented(({ learningRate }) => ({ top: 1.8 / learningRate })),
  }),
  declare({
    id: 'stability/C6',
    statement: 'The path norm of minima of SGD falls with eta, and is at most 2/(eta sqrt(d)).',
    source:
      'notes that restate the theorem (bound), and an independent reproduction (monotone); the figures were never seen',
    trust: 'second-hand',
    tolerance: {
      from: 'theory',
      reason:
        'the bound follows from Tr G <= 2/eta where Tr G = ||theta||_{2,d}/2; in rank, one exchange of neighbours is 0.99',
    },
    measure: ({ sgd, otherSgd, allSgd }) => [
      ...(
        [
          ['variance', sgd],
          ['deviation', otherSgd],
        ] as const
      ).map(([start, runs]) =>
        overSeeds(
          `Spearman's rho of path norm and eta, start by ${start}`,
          runs,
          rankCorrelation('pathNorm'),
          [-more, -0.95],
        ),
      ),
      overSeeds(
        'largest ||theta||_P eta sqrt(d)/2 of a seed, all sweeps',
        allSgd,
        (runs) => Math.max(...runs.map((run) => (run.pathNorm * run.axis) / 2)),
        [0, 1],
      ),
    ],
    counterexample: () => invented(({ axis }) => ({ pathNorm: 10 + axis })),
  }),
  declare({
    id: 'stability/C7',
    statement:
      'The path norm of minima of SGD is below that of GD, at the same eta and at sqrt(d) eta of SGD equal to eta of GD, from 0.02 on.',
    source: reported,
    trust: 'second-hand',
    tolerance: { from: 'theory', reason: 'an order: the ratio is below 1' },
    measure: ({ sgd, gd, otherSgd, otherGd }) => {
      const norm = (run: E2Run) => run.pathNorm;
      const from = (runs: readonly E2Run[]) => between(runs, 0.02, more);
      return [
        overSeeds(
          'largest ratio of a seed, sqrt(d) eta against eta',
          ratios(from(sgd), from(gd), 'axis', norm),
          largestRatio,
          [0, 1],
        ),
        overSeeds(
          'largest ratio of a seed, the same eta',
          ratios(from(sgd), gd, 'learningRate', norm),
          largestRatio,
          [0, 1],
        ),
        overSeeds(
          'largest ratio of a seed, sqrt(d) eta against eta, start by deviation',
          ratios(from(otherSgd), from(otherGd), 'axis', norm),
          largestRatio,
          [0, 1],
        ),
      ];
    },
    counterexample: () => invented(({ algorithm }) => ({ pathNorm: algorithm === 'sgd' ? 30 : 20 })),
  }),
  declare({
    id: 'stability/C8-relu',
    statement:
      'The test error of SGD falls with eta over the whole range, as read with a variance of d^(-1/2) at the start.',
    source: reported,
    trust: 'second-hand',
    tolerance: {
      from: 'pilot',
      reason: 'the tolerance of C8; a pilot had the error rise above sqrt(d) eta = 0.06',
    },
    measure: ({ sgd }) => [
      overSeeds("Spearman's rho of test error and eta", sgd, rankCorrelation('testError'), [-more, -0.95]),
    ],
    counterexample: () => invented(({ axis }) => ({ testError: 1 + axis })),
  }),
  declare({
    id: 'stability/C8-relu-start',
    statement: 'The same, as read with a standard deviation of d^(-1/2).',
    source: reported,
    trust: 'second-hand',
    tolerance: { from: 'pilot', reason: 'the tolerance of C8; the order of five rates held in one seed' },
    measure: ({ otherSgd }) => [
      overSeeds("Spearman's rho of test error and eta", otherSgd, rankCorrelation('testError'), [
        -more,
        -0.95,
      ]),
    ],
    counterexample: () => invented(({ axis }) => ({ testError: 1 + axis })),
  }),
  declare({
    id: 'stability/C8-relu-order',
    statement: 'The test error of SGD at sqrt(d) eta is below that of GD at eta, from 0.02 on.',
    source: reported,
    trust: 'second-hand',
    tolerance: { from: 'theory', reason: 'an order: the ratio is below 1' },
    measure: ({ sgd, gd, otherSgd, otherGd }) =>
      (
        [
          ['variance', sgd, gd],
          ['deviation', otherSgd, otherGd],
        ] as const
      ).map(([start, ofSgd, ofGd]) =>
        overSeeds(
          `largest ratio of a seed, start by ${start}`,
          ratios(between(ofSgd, 0.02, more), ofGd, 'axis', (run) => run.testError),
          largestRatio,
          [0, 1],
        ),
      ),
    counterexample: () => invented(({ algorithm }) => ({ testError: algorithm === 'sgd' ? 3 : 2 })),
  }),
  declare({
    id: 'stability/C8-relu-clip',
    statement:
      'The rise of the test error from sqrt(d) eta = 0.0464 to 0.1 is an effect of the clip threshold: at clip 10 it is smaller than at clip 100.',
    source: 'simulated for the fact sheet (8.2)',
    trust: 'derived',
    beyond: true,
    tolerance: { from: 'theory', reason: 'an order: the rise at clip 10 over that at clip 100 is below 1' },
    measure: ({ sgd, smallClip }) => {
      const pairs = ratios(smallClip, sgd, 'axis', (run) => run.testError);
      return [
        overSeeds(
          'rise at clip 10 over rise at clip 100',
          pairs,
          (group) => group.at(-1)!.ratio / group[0]!.ratio,
          [0, 1],
        ),
      ];
    },
    counterexample: () => invented(({ clip, axis }) => ({ testError: clip === 10 ? 100 * axis : 2 })),
  }),
];
