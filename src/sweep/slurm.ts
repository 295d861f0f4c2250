// Slurm by its commands: submit job arrays, and ask how their tasks are.
import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jobName, optionsOf, type Resources } from './script.ts';
import type { JobArray, Sweep } from './sweep.ts';

const run = promisify(execFile);
const LARGEST_ANSWER = 1 << 28;

/** Slurm's own default, and what is taken where it cannot be asked. */
const ARRAY_LIMIT = 1001;

/** A job array to be submitted. */
export interface ArrayPlan {
  /** The chunk of its task 0. */
  readonly offset: number;
  /** Its chunks, all from `offset` to below `offset` + the array limit. */
  readonly chunks: readonly number[];
  /** How many of its tasks may run at once. */
  readonly width?: number;
}

/** `undefined` where there is no such command, or it has nothing to say. */
async function ask(command: string, ...args: string[]): Promise<string | undefined> {
  try {
    return (await run(command, args, { maxBuffer: LARGEST_ANSWER })).stdout;
  } catch {
    return undefined;
  }
}

/** Most tasks of a job array here: their indices stay below Slurm's MaxArraySize. */
export async function arrayLimit(): Promise<number> {
  const limit = /^MaxArraySize\s*=\s*(\d+)$/m.exec((await ask('scontrol', 'show', 'config')) ?? '')?.[1];
  return Math.max(1, Number(limit ?? ARRAY_LIMIT));
}

/** Of sbatch, for one array: the options that differ from those in the script, and the script. */
export function sbatchArguments(
  folder: string,
  { offset, chunks, width }: ArrayPlan,
  changed: Resources,
): string[] {
  const indices = ranges(chunks.map((k) => k - offset));
  return [
    `--array=${indices}${width === undefined ? '' : `%${width}`}`,
    `--comment=${offset}`,
    ...optionsOf(changed),
    join(folder, 'job.sh'),
    String(offset),
  ];
}

/** Errors: with what sbatch said. */
export async function submitArray(folder: string, array: ArrayPlan, changed: Resources): Promise<JobArray> {
  const args = ['--parsable', ...sbatchArguments(folder, array, changed)];
  try {
    const { stdout } = await run('sbatch', args);
    return { job: stdout.trim().split(';')[0]!, offset: array.offset };
  } catch (cause) {
    const { code, stderr, message } = cause as { code?: string; stderr?: string; message: string };
    if (code === 'ENOENT')
      throw new Error('there is no `sbatch` here: submit from a machine that has the commands of Slurm', {
        cause,
      });
    throw new Error(`sbatch refuses: ${stderr?.trim() || message}`, { cause });
  }
}

/** Ascending numbers as Slurm writes them: `0-4,7`. */
export function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const n of numbers) {
    const last = parts.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else parts.push([n, n]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join();
}

export interface Queued {
  readonly state: 'waiting' | 'running';
  /** Why it waits, in Slurm's words. */
  readonly reason: string;
}

/** The chunks of a sweep that wait or run; `undefined` where squeue is not here or does not answer. */
export async function queued(folder: string, { number }: Sweep): Promise<Map<number, Queued> | undefined> {
  const answer = await ask(
    'squeue',
    '--noheader',
    '--array',
    `--user=${userInfo().username}`,
    `--name=${jobName(folder, number)}`,
    '--format=%K|%k|%T|%r',
  );
  if (answer === undefined) return undefined;
  const lines = answer.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const [index, offset, state, reason = ''] = line.trim().split('|');
      const waits = /^(PENDING|REQUEUED|REQUEUE_HOLD|RESV_DEL_HOLD|SPECIAL_EXIT)$/.test(state!);
      return [
        Number(offset) + Number(index),
        { state: waits ? 'waiting' : 'running', reason: waits ? reason : '' },
      ];
    }),
  );
}

/** How the tasks of a sweep ended, by chunk, in Slurm's words; empty where no accounting is kept. */
export async function ended({ arrays }: Sweep): Promise<Map<number, string>> {
  if (arrays.length === 0) return new Map();
  const answer = await ask(
    'sacct',
    '--noheader',
    '--parsable2',
    '--allocations',
    `--jobs=${arrays.map(({ job }) => job).join()}`,
    '--format=JobID,State',
  );
  const offsets = new Map(arrays.map(({ job, offset }) => [job, offset]));
  return new Map(
    (answer ?? '').split('\n').flatMap((line): [number, string][] => {
      const [, job, index, state] = /^(\d+)_(\d+)\|(\S+)/.exec(line) ?? [];
      return state === undefined ? [] : [[offsets.get(job!)! + Number(index), state]];
    }),
  );
}
