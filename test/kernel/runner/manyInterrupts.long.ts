import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interruptMany } from './manyInterrupts.ts';

test('of 300 interrupts at random moments none is lost and none is fatal', async () => {
  const longest = await interruptMany(300, 2);
  // Half a second is promised; a busy machine may take more.
  assert.ok(longest < 2000, `${longest} ms`);
  console.log(`longest from interrupt to the end of the cell: ${longest.toFixed(0)} ms`);
});
