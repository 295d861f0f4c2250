import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import type { Tally } from '../../src/workbook/execute.ts';
import { lineProgress, showProgress } from '../../src/workbook/progress.ts';

const tally = (): Tally => ({
  experiment: 'a/b',
  runs: 10,
  work: 100,
  finished: 0,
  failed: 0,
  done: 0,
  start: 0,
});

test('lines: one at the start, one every ten seconds with rate and time left, one at the end', () => {
  const lines: string[] = [];
  let now = 0;
  const progress = lineProgress(
    (text) => lines.push(text),
    () => now,
  );
  const state = tally();
  for (let run = 0; run <= 10; run++, now += 4000) {
    state.finished = run;
    state.done = 10 * run;
    progress.update(state);
  }
  assert.deepEqual(lines, [
    'a/b: 10 runs started',
    'a/b: 3 of 10 runs, 0.25 runs/s, 28 s left',
    'a/b: 6 of 10 runs, 0.25 runs/s, 16 s left',
    'a/b: 9 of 10 runs, 0.25 runs/s, 4.0 s left',
    'a/b: 10 runs in 40 s',
  ]);
});

test('bars on a terminal: name, runs, rate and time left; a line remains of what is over', async () => {
  const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 120, rows: 24 });
  let shown = '';
  screen.on('data', (text) => {
    shown += text;
  });
  const environment = process.env;
  process.env = { TERM: 'xterm' };
  const progress = await showProgress(screen);
  process.env = environment;
  const state = { ...tally(), start: performance.now() - 2000, finished: 4, done: 40 };
  progress.update(state);
  await new Promise((resolve) => setTimeout(resolve, 250));
  progress.message('a message');
  progress.update(Object.assign(state, { finished: 9, failed: 1, done: 100 }));
  progress.stop();
  assert.match(shown, /a\/b \[.*\] 4 of 10 runs {2}2\.0 runs\/s {2}3\.\d s left/);
  assert.match(shown, /a message/);
  assert.match(shown, /a\/b: 10 runs in 2\.\d s, 1 failed/);
});
