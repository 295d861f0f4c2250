import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MimeBundle } from '../../../src/kernel/contract.ts';
import { createProgress } from '../../../src/kernel/display/index.ts';

function started() {
  const clock = { now: 0 };
  const shown: { readonly at: number; readonly bundle: MimeBundle }[] = [];
  const place = () => (bundle: MimeBundle) => void shown.push({ at: clock.now, bundle });
  const progress = createProgress(place, () => clock.now);
  return { clock, progress, shown, text: () => shown.map(({ bundle }) => bundle['text/plain']) };
}
const bar = (full: number): string => '█'.repeat(full) + '░'.repeat(30 - full);

test('it says how far, and how long it takes', () => {
  const { clock, progress, text } = started();
  const one = progress(100, 'fit');
  clock.now = 1000;
  one.update(10);
  clock.now = 3000;
  one.step(40);
  clock.now = 6000;
  one.update(100);
  one.update(20);
  assert.deepEqual(text(), [
    `fit ${bar(0)} 0 of 100`,
    `fit ${bar(3)} 10 of 100, 9.0 s left`,
    `fit ${bar(15)} 50 of 100, 3.0 s left`,
    `fit ${bar(30)} 100 of 100 in 6.0 s`,
  ]);
});

test('a bar for people who cannot see it', () => {
  const { progress, shown } = started();
  progress(3, 'a < b').step(0);
  assert.equal(
    shown[0]!.bundle['text/html'],
    '<label>a &lt; b <progress max="3" value="0"></progress> 0 of 3</label>',
  );
});

test('at most ten updates a second, and the last state always', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(80), { minLength: 1, maxLength: 200 }), (waits) => {
      const { clock, progress, shown } = started();
      const items: number[] = [];
      for (const wait of progress(waits)) {
        items.push(wait);
        clock.now += wait;
      }
      assert.deepEqual(items, waits);
      const between = shown.slice(0, -1).map(({ at }) => at);
      for (let i = 1; i < between.length; i++) assert.ok(between[i]! - between[i - 1]! >= 100);
      assert.match(
        shown.at(-1)!.bundle['text/plain'] as string,
        new RegExp(`${waits.length} of ${waits.length} in`),
      );
    }),
  );
});

test('a loop that is left says where', () => {
  const { clock, progress, text } = started();
  const items = progress(new Set([1, 2, 3, 4]));
  for (const item of items) {
    clock.now += 30;
    if (item === 3) break;
  }
  assert.equal(text().at(-1), `${bar(15)} stopped at 2 of 4 after 0.1 s`);
  assert.throws(() => {
    for (const _ of progress([1, 2])) throw new Error('no');
  }, /no/);
  assert.match(String(text().at(-1)), /stopped at 0 of 2/);
});

test('without a number of steps it counts', async () => {
  const { clock, progress, text } = started();
  async function* items() {
    yield* [1, 2, 3];
  }
  for await (const _ of progress(items(), 'read')) clock.now += 60;
  assert.deepEqual(text(), ['read 0', 'read 2', 'read 3 in 0.2 s']);
});

test('the end of a using block ends the bar', () => {
  const { progress, text } = started();
  {
    using one = progress(2);
    one.step();
  }
  assert.equal(text().at(-1), `${bar(15)} stopped at 1 of 2 after 0.0 s`);
});

test('nothing to do is done at once; a wrong number is refused', () => {
  const { progress, text } = started();
  progress(0);
  for (const _ of progress([]));
  assert.deepEqual(text().filter((line) => line === `${bar(30)} 0 of 0 in 0.0 s`).length, 2);
  for (const wrong of [-1, NaN, Infinity]) assert.throws(() => progress(wrong), RangeError);
  assert.throws(() => progress({} as never), TypeError);
});
