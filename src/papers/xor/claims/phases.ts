// Test error over sample size and signal, after Meng, Zou and Cao (arXiv 2310.01975; fact sheet, section 11).

import { defineClaim, part } from '../../../spec/claim.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { bootstrap, mean, spearman, tInterval } from '../../../stats/index.ts';
import { phaseRuns } from '../counterexamples.ts';
import { phase } from '../phase.ts';

type Run = RunOf<typeof phase>;

/** n ||mu||^4 / p: what the condition of Meng et al. bounds, at unit variance. */
const strength = ({ samples, muNorm, dimension }: Run) =>
  (samples * muNorm * muNorm * muNorm * muNorm) / dimension;
const error = ({ test, testSamples }: Run) => 1 - test / testSamples;

/** Runs of each seed over the grid: cells of one seed share random numbers, seeds are independent. */
const bySeedOf = (runs: readonly Run[]): readonly (readonly Run[])[] => [
  ...Map.groupBy(runs, ({ seed }) => seed).values(),
];

const meanError = (runs: readonly Run[]) => ({
  ...tInterval(bySeedOf(runs).map((cells) => mean(cells.map(error)))),
  unit: 'seed',
});

/** Rank correlation over the grid of the strength with the error, averaged over the seeds. */
function correlation(seeds: readonly (readonly Run[])[]): number {
  const cells = seeds[0]!;
  return spearman(
    cells.map(strength),
    cells.map((_, k) => mean(seeds.map((runs) => error(runs[k]!)))),
  );
}

export const phases = [
  defineClaim({
    id: 'xor/meng',
    statement:
      'The test error is near zero where n ||mu||^4 / p is large, a constant away where it is small, and falls in between.',
    source:
      'Meng, Zou, Cao (arXiv 2310.01975), abstract; n ||mu||^4 / p in the notation of Theorem 3.1. Convolutional networks there',
    trust: 'second-hand',
    experiments: [phase],
    tolerance: {
      from: 'theory',
      reason:
        'the constants of the condition are unknown: four decades apart, where the signal drowns (1) and where the paper generalizes (7800; 1e4 here). Small n are left out above, as a cluster may be absent. 0.4 is nearer to chance than to one lost cluster; the left panel ends near 0.02',
    },
    measure: ([results]) => {
      const runs = flat(results);
      return [
        part(
          'mean test error, n ||mu||^4 / p >= 1e4, n >= 48',
          meanError(runs.filter((run) => strength(run) >= 1e4 && run.samples >= 48)),
          [0, 0.05],
        ),
        part(
          'mean test error, n ||mu||^4 / p <= 1',
          meanError(runs.filter((run) => strength(run) <= 1)),
          [0.4, 0.55],
        ),
        part(
          'rank correlation of the mean test error with n ||mu||^4 / p over the grid',
          { ...bootstrap(bySeedOf(runs), correlation, 'xor phase correlation'), unit: 'seed' },
          [-1, -0.9],
        ),
      ];
    },
    counterexample: () => [phaseRuns()],
  }),
];
