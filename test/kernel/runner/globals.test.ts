import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { RunnerEvent } from '../../../src/kernel/contract.ts';
import { assertError, assertOk, type Session, startSession } from './harness.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-runner-')));
let session: Session;
before(async () => {
  session = await startSession({ folder });
});
after(async () => {
  await session[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const shown = (): unknown[] =>
  session.events.filter((event) => event.type === 'display').map(({ cell, display }) => [cell, display.data]);

test('display sends a bundle under its cell, before the outcome', async () => {
  session.events.length = 0;
  assertOk(await session.run('display.html("<b>x</b>"); console.log("after");'));
  const [first, second] = session.events;
  assert.deepEqual(first?.type === 'display' && first.display.data['text/html'], '<b>x</b>');
  assert.equal(first?.type === 'display' && first.cell, session.last());
  assert.equal(second?.type, 'stream');
});

test('output, displays and output again arrive in the order in which they were made', async () => {
  session.events.length = 0;
  assertOk(
    await session.run(
      'for (let i = 0; i < 300; i++) { console.log(i); display.markdown(String(i)); await $k.w(null); }',
    ),
  );
  const said = session.events.flatMap((event) =>
    event.type === 'stream'
      ? event.text.trim().split('\n')
      : event.type === 'display'
        ? [`m${event.display.data['text/markdown']}`]
        : [],
  );
  assert.deepEqual(said, Array.from({ length: 300 }, (_, i) => [`${i}`, `m${i}`]).flat());
});

test("tslab's module is there by import, by require, and for local files", async () => {
  writeFileSync(
    join(folder, 'show.ts'),
    'import * as tslab from "tslab"; export const show = (t: string): void => tslab.display.markdown(t);',
  );
  session.events.length = 0;
  const same = assertOk(
    await session.run(
      `const tslab = await $k.w($k.i('tslab')); tslab.display.html('<i>1</i>'); require('tslab').display.text('2');
       (await $k.w($k.i('./show'))).show('3'); $k.r(tslab.newDisplay === require('tslab').newDisplay)`,
    ),
  );
  assert.equal(same, 'true');
  assert.deepEqual(shown(), [
    [session.last(), { 'text/html': '<i>1</i>' }],
    [session.last(), { 'text/plain': '2' }],
    [session.last(), { 'text/markdown': '3' }],
  ]);
});

test('comms open, carry messages with buffers both ways, and close', async () => {
  assertOk(
    await session.run(
      `Jupyter.comms.register('echo', (comm, data) => {
         comm.onMessage = (data, buffers) => comm.send({ back: data }, buffers);
         comm.onClose = () => console.log('closed by the other side');
         comm.send({ hello: data });
       });
       $0.own = Jupyter.comms.open('widget', { value: 1 });`,
    ),
  );
  const comms = (): Extract<RunnerEvent, { type: 'comm' }>[] =>
    session.events.filter((event) => event.type === 'comm');
  const opened = comms().at(-1)!;
  assert.equal(opened.message, 'comm_open');
  assert.deepEqual([opened.content['target_name'], opened.content['data']], ['widget', { value: 1 }]);

  const { runner } = session;
  runner.comm('comm_open', { comm_id: 'c1', target_name: 'echo', data: 5 }, []);
  await session.event((event) => event.type === 'comm' && event.content['comm_id'] === 'c1');
  assert.deepEqual(comms().at(-1)!.content['data'], { hello: 5 });
  runner.comm('comm_msg', { comm_id: 'c1', data: 'x' }, [new Uint8Array([1, 2])]);
  await session.event((event) => event.type === 'comm' && event.buffers.length > 0);
  assert.deepEqual(comms().at(-1)!.content['data'], { back: 'x' });
  assert.deepEqual([...comms().at(-1)!.buffers[0]!], [1, 2]);
  runner.comm('comm_close', { comm_id: 'c1', data: {} }, []);
  await session.event(() => session.printed().includes('closed by the other side'));

  runner.comm('comm_open', { comm_id: 'c2', target_name: 'nobody', data: {} }, []);
  const answer = await session.event((event) => event.type === 'comm' && event.content['comm_id'] === 'c2');
  assert.equal(answer.type === 'comm' && answer.message, 'comm_close');
});

test("the running cell's signal is fresh for each cell", async () => {
  const signal = 'globalThis[Symbol.for("Jupyter.signal")]';
  assertOk(await session.run(`$0.first = ${signal};`));
  assert.equal(
    assertOk(
      await session.run(
        `const now = ${signal}; await $k.w(null); $k.r([now === $0.first, now === ${signal}, now.aborted])`,
      ),
    ),
    '[ false, true, false ]',
  );
});

test('a worker of user code prints under its cell, and its failure is a late error of that cell', async () => {
  session.events.length = 0;
  assertOk(
    await session.run(
      `const { Worker } = require('node:worker_threads');
       const worker = new Worker('console.log("from below"); console.error("trouble"); setTimeout(() => { throw new Error("worker died"); }, 20)', { eval: true });`,
    ),
  );
  const cell = session.last();
  assertOk(await session.run('1'));
  const late = await session.event((event) => event.type === 'error');
  assert.deepEqual(late.type === 'error' && [late.cell, late.error.evalue], [cell, 'worker died']);
  assert.equal(session.printed(cell), 'from below\n');
});

test('helpers of the compiler are there', async () => {
  assert.equal(
    assertOk(await session.run('$k.r([typeof $k.h.__decorate, typeof $k.h.__esDecorate])')),
    "[ 'function', 'function' ]",
  );
});

test('a traceback quotes the line of the cell and marks the column', async () => {
  const { traceback } = assertError(await session.run('\n  const n = 1;\n  n.missing();'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
  const text = traceback.join('\n').replaceAll(/\x1b\[\d*m/g, '');
  assert.match(text, /In \[\d+\]:3:5\n +3 \| {3}n\.missing\(\);\n +\| {5}\^/);
});
