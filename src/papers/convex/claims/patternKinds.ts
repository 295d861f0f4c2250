// Claim C9 of Bai et al., and what decides it: the kind of the patterns.
import { part } from '../../../spec/claim.ts';
import { withObjectives } from '../counterexamples.ts';
import { share } from '../measurements.ts';
import { sets } from '../patternKinds.ts';
import { MOST } from './common.ts';
import { at, budget, declare, everyCount, ratio } from './kindRatios.ts';

export const patternKindClaims = [
  declare({
    id: 'convex/C9',
    statement:
      'The convex program over random patterns ends at most as high as the best back-propagation at the same beta and width.',
    source:
      'Section 5 of the paper, remembered, unverified: of the CIFAR-10 subset (E9) 6.9e-3 against .31 with SGD. Data, numbers of patterns and the grid of back-propagation are chosen here',
    trust: 'remembered',
    tolerance: { from: 'theory', reason: `an order; ${budget}` },
    measure: (groups) =>
      [...Map.groupBy(groups, ([set]) => sets[set].data)].map(([data, ofData]) =>
        part(
          `${data === 'none' ? 'synthetic' : data}: share of runs in which the convex optimum is at most the best of back-propagation`,
          share(
            ofData.flatMap(([, runs]) =>
              runs.map(({ random, backPropagation }) => random.objective <= backPropagation.objective),
            ),
          ),
          [0.75, 1], // 16 of 16 runs give an interval from 0.79 on
        ),
      ),
    counterexample: () => withObjectives({ random: 3 }),
  }),
  declare({
    id: 'convex/C9-trained',
    statement:
      'Convex re-training on the patterns of the best network that back-propagation finds lowers its objective at every number of patterns.',
    source: 'the network is a feasible point of the convex program over its own patterns',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'theory',
      reason:
        'an order: at most 1 by construction, and below it where the network was not optimal for its patterns',
    },
    measure: (groups) => [
      part(
        'share of runs in which the objective falls',
        share(
          groups.flatMap(([, runs]) =>
            runs.map((run) => run.trained.objective < run.backPropagation.objective),
          ),
        ),
        MOST,
      ),
      ...everyCount(groups, 0, (runs) =>
        ratio('objective after convex re-training over that before', runs, 'trained', 'backPropagation'),
      ),
    ],
    counterexample: () => withObjectives({ trained: 1 }),
  }),
  declare({
    id: 'convex/C9-searched',
    statement:
      'Patterns that are added where the dual solution is violated most give a lower optimum than as many random ones, from 4 on.',
    source: 'a violated dual constraint lowers the optimum once its pattern is in the program',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'pilot',
      reason:
        'an order; every single pattern lowers the optimum, but nothing says that it does so more than others: in pilots 2 searched patterns of synthetic data did not',
    },
    measure: (groups) =>
      everyCount(groups, 4, (runs) =>
        ratio('optimum over searched patterns over that over random ones', runs, 'searched', 'random'),
      ),
    counterexample: () => withObjectives({ searched: 3 }),
  }),
  declare({
    id: 'convex/C9-perturbed',
    statement:
      'Patterns of perturbed samples, as the robust programs take them, give no lower optimum of the standard program than as many patterns of the samples as they are.',
    source:
      'of perturbed patterns few or none lie at the borders that separate the samples, and some have cones without room; sampling of section 4 of the paper, radius of E9',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'pilot',
      reason: 'an order; at 12 patterns the optimum was 2 to 21 times as high in pilots',
    },
    measure: (groups) =>
      groups
        .filter(([set]) => set !== 'synthetic')
        .map(([set]) => {
          const patterns = sets[set].counts.find((count) => count >= 12)!;
          return ratio(
            'optimum over random patterns over that over perturbed ones',
            at(groups, set, patterns),
            'random',
            'perturbed',
          );
        }),
    counterexample: () => withObjectives({ perturbed: 0.5 }),
  }),
];
