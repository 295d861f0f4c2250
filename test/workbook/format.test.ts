import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, duration } from '../../src/workbook/format.ts';

test('durations have two units at most', () => {
  const expected = {
    0: '0.0 s',
    0.44: '0.4 s',
    9.94: '9.9 s',
    9.96: '10 s',
    59.4: '59 s',
    59.6: '1 min',
    185: '3 min 5 s',
    3599.6: '1 h',
    7800: '2 h 10 min',
  };
  assert.deepEqual(
    Object.fromEntries(Object.keys(expected).map((key) => [key, duration(Number(key))])),
    expected,
  );
});

test('one run, two runs', () => {
  assert.deepEqual([count(1, 'run'), count(2, 'run'), count(0, 'run')], ['1 run', '2 runs', '0 runs']);
});
