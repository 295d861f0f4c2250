import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertError, assertOk, type Session, startSession } from './harness.ts';

let session: Session;
afterEach(() => session[Symbol.asyncDispose]());

const renewals = (): string[] =>
  session.events.filter((event) => event.type === 'renewed').map(({ reason }) => reason);

test('process.exit ends the cell with an error that says so, after its output; the next cell runs anew', async () => {
  session = await startSession();
  const home = process.cwd();
  const { ename, evalue } = assertError(
    await session.run(
      '$0.x = 1; process.chdir(require("node:os").tmpdir()); for (let i = 0; i < 1000; i++) console.log(i); process.exit(3); console.log("never");',
    ),
  );
  assert.equal(ename, 'ProcessExit');
  assert.match(evalue, /process\.exit\(3\).*variables are gone/);
  assert.equal(session.printed().split('\n').length, 1001);
  assert.equal(renewals().length, 1);
  assert.equal(session.events.at(-1)!.type, 'renewed');
  assert.equal(assertOk(await session.run('$k.r([$0.x, process.cwd()])')), `[ undefined, '${home}' ]`);
});

test('process.exit between cells renews too', async () => {
  session = await startSession();
  assertOk(await session.run('setTimeout(() => process.exit(), 10)'));
  await session.event((event) => event.type === 'renewed');
  assert.equal(assertOk(await session.run('$k.r(2)')), '2');
});

test('out of memory ends the cell with an error that says so, and the next cell runs', async () => {
  session = await startSession({ memory: 100 });
  const { ename, evalue } = assertError(
    await session.run('const all = []; for (;;) all.push(new Array(1e5).fill(Math.random()));'),
  );
  assert.equal(ename, 'OutOfMemory');
  assert.match(evalue, /100 MB/);
  assert.equal(renewals().length, 1);
  assert.equal(assertOk(await session.run('$k.r(3)')), '3');
});

test('user code sees a main thread whose directory it can change', async () => {
  session = await startSession();
  const seen = assertOk(
    await session.run(
      `const { isMainThread, parentPort } = await $k.w($k.i('node:worker_threads'));
       process.chdir(require('node:os').tmpdir());
       $k.r(JSON.stringify([isMainThread, parentPort, process.cwd(), process.argv.length, process.execArgv]));`,
    ),
  )!;
  assert.deepEqual(JSON.parse(seen.slice(1, -1)), [true, null, realpathSync(tmpdir()), 2, []]);
  assert.match(assertError(await session.run('process.chdir("/not/there")')).evalue, /ENOENT.*\/not\/there/);
});

for (const [name, body] of Object.entries({
  'an idle worker': '',
  'a busy loop': 'for (;;);',
  'a pending await': 'await $k.w(new Promise(() => {}));',
  'a child process': 'require("node:child_process").spawnSync("sleep", ["60"]);',
}))
  test(`closing takes less than a second over ${name}, and ends the running cell with an error`, async () => {
    session = await startSession();
    const outcome = body === '' ? undefined : session.run(body);
    await sleep(50);
    const start = performance.now();
    await session.runner[Symbol.asyncDispose]();
    assert.ok(performance.now() - start < 1000);
    if (outcome) assert.equal(assertError(await outcome).ename, 'KernelClosed');
    assert.equal(assertError(await session.run('1')).ename, 'KernelClosed');
  });

test('a renewed worker can be interrupted too', async () => {
  session = await startSession();
  assertError(await session.run('process.exit()'));
  const outcome = session.run('for (;;);');
  await sleep(20);
  await session.runner.interrupt();
  assert.equal(assertError(await outcome).ename, 'InterruptError');
});
