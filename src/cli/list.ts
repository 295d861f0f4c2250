// `assay list`: what there is.
import { type AnyClaim, isTestable } from '../spec/claim.ts';
import { count, duration, isLong } from '../workbook/index.ts';
import { type Call, loadPapers, paint, print } from './call.ts';
import { table } from './table.ts';

export async function list(call: Call): Promise<number> {
  for (const { id, title, authors, arxiv, experiments, figures, claims } of await loadPapers(call)) {
    print(`${paint('bold', id)}  ${title} (${authors}, arXiv ${arxiv})`);
    const rows = experiments.map((experiment) => {
      const runs = experiment.runs('paper');
      const seconds = runs.reduce((sum, run) => sum + experiment.cost(run).seconds, 0);
      const needs = experiment.needs?.length ? `, needs ${experiment.needs.join(' and ')}` : '';
      const time = `about ${duration(seconds / 2)} on 2 cores${isLong(seconds) ? ', long' : ''}${needs}`;
      return [`experiment ${experiment.id}`, count(runs.length, 'run'), time, experiment.title];
    });
    if (rows.length > 0) print(table(rows));
    if (figures.length > 0) print(table(figures.map((one) => [`figure ${one.id}`, one.title])));
    if (claims.length > 0)
      print(table(claims.map((one) => [`claim ${one.id}`, marks(one).join(', '), one.statement])));
  }
  return 0;
}

/** How far the source is trusted, and what else a reader must know before he reads the statement. */
const marks = (claim: AnyClaim): string[] => [
  claim.trust,
  ...(claim.beyond ? ['beyond the paper'] : []),
  ...(isTestable(claim) ? [] : ['not testable']),
];
