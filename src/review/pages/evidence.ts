// What stands behind a claim: figures, experiments with settings, seeds and provenance, and excerpts of the code.
import { type Html, html } from '../../plot/html.ts';
import { count, duration } from '../../workbook/index.ts';
import { type Code, pathOf, type SiteExperiment, type SiteFigure } from '../site.ts';
import { commitText } from './frame.ts';
import { agreementOf } from './rerunPage.ts';
import { experimentLink, gibibytes } from './words.ts';

/** An interactive figure; those that are not `first` are drawn when they are opened. On paper, the picture. */
export function figureView(root: string, figure: SiteFigure, first: boolean): Html {
  const { id, title, caption, notes, width, picture } = figure;
  const script = `${root}${pathOf('figures', id)}.js`;
  const image =
    picture &&
    html`<img class="picture" src="${root}${pathOf('figures', id)}.png" width="${picture.width}" height="${picture.height}" loading="lazy" alt="${title}">`;
  const body = html`<figure>
<div class="plot" data-figure="${id}" data-script="${script}" style="--width: ${width}px" tabindex="0" role="region" aria-label="Interactive figure: ${title}"></div>
${image}
<figcaption>${caption} <small>Figure <code>${id}</code>; <code>npx assay figures ${id}</code> draws it.</small></figcaption>
</figure>
${notes.length > 0 && html`<ul class="notes" aria-label="Notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`;
  return first
    ? html`<h3>${title}</h3>
${body}`
    : html`<details class="more"><summary>${title}</summary>
${body}
</details>
`;
}

/** Settings, seeds and provenance in short, with the way to the page that has them all. */
export function experimentSummary(root: string, one: SiteExperiment): Html {
  const { id, title, runs, seconds, mebibytes, notes, settings } = one;
  return html`<h3>${experimentLink(root, id)}: ${title}</h3>
<p>${count(runs, 'run')}, ${duration(seconds)} of computing time, at most ${gibibytes(mebibytes)}. ${agreementOf(one)}.</p>
${notes.length > 0 && html`<ul class="notes" aria-label="Notes on ${id}">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<dl class="settings">${settings.common.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}${settings.varied.map(
    (name, i) =>
      html`<div><dt>${name}</dt><dd>${[...new Set(settings.groups.map(({ values }) => values[i]!))].join('; ')}</dd></div>`,
  )}<div><dt>seeds</dt><dd>${[...new Set(settings.groups.map(({ seeds }) => seeds))].join('; ')}</dd></div></dl>
${settings.groups.length > 1 && html`<p>Which seeds go with which settings: ${settings.groups.length} combinations on the page of ${experimentLink(root, id)}.</p>`}
${originTable(one)}
`;
}

export const originTable = ({ id, origins }: Pick<SiteExperiment, 'id' | 'origins'>): Html =>
  html`<div class="wide" role="group" aria-label="Provenance of ${id}" tabindex="0"><table class="stacked">
<thead><tr><th scope="col">Runs</th><th scope="col">Commit</th><th scope="col">Machine</th><th scope="col">Node, engine</th><th scope="col">Ended (UTC)</th></tr></thead>
<tbody>${origins.map(
    ({ runs, commit, cpu, node, engine, from, to }) =>
      html`<tr><td>${count(runs, 'run')}</td><td><span class="label">commit</span> <code>${commitText(commit)}</code></td><td>${cpu}</td><td>${node}, ${engine}</td><td><span class="label">ended</span> ${minute(from)}${minute(to) !== minute(from) && ` to ${minute(to)}`}</td></tr>
`,
  )}</tbody></table></div>`;

const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

export function codeExcerpt(code: Code | undefined, commit: string, title: string): Html {
  if (!code) return html`<p>${title}: the sources are not here.</p>`;
  return html`<details class="code"><summary>${title}: <code>${code.name}</code>, <code>${code.file}</code>, line ${code.line}, commit <code>${commitText(commit)}</code></summary>
<pre tabindex="0" aria-label="Source of ${code.name}"><code>${code.source}</code></pre>
</details>
`;
}
