// The sample of `assay doctor`: kernels in this process, one run of every experiment in worker processes.
import { availableParallelism } from 'node:os';
import type { AnyExperiment } from '../../spec/experiment.ts';
import { digest, type PlannedExperiment, plan, runPool } from '../../workbook/index.ts';
import { withoutCode } from '../../workbook/results.ts';
import { type Call, dataStates } from '../call.ts';
import { kernelBits } from './kernels.ts';
import type { RecordedBits } from './recorded.ts';
import { shortest } from './sample.ts';

export interface ComputedSample {
  readonly found: ReadonlyMap<string, RecordedBits>;
  /** Ids of experiments that were left out for want of their data. */
  readonly leftOut: readonly string[];
  /** Ids of experiments whose run failed, with the reason. */
  readonly failed: readonly (readonly [string, string])[];
  readonly seconds: number;
}

export const kernelSample = (): ReadonlyMap<string, RecordedBits> =>
  new Map([...kernelBits()].map(([name, bits]) => [name, { bits }]));

/** About 7 s of computing for all papers. Errors: where a worker cannot start at all. */
export async function experimentSample(
  { workbook, signal }: Call,
  experiments: readonly AnyExperiment[],
  jobs = availableParallelism(),
): Promise<ComputedSample> {
  const start = performance.now();
  const data = await dataStates(experiments);
  const options = { profile: 'quick', long: true, force: true, data } as const;
  const planned = (await plan(workbook, experiments, options)).experiments;
  const leftOut = planned.filter(({ held }) => held !== undefined).map(({ experiment }) => experiment.id);
  const tasks = planned.filter(({ held }) => held === undefined).map(taskOf);
  tasks.sort((a, b) => b.seconds - a.seconds);

  const found = new Map<string, RecordedBits>();
  const failed: [string, string][] = [];
  await runPool(tasks, {
    jobs,
    registry: workbook.registry,
    signal,
    started: () => {},
    progress: () => {},
    finished: ({ experiment, entry }, { records }) =>
      void found.set(`experiment ${experiment}`, { bits: digest(records), ...entry }),
    failed: ({ experiment }, reason) => void failed.push([experiment, reason]),
  });
  signal.throwIfAborted();
  return { found, leftOut, failed, seconds: (performance.now() - start) / 1000 };
}

function taskOf({ experiment, modules, runs, remarks }: PlannedExperiment) {
  const { id, settings, seed, seconds } = shortest(runs);
  const entry = {
    run: withoutCode(id),
    code: modules,
    ...(remarks.length > 0 && { data: remarks.join('; ') }),
  };
  return { experiment: experiment.id, settings, seed, seconds, entry };
}
