// Submits chunks of a sweep as job arrays, each below the site's limit.
import type { Resources } from './script.ts';
import { type ArrayPlan, submitArray } from './slurm.ts';
import { type JobArray, type Sweep, writeSweep } from './sweep.ts';

/** The arrays for these chunks; together at most `width` of their tasks run at once, but at least one of each. */
export function arraysOf(chunks: readonly number[], arrayLimit: number, width?: number): ArrayPlan[] {
  const arrays = Map.groupBy(chunks, (k) => Math.floor(k / arrayLimit));
  const each = width === undefined ? {} : { width: Math.max(1, Math.floor(width / arrays.size)) };
  return [...arrays].map(([i, its]) => ({ offset: i * arrayLimit, chunks: its, ...each }));
}

/**
 * Each array is kept in the sweep's record as soon as it is submitted; resources that are given here count instead of
 * those in the script. Errors: with what sbatch said; what was submitted before is kept.
 */
export async function submit(
  folder: string,
  sweep: Sweep,
  chunks: readonly number[],
  width: number | undefined,
  changed: Resources = {},
): Promise<JobArray[]> {
  const submitted: JobArray[] = [];
  for (const array of arraysOf(chunks, sweep.arrayLimit, width)) {
    submitted.push(await submitArray(folder, array, changed));
    writeSweep(folder, { ...sweep, arrays: [...sweep.arrays, ...submitted] });
  }
  return submitted;
}
