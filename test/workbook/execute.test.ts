import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { AnyExperiment } from '../../src/spec/experiment.ts';
import { encode } from '../../src/workbook/encoding.ts';
import { execute, type Progress } from '../../src/workbook/execute.ts';
import { LockedError } from '../../src/workbook/lock.ts';
import { type Plan, plan, type Workbook } from '../../src/workbook/plan.ts';
import { openStore, readIndex, readRuns, workingFile } from '../../src/workbook/store.ts';
import { faulty, numbers, slow, stubborn } from './fixtures/papers.ts';
import { folder, isAlive, linesOf, until, workbook } from './fixtures/place.ts';

const silent: Progress = { update: () => {}, message: () => {}, stop: () => {} };

const planOf = (book: Workbook, ...experiments: AnyExperiment[]): Promise<Plan> =>
  plan(book, experiments, { profile: 'paper', long: false, force: false, data: () => ({}) });

function stored(book: Workbook, { id }: AnyExperiment) {
  const file = workingFile(book.root, 'paper', id);
  const index = readIndex(file);
  return readRuns(file, index, [...index.keys()].sort());
}

const traceFile = (): string => {
  const file = join(folder(), 'trace');
  Object.assign(process.env, { ASSAY_TEST_TRACE: file });
  return file;
};

test('the same bits with one worker and with three, with provenance beside them', async () => {
  const books = [workbook(), workbook()] as const;
  for (const [i, jobs] of [1, 3].entries()) {
    const outcome = await execute(await planOf(books[i]!, numbers), { jobs, progress: silent });
    assert.deepEqual(outcome, { finished: 6, failures: [] });
  }
  const [one, three] = books.map((book) => stored(book, numbers));
  const payload = (runs: typeof one) => runs!.map(({ id, records }) => [id, encode(records)]);
  assert.deepEqual(payload(three), payload(one));
  const direct = one!.map(({ settings, seed }) => numbers.run(settings as { n: number }, seed));
  assert.deepEqual(
    one!.map(({ records }) => records),
    direct,
  );
  for (const { id, provenance } of one!) {
    assert.equal(provenance.code, id.split('.')[2]);
    assert.deepEqual(
      [provenance.node, provenance.engine, provenance.commit],
      [process.version, 'wasm', 'none'],
    );
    assert.ok(provenance.seconds >= 0 && provenance.seconds < 10);
    assert.ok(provenance.mebibytes > 20 && provenance.mebibytes < 1000);
  }
});

test('a run that fails takes only itself with it, however it ends', async (t) => {
  const { NODE_OPTIONS } = process.env;
  process.env['NODE_OPTIONS'] = '--max-old-space-size=64'; // the workers': one run fills it
  t.after(() => {
    if (NODE_OPTIONS === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = NODE_OPTIONS;
  });
  const book = workbook();
  const { finished, failures } = await execute(await planOf(book, faulty), { jobs: 2, progress: silent });
  assert.equal(finished, 3);
  assert.deepEqual(
    stored(book, faulty)
      .map(({ seed }) => seed)
      .sort(),
    [1, 7, 8],
  );
  const reasons = Object.fromEntries(failures.map(({ seed, reason }) => [seed, reason]));
  assert.deepEqual(Object.keys(reasons), ['2', '3', '4', '5', '6']);
  assert.match(reasons[2]!, /^RangeError: the fixture throws\n {4}at .*papers\.ts/);
  assert.match(reasons[3]!, /^its worker process exited with code 3/);
  assert.match(reasons[4]!, /^its worker process was killed by SIGKILL/);
  assert.match(reasons[5]!, /^its worker process was killed by SIGABRT/);
  assert.match(reasons[6]!, /^its worker process was killed by SIG[\s\S]*heap out of memory/);
});

test('an abort kills the workers at once, and keeps what is finished', async () => {
  const book = workbook();
  const trace = traceFile();
  const abort = new AbortController();
  const execution = execute(await planOf(book, stubborn), {
    jobs: 2,
    signal: abort.signal,
    progress: silent,
  });
  await until(() => linesOf(trace).length === 2, 'two workers in their loops');
  const pids = linesOf(trace).map((text) => Number(text.split(' ')[1]));
  abort.abort();
  assert.deepEqual(await execution, { finished: 0, failures: [] });
  await until(() => !pids.some(isAlive), 'the workers to end');
  assert.deepEqual(readdirSync(dirname(workingFile(book.root, 'paper', stubborn.id))), ['stubborn.jsonl']);
});

test('of two calls for the same runs the second waits a little and is refused', async () => {
  const book = workbook();
  const planned = await planOf(book, slow);
  const store = await openStore(workingFile(book.root, 'paper', slow.id), assert.fail);
  await assert.rejects(execute(planned, { jobs: 1, progress: silent }), LockedError);
  store.close();
  // What the first call finished meanwhile is not computed again.
  const trace = traceFile();
  const calls = [1, 2].map(() => execute(planned, { jobs: 2, progress: silent }));
  const outcomes = await Promise.all(calls);
  assert.deepEqual(
    outcomes.map(({ finished }) => finished).sort((a, b) => a - b),
    [0, 16],
  );
  assert.equal(linesOf(trace).length, 16);
});

test("a registry that cannot be loaded is one error with the worker's words, not a failure of every run", async () => {
  const planned = await planOf(workbook(), numbers);
  const registry = new URL('./nowhere.ts', import.meta.url);
  await assert.rejects(
    execute({ ...planned, workbook: { ...planned.workbook, registry } }, { jobs: 2, progress: silent }),
    /a worker exited with code 1 before it was ready; it said last:\n[\s\S]*ERR_MODULE_NOT_FOUND/,
  );
});

test('a store that cannot be written ends the computation with its error', async () => {
  const planned = await planOf(workbook(), numbers);
  const update = () => {
    throw new Error('no space left');
  };
  await assert.rejects(execute(planned, { jobs: 2, progress: { ...silent, update } }), /no space left/);
});
