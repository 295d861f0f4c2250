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

async function writing(runs: number): Promise<number> {
  let one: Written | undefined;
  const seconds = await timed(async () => {
    one = await written(runs, 1000);
  });
  remove(one!);
  return seconds;
}

/** A process from its start to its end. */
async function task(runs: number): Promise<number> {
  const one = await written(runs, runs);
  const seconds = await timed(() => {
    const { status, stderr } = spawnSync(process.execPath, [ASSAY, 'task', one.folder, '0'], {
      encoding: 'utf8',
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    });
    if (status !== 0) throw new Error(`the task ended with ${status}: ${stderr}`);
  });
  remove(one);
  return seconds;
}

async function collecting(runs: number): Promise<number> {
  const one = await written(runs, 1000);
  await compute(one);
  const seconds = await timed(async () => {
    const { added } = await collect(one.root, one.folder, one.sweep, console.error);
    if (added !== runs) throw new Error(`${added} of ${runs} runs were collected`);
  });
  remove(one);
  return seconds;
}

const remove = ({ root }: Written): void => rmSync(root, { recursive: true });

const casesOf = (
  name: string,
  sizes: readonly number[],
  quick: boolean,
  run: (runs: number) => Promise<number>,
): Case[] =>
  (quick ? sizes.slice(0, 2) : sizes).map((runs) => ({
    name,
    size: { symbol: 'runs', value: runs },
    rounds: ROUNDS,
    contenders: () => [{ name: 'Assay', run: () => run(runs) }],
  }));

export const sweep: Group = {
  title: 'Sweeps',
  seconds: { full: 60, quick: 10 },
  open: async (quick) => ({
    tasks: [
      ...casesOf('plan a sweep and write its chunks', RUNS, quick, writing),
      ...casesOf('a task whose runs do nothing, from start to end', OF_A_TASK, quick, task),
      ...casesOf('collect a finished sweep', RUNS, quick, collecting),
    ].map(taskOf),
    versions: {},
    absent: {},
    [Symbol.asyncDispose]: async () => {},
  }),
};
