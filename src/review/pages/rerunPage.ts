// Recorded against re-run: what a second computation on this machine gave, experiment by experiment.
import { type Html, html } from '../../plot/html.ts';
import { count } from '../../workbook/index.ts';
import type { Site, SiteExperiment } from '../site.ts';
import { rerunCommand } from './claimCommands.ts';
import { commitText, frame } from './frame.ts';
import { experimentLink, needing, onTwoCores } from './words.ts';

/** `Re-run here: identical bits (20 of 20 runs)`. */
export function agreementOf({ rerun, runs, tolerance }: SiteExperiment): Html {
  const { agreement, pairs, largest, where, same } = rerun;
  if (pairs === 0)
    return same > 0
      ? html`Not re-run on this machine: the ${count(same, 'run')} that it holds are the recorded ones`
      : html`Not re-run on this machine`;
  const of = `${pairs} of ${count(runs, 'run')}`;
  if (agreement === 'identical')
    return html`Re-run here: <strong class="reproduced">identical bits</strong> (${of})`;
  const size = `largest relative difference ${largest.toPrecision(2)}, tolerance ${tolerance.relative}`;
  return agreement === 'equal'
    ? html`Re-run here: <strong class="reproduced">equal within the tolerance</strong> (${of}; ${size}; ${where})`
    : html`Re-run here: <strong class="not-reproduced">different</strong> (${of}; ${size}; ${where})`;
}

export function rerunPage(site: Site): string {
  const done = site.experiments.filter(({ rerun }) => rerun.pairs > 0);
  const { cpu, cores, node } = site.machine;
  return frame(
    { site, path: 'rerun.html', title: 'Recorded against re-run' },
    html`<h1>Recorded against re-run</h1>
<p>This site was built on ${count(cores, 'core')} of ${cpu} with Node ${node}. Of ${count(site.experiments.length, 'experiment')}, ${done.length} ${done.length === 1 ? 'has' : 'have'} runs that were computed again here, with the present code: ${summary(done)}.</p>
<p><code>npx assay verify --sample 10%</code> computes a random tenth of all runs again in about 2 minutes, the commands below all runs of one experiment; <code>make review</code> then shows what they gave.</p>
<div class="wide" role="group" aria-label="Experiments" tabindex="0"><table class="stacked">
<thead><tr><th scope="col">Experiment</th><th scope="col">Recorded</th><th scope="col">On this machine</th><th scope="col">To compute it again</th></tr></thead>
<tbody>${site.experiments.map(
      (one) =>
        html`<tr><th scope="row">${experimentLink('', one.id)}<small>${one.title}</small></th><td>${count(one.runs, 'run')}</td><td>${agreementOf(one)}${when(one)}</td><td><code>${rerunCommand(one)}</code><small>${onTwoCores(one.seconds)}${needing(one.needs)}</small></td></tr>
`,
    )}</tbody></table></div>`,
  );
}

function summary(done: readonly SiteExperiment[]): string {
  const of = (...kinds: string[]): number =>
    done.filter(({ rerun }) => kinds.includes(rerun.agreement)).length;
  return `${of('identical')} with identical bits, ${of('equal')} equal within the tolerance, ${of('different')} different`;
}

/** Code and time of the second computation. */
const when = ({ rerun }: SiteExperiment): Html[] =>
  rerun.origins.map(
    ({ commit, node, to }) =>
      html`<small>commit ${commitText(commit)}, Node ${node}, until ${to.slice(0, 16).replace('T', ' ')} UTC</small>`,
  );
