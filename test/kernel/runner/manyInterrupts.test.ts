import { test } from 'node:test';
import { interruptMany } from './manyInterrupts.ts';

test('interrupts at random moments are neither lost nor fatal', async () => {
  await interruptMany(10, 1);
});
