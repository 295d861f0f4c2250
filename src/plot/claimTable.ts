// The table under a figure: what the paper says, what was expected and measured, and whether it holds.
import { type CheckedClaim, type CheckedPart, hardest, lack } from '../spec/check.ts';
import type { Verdict } from '../spec/verdict.ts';
import { type Html, html } from './html.ts';
import { number } from './number.ts';

export const SIGNS: Record<Verdict, string> = {
  reproduced: '✓',
  'not reproduced': '✗',
  inconclusive: '?',
  'not testable': '–',
};

export const claimTable = (claims: readonly CheckedClaim[]): Html =>
  html`<div class="wide" role="group" aria-label="Claims" tabindex="0"><table>
<thead><tr><th scope="col">Claim</th><th scope="col">Expected</th><th scope="col">Measured</th><th scope="col">Verdict</th></tr></thead>
${claims.map(claimRows)}</table></div>`;

const claimRows = (claim: CheckedClaim): Html => {
  const { id, statement, source, trust, beyond, tolerance, verdict, reason, parts } = claim;
  const needed = hardest(claim);
  return html`<tbody><tr><th scope="rowgroup" colspan="3"><span class="id">${id}</span> ${statement}${beyond && html` <strong>Beyond the paper.</strong>`}
<small>Source (${trust}): ${source}</small>
${tolerance && html`<small>Tolerance (${tolerance.from}): ${tolerance.reason}</small>`}${reason && html`<small>Not testable: ${reason}</small>`}</th><td class="verdict ${verdict.replace(' ', '-')}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}${needed && html`<small>${lack(needed)}</small>`}</td></tr>
${parts.map(
  (
    part,
  ) => html`<tr class="part"><td>${part.label}</td><td><span class="label">expected</span> ${expected(part)}</td><td>${measured(part)}</td><td class="${part.state}">${part.state}${part.state === 'open' ? html`<small>${lack(part)}</small>` : undefined}</td></tr>
`,
)}</tbody>
`;
};

/** `0.95 to 1`, `≤ 3`. */
export function expected({ expected: [from, to] }: Pick<CheckedPart, 'expected'>): Html {
  if (from === to) return html`${number(from)}`;
  if (from === Number.NEGATIVE_INFINITY) return html`≤ ${number(to)}`;
  if (to === Number.POSITIVE_INFINITY) return html`≥ ${number(from)}`;
  return html`${number(from)} to ${number(to)}`;
}

/** `0.5 [0.4, 0.6] n = 100; ...`. */
export function measured({ value, low, high, count, unit, excluded = 0, interval }: CheckedPart): Html {
  const range = low === high ? undefined : html` [${number(low)}, ${number(high)}]`;
  const of = unit === undefined ? count : `${count} ${unit}${count === 1 ? '' : 's'}`;
  const without = excluded > 0 ? `; ${excluded} ${excluded === 1 ? 'run' : 'runs'} excluded` : '';
  return html`<strong>${number(value)}</strong>${range} <small>n = ${of}${without}; ${interval}</small>`;
}
