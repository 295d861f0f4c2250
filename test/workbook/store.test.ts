import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { encode } from '../../src/workbook/encoding.ts';
import { digest, identity } from '../../src/workbook/identity.ts';
import { line, openStore, readIndex, readLines, readRuns } from '../../src/workbook/store.ts';
import { folder } from './fixtures/place.ts';

const provenance = {
  code: digest('code'),
  commit: 'none',
  node: 'v24',
  engine: 'wasm',
  cpu: 'a "quick" one',
  seconds: 1,
  mebibytes: 2,
  finished: '2000-01-01T00:00:00.000Z',
};

const run = (seed: number, records = [{ x: [seed, Number.NaN, -0], text: '"records":[\n' }]) => ({
  id: identity({ settings: digest('settings'), seed, code: provenance.code }),
  experiment: 'a/b',
  settings: { lambda: Number.POSITIVE_INFINITY },
  seed,
  provenance,
  records,
});

const lineOf = (one: ReturnType<typeof run>): string => line(one, encode(one.records));

async function filled(runs: readonly ReturnType<typeof run>[]): Promise<string> {
  const path = join(folder(), 'deep/er/runs.jsonl');
  const store = await openStore(path, assert.fail);
  for (const one of runs) store.append(lineOf(one));
  store.close();
  return path;
}

test('runs come back as they were, in the order asked for', async () => {
  const runs = [run(1), run(2), run(3)];
  const path = await filled(runs);
  const ids = [runs[2]!.id, runs[0]!.id];
  assert.deepEqual(readRuns(path, readIndex(path), ids), [runs[2], runs[0]]);
  assert.equal(readFileSync(path, 'utf8').split('\n').length, 4);
});

test('lines longer than what is read at once are found', async () => {
  const runs = [3e5, 10, 2e5, 0, 1].map((length, seed) =>
    run(seed, [{ x: Array(length).fill(0.1), text: 'ü' }]),
  );
  const path = await filled(runs);
  const index = readIndex(path);
  assert.deepEqual(
    [...index.keys()],
    runs.map(({ id }) => id),
  );
  assert.deepEqual(readRuns(path, index, [...index.keys()]), runs);
});

test('of equal identities the last counts', async () => {
  const path = await filled([run(1, [{ x: [1], text: 'old' }]), run(2), run(1, [{ x: [2], text: 'new' }])]);
  const index = readIndex(path);
  assert.equal(index.size, 2);
  assert.deepEqual(readRuns(path, index, [run(1).id])[0]!.records, [{ x: [2], text: 'new' }]);
});

test('a file that is not there holds no runs', async () => {
  const path = join(folder(), 'none.jsonl');
  assert.equal(readIndex(path).size, 0);
  assert.throws(() => readLines(path, readIndex(path), [run(1).id]), /has no run/);
});

test('wherever a kill tears the last line, the others are kept and the torn one is set aside', async () => {
  const [first, second] = [lineOf(run(1)), lineOf(run(2))];
  const bytes = Buffer.byteLength(second);
  for (const written of [1, 7, 60, bytes >> 1, bytes - 1]) {
    const path = await filled([run(1), run(2)]);
    truncateSync(path, Buffer.byteLength(first) + written);
    assert.deepEqual([...readIndex(path).keys()], [run(1).id], 'a reader passes over it');
    const messages: string[] = [];
    const store = await openStore(path, (message) => messages.push(message));
    assert.ok(store.has(run(1).id) && !store.has(run(2).id));
    store.append(lineOf(run(3)));
    store.close();
    assert.deepEqual([...readIndex(path).keys()], [run(1).id, run(3).id]);
    assert.equal(readFileSync(`${path}.torn`, 'utf8'), `${second.slice(0, written)}\n`);
    assert.match(messages.join(), /the last line of .*runs\.jsonl was torn by a kill: moved to .*\.torn/);
  }
});

test('a line that is no run is named, not skipped', async () => {
  const path = await filled([run(1)]);
  const at = statSync(path).size;
  appendFileSync(path, '<<<<<<< HEAD\n');
  assert.throws(() => readIndex(path), new RegExp(`byte ${at} of .*runs\\.jsonl does not begin a run`));
  await assert.rejects(openStore(path, assert.fail), /does not begin a run/);
  writeFileSync(path, lineOf(run(1)));
  (await openStore(path, assert.fail)).close();
});
