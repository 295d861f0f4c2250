// The page of one claim: all that a reviewer needs to agree or disagree with its verdict.
import { expected, measured } from '../../plot/claimTable.ts';
import { type Html, html } from '../../plot/html.ts';
import { type CheckedPart, hardest, lack } from '../../spec/check.ts';
import { pathOf, type Site, type SiteClaim } from '../site.ts';
import { answerForm } from './answerForm.ts';
import { claimCommands } from './claimCommands.ts';
import { codeExcerpt, experimentSummary, figureView } from './evidence.ts';
import { frame, rootOf } from './frame.ts';
import { intervalPicture } from './interval.ts';
import { badge, commandTable, TRUST } from './words.ts';

export function claimPage(site: Site, one: SiteClaim): string {
  const { claim, figures } = one;
  const path = `${pathOf('claims', claim.id)}.html`;
  const root = rootOf(path);
  const paper = site.papers.find(({ id }) => id === one.paper)!;
  const experiments = one.experiments.flatMap((id) => site.experiments.filter((each) => each.id === id));
  const shown = figures.flatMap((id) => site.figures.filter((each) => each.id === id));
  const scripts = shown.length > 0 ? ['plotly.min.js', `${pathOf('figures', shown[0]!.id)}.js`] : [];
  return frame(
    { site, path, title: claim.id, scripts },
    html`<p class="soft"><a href="${root}claims.html">All claims</a> · ${paper.authors}: ${paper.title}</p>
<h1>${claim.id}</h1>
<p class="statement">${claim.statement}</p>
<p class="lead">${badge(claim.verdict)}${outlook(one)}</p>
<dl class="facts">
<dt>Place in the paper</dt><dd>${claim.source}</dd>
<dt>Trust of the source</dt><dd>${claim.trust}: ${TRUST[claim.trust]}</dd>
<dt>Whose claim</dt><dd>${claim.beyond ? html`<strong class="new">New</strong>: ours, beyond the paper` : 'the paper’s'}</dd>
${claim.tolerance && html`<dt>Tolerance</dt><dd>from ${claim.tolerance.from}: ${claim.tolerance.reason}</dd>`}
<dt>Recorded verdict</dt><dd>${recorded(one)}</dd>
</dl>
<h2>Expected against measured</h2>
${claim.reason ? html`<p>Not testable: ${claim.reason}</p>` : partsTable(claim.parts)}
${
  shown.length > 0 &&
  html`<h2>Figure</h2>
${shown.map((figure, i) => figureView(root, figure, i === 0))}`
}
<h2>Check it</h2>
${experiments.length > 0 ? commandTable(claimCommands(claim.id, experiments)) : html`<p>There is nothing to compute.</p>`}
${experiments.map((experiment) => experimentSummary(root, experiment))}
<h2>Code</h2>
${codeExcerpt(one.code, site.commit, 'The check: from results to measured parts')}
${experiments.map(({ id, code }) => codeExcerpt(code, site.commit, `The experiment ${id}: from settings and seed to records`))}
<h2>Known departures from the paper</h2>
${departures(one)}
<h2>Your verdict</h2>
${answerForm(one)}
${neighbours(root, site, one)}`,
  );
}

function outlook({ claim }: SiteClaim): Html | undefined {
  const needed = hardest(claim);
  return needed && html`: ${lack(needed)} (<q>${needed.label}</q>)`;
}

function recorded({ claim, recorded }: SiteClaim): Html {
  if (recorded === undefined) return html`none`;
  if (recorded === claim.verdict) return html`the same: ${recorded}`;
  return html`<strong class="changed">another one: ${recorded}</strong>`;
}

const partsTable = (parts: readonly CheckedPart[]): Html =>
  html`<p class="soft">Band: the expected range. Bar and dot: the interval and the measured value. A claim is reproduced where every part is inside, and not reproduced where one is outside by Holm’s correction for the parts.</p>
<div class="wide" role="group" aria-label="Parts of the claim" tabindex="0"><table class="stacked parts">
<thead><tr><th scope="col">Part</th><th scope="col">Expected</th><th scope="col">Measured</th><th scope="col">Interval against tolerance</th></tr></thead>
<tbody>${parts.map(
    (part) =>
      html`<tr><th scope="row">${part.label}</th><td><span class="label">expected</span> ${expected(part)}</td><td><span class="label">measured</span> ${measured(part)}</td><td class="${part.state}">${intervalPicture(part)}<strong>${part.state}</strong>${part.state === 'open' && html`<small>${lack(part)}</small>`}</td></tr>
`,
  )}</tbody></table></div>
<p>Excluded runs: ${excluded(parts)}</p>`;

function excluded(parts: readonly CheckedPart[]): string {
  const with_ = parts.filter(({ excluded = 0 }) => excluded > 0);
  if (with_.length === 0) return 'none.';
  return `${with_.map(({ label, excluded }) => `${excluded} in "${label}"`).join('; ')}. They did not converge, or the part does not apply to them; the experiment's records have them all.`;
}

function departures({ departures }: SiteClaim): Html {
  if (departures.length === 0) return html`<p>None is known for this claim.</p>`;
  return html`<div class="wide" role="group" aria-label="Departures" tabindex="0"><table class="stacked">
<thead><tr><th scope="col">Where</th><th scope="col">Setting</th><th scope="col">Source</th><th scope="col">Here</th><th scope="col">Effect on the verdicts</th></tr></thead>
<tbody>${departures.map(
    ({ where, setting, source, here, effect }) =>
      html`<tr><th scope="row">${where}</th><td>${setting}</td><td><span class="label">source</span> ${source}</td><td><span class="label">here</span> ${here}</td><td><span class="label">effect</span> ${effect}</td></tr>
`,
  )}</tbody></table></div>`;
}

function neighbours(root: string, { claims }: Site, one: SiteClaim): Html {
  const at = claims.indexOf(one);
  const link = (other: SiteClaim | undefined, rel: 'prev' | 'next', text: string) =>
    other &&
    html`<a rel="${rel}" href="${root}${pathOf('claims', other.claim.id)}.html">${text} ${other.claim.id}</a>`;
  return html`<nav class="neighbours" aria-label="Neighbouring claims">${link(claims[at - 1], 'prev', '← Previous:')} ${link(claims[at + 1], 'next', 'Next: →')}</nav>`;
}
