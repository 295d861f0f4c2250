// `ro-crate-metadata.json`: RO-Crate 1.1 with the Process Run Crate 0.5 profile, from the recorded results alone.
// The same checkout gives the same bytes: no clock, no network, no commit of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../spec/paper.ts';
import { recordedRuns } from '../../workbook/index.ts';
import { articleOf, type Citation, readCitation } from '../citation.ts';
import { picturePath, recordsPath, verdictsPath } from '../paths.ts';
import { describeAction } from './action.ts';
import { article, articleId } from './articles.ts';
import { distinct, type Entity, ref, refs } from './entity.ts';
import { document, exists, file, folder } from './files.ts';
import { isPublished, software, softwareId } from './software.ts';

export const CRATE = 'ro-crate-metadata.json';

const SPECIFICATION = 'https://w3id.org/ro/crate/1.1';
const PROFILE = 'https://w3id.org/ro/wfrun/process/0.5';
const TERMS = 'https://w3id.org/ro/terms/workflow-run#';
const AGENT = '#maintainers';
const CONTEXT = [
  `${SPECIFICATION}/context`,
  {
    environment: `${TERMS}environment`,
    resourceUsage: `${TERMS}resourceUsage`,
    sha256: 'http://schema.org/sha256',
  },
];

/** Files that a reader of the crate needs. They change with any work on the project: no sizes, no hashes. */
const TOP: readonly (readonly [string, string])[] = [
  ['README.md', 'What this is, how to run it, how long it takes'],
  ['LICENSE', 'Licence'],
  ['CITATION.cff', 'How to cite the software and the papers'],
  ['package-lock.json', 'Locked versions of the npm packages and of Node.js'],
  ['notebooks/requirements.txt', 'Locked versions of the Python packages'],
];

/** The text of the file for a checkout whose results are recorded. Errors: no CITATION.cff, nothing recorded. */
export function buildCrate(root: string, papers: readonly Paper[]): string {
  const citation = readCitation(root);
  const home = homePage(root);
  const described = papers.map((paper) => describePaper(root, paper, (commit) => softwareId(commit, home)));
  const actions = described.flatMap((paper) => paper.actions);
  if (actions.length === 0) throw new Error('nothing is recorded in results/: there is no run to describe');
  const license = `https://spdx.org/licenses/${citation.license}`;
  const top = TOP.filter(([path]) => exists(root, path));
  const all = (key: 'commits' | 'nodes') => [...new Set(actions.flatMap((action) => action[key]))];
  const graph = [
    descriptor,
    {
      '@id': './',
      '@type': 'Dataset',
      name: citation.title,
      description: `Recorded results and figures of the reproduction of ${papers.length} papers, claim by claim, with the runs that made them.`,
      datePublished: actions
        .map(({ end }) => end.slice(0, 'yyyy-mm-dd'.length))
        .reduce((a, b) => (a > b ? a : b)),
      license: ref(license),
      author: ref(AGENT),
      publisher: ref(AGENT),
      conformsTo: ref(PROFILE),
      citation: refs(papers.map(({ arxiv }) => articleId(arxiv))),
      hasPart: refs([...top.map(([path]) => path), ...described.flatMap(({ folders }) => folders)]),
      mentions: refs(actions.map(({ entities }) => entities[0]!)),
    },
    { '@id': PROFILE, '@type': 'CreativeWork', name: 'Process Run Crate', version: '0.5' },
    {
      '@id': license,
      '@type': 'CreativeWork',
      name: `${citation.license} License`,
      description: 'See LICENSE',
      url: license,
    },
    {
      '@id': AGENT,
      '@type': 'Organization',
      name: citation.maintainers.join(', '),
      ...(isPublished(home) && { url: home }),
    },
    ...software({ commits: all('commits'), nodes: all('nodes') }, { home, agent: AGENT, license }),
    ...articles(citation, papers),
    ...top.flatMap(([path, name]) => document(path, name)),
    ...described.flatMap((paper) => [
      ...paper.folders,
      ...paper.files,
      ...paper.actions.flatMap(({ entities }) => entities),
    ]),
  ] satisfies Entity[];
  const lines = distinct(graph).map((entity) => JSON.stringify(entity));
  return `{"@context":${JSON.stringify(CONTEXT)},\n"@graph":[\n${lines.join(',\n')}\n]}\n`;
}

const descriptor: Entity = {
  '@id': CRATE,
  '@type': 'CreativeWork',
  conformsTo: ref(SPECIFICATION),
  about: ref('./'),
};

/** The page about the software: its home page where package.json names one, else the README. */
const homePage = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { homepage?: string }).homepage ??
  'README.md';

const articles = (citation: Citation, papers: readonly Paper[]): Entity[] =>
  papers.flatMap(({ arxiv }) => article(articleOf(citation, arxiv)));

/** Folders, files and runs of one paper; what is not recorded or not drawn is left out. */
function describePaper(
  root: string,
  { id: paper, title, arxiv, experiments, figures }: Paper,
  commitId: (commit: string) => string,
) {
  const recorded = experiments.flatMap((experiment) => {
    const runs = recordedRuns(root, experiment.id);
    return runs.length === 0 ? [] : [{ experiment, runs }];
  });
  const drawn = figures.filter(({ id }) => exists(root, picturePath(id)));
  const actions = recorded.map(({ experiment, runs }) =>
    describeAction(experiment, runs, {
      agent: AGENT,
      commitId,
      results: [
        recordsPath(experiment.id),
        ...drawn.filter((figure) => figure.experiments.includes(experiment)).map(({ id }) => picturePath(id)),
      ],
    }),
  );
  const verdicts = verdictsPath(paper);
  const results = [
    ...recorded.map(({ experiment }) => recordsPath(experiment.id)),
    ...(exists(root, verdicts) ? [verdicts] : []),
  ];
  const about = { about: ref(articleId(arxiv)) };
  return {
    actions,
    folders: [
      folder(`results/${paper}/`, `Recorded results: ${title}`, results, about),
      folder(
        `figures/${paper}/`,
        `Figures: ${title}`,
        drawn.map(({ id }) => picturePath(id)),
        about,
      ),
    ],
    files: [
      ...recorded.flatMap(({ experiment }) =>
        file(root, recordsPath(experiment.id), `Recorded runs of ${experiment.id}`),
      ),
      ...(exists(root, verdicts) ? file(root, verdicts, `Verdicts on the claims of ${paper}`) : []),
      ...drawn.flatMap(({ id, title: name, caption }) =>
        file(root, picturePath(id), name, { description: caption }),
      ),
    ],
  };
}
