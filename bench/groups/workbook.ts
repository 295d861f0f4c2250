// The workbook: start of the command line, plans of many runs, records written and read, against what a researcher would use
// instead: a table of SQLite, or a line of JSON for each run, both from Python.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode, plan, type Workbook } from '../../src/workbook/index.ts';
import { line, openStore, readIndex, readRuns, workingFile } from '../../src/workbook/store.ts';
import type { Case, Contender } from '../harness/contest.ts';
import { type Group, taskOf } from '../harness/group.ts';
import { checkAgreement, contenderOf } from '../peers/contender.ts';
import { type Peer, startPeer } from '../peers/peer.ts';
import { experimentOf, recordsOf } from '../workbook/experiment.ts';

const ROOT = join(import.meta.dirname, '../..');
const RECORDS = 100; // of a run
const RUNS = [625, 1250, 2500, 5000, 10_000]; // the last with 1e6 records
const ROUNDS = 3;
const options = { profile: 'paper', long: true, force: false, data: () => ({}) } as const;

const start: Case = {
  name: 'start of the command line, --help',
  rounds: 9,
  contenders: () => [
    processOf('Assay', [join(ROOT, 'bin/assay.mjs'), '--help']),
    processOf('Node, empty program', ['--eval', '0']),
  ],
};

function processOf(name: string, argv: readonly string[]): Contender {
  const run = () => {
    const before = performance.now();
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    return (performance.now() - before) / 1000;
  };
  return { name, prepare: run, run };
}

const inFolder = (folder: string): Workbook => ({
  root: folder,
  registry: new URL('file:///none'),
  engine: 'wasm',
});

/** Writes all runs of the experiment with so many records each. */
async function append(folder: string, runs: number, count: number): Promise<void> {
  const experiment = experimentOf(runs);
  const [{ runs: planned, code }] = (await plan(inFolder(folder), [experiment], options)).experiments as [
    Awaited<ReturnType<typeof plan>>['experiments'][number],
  ];
  const at = {
    commit: 'none',
    node: process.version,
    engine: 'wasm',
    cpu: 'any',
    finished: '2020-01-01T00:00:00Z',
  };
  const provenance = { ...at, code, seconds: 0.001, mebibytes: 50 };
  const store = await openStore(fileIn(folder), (message) => {
    throw new Error(message);
  });
  planned.forEach(({ id, settings, seed }, k) => {
    store.append(
      line({ id, experiment: experiment.id, settings, seed, provenance }, encode(recordsOf(k, count))),
    );
  });
  store.close();
}

const fileIn = (folder: string): string => workingFile(folder, 'paper', 'bench/workbook');

/** Sum of a field over all records, so that what is read is used, and the same everywhere. */
function read(folder: string): number {
  const file = fileIn(folder);
  const index = readIndex(file);
  let sum = 0;
  for (const { records } of readRuns(file, index, [...index.keys()]))
    for (const { accuracy } of records) sum += accuracy as number;
  return sum;
}

async function timed(run: () => unknown): Promise<number> {
  const before = performance.now();
  await run();
  return (performance.now() - before) / 1000;
}

/** Runs `use` with an empty folder. */
async function inEmpty<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `read` must give, there and here. */
function expectedSum(runs: number): number {
  let sum = 0;
  for (let k = 0; k < runs; k++) for (const { accuracy } of recordsOf(k, RECORDS)) sum += accuracy as number;
  return sum;
}

const peersOf = (peer: Peer, task: 'append' | 'read', folder: string, runs: number) =>
  (['SQLite', 'JSON lines'] as const).flatMap((form) => {
    const request = { form, folder, runs, records: RECORDS };
    const name = `Python, ${form}`;
    return contenderOf(peer, ['sqlite3'], {
      name,
      ...(task === 'read' && { prepare: () => peer.ask('append', request) }),
      run: async () => {
        type Answer = { readonly seconds: number; readonly sum?: number };
        const { seconds, sum } = await peer.ask<Answer>(task, request);
        if (sum !== undefined) checkAgreement(`${name}, sum of a field`, [sum], [expectedSum(runs)], 1e-12);
        return seconds;
      },
    });
  });

function cases(peer: Peer, quick: boolean, folder: string): Case[] {
  const sizes = quick ? RUNS.slice(0, 2) : RUNS;
  const size = (value: number) => ({ symbol: 'runs', value });
  const plans = sizes.map(
    (runs): Case => ({
      name: 'plan, all runs finished',
      size: size(runs),
      rounds: 5,
      contenders: () => {
        const place = join(folder, `plan-${runs}`);
        const once = () => plan(inFolder(place), [experimentOf(runs)], options);
        return [{ name: 'Assay', prepare: () => append(place, runs, 1), run: () => timed(once) }];
      },
    }),
  );
  const appends = sizes.map(
    (runs): Case => ({
      name: `append runs of ${RECORDS} records`,
      size: size(runs),
      rounds: ROUNDS,
      contenders: () => [
        { name: 'Assay', run: () => inEmpty((empty) => timed(() => append(empty, runs, RECORDS))) },
        ...peersOf(peer, 'append', folder, runs),
      ],
    }),
  );
  const reads = sizes.map(
    (runs): Case => ({
      name: `read runs of ${RECORDS} records`,
      size: size(runs),
      rounds: ROUNDS,
      memory: true,
      contenders: () => {
        const place = join(folder, `read-${runs}`);
        return [
          { name: 'Assay', prepare: () => append(place, runs, RECORDS), run: () => timed(() => read(place)) },
          ...peersOf(peer, 'read', folder, runs),
        ];
      },
    }),
  );
  return [start, ...plans, ...appends, ...reads];
}

export const workbook: Group = {
  title: 'Workbook',
  seconds: { full: 100, quick: 20 },
  open: async (quick) => {
    const peer = await startPeer('workbook.py', ['sqlite3']);
    const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
    return {
      tasks: cases(peer, quick, folder).map(taskOf),
      versions: peer.found,
      absent: peer.absent,
      [Symbol.asyncDispose]: async () => {
        peer[Symbol.dispose]();
        rmSync(folder, { recursive: true });
      },
    };
  },
};
