// Claims held against the results of a plan: the common part of `assay figures` and `assay verify`.
import { type CheckedClaim, checkClaim } from '../spec/check.ts';
import { type AnyClaim, isTestable } from '../spec/claim.ts';
import type { AnyExperiment, Result } from '../spec/experiment.ts';
import type { Verdict } from '../spec/verdict.ts';
import { count, type Plan, type ResultSet, type resultsFor } from '../workbook/index.ts';
import { paint } from './call.ts';

export type Found = ReadonlyMap<AnyExperiment, ResultSet>;

export const experimentsOf = (claim: AnyClaim): readonly AnyExperiment[] =>
  isTestable(claim) ? claim.experiments : [];

/** Results of all experiments of a plan by `find`; what is missing becomes a problem. */
export function collect(
  plan: Plan,
  find: typeof resultsFor,
  problems: string[],
): Map<AnyExperiment, ResultSet> {
  const found = new Map<AnyExperiment, ResultSet>();
  for (const planned of plan.experiments) {
    const set = find(plan, planned);
    if ('missing' in set) problems.push(`no results of ${set.missing}`);
    else found.set(planned.experiment, set);
  }
  return found;
}

/** What `draw` and `measure` take, or undefined where an experiment has no results. */
export function resultsOf(
  experiments: readonly AnyExperiment[],
  found: Found,
): (readonly Result[])[] | undefined {
  const sets = experiments.flatMap((experiment) => found.get(experiment) ?? []);
  return sets.length === experiments.length ? sets.map(({ results }) => results) : undefined;
}

/** The claims whose experiments have results; one that throws becomes a problem. */
export function check(
  claims: readonly AnyClaim[],
  found: Found,
  problems: string[],
): ReadonlyMap<AnyClaim, CheckedClaim> {
  const checked = new Map<AnyClaim, CheckedClaim>();
  for (const claim of claims) {
    const results = resultsOf(experimentsOf(claim), found);
    if (!results) continue;
    try {
      checked.set(claim, checkClaim(claim, results));
    } catch (error) {
      problems.push(`claim ${claim.id} cannot be checked: ${(error as Error).stack}`);
    }
  }
  return checked;
}

const COLOURS = {
  reproduced: 'green',
  'not reproduced': 'red',
  inconclusive: 'yellow',
  'not testable': 'dim',
} as const satisfies Record<Verdict, Parameters<typeof paint>[0]>;

export const paintVerdict = (verdict: Verdict): string => paint(COLOURS[verdict], verdict);

const VERDICTS = Object.keys(COLOURS) as readonly Verdict[];

/** `20 claims: 13 reproduced, 1 not reproduced, 6 inconclusive`; `show` words a verdict. */
export function countVerdicts(
  verdicts: readonly Verdict[],
  show: (verdict: Verdict) => string = (verdict) => verdict,
): string {
  const by = Map.groupBy(verdicts, (verdict) => verdict);
  const counts = VERDICTS.filter((verdict) => by.has(verdict)).map(
    (verdict) => `${by.get(verdict)!.length} ${show(verdict)}`,
  );
  return `${count(verdicts.length, 'claim')}: ${counts.join(', ')}`;
}
