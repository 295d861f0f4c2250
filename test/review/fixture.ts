// A small site: the made-up figures and claims of the plot tests, an experiment, and text that means harm everywhere.
import { interactiveJson } from '../../src/plot/index.ts';
import type { Site, SiteClaim } from '../../src/review/index.ts';
import { settingsOfRuns } from '../../src/review/settings.ts';
import { gallery } from '../plot/gallery.ts';

export const HOSTILE = `"><img src=x onerror="console.error('run')"><script>console.error('run')</script>&amp;'</textarea>`;

const provenance = {
  code: 'c',
  commit: '0123456789abcdef',
  node: 'v24.0.0',
  engine: 'wasm',
  cpu: 'A processor',
  seconds: 2,
  mebibytes: 100,
  finished: '2026-01-02T03:04:05.000Z',
};
const origin = {
  ...provenance,
  runs: 20,
  seconds: 40,
  from: provenance.finished,
  to: '2026-01-02T04:00:00.000Z',
};
const runs = [0.5, 0.25].flatMap((rate) =>
  Array.from({ length: 10 }, (_, i) => ({ settings: { rate, name: HOSTILE }, seed: i + 1, provenance })),
);

const items = gallery();
const experiment = {
  id: 'xor/accuracy',
  paper: 'xor',
  title: HOSTILE,
  needs: ['mnist'] as const,
  tolerance: { relative: 1e-9, reason: HOSTILE },
  isLong: true,
  runs: 20,
  seconds: 40,
  mebibytes: 100,
  settings: settingsOfRuns(runs),
  origins: [origin],
  notes: [HOSTILE],
  rerun: { agreement: 'equal', pairs: 2, largest: 1e-12, where: HOSTILE, origins: [origin], same: 0 },
  code: { name: 'accuracy.run', file: 'src/papers/xor/accuracy.ts', line: 7, source: HOSTILE },
} satisfies Site['experiments'][number];

const claims = items.flatMap(({ id, claims = [], paper }): SiteClaim[] =>
  claims.map((claim) => ({
    claim,
    paper: paper.id,
    recorded: claim.verdict === 'inconclusive' ? 'reproduced' : claim.verdict,
    experiments: id === 'xor/accuracy' ? [experiment.id] : [],
    figures: id === 'xor/accuracy' ? [id, 'stability/hostile'] : [], // a page with a figure takes a second to load
    departures: [{ where: 'all', setting: HOSTILE, source: '-', here: '', effect: 'none' }],
    ...(id === 'xor/accuracy' && { code: { ...experiment.code, name: 'claims.measure' } }),
  })),
);
const hostile: SiteClaim = {
  claim: { ...claims[0]!.claim, id: "stability/C1'", statement: HOSTILE, source: HOSTILE, beyond: true },
  paper: 'stability',
  experiments: [],
  figures: [],
  departures: [],
};

export const site: Site = {
  version: '1.2.3',
  commit: 'fedcba9876543210+',
  machine: { cpu: 'A processor', cores: 2, node: 'v24.0.0' },
  papers: [...new Map(items.map(({ paper }) => [paper.id, paper])).values()],
  claims: [...claims, hostile],
  experiments: [
    experiment,
    {
      ...experiment,
      id: 'convex/gap',
      paper: 'convex',
      title: 'Gap',
      needs: [],
      rerun: { agreement: 'not recorded', pairs: 0, largest: 0, origins: [], same: 0 },
    },
  ],
  figures: items.map((item) => ({
    id: item.id,
    title: item.title,
    caption: item.caption,
    notes: item.notes,
    width: item.size?.width ?? 900,
    specification: interactiveJson(item),
  })),
  problems: [],
};
