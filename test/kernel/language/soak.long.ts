// Long sessions: nothing grows without bound, nothing slows down.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { notebook } from './notebook.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMegabytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};
const cell = (i: number): string =>
  `const x${i % 97} = { value: ${i}, list: [${i}] }; function f${i % 89}(a: number) { return a + x${i % 97}.value }`;

test('500 cells leave the heap within 20 %, and every name known', () => {
  using book = notebook();
  const run = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      book.run(cell(i));
      book.language.complete('x1.v', 4);
      book.language.rest();
    }
  };
  run(0, 100);
  const before = heapMegabytes();
  run(100, 600);
  const after = heapMegabytes();
  assert.ok(after < 1.2 * before, `${before} MB after 100 cells, ${after} MB after 600`);
  assert.deepEqual(book.errors('x96.value.toFixed(); f88(1).toFixed()'), []);
});

test('20,000 edits of a cell', () => {
  using book = notebook();
  for (let i = 0; i < 20_000; i++) book.language.inspect(`let a = ${i % 10}`, 4, 0);
  assert.deepEqual(book.errors('1'), []);
});
