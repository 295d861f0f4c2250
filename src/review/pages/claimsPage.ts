// All claims in one list, to be searched and filtered.
import { type Html, html } from '../../plot/html.ts';
import { ANSWERS } from '../document.ts';
import type { Site, SiteClaim } from '../site.ts';
import { frame } from './frame.ts';
import { badge, claimLink, kindOf, VERDICTS } from './words.ts';

type Option = readonly [value: string, text: string];

export const claimsPage = (site: Site): string =>
  frame(
    { site, path: 'claims.html', title: 'Claims' },
    html`<h1>Claims</h1>
<search><form id="filter" hidden>
<p><label for="q">Search</label> <input id="q" name="q" type="search" autocomplete="off"></p>
${choice(
  'paper',
  'Paper',
  site.papers.map(({ id, authors }) => [id, `${id}: ${authors}`]),
)}
${choice(
  'verdict',
  'Verdict',
  VERDICTS.map((verdict) => [verdict, verdict]),
)}
${choice('kind', 'Whose', [
  ['paper', 'the paper’s'],
  ['own', 'new, ours'],
])}
${choice('yours', 'Your answer', [
  ['open', 'none yet'],
  ...ANSWERS.map((answer): Option => [answer, answer]),
])}
<p><button type="reset">Show all</button></p>
</form></search>
<p id="found" role="status">${site.claims.length} claims</p>
<table class="stacked claims">
<thead><tr><th scope="col">Claim</th><th scope="col">Statement</th><th scope="col">Verdict</th><th scope="col">Your answer</th></tr></thead>
<tbody>${site.claims.map(row)}</tbody></table>`,
  );

const row = (one: SiteClaim): Html => {
  const { id, statement, verdict, source, beyond } = one.claim;
  return html`<tr data-claim="${id}" data-paper="${one.paper}" data-verdict="${verdict}" data-kind="${kindOf(one)}" data-source="${source}"><th scope="row">${claimLink('', id)}</th><td>${statement}${beyond && html` <strong class="new">New</strong>`}</td><td>${badge(verdict)}</td><td data-answer></td></tr>
`;
};

const choice = (name: string, label: string, options: readonly Option[]): Html =>
  html`<p><label for="${name}">${label}</label> <select id="${name}" name="${name}"><option value="">all</option>${options.map(
    ([value, text]) => html`<option value="${value}">${text}</option>`,
  )}</select></p>
`;
