import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRunner } from '../../../src/kernel/runner/index.ts';
import { assertError, assertOk, startSession } from './harness.ts';

test('a cell that floods is held back while the receiver is behind, and nothing is lost', async () => {
  let received = 0;
  let open = false;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  await using runner = await createRunner({
    folder: process.cwd(),
    onEvent: (event) => {
      if (event.type !== 'stream') return;
      received += event.text.length;
      if (!open) {
        most = received;
        return gate.promise;
      }
    },
  });
  const code = 'async () => { for (let i = 0; i < 300; i++) console.log("x".repeat(99_999)); }';
  const outcome = runner.run(
    { id: 1, label: 'In [1]', source: '', code, map: '{"version":3,"sources":[],"mappings":""}', banks: 0 },
    { allowStdin: false },
  );
  await sleep(200);
  assert.ok(most < 3_000_000, `${most} characters were let through`);
  assert.equal(received, most);
  open = true;
  gate.resolve();
  assertOk(await outcome);
  assert.equal(received, 30_000_000);
});

test('a cell that floods is interrupted although the receiver is behind', async () => {
  const gate = Promise.withResolvers<void>();
  await using session = await startSession({ held: gate.promise });
  const outcome = session.run('for (;;) process.stdout.write("y".repeat(1000));');
  await sleep(100);
  await session.runner.interrupt();
  assert.equal(assertError(await outcome).ename, 'InterruptError');
  gate.resolve();
  assertOk(await session.run('1'));
});
