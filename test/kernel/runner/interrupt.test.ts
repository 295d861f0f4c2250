import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertError, assertOk, type Session, startSession } from './harness.ts';

let session: Session;
before(async () => {
  session = await startSession();
  assertOk(await session.run('$0.state = 7;'));
});
after(() => session[Symbol.asyncDispose]());

/** Interrupts the cell when it says `go`; the state has to survive. */
async function interrupted(body: string): Promise<string> {
  session.events.length = 0;
  const outcome = session.run(`console.log('go'); ${body}`);
  await session.event(() => session.printed().includes('go'));
  await sleep(20);
  const [ended] = await Promise.all([outcome, session.runner.interrupt()]);
  const cell = session.last();
  assert.equal(assertError(ended).ename, 'InterruptError');
  assert.equal(assertOk(await session.run('$k.r($0.state)')), '7');
  return session.printed(cell);
}

const NEVER = 'new Promise(() => {})';

const stopped: Record<string, string> = {
  'a busy loop': 'for (;;);',
  'a loop after an await': 'await $k.w(null); for (;;);',
  'a flood of microtasks in library code': 'await $k.w((async () => { for (;;) await null; })());',
  'a catastrophic regular expression': '/(a+)+b/.test("a".repeat(40));',
  'Atomics.wait': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
  'a busy timer': `setTimeout(() => { for (;;); }, 1); await $k.w(${NEVER});`,
  'a typed sort': 'for (;;) new Float64Array(1e5).map(Math.random).sort();',
  'a loop in a generator': 'for (const x of (function* () { for (;;) yield 1; })());',
  'a loop in a catch that swallows everything':
    'for (;;) try { await $k.w(new Promise((r) => setTimeout(r, 5))); } catch {}',
  'WebAssembly that does not return':
    'new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]))).exports.f();',
  spawnSync: 'require("node:child_process").spawnSync("sleep", ["60"]);',
  'a getter while the result is formatted':
    '$k.r({ [Symbol.for("nodejs.util.inspect.custom")]() { for (;;); } });',
};
for (const [name, body] of Object.entries(stopped))
  test(`an interrupt stops ${name}`, async () => {
    await interrupted(body);
  });

const cleaned: Record<string, string> = {
  'a pending await': `await $k.w(${NEVER});`,
  'a loop of awaits': 'for (;;) await $k.w(null);',
  'a loop that prints': 'for (;;) console.log(1);',
  'a timer of node:timers/promises': 'await $k.w(require("node:timers/promises").setTimeout(1e6));',
  'a question': 'await $k.w(new Promise((r, fail) => setTimeout(() => fail("no reply"), 1e5)));',
  'for await over an interval':
    'for await (const x of $k.a(require("node:timers/promises").setInterval(1e6)));',
  'a library that takes the signal':
    'await $k.w(new Promise((_, fail) => { const s = globalThis[Symbol.for("Jupyter.signal")]; s.addEventListener("abort", () => fail(s.reason)); }));',
};
for (const [name, body] of Object.entries(cleaned))
  test(`finally runs, and may wait itself, when an interrupt stops ${name}`, async () => {
    const printed = await interrupted(
      `try { ${body} } finally { await $k.w(new Promise((r) => setTimeout(r, 10))); console.log('cleaned'); }`,
    );
    assert.match(printed, /cleaned\n$/);
  });

test('an async generator of a cell closes when the loop over it is interrupted', async () => {
  const printed = await interrupted(
    `async function* steps() { try { for (;;) yield await $k.w(${NEVER}); } finally { console.log('closed'); } }
     for await (const x of $k.a(steps()));`,
  );
  assert.match(printed, /closed/);
});

test('nothing of an interrupted cell goes on: timers, library loops, workers, child processes', async () => {
  await interrupted(
    `const fs = require('node:fs/promises'), { Worker } = require('node:worker_threads'), { spawn } = require('node:child_process');
     $0.seen = { timer: 0, loop: 0, worker: 0, exited: 0 };
     setInterval(() => $0.seen.timer++, 1);
     (async () => { for (;;) { await fs.stat('.'); $0.seen.loop++; } })();
     const worker = new Worker('setInterval(() => require("node:worker_threads").parentPort.postMessage(1), 1)', { eval: true });
     worker.on('message', () => $0.seen.worker++);
     $0.child = spawn('sleep', ['60']);
     await $k.w(${NEVER});`,
  );
  const seen = async () => assertOk(await session.run('$k.r(JSON.stringify($0.seen))'));
  const first = await seen();
  await sleep(100);
  assert.equal(await seen(), first);
  assert.equal(assertOk(await session.run('$k.r($0.child.signalCode)')), "'SIGKILL'");
});

test('an interrupt with nothing running is harmless, and stops what earlier cells left going on', async () => {
  assertOk(await session.run('$0.ticks = 0; setInterval(() => $0.ticks++, 1);'));
  const outcomes = [];
  for (let i = 0; i < 3; i++) {
    await session.runner.interrupt();
    outcomes.push(assertOk(await session.run('$k.r($0.ticks)')));
  }
  assert.equal(outcomes[1], outcomes[2]);
});

test('a cell that runs right after an interrupt is not hit by it', async () => {
  for (let i = 0; i < 3; i++) {
    const outcome = session.run('for (;;);');
    await sleep(20);
    const stop = session.runner.interrupt();
    assertError(await outcome);
    assert.equal(
      assertOk(await session.run('let n = 0; for (let i = 0; i < 1e7; i++) n++; await $k.w(null); $k.r(n)')),
      '10000000',
    );
    await stop;
  }
});
