// `assay task`: what a task of a sweep's job array runs.
import { resolve } from 'node:path';
import { computeChunk, readSweep } from '../sweep/index.ts';
import { count, showProgress, UsageError } from '../workbook/index.ts';
import { type Call, dataStates, loadPapers, print } from './call.ts';
import { reportFailures } from './compute.ts';

export async function task(call: Call, path: string, k: number): Promise<number> {
  const folder = resolve(path);
  const sweep = readSweep(folder);
  if (!(k < sweep.chunks.length))
    throw new UsageError(`sweep ${sweep.number} has the tasks 0 to ${sweep.chunks.length - 1}, but not ${k}`);
  const experiments = (await loadPapers(call)).flatMap((paper) => paper.experiments);
  const { finished, failures } = await computeChunk(folder, sweep, k, {
    experiments,
    registry: call.workbook.registry,
    dataStates,
    signal: call.signal,
    progress: await showProgress(call.log),
  });
  call.signal.throwIfAborted();
  print(`task ${k}: ${count(finished, 'run')} finished`, call.log);
  reportFailures(failures, call);
  return failures.length === 0 ? 0 : 1;
}
