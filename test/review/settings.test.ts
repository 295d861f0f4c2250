import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ranges, settingsOfRuns, valueText } from '../../src/review/settings.ts';

const provenance = { seconds: 2, mebibytes: 100 };

test('what all runs share stands apart from what varies, with the seeds of each combination', () => {
  const runs = [0.1, 0.2].flatMap((rate) =>
    [1, 2, 3, 7].map((seed) => ({ settings: { rate, steps: 50 }, seed, provenance })),
  );
  const { common, varied, groups } = settingsOfRuns([
    ...runs,
    { settings: { rate: 0.2, steps: 50, extra: true }, seed: 9, provenance: { seconds: 1, mebibytes: 300 } },
  ]);
  assert.deepEqual(common, [['steps', '50']]);
  assert.deepEqual(varied, ['rate', 'extra']);
  assert.deepEqual(groups, [
    { values: ['0.1', ''], seeds: '1–3, 7', runs: 4, seconds: 8, mebibytes: 100 },
    { values: ['0.2', ''], seeds: '1–3, 7', runs: 4, seconds: 8, mebibytes: 100 },
    { values: ['0.2', 'true'], seeds: '9', runs: 1, seconds: 1, mebibytes: 300 },
  ]);
});

test('numbers keep all digits, and long rows of integers are shortened', () => {
  assert.equal(valueText(0.1 + 0.2), '0.30000000000000004');
  assert.equal(valueText(-0), '-0');
  assert.equal(valueText([0, 1, 2, 3, 4]), '[0, ..., 4]');
  assert.equal(valueText([0, 1, 3]), '[0, 1, 3]');
  assert.equal(valueText({ a: [null, 'b'] }), '{ a: [null, b] }');
  assert.equal(ranges([5, 1, 2, 9, 8, 1]), '1, 2, 5, 8, 9');
});
