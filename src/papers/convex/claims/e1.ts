// Claim C4 of Bai et al.: few patterns suffice.
import { claimsOn, part } from '../../../spec/claim.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { bootstrap, exact, mean, tInterval } from '../../../stats/index.ts';
import { withOptima } from '../counterexamples.ts';
import { counts, e1, quotedBound, variants } from '../e1.ts';
import { share } from '../measurements.ts';
import { MOST } from './common.ts';

type E1Run = RunOf<typeof e1>;

/** Optima of one repetition by the number of patterns. */
type Series = ReadonlyMap<number, number>;

const [FEW, ENOUGH, MANY] = [8, 128, 2048] as const;

const certified = ({ optimum, lowerBound, gap }: E1Run): boolean => optimum - lowerBound <= gap * optimum;

/** Repetitions all of whose optima are certified, of each variant, and what was left out. */
const declare = claimsOn(e1, (results) => {
  const runs = flat(results);
  return variants.map(({ bias, exist }) => {
    const own = runs.filter((run) => run.bias === bias);
    const bySeed = Map.groupBy(
      own.filter(({ patterns }) => patterns !== 'all'),
      ({ seed }) => seed,
    );
    const good = [...bySeed.values()].filter((group) => group.every(certified));
    return {
      name: bias ? 'with a bias' : 'without bias',
      exist,
      runs: own,
      all: own.find(({ patterns }) => patterns === 'all'),
      excluded: bySeed.size - good.length,
      series: good.map((group): Series => new Map(group.map((run) => [Number(run.patterns), run.optimum]))),
    };
  });
});

const at = (series: readonly Series[], patterns: number): number[] => series.map((one) => one.get(patterns)!);
const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

export const e1Claims = [
  declare({
    id: 'convex/C4',
    statement:
      'From 128 random patterns on the optimum is consistent and hardly falls any more, though the bound on the number of patterns is 11,239.',
    source:
      'Section 5.1 of the paper (E1): setting and finding remembered, with consistent arithmetic, unverified; the data are our own',
    trust: 'remembered',
    tolerance: {
      from: 'paper',
      reason:
        'the fact sheet reads the figure as 5 to 10 % (C4); optima are certified to 1e-4, by which a difference can be wrong',
    },
    measure: (groups) => [
      part(
        'share of optima certified to a relative gap of 1e-4',
        share(groups.flatMap(({ runs }) => runs.map(certified))),
        MOST,
      ),
      ...groups.flatMap(({ name, series, excluded }) => [
        part(
          `${name}: optimum at ${ENOUGH} patterns over that at ${MANY}, less 1: mean`,
          {
            ...tInterval(series.map((one) => one.get(ENOUGH)! / one.get(MANY)! - 1)),
            unit: 'repetition',
            excluded,
          },
          [-2e-4, 0.1],
        ),
        part(
          `${name}: worst less best optimum, at ${ENOUGH} patterns over that at ${FEW}`,
          {
            ...bootstrap(series, (some) => spread(at(some, ENOUGH)) / spread(at(some, FEW)), `C4 ${name}`),
            unit: 'repetition',
            excluded,
          },
          [0, 0.5],
        ),
        part(
          `${name}: least number of patterns from which on the mean is within 10 % of that at ${MANY}, over the bound ${quotedBound}`,
          {
            ...bootstrap(series, (some) => enough(some) / quotedBound, `C4 number ${name}`),
            unit: 'repetition',
            excluded,
          },
          [0, ENOUGH / quotedBound],
        ),
      ]),
    ],
    counterexample: () => withOptima((patterns) => 1 / patterns),
  }),
  declare({
    id: 'convex/C4-all',
    statement: 'With 512 random patterns the optimum is within 1 % of the certified one over all patterns.',
    source: 'all patterns can be enumerated at d = 2, with and without a bias (sheet, section 10)',
    trust: 'derived',
    beyond: true,
    tolerance: { from: 'pilot', reason: 'a pilot with other patterns was within 0.4 % in every repetition' },
    measure: (groups) =>
      groups.flatMap(({ name, exist, all, series, excluded }) =>
        all
          ? [
              part(
                `${name}: enumerated patterns less the ${exist} of theory`,
                exact(all.effective - exist, 1),
                [0, 0],
              ),
              part(
                `${name}: relative gap of their optimum, for networks of every width`,
                exact(all.global ? 1 - all.lowerBound / all.optimum : Infinity, 1),
                [0, all.gap],
              ),
              part(
                `${name}: optimum at 512 patterns over the certified optimum over all patterns, less 1: mean`,
                {
                  ...tInterval(at(series, 512).map((optimum) => optimum / all.optimum - 1)),
                  unit: 'repetition',
                  excluded,
                },
                [-2e-4, 0.01],
              ),
            ]
          : [],
      ),
    counterexample: () => withOptima((patterns) => 1 + 1 / patterns + (patterns > 2000 ? 0 : 0.1)),
  }),
];

/** Least number of patterns from which on means are within 10 % of the last one. */
function enough(series: readonly Series[]): number {
  const means = counts.map((patterns) => mean(at(series, patterns)));
  const beyond = means.findLastIndex((value) => value > 1.1 * means.at(-1)!);
  return counts[beyond + 1]!;
}
