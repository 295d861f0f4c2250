// Small pieces that several pages share: verdicts, kinds of claims, commands, times and sizes.
import { SIGNS } from '../../plot/claimTable.ts';
import { type Html, html } from '../../plot/html.ts';
import type { Trust } from '../../spec/claim.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { duration } from '../../workbook/index.ts';
import { pathOf, type SiteClaim } from '../site.ts';

export const VERDICTS = Object.keys(SIGNS) as readonly Verdict[];

export const badge = (verdict: Verdict): Html =>
  html`<span class="verdict ${verdict.replace(' ', '-')}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</span>`;

export const TRUST: Record<Trust, string> = {
  read: 'read in the paper itself, its abstract, figures or code',
  'second-hand': 'told by another text',
  remembered: 'from memory, never compared with the paper',
  derived: 'derived from what the paper says',
};

/** `root` leads to the folder of the site. */
export const claimLink = (root: string, id: string): Html =>
  html`<a href="${root}${pathOf('claims', id)}.html">${id}</a>`;

export const experimentLink = (root: string, id: string): Html =>
  html`<a href="${root}${pathOf('experiments', id)}.html">${id}</a>`;

/** The list of claims, filtered. */
export const filtered = (
  root: string,
  filter: Readonly<Record<string, string>>,
  text: string | number,
): Html => html`<a href="${root}claims.html#${new URLSearchParams(filter).toString()}">${text}</a>`;

/** An argument as a shell takes it. */
export const quoted = (text: string): string => (/^[\w./%-]+$/.test(text) ? text : `"${text}"`);

export const gibibytes = (mebibytes: number): string =>
  `${(mebibytes / 1024).toFixed(mebibytes < 1024 ? 2 : 1)} GB`;

/** Time on two cores of runs that take so many seconds one after another. */
export const onTwoCores = (seconds: number): string =>
  seconds < 2 ? 'about 1 s' : `about ${duration(seconds / 2)} on 2 cores`;

export const kindOf = ({ claim }: SiteClaim): 'own' | 'paper' => (claim.beyond ? 'own' : 'paper');

export interface Command {
  readonly command: string;
  readonly does: string | Html;
  readonly time: string;
  readonly memory: string;
}

export const commandTable = (commands: readonly Command[]): Html =>
  html`<div class="wide" role="group" aria-label="Commands" tabindex="0"><table class="stacked">
<thead><tr><th scope="col">Command</th><th scope="col">does</th><th scope="col">time</th><th scope="col">memory</th></tr></thead>
<tbody>${commands.map(
    ({ command, does, time, memory }) =>
      html`<tr><td><code>${command}</code></td><td>${does}</td><td><span class="label">time</span> ${time}</td><td><span class="label">memory</span> ${memory}</td></tr>
`,
  )}</tbody></table></div>`;

/** What an experiment needs beside the code. */
export const needing = (needs: readonly string[]): Html | undefined =>
  needs.length === 0 ? undefined : html`; needs ${needs.join(', ')} (<code>make data</code>)`;
