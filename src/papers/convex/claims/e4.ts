// Claims C6, C8 and C9 of Bai et al. on E4, the accuracy part of C11, and what goes beyond them.
import { claimsOn, defineClaim, part } from '../../../spec/claim.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { flat, invent, type RunOf } from '../../../spec/flat.ts';
import { tInterval } from '../../../stats/index.ts';
import { EARLY, e4, MANY, PATTERNS, squaredMethods } from '../e4.ts';
import { type E4Settings, grids, type Method } from '../e4Methods.ts';
import { e6, paperWidth } from '../e6.ts';
import { inventedE6 } from './e6.ts';

export type E4Run = RunOf<typeof e4>;
type E4Results = ResultsOf<typeof e4>;
type E4Record = E4Results[number]['records'][number];

const last = (column: readonly number[]): number => column.at(-1)!;
const sides = ['trainAccuracy', 'testAccuracy'] as const;
const nameOf = { trainAccuracy: 'training', testAccuracy: 'test' };

/** Runs with the squared loss of each method, by seed. */
export const squaredRuns = (results: E4Results): Record<Method, readonly E4Run[]> => {
  const runs = flat(results).filter(({ loss }) => loss === 'squared');
  const of = (wanted: Method) =>
    runs.filter(({ method }) => method === wanted).toSorted((a, b) => a.seed - b.seed);
  return Object.fromEntries(squaredMethods.map((method) => [method, of(method)])) as Record<Method, E4Run[]>;
};

/** A run beside the certified optimum over the same patterns. */
const beside = (runs: Record<Method, readonly E4Run[]>, method: Method) =>
  runs[method].map((run) => [run, runs.interior.find(({ seed }) => seed === run.seed)!] as const);

const early = ({ steps }: E4Run): number => steps.indexOf(EARLY);

/** Mean over seeds of a number of the run and the one with the certified optimum. */
const mean = (
  label: string,
  pairs: readonly (readonly [E4Run, E4Run])[],
  value: (run: E4Run, optimal: E4Run) => number,
  expected: readonly [number, number],
) => part(label, tInterval(pairs.map(([run, optimal]) => value(run, optimal))), expected);

/** Records in which all claims hold, but for `change`. */
export const e4With = (change: (s: E4Settings) => Partial<E4Record> = () => ({})): E4Results =>
  invent(e4, (s) => {
    const at = s.method === 'admm' ? [1, 2, 3, 4, 5, EARLY, s.iterations] : [s.iterations];
    const column = (value: number) => at.map(() => value);
    const worse = s.method === 'admm' || s.method === 'interior' ? 1 : 2;
    return {
      steps: at,
      objective: column(1000 * worse),
      networkObjective: at.map((_, i) => (i < at.length - 1 ? 900 : 1000) * worse),
      trainAccuracy: column(0.97),
      testAccuracy: column(0.965),
      status: 'gap-reached',
      lowerBound: s.method === 'interior' ? 999.95 : 0,
      trials: 1,
      learningRate: 0,
      drawn: s.patterns,
      official: true,
      ...change(s),
    };
  });

const declare = claimsOn(e4, squaredRuns);

const settingsOf = `P_s = ${PATTERNS}, rho = gamma_a = 1e-3, beta = 1e-4 and ${EARLY} iterations: second-hand; published numbers not recovered`;

/** On both sides, for the points of accuracy that are expected. */
const earlyAccuracy = (runs: ReturnType<typeof squaredRuns>, expected: readonly [number, number]) =>
  sides.map((side) =>
    mean(
      `${nameOf[side]} accuracy after ${EARLY} iterations less that of the certified optimum, points`,
      beside(runs, 'admm'),
      (run, optimal) => 100 * (run[side][early(run)]! - last(optimal[side])),
      expected,
    ),
  );

const betterOptimum = () =>
  e4With(({ method }) => (method === 'interior' ? { trainAccuracy: [0.99], testAccuracy: [0.99] } : {}));

export const e4Claims = [
  declare({
    id: 'convex/C6',
    statement: `MNIST 2 against 8, squared loss: after ${EARLY} iterations of ADMM the accuracy is within one point of the converged one.`,
    source: `abstract of the paper ("the first several iterations"); ${settingsOf}`,
    trust: 'second-hand',
    tolerance: {
      from: 'theory',
      reason:
        'one point either way, as the fact sheet has it; converged: the certified optimum over the same patterns',
    },
    measure: (runs) => earlyAccuracy(runs, [-1, 1]),
    counterexample: betterOptimum,
  }),
  declare({
    id: 'convex/C6-floor',
    statement: `After ${EARLY} iterations of ADMM the accuracy is at most one point below that of the certified optimum.`,
    source: `C6 in one direction; ${settingsOf}`,
    trust: 'second-hand',
    beyond: true,
    tolerance: { from: 'theory', reason: 'one point, as in C6; a higher accuracy is no failure' },
    measure: (runs) => earlyAccuracy(runs, [-1, 100]),
    counterexample: betterOptimum,
  }),
  declare({
    id: 'convex/E4-early',
    statement: `The network of iteration ${EARLY} has a lower cost than the optimum over the sampled patterns: its blocks leave their cones, and so use patterns that were not sampled.`,
    source: 'a network is bound by the optimum over all patterns only, not by that over the sampled ones',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'pilot',
      reason:
        'an order, with the certified lower bound of the optimum; on other patterns the cost was 7 % lower',
    },
    measure: (runs) => [
      mean(
        `cost of the network after ${EARLY} iterations over the lower bound of the sampled optimum`,
        beside(runs, 'admm'),
        (run, optimal) => run.networkObjective[early(run)]! / optimal.lowerBound,
        [0, 1],
      ),
    ],
    counterexample: () =>
      e4With(({ method, iterations }) =>
        method === 'admm' ? { steps: [EARLY, iterations], networkObjective: [1100, 1000] } : {},
      ),
  }),
  declare({
    id: 'convex/C8',
    statement:
      'On the same sampled patterns ADMM, run on, ends with the objective and the accuracy of the convex program solved to optimality.',
    source: `Section 5.2 of the paper, remembered, unverified, which compares with CVX; here the certified interior point; ${settingsOf}`,
    trust: 'remembered',
    tolerance: {
      from: 'theory',
      reason:
        'objectives to 1e-3 and accuracies to half a point, as the fact sheet asks (C8); the optimum is certified to 1e-4',
    },
    measure: (runs) => {
      const pairs = beside(runs, 'admm');
      const end = `after ${runs.admm[0]?.iterations} iterations`;
      return [
        mean(
          'certified relative gap of the optimum',
          pairs,
          (_, { objective, lowerBound }) => last(objective) / lowerBound - 1,
          [0, 1.1e-4],
        ),
        ...(
          [
            ['objective', 'loss of u with norms of v'],
            ['networkObjective', 'cost of the recovered network'],
          ] as const
        ).map(([cost, name]) =>
          mean(
            `${name} ${end} over the optimum, less 1`,
            pairs,
            (run, optimal) => last(run[cost]) / last(optimal.objective) - 1,
            [-1e-3, 1e-3],
          ),
        ),
        ...sides.map((side) =>
          mean(
            `${nameOf[side]} accuracy ${end} less that of the optimum, points`,
            pairs,
            (run, optimal) => 100 * (last(run[side]) - last(optimal[side])),
            [-0.5, 0.5],
          ),
        ),
      ];
    },
    counterexample: () =>
      e4With(({ method }) => (method === 'admm' ? { objective: [1010], networkObjective: [1010] } : {})),
  }),
  declare({
    id: 'convex/C9-mnist',
    statement: `MNIST 2 against 8 with ${PATTERNS} random patterns: the certified optimum is at most what back-propagation reaches at the same beta and width.`,
    source:
      'Section 5 of the paper, remembered, unverified; width 2 P_s; the grid of back-propagation is chosen here',
    trust: 'remembered',
    tolerance: {
      from: 'theory',
      reason: 'an order; of back-propagation the best of its grid by the training objective counts',
    },
    measure: (runs) =>
      (Object.keys(grids) as (keyof typeof grids)[]).map((method) =>
        mean(
          `certified optimum over the objective of ${method}`,
          beside(runs, method),
          (run, optimal) => last(optimal.objective) / last(run.networkObjective),
          [0, 1],
        ),
      ),
    counterexample: () =>
      e4With(({ method }) => (method in grids ? { objective: [400], networkObjective: [400] } : {})),
  }),
];

export const sampledAccuracy = defineClaim({
  id: 'convex/C11-accuracy',
  statement: `Cross-entropy, MNIST 2 against 8 at d = 100: the accuracy of SCP at N = ${paperWidth} is within one point of that of ADMM with block coordinate descent.`,
  source:
    'Section 5 of the paper, remembered, unverified: SCP is compared with ADMM; settings of ADMM as in E5, its number of patterns uncertain, so both that are found',
  trust: 'remembered',
  experiments: [e6, e4],
  tolerance: {
    from: 'theory',
    reason:
      'one point either way, as the fact sheet has it (C11); runs are independent and paired by their seeds',
  },
  measure: ([sampled, admm]) => {
    const wide = new Map(
      flat(sampled)
        .filter(({ directions }) => directions === paperWidth)
        .map((run) => [run.seed, run]),
    );
    return [PATTERNS, MANY].flatMap((patterns) => {
      const runs = flat(admm).filter(
        (run) => run.loss === 'bce' && run.patterns === patterns && wide.has(run.seed),
      );
      return sides.map((side) =>
        part(
          `${nameOf[side]} accuracy of SCP less that of ADMM with ${patterns} patterns, points`,
          tInterval(runs.map((run) => 100 * (wide.get(run.seed)![side] - last(run[side])))),
          [-1, 1],
        ),
      );
    });
  },
  counterexample: () => [inventedE6(() => ({ trainAccuracy: 0.9, testAccuracy: 0.9 })), e4With()],
});
