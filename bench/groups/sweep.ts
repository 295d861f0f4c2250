// Sweeps on a cluster: what a run costs beyond its computation, by the number of runs. There is no peer: what Slurm itself
// takes is the site's.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  claimFolder,
  collect,
  type Line,
  newAttempt,
  plannedLines,
  type Sweep,
  split,
  writeChunks,
  writeSweep,
} from '../../src/sweep/index.ts';
import { encode, openStore, plan, workingFile } from '../../src/workbook/index.ts';
import { line } from '../../src/workbook/store.ts';
import type { Case } from '../harness/contest.ts';
import { type Group, taskOf } from '../harness/group.ts';
import { experimentOf, recordsOf } from '../workbook/experiment.ts';

const RUNS = [6250, 12_500, 25_000, 50_000, 100_000];
const OF_A_TASK = [63, 125, 250, 500, 1000, 2000];
const ROUNDS = 3;
const ASSAY = join(import.meta.dirname, '../sweep/assay.ts');
/** Where the command line, too, has Node keep what it compiled. */
const COMPILED = join(import.meta.dirname, '../../.assay/cache/node');

interface Written {
  readonly root: string;
  readonly folder: string;
  readonly sweep: Sweep;
  readonly lines: readonly Line[];
}

/** A sweep of so many runs, `size` a chunk, written as a submission writes it; no code is copied. */
async function written(runs: number, size: number): Promise<Written> {
  const root = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const workbook = { root, registry: new URL('file:///none'), engine: 'wasm' };
  const options = { profile: 'paper', long: true, force: false, data: () => ({}) } as const;
  const lines = plannedLines(await plan(workbook, [experimentOf(runs)], options));
  const chunks = split(
    lines.map(({ seconds }) => seconds),
    { size },
  );
  const { number, folder } = claimFolder(root);
  writeChunks(folder, chunks, lines);
  const sweep: Sweep = {
    ...{ number, profile: 'paper', engine: 'wasm', commit: 'none', node: process.version, jobs: 1 },
    ...{ submitted: new Date().toISOString(), arrayLimit: 1001, chunks, arrays: [] },
  };
  writeSweep(folder, sweep);
  return { root, folder, sweep, lines };
}

/** What tasks leave that have finished all runs, with eight records each. */
async function compute({ folder, sweep, lines }: Written): Promise<void> {
  const provenance = {
    ...{ code: 'none', commit: 'none', node: process.version, engine: 'wasm', cpu: 'any' },
    ...{ seconds: 0.001, mebibytes: 50, finished: '2020-01-01T00:00:00Z' },
  };
  for (const [k, chunk] of sweep.chunks.entries()) {
    const file = workingFile(newAttempt(folder, k), 'paper', 'bench/workbook');
    const store = await openStore(file, (message) => {
      throw new Error(message);
    });
    for (const { seconds: _, ...run } of lines.slice(chunk.first, chunk.first + chunk.runs))
      store.append(line({ ...run, provenance }, encode(recordsOf(run.seed, 8))));
    store.close();
  }
}

async function timed(run: () => unknown): Promise<number> {
  const before = performance.now();
  await run();
  return (performance.now() - before) / 1000;
}

/** A process from its start to its end. */
function task({ folder }: Written): void {
  const { status, stderr } = spawnSync(process.execPath, [ASSAY, 'task', folder, '0'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  if (status !== 0) throw new Error(`the task ended with ${status}: ${stderr}`);
}

const remove = ({ root }: Written): void => rmSync(root, { recursive: true });

function cases(quick: boolean): Case[] {
  const size = (value: number) => ({ symbol: 'runs', value });
  const few = <T>(all: readonly T[]): readonly T[] => (quick ? all.slice(0, 2) : all);
  const submissions = few(RUNS).map(
    (runs): Case => ({
      name: 'plan a sweep and write its chunks',
      size: size(runs),
      rounds: ROUNDS,
      contenders: () => [
        {
          name: 'Assay',
          run: async () => {
            const before = performance.now();
            const one = await written(runs, 1000);
            const seconds = (performance.now() - before) / 1000;
            remove(one);
            return seconds;
          },
        },
      ],
    }),
  );
  const tasks = few(OF_A_TASK).map(
    (runs): Case => ({
      name: 'a task whose runs do nothing, from start to end',
      size: size(runs),
      rounds: ROUNDS,
      contenders: () => [
        {
          name: 'Assay',
          run: async () => {
            const one = await written(runs, runs);
            const seconds = await timed(() => task(one));
            remove(one);
            return seconds;
          },
        },
      ],
    }),
  );
  const collections = few(RUNS).map(
    (runs): Case => ({
      name: 'collect a finished sweep',
      size: size(runs),
      rounds: ROUNDS,
      contenders: () => [
        {
          name: 'Assay',
          run: async () => {
            const one = await written(runs, 1000);
            await compute(one);
            const seconds = await timed(async () => {
              const { added } = await collect(one.root, one.folder, one.sweep, console.error);
              if (added !== runs) throw new Error(`${added} of ${runs} runs were collected`);
            });
            remove(one);
            return seconds;
          },
        },
      ],
    }),
  );
  return [...submissions, ...tasks, ...collections];
}

export const sweep: Group = {
  title: 'Sweeps',
  seconds: { full: 60, quick: 10 },
  open: async (quick) => ({
    tasks: cases(quick).map(taskOf),
    versions: {},
    absent: {},
    [Symbol.asyncDispose]: async () => {},
  }),
};
