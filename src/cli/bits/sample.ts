// One short run of every experiment, computed in this process: what must have the same bits everywhere.
import type { AnyExperiment, Run } from '../../spec/experiment.ts';
import { encode } from '../../workbook/encoding.ts';
import { digest } from '../../workbook/identity.ts';
import { kernelBits } from './kernels.ts';

/** Of the runs of the quick profile the one that takes least time by its estimate, the first of equal ones. */
export const shortest = <R extends { readonly seconds: number }>(runs: readonly R[]): R =>
  runs.reduce((best, run) => (run.seconds < best.seconds ? run : best));

function shortestRun(experiment: AnyExperiment): Run & { readonly seconds: number } {
  const runs = experiment.runs('quick');
  return shortest(runs.map((run) => ({ ...run, seconds: experiment.cost(run).seconds })));
}

export interface SampleOptions {
  /** Experiments whose run takes longer, in seconds by its estimate, are left out. */
  readonly seconds: number;
  /** Last experiment first: no bits may hang on what was computed before. */
  readonly reversed?: boolean;
  /** Whether the data that an experiment needs are here. */
  readonly hasData: (experiment: AnyExperiment) => boolean;
}

/** Digests by `experiment <id>`, and those of `kernelBits`. Loads nothing that Node 20 lacks, as the command line does. */
export async function sampleBits(
  experiments: readonly AnyExperiment[],
  { seconds, reversed = false, hasData }: SampleOptions,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const context = { progress: () => {}, signal: new AbortController().signal };
  for (const experiment of reversed ? experiments.toReversed() : experiments) {
    const run = shortestRun(experiment);
    if (run.seconds > seconds || !hasData(experiment)) continue;
    const records = await experiment.run(run.settings, run.seed, context);
    found.set(`experiment ${experiment.id}`, digest(encode(records)));
  }
  for (const [name, bits] of kernelBits()) found.set(name, bits);
  return found;
}
