// Tables of claims with their recorded verdicts.
import { countVerdicts, experimentsOf } from '../../src/cli/claims.ts';
import { catalog } from '../../src/data/catalog.ts';
import { type AnyClaim, isTestable } from '../../src/spec/claim.ts';
import type { AnyExperiment } from '../../src/spec/experiment.ts';
import { interval } from '../../src/spec/inWords.ts';
import type { Paper } from '../../src/spec/paper.ts';
import type { RecordedVerdict } from '../../src/workbook/index.ts';
import { markdownTable } from './blocks.ts';
import { type Cost, memoryOf, needsLong, timeOf, together } from './costs.ts';

export type Verdicts = ReadonlyMap<string, RecordedVerdict>;

export function verdictOf(id: string, verdicts: Verdicts): RecordedVerdict {
  const recorded = verdicts.get(id);
  if (!recorded) throw new Error(`no verdict of ${id} is recorded: assay verify --record`);
  return recorded;
}

/** As `countVerdicts`, of the recorded verdicts. */
export const tally = (claims: readonly AnyClaim[], verdicts: Verdicts): string =>
  countVerdicts(claims.map(({ id }) => verdictOf(id, verdicts).verdict));

/** Each claim with the command that checks it anew, what that takes, and what it gives. */
export const claimTable = (
  { claims }: Paper,
  verdicts: Verdicts,
  costOf: (claim: AnyClaim) => Cost,
): string =>
  markdownTable(
    ['claim', 'command', 'time', 'memory', 'expect', 'verdict'],
    claims.map((claim) => {
      const { verdict, parts } = verdictOf(claim.id, verdicts);
      if (!isTestable(claim)) return [claim.id, '', '', '', 'its reason', verdict];
      const cost = costOf(claim);
      const [first, ...more] = parts;
      const others = more.length > 0 ? `; ${more.length} more` : '';
      return [
        claim.id,
        commandOf(claim),
        timeOf(cost),
        memoryOf(cost),
        `${first!.label}: ${interval(first!)}${others}`,
        verdict,
      ];
    }),
  );

export const costOfClaim =
  (costOf: (experiment: AnyExperiment) => Cost) =>
  (claim: AnyClaim): Cost =>
    together(experimentsOf(claim).map(costOf));

function commandOf(claim: AnyClaim): string {
  const experiments = experimentsOf(claim);
  const long = experiments.some(needsLong) ? ' --long' : '';
  const needs = [...new Set(experiments.flatMap((one) => one.needs ?? []))].map(
    (name) => catalog[name].title,
  );
  const data = needs.length > 0 ? ` (needs ${needs.join(', ')})` : '';
  return `\`npx assay verify ${claim.id} --rerun${long}\`${data}`;
}

/** Statements by verdict, those of the paper first. */
export const statementTable = (claims: readonly AnyClaim[], verdicts: Verdicts): string =>
  markdownTable(
    ['claim', 'statement', 'source', 'verdict'],
    claims.map(({ id, statement, trust, beyond }) => [
      id,
      statement,
      beyond ? 'ours' : trust,
      verdictOf(id, verdicts).verdict,
    ]),
  );
