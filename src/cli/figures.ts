// `assay figures`: computes what the figures need, checks the claims, and draws.
import { join } from 'node:path';
import { type RenderItem, renderFigures } from '../plot/index.ts';
import type { CheckedClaim } from '../spec/check.ts';
import type { AnyClaim } from '../spec/claim.ts';
import type { AnyExperiment, Profile } from '../spec/experiment.ts';
import type { AnyFigure } from '../spec/figure.ts';
import type { Paper } from '../spec/paper.ts';
import { plan as planRuns, resultsFor, select } from '../workbook/index.ts';
import { type Call, dataStates, loadPapers, paint, print } from './call.ts';
import { check, collect, experimentsOf, type Found, paintVerdict, resultsOf } from './claims.ts';
import { type ComputeOptions, compute } from './compute.ts';
import { table } from './table.ts';

export async function figures(
  call: Call,
  names: readonly string[],
  options: ComputeOptions,
): Promise<number> {
  const papers = await loadPapers(call);
  const selected = new Set(
    select(
      papers.flatMap((paper) => paper.figures),
      names,
      'figure',
    ),
  );
  const experiments = new Set(
    [...selected].flatMap((figure): readonly AnyExperiment[] => figure.experiments),
  );
  const { plan, ok } = await compute(call, [...experiments], options);
  if (options.dryRun) return 0;

  const problems: string[] = [];
  const found = collect(plan, resultsFor, problems);
  // The index shows the other figures too, as they are.
  const others = papers.flatMap((paper) => paper.experiments).filter((one) => !experiments.has(one));
  const unchanged = { ...options, long: false, force: false, data: await dataStates(others) };
  for (const [experiment, set] of collect(await planRuns(call.workbook, others, unchanged), resultsFor, []))
    found.set(experiment, set);
  // At the reduced size the statements are not expected to hold.
  const claims = options.profile === 'paper' ? papers.flatMap((paper) => paper.claims) : [];
  const checked = check(claims, found, problems);
  const asked = bearingOn(checked, experiments);
  if (asked.length > 0) report(asked);
  const items = papers.flatMap((paper) =>
    paper.figures.flatMap((figure) => compose(figure, paper, checked, found, options.profile, problems)),
  );
  const outDir = join(call.workbook.root, 'figures', ...(options.profile === 'quick' ? ['quick'] : []));
  for (const problem of problems) print(paint('red', problem));
  const only = new Set([...selected].map(({ id }) => id));
  const cache = join(call.workbook.root, '.assay/cache/pictures');
  await renderFigures(items, { outDir, only, cache, log: print, signal: call.signal });
  return ok && problems.length === 0 ? 0 : 1;
}

/** Claims that these experiments and no others decide. */
const bearingOn = (
  checked: ReadonlyMap<AnyClaim, CheckedClaim>,
  experiments: ReadonlySet<AnyExperiment>,
): CheckedClaim[] =>
  [...checked]
    .filter(([claim]) => {
      const needed = experimentsOf(claim);
      return needed.length > 0 && needed.every((one) => experiments.has(one));
    })
    .map(([, result]) => result);

function report(claims: readonly CheckedClaim[]): void {
  print(paint('bold', 'Claims'));
  print(table(claims.map(({ id, statement, verdict }) => [id, paintVerdict(verdict), statement])));
}

/** What a figure of the quick profile must say. */
const REDUCED = "Quick profile: computed at a reduced size, not at the paper's.";

/** A figure of these results as it is handed over for drawing; nothing, or a problem, where it cannot be drawn. */
export function compose(
  figure: AnyFigure,
  { id: paperId, title: paperTitle, authors, arxiv }: Paper,
  claims: ReadonlyMap<AnyClaim, CheckedClaim>,
  found: Found,
  profile: Profile,
  problems: string[],
): RenderItem[] {
  const { id, title, caption, size } = figure;
  const experiments: readonly AnyExperiment[] = figure.experiments;
  const results = resultsOf(experiments, found);
  if (!results) return [];
  try {
    return [
      {
        id,
        title,
        caption,
        notes: [
          ...(profile === 'quick' ? [REDUCED] : []),
          ...experiments.flatMap((experiment) => found.get(experiment)!.notes),
        ],
        command: `npx assay figures ${id}${profile === 'quick' ? ' --profile quick' : ''}`,
        spec: figure.draw(results),
        ...(size && { size }),
        claims: bearingOn(claims, new Set(experiments)),
        paper: { id: paperId, title: paperTitle, authors, arxiv },
      },
    ];
  } catch (error) {
    problems.push(`figure ${id} cannot be drawn: ${(error as Error).stack}`);
    return [];
  }
}
