// The interactive page of one figure: plotly.js from the folder above, the specification inside, no network.
import { claimTable } from './claimTable.ts';
import { html, jsonScript } from './html.ts';
import type { RenderItem } from './item.ts';
import { files, nameOf, origin, page } from './page.ts';

/** `specification` is the JSON of `interactive(item)`; `drawn` says whether there are pictures beside the page. */
export const figurePage = (item: RenderItem, specification: string, drawn: boolean): string =>
  page(
    item.title,
    '../',
    html`<main>
<p><a href="../index.html#${item.id}">All figures</a></p>
<h1>${item.title}</h1>
<p class="soft">${item.paper.authors}: ${item.paper.title} (arXiv ${item.paper.arxiv})</p>
<figure>
<div class="plot" tabindex="0" role="region" aria-label="Interactive plot"><div id="plot"></div></div>
<figcaption>${item.caption}</figcaption>
</figure>
${origin(item)}
${item.claims?.length ? claimTable(item.claims) : undefined}
${files(nameOf(item), drawn)}
</main>
<script type="application/json" id="specification">${jsonScript(specification)}</script>
<script src="../plotly.min.js"></script>
<script>
const { data, layout } = JSON.parse(document.getElementById('specification').textContent);
// Plotly measures text when it draws: the fonts come first.
Promise.allSettled(Array.from(document.fonts, (face) => face.load())).then(() =>
  Plotly.newPlot('plot', data, layout, { responsive: true, displaylogo: false }),
);
</script>`,
  );
