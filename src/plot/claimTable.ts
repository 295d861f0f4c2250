// The table under a figure: what the paper says, what was expected and measured, and whether it holds.
import type { CheckedClaim, CheckedPart } from '../spec/check.ts';
import type { Verdict } from '../spec/verdict.ts';
import { type Html, html } from './html.ts';
import { number } from './number.ts';

const SIGNS: Record<Verdict, string> = {
  reproduced: '✓',
  'not reproduced': '✗',
  inconclusive: '?',
  'not testable': '–',
};

export const claimTable = (claims: readonly CheckedClaim[]): Html =>
  html`<div class="wide" role="group" aria-label="Claims" tabindex="0"><table>
<thead><tr><th scope="col">Claim</th><th scope="col">Expected</th><th scope="col">Measured</th><th scope="col">Verdict</th></tr></thead>
${claims.map(claimRows)}</table></div>`;

const claimRows = ({ id, statement, source, verdict, parts }: CheckedClaim): Html =>
  html`<tbody><tr><th scope="rowgroup" colspan="3"><span class="id">${id}</span> ${statement} <small>${source}</small></th><td class="verdict ${verdict.replace(' ', '-')}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</td></tr>
${parts.map(
  (
    part,
  ) => html`<tr class="part"><td>${part.label}</td><td><span class="label">expected</span> ${expected(part)}</td><td colspan="2">${measured(part)}</td></tr>
`,
)}</tbody>
`;

function expected({ expected: [from, to] }: CheckedPart): Html {
  if (from === to) return html`${number(from)}`;
  if (from === Number.NEGATIVE_INFINITY) return html`≤ ${number(to)}`;
  if (to === Number.POSITIVE_INFINITY) return html`≥ ${number(from)}`;
  return html`${number(from)} to ${number(to)}`;
}

function measured({ value, low, high, count, interval }: CheckedPart): Html {
  const range = low === high ? undefined : html` [${number(low)}, ${number(high)}]`;
  return html`<strong>${number(value)}</strong>${range} <small>n = ${count}; ${interval}</small>`;
}
