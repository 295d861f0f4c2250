// Gathers what the review site shows: claims, experiments, figures and re-runs as plain data.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { interactiveJson, pictureSize } from '../plot/index.ts';
import {
  bearsOn,
  type CodeIndex,
  type Departures,
  indexCode,
  nearestFigures,
  picturePath,
  readDepartures,
  type Site,
  type SiteClaim,
  type SiteExperiment,
  type SiteFigure,
  settingsOfRuns,
} from '../review/index.ts';
import type { AnyClaim } from '../spec/claim.ts';
import type { AnyExperiment } from '../spec/experiment.ts';
import type { Paper } from '../spec/paper.ts';
import {
  commit,
  isLong,
  origins,
  type Plan,
  plan as planRuns,
  readVerdicts,
  recordedFor,
  rerun,
} from '../workbook/index.ts';
import { type Call, dataStates, loadPapers } from './call.ts';
import { check, collect, experimentsOf, type Found } from './claims.ts';
import { compose } from './figures.ts';

/** Everything from the recorded results, and the comparison with what was computed here; 20 s. */
export async function gatherSite(call: Call): Promise<Site> {
  const { root } = call.workbook;
  const papers = await loadPapers(call);
  const experiments = papers.flatMap((paper) => paper.experiments);
  const data = await dataStates(experiments);
  const plan = await planRuns(call.workbook, experiments, {
    profile: 'paper',
    long: true,
    force: false,
    data,
  });
  const problems: string[] = [];
  const found = collect(plan, recordedFor, problems);
  const code = await indexCode(root, 'src/papers');
  const departures = departuresOf(root, papers);
  const checked = check(
    papers.flatMap((paper) => paper.claims),
    found,
    problems,
  );
  const siteFigures = papers.flatMap((paper) => figuresOf(root, paper, found, problems));
  const claims = papers.flatMap((paper) => {
    const verdicts = readVerdicts(root, paper.id);
    return paper.claims.flatMap((claim): SiteClaim[] => {
      const result = checked.get(claim);
      if (!result) return [];
      const recorded = verdicts.get(claim.id)?.verdict;
      const figures = paper.figures.filter(({ id }) => siteFigures.some((figure) => figure.id === id));
      const place = code.find(claim.id, 'measure');
      return [
        {
          claim: result,
          paper: paper.id,
          ...(recorded && { recorded }),
          ...bearing(claim, { ...paper, figures }, departures),
          ...(place && { code: place }),
        },
      ];
    });
  });
  return {
    version: call.version,
    commit: await commit(root),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? process.arch,
      cores: availableParallelism(),
      node: process.version,
    },
    papers: papers.map(({ id, title, authors, arxiv }) => ({ id, title, authors, arxiv })),
    claims,
    experiments: plan.experiments.flatMap(({ experiment }) => experimentOf(plan, experiment, found, code)),
    figures: siteFigures,
    problems,
  };
}

function departuresOf(root: string, papers: readonly Paper[]): Departures {
  const file = join(root, 'docs/deviations.md');
  return existsSync(file) ? readDepartures(readFileSync(file, 'utf8'), papers) : new Map();
}

/** Experiments, figures and departures of a claim. */
function bearing(
  claim: AnyClaim,
  paper: Paper,
  departures: Departures,
): Pick<SiteClaim, 'experiments' | 'figures' | 'departures'> {
  const experiments = experimentsOf(claim).map(({ id }) => id);
  const drawn = paper.figures.map(({ id, experiments: of }) => ({
    id,
    experiments: (of as readonly AnyExperiment[]).map((one) => one.id),
  }));
  return {
    experiments,
    figures: nearestFigures({ id: claim.id, source: claim.source, experiments }, drawn),
    departures: (departures.get(paper.id) ?? []).filter((row) => bearsOn(row, [claim.id, ...experiments])),
  };
}

function experimentOf(
  plan: Plan,
  experiment: AnyExperiment,
  found: Found,
  code: CodeIndex,
): SiteExperiment[] {
  const set = found.get(experiment);
  if (!set) return [];
  const { id, title, tolerance, needs = [] } = experiment;
  const planned = plan.experiments.find((one) => one.experiment === experiment)!;
  const from = origins(set.results);
  const place = code.find(id, 'run');
  return [
    {
      ...{ id, title, tolerance, needs },
      paper: id.split('/')[0]!,
      isLong: isLong(planned.seconds),
      runs: set.results.length,
      seconds: set.seconds,
      mebibytes: Math.max(...from.map(({ mebibytes }) => mebibytes)),
      settings: settingsOfRuns(set.results),
      origins: from,
      notes: set.notes,
      rerun: rerun(plan, planned),
      ...(place && { code: place }),
    },
  ];
}

function figuresOf(root: string, paper: Paper, found: Found, problems: string[]): SiteFigure[] {
  return paper.figures.flatMap((figure) =>
    compose(figure, paper, new Map(), found, 'paper', problems).map((item): SiteFigure => {
      const { id, title, caption, notes } = item;
      const path = join(root, picturePath(id));
      return {
        ...{ id, title, caption, notes },
        width: pictureSize(item).width,
        specification: interactiveJson(item),
        ...(existsSync(path) && { picture: { path, ...pictureSize(item) } }),
      };
    }),
  );
}
