// Figures of the papers, drawn from recorded results.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { papers } from '../papers/index.ts';
import { interactive } from '../plot/compose.ts';
import type { PlotlySpec } from '../spec/figure.ts';
import { escapeMarkdown } from './markdown.ts';
import { type Picture, shown } from './picture.ts';
import { root } from './place.ts';
import { named, recorded, resultsOf } from './recorded.ts';
import { slim } from './slim.ts';

/**
 * The figure `<paper>/<name>` as it is in `figures/`, of the recorded results; `show` puts its caption below it.
 * Errors: `UsageError` for an id that is none, with near ones; results that are not recorded. 0.1 s.
 */
export function figure(id: string): Picture {
  const paper = papers.find(({ figures }) => figures.some((one) => one.id === id));
  const { title, caption, size, experiments, draw } = named(
    papers.flatMap(({ figures }) => figures),
    id,
    'figure',
  );
  const spec: PlotlySpec = draw(resultsOf(experiments));
  const notes = (experiments as Parameters<typeof resultsOf>[0]).flatMap((one) => recorded(one).notes);
  const { authors, arxiv } = paper!;
  const item = {
    id,
    title,
    caption,
    notes,
    command: `npx assay figures ${id}`,
    spec,
    paper: paper!,
    ...(size && { size }),
  };
  const { data, layout } = slim(interactive(item));
  const png = join(root, 'figures', `${id}.png`);
  return shown({
    title,
    caption: [
      `**${escapeMarkdown(title)}** (\`${id}\`).`,
      ...[caption, ...notes, `${authors}, arXiv ${arxiv}.`].map(escapeMarkdown),
      `\`${item.command}\``,
    ].join(' '),
    data,
    layout: { ...layout, title: { text: title } },
    ...(existsSync(png) && { png: readFileSync(png).toString('base64') }),
  });
}
