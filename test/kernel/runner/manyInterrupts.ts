// Interrupts at random moments of a cell's life: none lost, none fatal, none that hits another cell.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertOk, startSession } from './harness.ts';

const BODIES = [
  'for (;;);',
  'await $k.w(null); for (;;);',
  'for (;;) await $k.w(null);',
  'for (;;) await $k.w(new Promise((r) => setTimeout(r, 1)));',
  'for (;;) await $k.w(Promise.resolve(1));',
  'for (;;) { console.log("x"); }',
  'await $k.w((async () => { for (;;) await null; })());',
  'await $k.w(new Promise(() => {}));',
  'setInterval(() => { const end = Date.now() + 3; while (Date.now() < end); }, 1); await $k.w(new Promise(() => {}));',
  'try { for (;;) await $k.w(null); } finally { await $k.w(new Promise((r) => setTimeout(r, 3))); }',
  'const end = Date.now() + 20; while (Date.now() < end); $k.r(1)',
  'for (let i = 0; i < 20; i++) await $k.w(new Promise((r) => setTimeout(r, 1)));',
  'for (;;) JSON.parse(JSON.stringify(Array.from({ length: 1000 }, (_, i) => ({ i }))));',
  'await $k.w((async () => { const fs = require("node:fs/promises"); for (;;) await fs.stat("."); })());',
];

/** Longest time from interrupt to the end of the cell, in ms. */
export async function interruptMany(count: number, seed: number): Promise<number> {
  await using session = await startSession();
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  assertOk(await session.run('$0.kept = 0;'));
  let longest = 0;
  let stopped = 0;
  for (let i = 0; i < count; i++) {
    const outcome = session.run(`$0.kept++; ${BODIES[Math.floor(random() * BODIES.length)]}`);
    // At once, in the first millisecond, or later.
    if (random() < 0.8) await sleep(random() < 0.5 ? random() : random() * 40);
    const start = performance.now();
    const stop = session.runner.interrupt();
    const ended = await outcome;
    longest = Math.max(longest, performance.now() - start);
    if (ended.status === 'error') {
      assert.equal(ended.error.ename, 'InterruptError', ended.error.traceback.join('\n'));
      stopped++;
    }
    if (random() < 0.3) await stop;
    session.events.length = 0;
    const kept = assertOk(await session.run('await $k.w(null); $k.r($0.kept)'));
    assert.ok(Number(kept) <= i + 1);
  }
  assert.ok(stopped > 0.7 * count, `${stopped} of ${count} cells were stopped`);
  assert.ok(!session.events.some(({ type }) => type === 'renewed' || type === 'error'));
  return longest;
}
