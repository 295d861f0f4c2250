// A sweep: runs in chunks of lines, the code that computes them, and what its tasks have finished, in a folder of its own
// on a disk that all machines share.
//
//   sweep.json            this record
//   job.sh                what every task runs
//   code/                 the code, as it was at the submission
//   chunks/<k>.jsonl      the runs of task k, one a line
//   parts/<k>/<attempt>/  what that attempt at task k has finished
//   logs/                 what the tasks printed
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../spec/experiment.ts';
import {
  decode,
  encode,
  type Plan,
  type PlannedRun,
  pending,
  replaceFile,
  UsageError,
} from '../workbook/index.ts';

/** A run of a chunk. */
export interface Line extends Omit<PlannedRun, 'reason'> {
  readonly experiment: string;
}

/** Runs that one task computes: neighbours in the plan. */
export interface Chunk {
  /** Position in the plan of the first of them. */
  readonly first: number;
  readonly runs: number;
  /** Estimate for one core. */
  readonly seconds: number;
}

/** A job array of the cluster: its task i computes the chunk `offset` + i. */
export interface JobArray {
  readonly job: string;
  readonly offset: number;
}

export interface Sweep {
  readonly number: number;
  readonly profile: Profile;
  readonly engine: string;
  /** Of the code. */
  readonly commit: string;
  /** Version of Node, with which alone the tasks run. */
  readonly node: string;
  /** UTC time of the submission. */
  readonly submitted: string;
  /** Worker processes of a task. */
  readonly jobs: number;
  /** Most tasks of a job array. */
  readonly arrayLimit: number;
  /** The longest first. */
  readonly chunks: readonly Chunk[];
  readonly arrays: readonly JobArray[];
}

export const sweepsOf = (root: string): string => join(root, '.assay/sweeps');
export const folderOf = (root: string, number: number): string => join(sweepsOf(root), String(number));
const recordOf = (folder: string): string => join(folder, 'sweep.json');
const chunkFile = (folder: string, k: number): string => join(folder, 'chunks', `${k}.jsonl`);

/** Makes the folder of the next sweep; two calls at once get two. */
export function claimFolder(root: string): { readonly number: number; readonly folder: string } {
  mkdirSync(sweepsOf(root), { recursive: true });
  for (let number = Math.max(0, ...numbers(root)) + 1; ; number++) {
    const folder = folderOf(root, number);
    try {
      mkdirSync(folder);
      return { number, folder };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

const numbers = (root: string): number[] =>
  existsSync(sweepsOf(root))
    ? readdirSync(sweepsOf(root))
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .sort((a, b) => a - b)
    : [];

export const writeSweep = (folder: string, sweep: Sweep): void =>
  replaceFile(recordOf(folder), `${JSON.stringify(sweep, null, 1)}\n`);

/** Errors: where the folder is no sweep, or that of another version. */
export function readSweep(folder: string): Sweep {
  try {
    return JSON.parse(readFileSync(recordOf(folder), 'utf8'));
  } catch (cause) {
    throw new Error(
      `${folder} holds no sweep: sweep.json, which \`assay run --on slurm\` writes, was expected`,
      {
        cause,
      },
    );
  }
}

/** Numbers of the submitted sweeps, ascending; one that was stopped before its submission is none. */
export const sweepNumbers = (root: string): number[] =>
  numbers(root).filter((number) => existsSync(recordOf(folderOf(root, number))));

/** The sweep of this number, else the latest. Errors: `UsageError` where there is none. */
export function chosenSweep(root: string, number: number | undefined): number {
  const all = sweepNumbers(root);
  const chosen = number ?? all.at(-1);
  if (chosen === undefined) throw new UsageError('there is no sweep yet: `assay run --on slurm` submits one');
  if (!all.includes(chosen))
    throw new UsageError(`there is no sweep ${chosen}. There are: ${all.join(', ') || 'none'}`);
  return chosen;
}

/** The runs of a plan that are to be computed, in its order. */
export const plannedLines = ({ experiments }: Plan): Line[] =>
  experiments.flatMap((planned) =>
    pending(planned).map(({ id, settings, seed, seconds }) => ({
      ...{ id, experiment: planned.experiment.id, seed, settings, seconds },
    })),
  );

export function writeChunks(folder: string, chunks: readonly Chunk[], lines: readonly Line[]): void {
  for (const [k, { first, runs }] of chunks.entries()) {
    const texts = lines.slice(first, first + runs).map((line) => `${encode({ ...line }, 'line')}\n`);
    replaceFile(chunkFile(folder, k), texts.join(''));
  }
}

/** The runs of task k, in the order of the plan. */
export function readChunk(folder: string, k: number): Line[] {
  const lines = readFileSync(chunkFile(folder, k), 'utf8').split('\n').slice(0, -1);
  return lines.map((text) => decode(text) as unknown as Line);
}

/** Sweeps that have some of these runs already, and how many. */
export function alreadyIn(root: string, lines: readonly Line[]): [number: number, runs: number][] {
  const ids = new Set(lines.map(({ id }) => id));
  return sweepNumbers(root).flatMap((number): [number, number][] => {
    const folder = folderOf(root, number);
    let runs = 0;
    for (const k of readSweep(folder).chunks.keys())
      for (const { id } of readChunk(folder, k)) if (ids.has(id)) runs++;
    return runs > 0 ? [[number, runs]] : [];
  });
}
