// How the claims on kinds of patterns compare objectives.
import { trialsOf } from '../../../convex/index.ts';
import { claimsOn, part } from '../../../spec/claim.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { tInterval } from '../../../stats/index.ts';
import { log } from '../../../wasm/math.ts';
import type { ContenderName } from '../kindContenders.ts';
import { grids, patternKinds, type SetName, setNames, sets } from '../patternKinds.ts';

type KindRun = RunOf<typeof patternKinds>;

export const declare = claimsOn(patternKinds, (results) => {
  const bySet = Map.groupBy(flat(results), ({ set }) => set);
  return setNames.map((set): readonly [SetName, readonly KindRun[]] => [set, bySet.get(set) ?? []]);
});

type Groups = readonly (readonly [SetName, readonly KindRun[]])[];

export const at = (groups: Groups, set: SetName, patterns: number): readonly KindRun[] =>
  groups.find(([name]) => name === set)![1].filter((run) => run.patterns === patterns);

/** Objective of one contender over that of another: the mean logarithm, as ratios are skewed. */
export function ratio(what: string, runs: readonly KindRun[], above: ContenderName, below: ContenderName) {
  const [first] = runs;
  const logs = runs.map((run) => log(run[above].objective / run[below].objective) / Math.LN10);
  return part(
    `${first?.set}, ${first?.patterns} patterns: log10 of ${what}, mean`,
    { ...tInterval(logs), unit: 'seed' },
    [-Infinity, 0],
  );
}

/** The measure for every set and number of patterns from `least` on. */
export const everyCount = (
  groups: Groups,
  least: number,
  measure: (runs: readonly KindRun[]) => ReturnType<typeof ratio>,
) =>
  groups.flatMap(([set]) =>
    sets[set].counts
      .filter((patterns) => patterns >= least)
      .map((patterns) => measure(at(groups, set, patterns))),
  );

/** What the contenders had to tune. */
export const budget = `of back-propagation the best of ${trialsOf(grids.images).length} trials counts (of ${trialsOf(grids.synthetic).length} on synthetic data), of the convex program its only one; every optimum is certified to 1e-4, which decides no run`;
