// From which number of patterns on convex programs beat back-propagation, and what that is worth on other images.
import { part } from '../../../spec/claim.ts';
import { tInterval } from '../../../stats/index.ts';
import { kindsWith, withObjectives } from '../counterexamples.ts';
import type { ContenderName } from '../kindContenders.ts';
import { type SetName, sets } from '../patternKinds.ts';
import { at, budget, declare, ratio } from './kindRatios.ts';

/** Where the order had turned in pilots; of MNIST see `C9-few`. */
const turns = [
  ['synthetic', 64],
  ['fashion-mnist', 48],
  ['cifar-10', 48],
] as const satisfies readonly (readonly [SetName, number])[];

export const patternCountClaims = [
  declare({
    id: 'convex/C9-many',
    statement:
      'With enough searched patterns, though no network told them, the convex optimum is below the best of back-propagation of 2000 epochs, on all data but MNIST.',
    source: 'over all patterns the convex program has the global optimum (C1), so the order turns somewhere',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'pilot',
      reason: `an order, at the numbers of patterns where it held in pilot runs; ${budget}`,
    },
    measure: (groups) =>
      turns.map(([set, patterns]) =>
        ratio(
          'optimum over searched patterns over the best of back-propagation',
          at(groups, set, patterns),
          'searched',
          'backPropagation',
        ),
      ),
    counterexample: () => withObjectives({ searched: 3 }),
  }),
  declare({
    id: 'convex/C9-few',
    statement:
      'On MNIST back-propagation ends below the convex optimum over up to 48 patterns that no network told, random or searched.',
    source: 'seen at 24 random patterns of 2000 images, 51.39 against 2.4, before these runs',
    trust: 'derived',
    beyond: true,
    tolerance: { from: 'pilot', reason: `an order; ${budget}` },
    measure: (groups) =>
      (['mnist', 'mnist-2000'] as const).flatMap((set) =>
        sets[set].counts.flatMap((patterns) =>
          (['random', 'searched'] as const).map((kind) =>
            ratio(
              `best of back-propagation over the optimum over ${kind} patterns`,
              at(groups, set, patterns),
              'backPropagation',
              kind,
            ),
          ),
        ),
      ),
    counterexample: () => withObjectives({}),
  }),
  declare({
    id: 'convex/C9-accuracy',
    statement:
      'Of as many patterns, random ones give a network of lower test accuracy than back-propagation on MNIST; convex re-training on its own patterns costs at most a point from 12 patterns on.',
    source: 'nothing says that a lower training objective at this beta tells more about other images',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'pilot',
      reason:
        'an order, and a point of accuracy: in pilots re-training gained .2 to .8 points at 12 to 48 patterns, and lost up to 1.1 at 4',
    },
    measure: (groups) =>
      sets.mnist.counts
        .filter((patterns) => patterns >= 12)
        .flatMap((patterns) => {
          const runs = at(groups, 'mnist', patterns);
          const loss = (kind: ContenderName) => ({
            ...tInterval(runs.map((run) => run.backPropagation.accuracy - run[kind].accuracy)),
            unit: 'seed',
          });
          return [
            part(
              `mnist, ${patterns} patterns: accuracy of back-propagation less that of random patterns, mean`,
              loss('random'),
              [0, 1],
            ),
            part(
              `mnist, ${patterns} patterns: accuracy of back-propagation less that after re-training, mean`,
              loss('trained'),
              [-1, 0.01],
            ),
          ];
        }),
    counterexample: () => kindsWith((name) => (name === 'random' ? { accuracy: 0.97 } : {})),
  }),
];
