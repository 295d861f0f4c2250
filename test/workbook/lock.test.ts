import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LockedError, lock } from '../../src/workbook/lock.ts';
import { ended, folder, start } from './fixtures/place.ts';

test('a lock that is released can be taken again, and leaves nothing', async () => {
  const here = folder();
  const path = join(here, 'lock');
  (await lock(path))();
  (await lock(path))();
  assert.deepEqual(readdirSync(here), ['.assay']);
});

test('the lock of a living process holds and names it', async () => {
  const path = join(folder(), 'lock');
  const release = await lock(path);
  await assert.rejects(
    lock(path, 0),
    (error) => error instanceof LockedError && error.message.includes(`process ${process.pid}`),
  );
  release();
});

test('the lock of a process that died is taken over, also where its id is in use again', async () => {
  const here = folder();
  const path = join(here, 'lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(path, `${pid} 1 ${hostname()}`);
  (await lock(path))();
  const release = await lock(path);
  const [own, born] = readFileSync(path, 'utf8').split(' ');
  release();
  assert.equal(own, String(process.pid));
  if (born !== '?') {
    writeFileSync(path, `${own} ${Number(born) - 1} ${hostname()}`);
    (await lock(path))();
  }
  assert.deepEqual(readdirSync(here), ['.assay']);
});

test('the lock of another machine holds', async () => {
  const path = join(folder(), 'lock');
  writeFileSync(path, '1 1 elsewhere');
  await assert.rejects(lock(path, 0), LockedError);
});

test('of many processes that find a dead lock, one at a time holds it', async () => {
  const here = folder();
  writeFileSync(join(here, 'lock'), `${spawnSync(process.execPath, ['-e', '']).pid} 1 ${hostname()}`);
  const contenders = Array.from({ length: 4 }, () => ended(start('./contender.ts', [], here)));
  for (const { code, stderr } of await Promise.all(contenders)) assert.equal(code, 0, stderr);
  const events = readFileSync(join(here, 'events'), 'utf8').trimEnd().split('\n');
  assert.equal(events.length, 2 * 4 * 20);
  for (let i = 0; i < events.length; i += 2) {
    const [taken, given] = [events[i]!.split(' '), events[i + 1]!.split(' ')];
    assert.deepEqual([taken[0], given[0], taken[1]], ['take', 'give', given[1]]);
  }
});

test('however many locks are held, one listener waits for the exit, and none afterwards', async () => {
  const here = folder();
  const before = process.listenerCount('exit');
  const releases = await Promise.all(Array.from({ length: 20 }, (_, i) => lock(join(here, `lock${i}`))));
  assert.equal(process.listenerCount('exit'), before + 1);
  for (const release of releases) release();
  assert.equal(process.listenerCount('exit'), before);
  assert.deepEqual(readdirSync(here), ['.assay']);
});

test('all locks of a process are free after its exit', async () => {
  const here = folder();
  const module = new URL('../../src/workbook/lock.ts', import.meta.url).href;
  const paths = ['a', 'b'].map((name) => join(here, name));
  const script = `const { lock } = await import('${module}'); for (const path of ${JSON.stringify(paths)}) await lock(path); process.exit(0);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  assert.deepEqual(readdirSync(here), ['.assay']);
});
