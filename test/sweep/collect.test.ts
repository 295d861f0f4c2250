// Tasks in this process, in any order and any number: a sweep against the same runs computed by the workbook itself.
import assert from 'node:assert/strict';
import { appendFileSync, globSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { collect } from '../../src/sweep/collect.ts';
import { newAttempt } from '../../src/sweep/parts.ts';
import { split } from '../../src/sweep/split.ts';
import {
  claimFolder,
  plannedLines,
  readSweep,
  type Sweep,
  writeChunks,
  writeSweep,
} from '../../src/sweep/sweep.ts';
import { computeChunk } from '../../src/sweep/task.ts';
import { execute, type Progress, plan, workingFile } from '../../src/workbook/index.ts';
import { faulty, numbers } from '../workbook/fixtures/papers.ts';
import { folder, linesOf, registry, workbook } from '../workbook/fixtures/place.ts';

const experiments = [numbers, faulty];
const quiet: Progress = { update: () => {}, message: () => {}, stop: () => {} };
const dataStates = async () => () => ({});
const signal = new AbortController().signal;
const planOf = (root: string) =>
  plan(workbook(root), experiments, { profile: 'paper', long: true, force: false, data: () => ({}) });

interface Submitted {
  readonly root: string;
  readonly folder: string;
  readonly sweep: Sweep;
  readonly compute: (k: number, own?: Sweep) => ReturnType<typeof computeChunk>;
}

/** A sweep as `assay run --on slurm` leaves it, but for the copy of the code. */
async function submitted(size = 2): Promise<Submitted> {
  const root = folder();
  const planned = await planOf(root);
  const lines = plannedLines(planned);
  const chunks = split(
    lines.map(({ seconds }) => seconds),
    { size },
  );
  const { number, folder: path } = claimFolder(root);
  writeChunks(path, chunks, lines);
  writeSweep(path, {
    ...{ number, profile: 'paper', engine: 'wasm', commit: 'abc', node: process.version, jobs: 1 },
    ...{ submitted: new Date().toISOString(), arrayLimit: 1000, chunks, arrays: [] },
  });
  const sweep = readSweep(path);
  const compute = (k: number, own = sweep) =>
    computeChunk(path, own, k, { experiments, registry, dataStates, signal, progress: quiet });
  return { root, folder: path, sweep, compute };
}

const payload = (root: string, experiment: string): string[] =>
  linesOf(workingFile(root, 'paper', experiment)).map((line) =>
    line.replace(/"provenance":\{.*?\},"records"/, '"records"'),
  );

/** Stores of tiny/numbers that attempts have left. */
const files = ({ folder: path }: Submitted): string[] =>
  globSync(join(path, 'parts/*/*/.assay/runs/paper/tiny/numbers.jsonl')).sort();

/** The chunk with the first run, which is one of tiny/numbers. */
const whole = ({ sweep }: Submitted): number => sweep.chunks.findIndex(({ first }) => first === 0);

/** The same runs, computed here. */
async function local(): Promise<string> {
  const root = folder();
  await execute(await planOf(root), { jobs: 1, progress: quiet });
  return root;
}

test('tasks out of order, twice and at the same time: the merged file has every run once, in the order of the plan', async () => {
  const one = await submitted();
  const order = [...one.sweep.chunks.keys()].reverse();
  await Promise.all(order.slice(0, 3).flatMap((k) => [one.compute(k), one.compute(k)]));
  for (const k of order) await one.compute(k);
  const { added, there, missing } = await collect(one.root, one.folder, one.sweep, assert.fail);
  assert.deepEqual(
    { added, there, missing },
    { added: 10, there: 0, missing: 4 },
    'four runs of tiny/faulty fail',
  );
  const here = await local();
  assert.equal(payload(here, numbers.id).length, 6);
  for (const { id } of experiments)
    assert.deepEqual(payload(one.root, id).toSorted(), payload(here, id).toSorted());
  const seeds = payload(one.root, numbers.id).map((line) => /"seed":(\d+)/.exec(line)![1]);
  assert.deepEqual(seeds, ['1', '2', '3', '1', '2', '3']);
  const bytes = readFileSync(workingFile(one.root, 'paper', numbers.id));
  assert.deepEqual(await collect(one.root, one.folder, one.sweep, assert.fail), {
    added: 0,
    there: 10,
    missing: 4,
  });
  assert.ok(
    bytes.equals(readFileSync(workingFile(one.root, 'paper', numbers.id))),
    'collecting again changes nothing',
  );
});

test('a task that is called again computes only what is not finished', async () => {
  const one = await submitted();
  const k = whole(one);
  assert.equal((await one.compute(k)).finished, 2);
  const before = files(one);
  assert.equal(before.length, 1);
  assert.equal((await one.compute(k)).finished, 0);
  assert.deepEqual(files(one), before, 'and makes no part');
});

test('attempts that begin at the same moment get folders of their own', async () => {
  const one = await submitted();
  const attempts = Array.from({ length: 50 }, () => newAttempt(one.folder, 0));
  assert.equal(new Set(attempts).size, 50);
});

test('a line torn by a kill counts as not finished, and the next attempt computes it', async () => {
  const one = await submitted(6);
  const k = whole(one);
  await one.compute(k);
  const [part] = files(one);
  truncateSync(part!, readFileSync(part!).length - 10);
  assert.equal((await one.compute(k)).finished, 1);
  assert.equal((await collect(one.root, one.folder, one.sweep, assert.fail)).added, 6);
  assert.deepEqual(payload(one.root, numbers.id).toSorted(), payload(await local(), numbers.id).toSorted());
});

test('a part that a dying disk spoiled is reported, and its runs are computed again', async () => {
  const one = await submitted(6);
  const k = whole(one);
  await one.compute(k);
  writeFileSync(files(one)[0]!, `${'\0'.repeat(100)}\n`);
  const reports: string[] = [];
  const collected = await collect(one.root, one.folder, one.sweep, (text) => reports.push(text));
  assert.equal(collected.added, 0);
  assert.match(reports.join('\n'), /byte 0 of .*numbers\.jsonl does not begin a run.*count as not finished/);
  assert.equal((await one.compute(k)).finished, 6);
});

test('results that were computed here meanwhile stay', async () => {
  const one = await submitted();
  await one.compute(0);
  await execute(await planOf(one.root), { jobs: 1, progress: quiet });
  const before = linesOf(workingFile(one.root, 'paper', numbers.id));
  const { added, there } = await collect(one.root, one.folder, one.sweep, assert.fail);
  assert.deepEqual([added, there], [0, 10]);
  assert.deepEqual(linesOf(workingFile(one.root, 'paper', numbers.id)), before);
});

test('provenance names the commit of the submission', async () => {
  const one = await submitted(6);
  const k = whole(one);
  await one.compute(k);
  assert.match(linesOf(files(one)[0]!)[0]!, /"commit":"abc"/);
});

test('a task refuses another Node, code that is not that of the submission, and experiments it does not know', async () => {
  const one = await submitted(6);
  const k = whole(one);
  await assert.rejects(
    one.compute(k, { ...one.sweep, node: 'v1.2.3' }),
    /this is Node v\d.* submitted with v1\.2\.3/,
  );
  const chunk = join(one.folder, `chunks/${k}.jsonl`);
  const lines = readFileSync(chunk, 'utf8');
  writeFileSync(chunk, lines.replaceAll(/\.[0-9a-f]{32}"/g, `.${'0'.repeat(32)}"`));
  await assert.rejects(
    one.compute(k),
    /the code of tiny\/numbers, its packages or its data set are not those/,
  );
  writeFileSync(chunk, lines.replaceAll('tiny/numbers', 'tiny/nothing'));
  await assert.rejects(one.compute(k), /has no experiment tiny\/nothing/);
  assert.deepEqual(files(one), []);
});

test('a folder that is no sweep is said to be none', () => {
  const root = folder();
  mkdirSync(join(root, 'empty'));
  assert.throws(() => readSweep(join(root, 'empty')), /empty holds no sweep: sweep\.json/);
  appendFileSync(join(root, 'empty/sweep.json'), '{ torn');
  assert.throws(() => readSweep(join(root, 'empty')), /holds no sweep/);
});
