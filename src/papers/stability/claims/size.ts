// The claim that the bounds of SGD know no size (C5 of the fact sheet, section 7).
import { claimsOn } from '../../../spec/claim.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { flat, invent, type RunOf } from '../../../spec/flat.ts';
import { mean } from '../../../stats/index.ts';
import { edge, overSeeds } from '../measurements.ts';
import { type Scan, size } from '../size.ts';

type SizeRun = RunOf<typeof size>;
type Results = ResultsOf<typeof size>;
type Of = (scan: Scan, algorithm: SizeRun['algorithm']) => readonly SizeRun[];
type Quantity = 'trace' | 'q4';

const more = Number.POSITIVE_INFINITY;

/** (largest - smallest) / mean over the sizes. */
export const spread = (quantity: Quantity) => (runs: readonly { readonly [K in Quantity]: number }[]) => {
  const values = runs.map((run) => run[quantity]);
  return (Math.max(...values) - Math.min(...values)) / mean(values);
};

/** Tr G at the largest size over that at the smallest, and the ratio of the sizes. */
export const growth = (runs: readonly Pick<SizeRun, 'size' | 'trace'>[]) => {
  const sorted = runs.toSorted((a, b) => a.size - b.size);
  const [small, large] = [sorted[0]!, sorted.at(-1)!];
  return { trace: large.trace / small.trace, size: large.size / small.size };
};

/** Runs as if SGD did not see the size and GD did, but for `change`. */
const invented = (change: (s: Results[number]['settings']) => Partial<Results[number]['records'][number]>) =>
  invent(size, (s) => ({
    status: 'converged' as const,
    converged: true,
    steps: 100_000,
    lastClipped: 0,
    runningLoss: 1e-9,
    loss: 1e-9,
    trace: s.algorithm === 'sgd' ? 100 : s.size,
    frobenius: 1,
    top: 0.4 / s.learningRate,
    q4: 1.9 / s.learningRate,
    pathNorm: 10,
    normD: 200,
    norm1: 100,
    ...change(s),
  }));

const declare = claimsOn(
  size,
  (results): Of =>
    (scan, algorithm) =>
      flat(results).filter((run) => run.scan === scan && run.algorithm === algorithm),
);

const upTo = (runs: readonly SizeRun[], largest: number) => runs.filter((run) => run.size <= largest);

const asBound = 'abstract (the bound of SGD contains no size); sizes and values are those of the fact sheet';

export const sizeClaims = [
  declare({
    id: 'stability/C5',
    statement:
      'At a fixed rate Tr G of minima of SGD does not depend on the size: d of a diagonal network (500 to 2000), width (25 to 200) and samples (50 to 400) of a ReLU network.',
    source: asBound,
    trust: 'derived',
    tolerance: {
      from: 'pilot',
      reason:
        'spreads (largest less smallest, over the mean) of 10 % over d and n and 30 % over m, of a pilot with three seeds',
    },
    measure: (of) => [
      overSeeds('spread of Tr G over d', of('dimension', 'sgd'), spread('trace'), [0, 0.1]),
      overSeeds('spread of Tr G over m up to 200', upTo(of('width', 'sgd'), 200), spread('trace'), [0, 0.3]),
      overSeeds('spread of Tr G over n', of('samples', 'sgd'), spread('trace'), [0, 0.1]),
    ],
    counterexample: () => invented((s) => ({ trace: s.size })),
  }),
  declare({
    id: 'stability/C5-width',
    statement: 'The same up to width 400.',
    source: 'the same statement; an independent check found 74 to 106 with m = 400 (fact sheet, section 11)',
    trust: 'derived',
    tolerance: { from: 'pilot', reason: 'the tolerance of C5' },
    measure: (of) => [
      overSeeds('spread of Tr G over m up to 400', of('width', 'sgd'), spread('trace'), [0, 0.3]),
    ],
    counterexample: () => invented((s) => ({ trace: s.size })),
  }),
  declare({
    id: 'stability/C5-bound',
    statement:
      'At every size minima of SGD have Tr G <= 2/eta, and q4 of them is steady: its spread over the widths, and over the samples, is at most 20 % of its mean.',
    source: 'abstract (bound); the steadiness of q4 is from an independent check (fact sheet, section 11)',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'pilot',
      reason: 'the bound is a theorem; q4 eta/2 was 0.81 to 0.93, a spread of 0.14',
    },
    measure: (of) => {
      const all = (['dimension', 'width', 'samples'] as const).flatMap((scan) => of(scan, 'sgd'));
      return [
        overSeeds(
          'largest Tr(G) eta/2 of a seed',
          all,
          (runs) => Math.max(...runs.map((run) => edge(run, 'trace'))),
          [0, 1],
        ),
        overSeeds('spread of q4 over m', of('width', 'sgd'), spread('q4'), [0, 0.2]),
        overSeeds('spread of q4 over n', of('samples', 'sgd'), spread('q4'), [0, 0.2]),
      ];
    },
    counterexample: () => invented((s) => ({ trace: 3 / s.learningRate, q4: 1 + s.size })),
  }),
  declare({
    id: 'stability/C5-gd',
    statement:
      'Tr G of minima of GD grows with the size as long as GD converges: in proportion to d and to the width, where it ends above 2/eta.',
    source: asBound,
    trust: 'derived',
    tolerance: {
      from: 'pilot',
      reason:
        'growth over growth of the size was 1.3 (d, 500 to 2000) and 1.1 (width, 25 to 100); a factor of two around 1',
    },
    measure: (of) => {
      const perSize = (runs: readonly SizeRun[]) => {
        const grown = growth(runs);
        return grown.trace / grown.size;
      };
      const atWidths = upTo(of('width', 'gd'), 100);
      return [
        overSeeds('growth of Tr G over growth of d', of('dimension', 'gd'), perSize, [0.5, 2]),
        overSeeds('growth of Tr G over growth of m, m up to 100', atWidths, perSize, [0.5, 2]),
        overSeeds(
          'smallest Tr(G) eta/2 of a seed',
          [...of('dimension', 'gd'), ...atWidths],
          (runs) => Math.min(...runs.map((run) => edge(run, 'trace'))),
          [1, more],
        ),
      ];
    },
    counterexample: () => invented(() => ({ trace: 100 })),
  }),
];
