import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIndex } from '../../src/workbook/store.ts';
import { assay, ended, folder, isAlive, linesOf, startAssay, until } from './fixtures/place.ts';

const RUNS = 16;
const JOBS = 2;

const store = (root: string, name: string): string => join(root, `.assay/runs/paper/tiny/${name}.jsonl`);

test('killed again and again, every call goes on where the last one was killed and repeats no finished run', async () => {
  const root = folder();
  const trace = join(root, 'trace');
  const args = ['run', 'tiny/slow', '--jobs', String(JOBS)];
  let kills = 0;
  for (const after of [0, 30, 75, 10, 120]) {
    const finished = readIndex(store(root, 'slow')).size;
    const begun = linesOf(trace).length;
    const child = startAssay(args, root, { ASSAY_TEST_TRACE: trace });
    const end = ended(child);
    await until(() => linesOf(trace).length > begun, 'a run to begin');
    await sleep(after);
    child.kill('SIGKILL');
    kills++;
    assert.equal((await end).signal, 'SIGKILL');
    const kept = readIndex(store(root, 'slow')).size;
    assert.ok(kept >= finished);
    // All that was begun is finished, but for what was under way.
    assert.ok(linesOf(trace).length - kept <= JOBS * kills, `${linesOf(trace).length} begun, ${kept} kept`);
  }
  const last = await assay(args, root, { ASSAY_TEST_TRACE: trace });
  assert.equal(last.code, 0, last.stderr);
  const lines = linesOf(store(root, 'slow'));
  assert.equal(lines.length, RUNS);
  assert.equal(readIndex(store(root, 'slow')).size, RUNS);
  assert.ok(linesOf(trace).length <= RUNS + JOBS * kills);
  assert.match((await assay(args, root)).stdout, /tiny\/slow {2}16 runs {2}up to date/);
});

test('workers end with a workbook that is killed, even in a loop that hears nothing', async () => {
  const root = folder();
  const trace = join(root, 'trace');
  const child = startAssay(['run', 'tiny/stubborn', '--jobs', '2'], root, { ASSAY_TEST_TRACE: trace });
  await until(() => linesOf(trace).length === 2, 'two workers in their loops');
  const pids = linesOf(trace).map((text) => Number(text.split(' ')[1]));
  child.kill('SIGKILL');
  await until(() => !pids.some(isAlive), 'the workers to end');
});

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  test(`${signal} stops runs of a minute at once with code ${code} and says how to go on`, async () => {
    const root = folder();
    const trace = join(root, 'trace');
    const args = ['run', 'tiny/slow', 'tiny/stubborn', '--jobs', '2'];
    const child = startAssay(args, root, { ASSAY_TEST_TRACE: trace });
    const end = ended(child);
    const looping = () => linesOf(trace).filter((text) => text.startsWith('tiny/stubborn')).length;
    await until(() => looping() === 2, 'two workers in their loops');
    const start = performance.now();
    child.kill(signal);
    const { code: found, stdout, stderr } = await end;
    assert.ok(performance.now() - start < 10_000); // 0.1 s on an idle machine
    assert.equal(found, code);
    const kept = readIndex(store(root, 'slow')).size;
    assert.match(stdout, new RegExp(`${kept} runs? of this call finished and kept`));
    assert.match(
      stderr,
      /stopped\. What is finished is kept; to go on: assay run tiny\/slow tiny\/stubborn --jobs 2/,
    );
  });
