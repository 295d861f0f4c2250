// Claims C14 to C17 of Bai et al. on the adversarial experiment, at two scales of the pixels, and what goes beyond them.
import { claimsOn, part } from '../../../spec/claim.ts';
import { flat } from '../../../spec/flat.ts';
import { quantile, tInterval } from '../../../stats/index.ts';
import { e9, methods } from '../e9.ts';
import { rows } from '../e9Counterexamples.ts';
import type { Scale } from '../e9Data.ts';
import type { Method } from '../e9Methods.ts';
import { type E9Results, type E9Run, gapOf, percent, remembered, tableOf, UNCERTIFIED } from '../e9Table.ts';
import { share } from '../measurements.ts';
import { MOST } from './common.ts';

const ANY: readonly [number, number] = [0, Infinity];

const source =
  'table of the adversarial experiment, remembered, unverified; learning rates, epochs and widths of back-propagation are chosen here, each rate of four by the training objective on other seeds';

const certified = (run: E9Run): boolean => gapOf(run) <= UNCERTIFIED;

/** Mean difference of two methods over the seeds, in which both ended as they should. */
function difference(
  label: string,
  table: Record<Method, readonly E9Run[]>,
  [first, second]: readonly [Method, Method],
  of: (run: E9Run) => number,
  expected = ANY,
) {
  const bySeed = new Map(table[second].map((run) => [run.seed, run]));
  const pairs = table[first].map((run) => [run, bySeed.get(run.seed)!] as const);
  const used = pairs.filter(([a, b]) => certified(a) && certified(b));
  const excluded = pairs.length - used.length;
  const estimate = tInterval(used.map(([a, b]) => of(a) - of(b)));
  return part(`${label}: ${first} less ${second}`, { ...estimate, excluded }, expected);
}

const distances = (runs: readonly E9Run[]): number[] => {
  const values = runs.map((run) => percent(run, 'pgd'));
  const median = quantile(values, 0.5);
  return values.map((value) => Math.abs(value - median));
};

const where: Partial<Record<Scale, string>> = {
  raw: 'Pixels in [0, 255], as the sheet remembers',
  unit: 'Pixels in [0, 1], to which the remembered objective of standard convex training belongs',
};

const claimsAt = (scale: 'raw' | 'unit') => {
  const declare = claimsOn(e9, (results) => tableOf(results, scale));
  const suffix = scale === 'raw' ? '' : `-${scale}`;
  const beyond = scale === 'unit' ? { beyond: true as const } : {};
  const said = { source, trust: 'remembered' as const, ...beyond };
  const pgd = (run: E9Run) => percent(run, 'pgd');
  const clean = (run: E9Run) => percent(run, 'clean');
  return [
    declare({
      ...said,
      id: `convex/C14${suffix}`,
      statement: `${where[scale]}: accuracy under PGD falls from robust convex training over PGD, FGSM and standard back-propagation to standard convex training, which has almost none; robust convex training scatters less than FGSM training.`,
      tolerance: {
        from: 'paper',
        reason: 'an order; almost none: the table has .36 %, one percent is allowed',
      },
      measure: (table) => [
        ...(
          [
            ['convex-robust', 'gd-pgd'],
            ['gd-pgd', 'gd-fgsm'],
            ['gd-fgsm', 'gd'],
            ['gd', 'convex'],
          ] as const
        ).map((pair) => difference('accuracy under PGD, points', table, pair, pgd)),
        part('convex: accuracy under PGD, %', tInterval(table.convex.map(pgd)), [0, 1]),
        part(
          'distance of the accuracy from its median, points: gd-fgsm less convex-robust',
          tInterval(distances(table['gd-fgsm']).map((x, i) => x - distances(table['convex-robust'])[i]!)),
          ANY,
        ),
      ],
      counterexample: () => rows({ 'convex-robust': { pgd: 50 } }),
    }),
    declare({
      ...said,
      id: `convex/C15${suffix}`,
      statement: `${where[scale]}: clean accuracy falls from standard convex training over standard back-propagation and robust convex training to adversarial back-propagation.`,
      tolerance: { from: 'paper', reason: 'an order of means over the same seeds' },
      measure: (table) =>
        (
          [
            ['convex', 'gd'],
            ['gd', 'convex-robust'],
            ['convex-robust', 'gd-pgd'],
            ['convex-robust', 'gd-fgsm'],
          ] as const
        ).map((pair) => difference('clean accuracy, points', table, pair, clean)),
      counterexample: () => rows({ gd: { clean: 85 } }),
    }),
    declare({
      ...said,
      id: `convex/C16${suffix}`,
      statement: `${where[scale]}: the value of the robust convex program, though it bounds a worst case, is below the adversarial objectives that back-propagation ends with.`,
      tolerance: {
        from: 'paper',
        reason:
          'an order; of the program the upper end of its certified interval counts, of back-propagation the attack it was trained on',
      },
      measure: (table) =>
        (['gd-pgd', 'gd-fgsm'] as const).map((method) =>
          difference('objective', table, [method, 'convex-robust'], ({ objective }) => objective),
        ),
      counterexample: () => rows({ 'gd-pgd': { objective: 0.5 } }),
    }),
    declare({
      ...said,
      id: `convex/C17${suffix}`,
      statement: `${where[scale]}: of each method the accuracies under FGSM and PGD are nearly equal.`,
      tolerance: { from: 'paper', reason: '1.5 points, the largest difference in the remembered table' },
      measure: (table) =>
        methods.map((method) =>
          part(
            `${method}: accuracy under FGSM less that under PGD, points`,
            tInterval(table[method].map((run) => percent(run, 'fgsm') - percent(run, 'pgd'))),
            [-1.5, 1.5],
          ),
        ),
      counterexample: () => rows({ gd: { fgsm: 60 } }),
    }),
  ];
};

const all = claimsOn(e9, (results: E9Results) => results);

export const e9Claims = [
  ...claimsAt('raw'),
  ...claimsAt('unit'),
  all({
    id: 'convex/C12-pgd',
    statement:
      'The value of the robust hinge program bounds what PGD makes of its own network on the training set.',
    source:
      'Section 4 of the paper: the program bounds the worst case; that there is no larger one PGD cannot tell',
    trust: 'derived',
    tolerance: { from: 'theory', reason: 'a bound, to 1e-9 for rounding' },
    measure: (results) => {
      const runs = flat(results).filter(
        ({ method, scale }) => method === 'convex-robust' && scale !== 'standard',
      );
      return [
        part(
          'share of runs, over all radii and both scales, in which the bound holds',
          share(runs.map(({ objective, pgdObjective }) => pgdObjective <= objective * (1 + 1e-9))),
          MOST,
        ),
      ];
    },
    counterexample: () => rows({ 'convex-robust': { pgdObjective: 1 } }),
  }),
  all({
    id: 'convex/E9-radius',
    statement:
      'Pixels in [0, 1]: at 15 grey levels robust convex training is more accurate under PGD than PGD training and ends with a lower objective; at 5 both are the other way round.',
    source:
      'the scan over radii; rates of back-propagation are those chosen at the radius of the table, patterns are as many as there',
    trust: 'derived',
    beyond: true,
    tolerance: { from: 'pilot', reason: 'an order, seen in three runs at each radius' },
    measure: (results) =>
      (
        [
          [15, ['convex-robust', 'gd-pgd']],
          [5, ['gd-pgd', 'convex-robust']],
        ] as const
      ).flatMap(([radius, [better, worse]]) => {
        const runs = tableOf(results, 'unit', radius);
        const at = `at ${radius} grey levels`;
        return [
          difference(`accuracy under PGD ${at}, points`, runs, [better, worse], (run) =>
            percent(run, 'pgd', radius),
          ),
          difference(`objective ${at}`, runs, [worse, better], ({ objective }) => objective),
        ];
      }),
    counterexample: () => rows({ 'gd-pgd': { pgd: 70, objective: 0.5 } }, ['unit'], [15]),
  }),
  all({
    id: 'convex/E9-scale',
    statement: `The remembered objective of standard convex training, ${remembered.convex.objective}, belongs to pixels in [0, 1] and not in [0, 255].`,
    source:
      'the table beside the setting, both remembered, unverified; a program on c X with beta is that on X with beta / c',
    trust: 'derived',
    beyond: true,
    tolerance: {
      from: 'theory',
      reason: 'a factor of two for other patterns, against the factor of 255 between the scales',
    },
    measure: (results) =>
      (
        [
          ['unit', [0.5, 2]],
          ['raw', [0, 0.1]],
        ] as const
      ).map(([scale, expected]) =>
        part(
          `${scale}: our objective over the remembered one`,
          tInterval(tableOf(results, scale).convex.map((run) => run.objective / remembered.convex.objective)),
          expected,
        ),
      ),
    counterexample: () => rows({ convex: { objective: 0.05 } }),
  }),
];
