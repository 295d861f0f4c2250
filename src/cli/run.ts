// `assay run`: computes what is missing, here or on a cluster.
import { select, UsageError } from '../workbook/index.ts';
import { type Call, loadPapers } from './call.ts';
import { type ComputeOptions, compute } from './compute.ts';
import type { SlurmOptions } from './submitSweep.ts';

export interface RunOptions extends ComputeOptions, SlurmOptions {
  readonly on?: 'slurm';
}

const OF_SLURM = ['partition', 'time', 'mem', 'arrayWidth', 'runsPerTask', 'sbatch'] as const;

export async function run(call: Call, names: readonly string[], options: RunOptions): Promise<number> {
  const experiments = (await loadPapers(call)).flatMap((paper) => paper.experiments);
  const chosen = select(experiments, names, 'experiment');
  if (options.on) return (await import('./submitSweep.ts')).submitSweep(call, chosen, options);
  const stray = OF_SLURM.find((name) => options[name] !== undefined);
  if (stray) {
    const flag = stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(`--${flag} is for a cluster: add --on slurm, or leave it out`);
  }
  const { ok } = await compute(call, chosen, options);
  return ok ? 0 : 1;
}
