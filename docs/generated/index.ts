// The files whose numbers come from the registered claims, the recorded verdicts, the provenance of the recorded runs and the
// results of the bench.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readResults } from '../../bench/harness/results.ts';
import { papers } from '../../src/papers/index.ts';
import type { Paper } from '../../src/spec/paper.ts';
import { duration, readVerdicts } from '../../src/workbook/index.ts';
import { fill, markdownTable } from './blocks.ts';
import { claimTable, costOfClaim, statementTable, tally, type Verdicts } from './claims.ts';
import { type Cost, costs, memoryOf, timeOf, together } from './costs.ts';
import { benchMachine, speedTables } from './speed.ts';

/** By path below `root`: the text as it must be. About a second. */
export function documents(root: string): ReadonlyMap<string, string> {
  const costOf = costs(root);
  const verdicts: Verdicts = new Map(papers.flatMap(({ id }) => [...readVerdicts(root, id)]));
  const costOfPaper = ({ experiments }: Paper): Cost => together(experiments.map(costOf));
  const text = (path: string): string => readFileSync(join(root, path), 'utf8');
  const filled = (path: string, parts: Readonly<Record<string, string>>): [string, string] => [
    path,
    fill(text(path), new Map(Object.entries(parts))),
  ];
  const claims = papers.map((paper) => [paper.id, claimTable(paper, verdicts, costOfClaim(costOf))] as const);
  const bench = readResults(join(root, 'bench/results.json'));
  const everyClaim = papers.flatMap((paper) => paper.claims);
  const all = together(papers.map(costOfPaper));
  return new Map([
    filled('docs/artifact-appendix.md', {
      counts: `${tally(everyClaim, verdicts)}.`,
      cost: costTable(papers.map((paper) => [paper.id, costOfPaper(paper)])),
      machine: machines(all),
      ...Object.fromEntries(claims),
    }),
    ...papers.map((paper) => {
      const [of, beyond] = [false, true].map((ours) =>
        paper.claims.filter((claim) => (claim.beyond ?? false) === ours),
      );
      return filled(`docs/summary-${paper.id}.md`, {
        counts: [
          `- Of the paper, ${tally(of!, verdicts)}.`,
          `- Of our own that go beyond it, ${tally(beyond!, verdicts)}.`,
        ].join('\n'),
        cost: costSentence(costOfPaper(paper)),
        claims: statementTable([...of!, ...beyond!], verdicts),
      });
    }),
    [
      'README.md',
      fill(
        text('README.md').replace(
          /`\d+ claims: [^`]*; all as recorded`/,
          `\`${tally(everyClaim, verdicts)}; all as recorded\``,
        ),
        new Map([['speed', `${benchMachine(bench)}\n\n${speedTables(bench)}`]]),
      ),
    ],
  ]);
}

const costTable = (rows: readonly (readonly [string, Cost])[]): string =>
  markdownTable(
    ['paper', 'runs', 'computing time', 'on 2 cores', 'memory of a worker'],
    rows.map(([id, cost]) => [id, String(cost.runs), hours(cost), timeOf(cost), memoryOf(cost)]),
  );

const hours = ({ seconds }: Cost): string => duration(Number(seconds.toPrecision(2)));

const costSentence = (cost: Cost): string =>
  `${cost.runs} recorded runs took ${hours(cost)} of computing, which is ${timeOf(cost)} on 2 cores, and at most ` +
  `${memoryOf(cost)} in a worker process. ${machines(cost)}`;

function machines({ provenance }: Cost): string {
  const distinct = (values: readonly string[]): string => [...new Set(values)].sort().join(', ');
  return `Recorded with Node ${distinct(provenance.map(({ node }) => node))} on ${distinct(provenance.map(({ cpu }) => cpu))}.`;
}
