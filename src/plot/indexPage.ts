// The index: all figures by paper, with caption, origin, command, claims and files.
import type { CheckedClaim } from '../spec/check.ts';
import { claimTable } from './claimTable.ts';
import { sizeOf } from './compose.ts';
import { type Html, html } from './html.ts';
import type { RenderItem } from './item.ts';
import { files, origin, page } from './page.ts';

/** A figure of the index; `height` is that of the picture, `undefined` where none could be drawn. */
export interface Shown {
  readonly item: RenderItem;
  readonly height: number | undefined;
}

export function indexPage(shown: readonly Shown[]): string {
  const papers = [...Map.groupBy(shown, ({ item }) => item.paper.id)];
  const seen = new Set<string>(); // a claim stands under the first figure it bears on
  return page(
    'Figures',
    '',
    html`<a class="skip" href="#figures">To the figures</a>
<header>
<h1>Figures</h1>
<p>${shown.length} ${shown.length === 1 ? 'figure' : 'figures'} from ${papers.length} ${papers.length === 1 ? 'paper' : 'papers'}. A picture leads to its interactive page; under it stand the command that makes it and the claims it bears on.</p>
<nav aria-label="Figures">
${papers.map(
  ([id, figures]) => html`<p><a href="#paper-${id}">${figures[0]!.item.paper.title}</a></p>
<ul>${figures.map(({ item }) => html`<li><a href="#${item.id}">${item.title}</a></li>`)}</ul>
`,
)}</nav>
</header>
<main id="figures">
${papers.map(([id, figures]) => {
  const { paper } = figures[0]!.item;
  return html`<h2 id="paper-${id}">${paper.title}</h2>
<p class="soft">${paper.authors}, arXiv ${paper.arxiv}</p>
${figures.map((figure) => {
  const claims = (figure.item.claims ?? []).filter((claim) => !seen.has(claim.id));
  for (const claim of claims) seen.add(claim.id);
  return section(figure, claims);
})}`;
})}</main>`,
  );
}

const section = (
  { item, height }: Shown,
  claims: readonly CheckedClaim[],
): Html => html`<section class="figure" id="${item.id}">
<h3${height === undefined ? undefined : html` class="drawn"`}>${item.title}</h3>
<figure>
${
  height === undefined
    ? html`<iframe src="${item.id}.html" title="${item.title}" loading="lazy"></iframe>`
    : html`<a href="${item.id}.html"><img src="${item.id}.png" width="${sizeOf(item).width}" height="${height}" loading="lazy" alt="${item.title}; interactive page"></a>`
}
<figcaption>${item.caption}</figcaption>
</figure>
${origin(item)}
${claims.length > 0 ? claimTable(claims) : undefined}
${files(item.id, height !== undefined)}
</section>
`;
