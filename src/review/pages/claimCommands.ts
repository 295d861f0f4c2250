// The commands that check a claim, with the time and memory that its recorded runs took.
import { html } from '../../plot/html.ts';
import { count } from '../../workbook/index.ts';
import type { SiteExperiment } from '../site.ts';
import { type Command, gibibytes, needing, onTwoCores, quoted } from './words.ts';

const SAMPLE = 0.1;

export function claimCommands(id: string, experiments: readonly SiteExperiment[]): Command[] {
  const runs = experiments.reduce((sum, one) => sum + one.runs, 0);
  const seconds = experiments.reduce((sum, one) => sum + one.seconds, 0);
  const mebibytes = Math.max(...experiments.map((one) => one.mebibytes));
  const needs = [...new Set(experiments.flatMap((one) => one.needs))];
  const verify = `npx assay verify ${quoted(id)}`;
  const memory = `${gibibytes(mebibytes)} for each worker`;
  return [
    {
      command: `${verify} --recorded`,
      does: 'judges it from the recorded results',
      time: 'up to 15 s',
      memory: '0.3 GB',
    },
    {
      command: `${verify} --sample 10%`,
      does: html`computes a random tenth of ${count(runs, 'run')} anew and compares the bits${needing(needs)}`,
      time: onTwoCores(SAMPLE * seconds),
      memory,
    },
    {
      command: `${verify} --rerun${experiments.some(({ isLong }) => isLong) ? ' --long' : ''}`,
      does: html`computes ${count(runs, 'run')} anew and judges them${needing(needs)}`,
      time: onTwoCores(seconds),
      memory,
    },
  ];
}

export const rerunCommand = ({ id, isLong }: SiteExperiment): string =>
  `npx assay run ${quoted(id)} --force${isLong ? ' --long' : ''}`;
