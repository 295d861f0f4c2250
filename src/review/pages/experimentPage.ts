// The page of one experiment: every combination of settings with its seeds, provenance, re-run and code.
import { html } from '../../plot/html.ts';
import { count, duration } from '../../workbook/index.ts';
import { pathOf, type Site, type SiteExperiment } from '../site.ts';
import { rerunCommand } from './claimCommands.ts';
import { codeExcerpt, originTable } from './evidence.ts';
import { frame, rootOf } from './frame.ts';
import { agreementOf } from './rerunPage.ts';
import { claimLink, commandTable, gibibytes, needing, onTwoCores } from './words.ts';

export function experimentPage(site: Site, one: SiteExperiment): string {
  const { id, title, settings, runs, seconds, mebibytes, notes, tolerance, needs } = one;
  const path = `${pathOf('experiments', id)}.html`;
  const root = rootOf(path);
  const claims = site.claims.filter(({ experiments }) => experiments.includes(id));
  return frame(
    { site, path, title: id },
    html`<p class="soft"><a href="${root}rerun.html">All experiments</a></p>
<h1>${id}</h1>
<p class="statement">${title}</p>
<p>${count(runs, 'recorded run')}, ${duration(seconds)} of computing time on one core, at most ${gibibytes(mebibytes)}. ${agreementOf(one)}.</p>
${notes.length > 0 && html`<ul class="notes" aria-label="Notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<p>Claims on it: ${claims.length === 0 ? 'none' : claims.map(({ claim }, i) => html`${i > 0 && ', '}${claimLink(root, claim.id)}`)}.</p>
<h2>Compute it anew</h2>
${commandTable([
  {
    command: rerunCommand(one),
    does: html`computes ${count(runs, 'run')} anew and compares them with the recorded ones; numbers count as equal to a relative ${tolerance.relative} (${tolerance.reason})${needing(needs)}`,
    time: onTwoCores(seconds),
    memory: `${gibibytes(mebibytes)} for each worker`,
  },
])}
<h2>Settings and seeds</h2>
${
  settings.common.length > 0 &&
  html`<p>Common to all runs:</p>
<dl class="settings">${settings.common.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}
<div class="wide" role="group" aria-label="Combinations of settings" tabindex="0"><table class="keep">
<thead><tr>${settings.varied.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">seeds</th><th scope="col">runs</th><th scope="col">time</th><th scope="col">memory</th></tr></thead>
<tbody>${settings.groups.map(
      (group) =>
        html`<tr>${group.values.map((value) => html`<td>${value}</td>`)}<td>${group.seeds}</td><td>${group.runs}</td><td>${duration(group.seconds)}</td><td>${gibibytes(group.mebibytes)}</td></tr>
`,
    )}</tbody></table></div>
<h2>Provenance of the recorded runs</h2>
${originTable(one)}
<h2>Code</h2>
${codeExcerpt(one.code, site.commit, 'From settings and seed to records')}`,
  );
}
