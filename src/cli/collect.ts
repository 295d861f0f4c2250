// `assay collect`: the results of a sweep into those of this checkout, and what is missing again to the cluster.
import { join, relative } from 'node:path';
import {
  chosenSweep,
  collect as collectRuns,
  folderOf,
  type OpenChunk,
  overview,
  type Resources,
  readSweep,
  submit,
} from '../sweep/index.ts';
import { count, encode, replaceFile, UsageError } from '../workbook/index.ts';
import { type Call, paint, print } from './call.ts';

export interface CollectOptions extends Resources {
  /** Submit again what failed. */
  readonly retry?: boolean;
  readonly arrayWidth?: number;
}

/** Exit code 1 where runs are missing. */
export async function collect(
  call: Call,
  number: number | undefined,
  { retry = false, arrayWidth, ...changed }: CollectOptions,
): Promise<number> {
  const { root } = call.workbook;
  const chosen = chosenSweep(root, number);
  const folder = folderOf(root, chosen);
  const sweep = readSweep(folder);
  const report = (message: string): void => print(paint('yellow', message));
  if (!retry && [...Object.values(changed), arrayWidth].some((value) => value !== undefined))
    throw new UsageError('--partition, --time, --mem, --array-width and --sbatch are for --retry');
  // First how it goes, then what there is: a task that ends in between is not taken for one that failed.
  const { open, asked } = await overview(folder, sweep, report);
  const { added, there, missing } = await collectRuns(root, folder, sweep, () => {});
  print(
    `Sweep ${chosen}: ${count(added, 'run')} added, ${there} there before, ${missing === 0 ? 'none' : missing} missing`,
  );
  const list = join(folder, 'missing.jsonl');
  replaceFile(
    list,
    open
      .flatMap((chunk) =>
        chunk.open.map((line) => `${encode({ ...line, task: chunk.k, state: chunk.state })}\n`),
      )
      .join(''),
  );
  if (missing === 0) {
    print(`complete; its folder is not needed any more: ${relative(process.cwd(), folder)}`);
    return 0;
  }
  for (const [state, chunks] of Map.groupBy(open, (chunk) => chunk.state))
    print(`  ${state}: ${named(chunks)}`);
  print(`  all of them by settings and seed: ${relative(process.cwd(), list)}`);
  if (!retry) return 1;
  if (!asked)
    throw new Error(
      'squeue does not answer here, so tasks that wait or run cannot be told from those that failed: retry where it does',
    );
  const failed = open.filter(({ state }) => state === 'failed').map(({ k }) => k);
  if (failed.length === 0) print('nothing to submit again: the rest waits or runs');
  else {
    const arrays = await submit(folder, sweep, failed, arrayWidth, changed);
    print(
      `${count(failed.length, 'task')} submitted again: ${arrays.map(({ job }) => `job ${job}`).join(', ')}`,
    );
  }
  return 1;
}

const SHOWN = 12;

/** Runs of each experiment, with the seeds of the first. */
function named(chunks: readonly OpenChunk[]): string {
  const lines = chunks.flatMap(({ open }) => open);
  const parts = [...Map.groupBy(lines, ({ experiment }) => experiment)].map(([experiment, its]) => {
    const seeds = [...new Set(its.map(({ seed }) => seed))].sort((a, b) => a - b);
    const shown = seeds.slice(0, SHOWN).join(', ');
    return `${count(its.length, 'run')} of ${experiment} (${seeds.length === 1 ? 'seed' : 'seeds'} ${shown}${seeds.length > SHOWN ? ', ...' : ''})`;
  });
  return `${parts.join(', ')} in ${count(chunks.length, 'task')}`;
}
