import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axis, logAxis } from '../../src/chart/index.ts';

test('logAxis takes its range in data units and gives plotly the logarithms', () => {
  const [low, high] = logAxis('steps', [1, 1000]).range as [number, number];
  assert.equal(low, 0);
  assert.ok(Math.abs(high - 3) < 1e-15);
});

test('logAxis labels 1, 10 and 100 in digits and other powers of ten with a superscript', () => {
  const { tickvals, ticktext } = logAxis('gap', [1e-3, 1e4]);
  assert.deepEqual(tickvals, [1e-3, 1e-2, 0.1, 1, 10, 100, 1000, 10000]);
  assert.deepEqual(ticktext, [
    '10<sup>−3</sup>',
    '10<sup>−2</sup>',
    '10<sup>−1</sup>',
    '1',
    '10',
    '100',
    '10<sup>3</sup>',
    '10<sup>4</sup>',
  ]);
});

test('logAxis labels 1, 2 and 5 where the range is at most two decades', () => {
  const { tickvals, ticktext } = logAxis('eta', [0.02, 1]);
  assert.deepEqual(tickvals?.slice(0, 7), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  assert.deepEqual(ticktext?.slice(0, 7), ['0.01', '0.02', '0.05', '0.1', '0.2', '0.5', '1']);
});

test('logAxis labels a range below a factor of five closely enough to read it', () => {
  const tickvals = logAxis('balance', [1, 2.4]).tickvals as number[];
  assert.deepEqual(
    tickvals.filter((value) => value >= 1 && value <= 2.4),
    [1, 1.2, 1.5, 2],
  );
});

test('logAxis leaves out labels that would crowd, but never 1', () => {
  const { tickvals } = logAxis('gap', [1e-20, 10]);
  assert.deepEqual(tickvals, [1e-18, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1]);
});

test('logAxis refuses a range that has no logarithm', () => {
  for (const range of [
    [0, 1],
    [-1, 1],
    [2, 1],
    [1, Number.NaN],
  ] as const)
    assert.throws(() => logAxis('gap', range), /log axis "gap" is \[.*0 < low < high was expected/);
});

test('an axis without a range follows the data', () => {
  assert.deepEqual(axis('time (s)'), { title: { text: 'time (s)' } });
  assert.equal(logAxis('gap').range, undefined);
});
