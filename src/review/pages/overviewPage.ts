// The first page: what was and was not reproduced, what is new, how to compute it again, and on which machine it was.
import { type Html, html } from '../../plot/html.ts';
import type { Trust } from '../../spec/claim.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { count, duration } from '../../workbook/index.ts';
import type { Site, SiteClaim, SitePaper } from '../site.ts';
import { frame } from './frame.ts';
import {
  badge,
  claimLink,
  commandTable,
  filtered,
  gibibytes,
  kindOf,
  onTwoCores,
  TRUST,
  VERDICTS,
} from './words.ts';

export function overviewPage(site: Site): string {
  const { papers, claims, experiments } = site;
  return frame(
    { site, path: 'index.html', title: 'Overview' },
    html`<h1>Three papers reproduced: a review site</h1>
<p>Assay computes the results of three papers on neural-network training anew and judges ${claims.length} claims on them. This site has all that is needed to say, claim by claim, whether one agrees.</p>
${site.problems.length > 0 && html`<ul class="notes" aria-label="Problems">${site.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`}
<h2>How to review</h2>
<ol>
<li>Read below what was and was not reproduced, and choose <a href="claims.html">claims</a>: those that matter most to you, and those that you doubt.</li>
<li>On the page of a claim compare what was expected with what was measured, look at figure, settings and code, and run its command.</li>
<li>Say there whether you agree with the verdict. It is kept in your browser.</li>
<li>Add an overall statement in <a href="my-review.html">My review</a>, and export it.</li>
</ol>
<h2>Verdicts</h2>
${verdictTable(site)}
<p class="soft">Reproduced: the whole 95 % interval of every part lies in its expected range. Not reproduced: a part lies wholly outside, by Holm’s correction for the parts. Inconclusive: neither. New: claims of our own that go beyond the papers.</p>
${papers.map((paper) =>
  paperSection(
    paper,
    claims.filter((one) => one.paper === paper.id),
  ),
)}
<h2>How far the sources can be trusted</h2>
${trustTable(claims)}
${unseen(claims)}
<h2>Compute it again</h2>
${commandTable([
  {
    command: 'make verify',
    does: 'judges all claims from the recorded results',
    time: '15 s',
    memory: '0.3 GB',
  },
  {
    command: 'npx assay verify --sample 10%',
    does: 'the same, with a random tenth of the runs computed anew and compared bit by bit',
    time: '2 min',
    memory: '0.5 GB',
  },
  {
    command: 'make figures',
    does: 'computes all experiments that are not long, and draws all figures',
    time: '5 min',
    memory: '0.5 GB',
  },
  {
    command: 'npx assay run --force --long',
    does: html`computes everything anew, with the data sets of <code>make data</code>`,
    time: onTwoCores(sum(experiments.map(({ seconds }) => seconds))),
    memory: `${gibibytes(Math.max(0, ...experiments.map(({ mebibytes }) => mebibytes)))} for each worker`,
  },
  {
    command: 'make review',
    does: 'makes this site anew, with what was re-run',
    time: '1 min',
    memory: '0.5 GB',
  },
])}
<p>What a second computation gave on this machine: <a href="rerun.html">recorded against re-run</a>.</p>
<h2>Machine and time</h2>
${machines(site)}`,
  );
}

const of = (claims: readonly SiteClaim[], verdict: string): SiteClaim[] =>
  claims.filter(({ claim }) => claim.verdict === verdict);

function verdictTable({ papers, claims }: Site): Html {
  const row = (name: string | Html, own: readonly SiteClaim[], filter: Record<string, string>): Html =>
    html`<tr><th scope="row">${name}</th>${VERDICTS.map((verdict) => {
      const found = of(own, verdict).length;
      return html`<td><span class="label">${verdict}</span> ${found > 0 ? filtered('', { ...filter, verdict }, found) : 0}</td>`;
    })}<td><span class="label">together</span> ${filtered('', filter, own.length)}</td></tr>
`;
  return html`<div class="wide" role="group" aria-label="Verdicts" tabindex="0"><table class="stacked counts">
<thead><tr><th scope="col">Paper</th>${VERDICTS.map((verdict) => html`<th scope="col">${badge(verdict)}</th>`)}<th scope="col">together</th></tr></thead>
<tbody>${papers.flatMap(({ id, authors }) => {
    const all = claims.filter(({ paper }) => paper === id);
    return [
      row(
        html`${authors} <small>its own claims</small>`,
        all.filter((one) => kindOf(one) === 'paper'),
        { paper: id, kind: 'paper' },
      ),
      row(
        html`${authors} <small>new</small>`,
        all.filter((one) => kindOf(one) === 'own'),
        { paper: id, kind: 'own' },
      ),
    ];
  })}${row('All', claims, {})}</tbody></table></div>`;
}

function paperSection({ title, authors, arxiv }: SitePaper, claims: readonly SiteClaim[]): Html {
  const papers = claims.filter((one) => kindOf(one) === 'paper');
  const own = claims.filter((one) => kindOf(one) === 'own');
  return html`<section><h2>${title}</h2>
<p class="soft">${authors}, arXiv ${arxiv}. ${count(papers.length, 'claim')} of the paper, ${own.length} new.</p>
${VERDICTS.map((verdict) => verdictList(verdict, of(papers, verdict)))}
${
  own.length > 0 &&
  html`<details class="fold"><summary><h3>${own.length} new, beyond the paper</h3></summary>
<ul>${own.map(({ claim }) => html`<li>${claimLink('', claim.id)} ${badge(claim.verdict)}: ${claim.statement}</li>`)}</ul></details>`
}</section>
`;
}

/** What was reproduced is folded: the rest is what a reviewer looks for first. */
function verdictList(verdict: Verdict, claims: readonly SiteClaim[]): Html | undefined {
  if (claims.length === 0) return undefined;
  const heading = html`<h3>${claims.length} ${badge(verdict)}</h3>`;
  const list = html`<ul>${claims.map(({ claim }) => html`<li>${claimLink('', claim.id)} ${claim.statement}${claim.reason !== undefined && ` (${claim.reason})`}</li>`)}</ul>`;
  if (verdict !== 'reproduced') return html`${heading}${list}`;
  return html`<details class="fold"><summary>${heading}</summary>${list}</details>`;
}

const trustTable = (claims: readonly SiteClaim[]): Html =>
  html`<div class="wide" role="group" aria-label="Trust" tabindex="0"><table class="stacked counts">
<thead><tr><th scope="col">Source</th>${VERDICTS.map((verdict) => html`<th scope="col">${badge(verdict)}</th>`)}</tr></thead>
<tbody>${(Object.keys(TRUST) as Trust[]).map((trust) => {
    const own = claims.filter(({ claim }) => claim.trust === trust);
    return html`<tr><th scope="row">${trust}<small>${TRUST[trust]}</small></th>${VERDICTS.map((verdict) => html`<td><span class="label">${verdict}</span> ${of(own, verdict).length}</td>`)}</tr>
`;
  })}</tbody></table></div>`;

/** What this site cannot settle. */
function unseen(claims: readonly SiteClaim[]): Html {
  const told = claims.filter(({ claim }) => ['second-hand', 'remembered'].includes(claim.trust)).length;
  return html`<p>${told} claims are worded after another text or from memory: whether the paper says so cannot be checked here, only whether it is so.</p>`;
}

function machines({ experiments, machine }: Site): Html {
  const origins = experiments.flatMap((one) => one.origins);
  const groups = [
    ...Map.groupBy(origins, ({ cpu, node, engine }) => `${cpu}, Node ${node}, engine ${engine}`),
  ];
  return html`<p>The recorded results were computed on:</p>
<ul>${groups.map(
    ([name, all]) =>
      html`<li>${name}: ${count(sum(all.map(({ runs }) => runs)), 'run')}, ${duration(sum(all.map(({ seconds }) => seconds)))} of computing time on one core, at most ${gibibytes(Math.max(...all.map(({ mebibytes }) => mebibytes)))}</li>`,
  )}</ul>
<p>This site was made on ${count(machine.cores, 'core')} of ${machine.cpu} with Node ${machine.node}.</p>`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
