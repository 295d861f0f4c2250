import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResultRecord } from '../../src/spec/experiment.ts';
import { compare } from '../../src/workbook/compare.ts';

const pair = (recorded: ResultRecord, computed: ResultRecord, seed = 1) => ({
  recorded: { settings: {}, seed, records: [recorded] },
  computed: { settings: {}, seed, records: [computed] },
});

test('the same bits are identical, NaN among them', () => {
  const record = { x: [1, Number.NaN, -0, Number.POSITIVE_INFINITY], s: 'a', deep: { y: [null, true] } };
  const copy = structuredClone(record);
  assert.deepEqual(compare([pair(record, copy)], 0), { agreement: 'identical', pairs: 1, largest: 0 });
});

test('nothing to compare with is not recorded', () => {
  assert.equal(compare([], 0).agreement, 'not recorded');
});

test('the largest relative difference and its place are found over all runs', () => {
  const comparison = compare(
    [
      pair({ x: [1, 2] }, { x: [1 + 1e-9, 2] }),
      pair({ x: [1, 200] }, { x: [1, 200.02] }, 7),
      pair({ x: [1] }, { x: [1 + 1e-6] }, 8),
    ],
    1e-3,
  );
  assert.equal(comparison.agreement, 'equal');
  assert.equal(comparison.pairs, 3);
  assert.ok(Math.abs(comparison.largest - 1e-4) < 1e-7);
  assert.equal(comparison.where, 'seed 7, records[0].x[1]: 200 recorded, 200.02 computed');
});

test('a difference is equal up to the tolerance and not beyond', () => {
  const off = [pair({ x: 1 }, { x: 1 - 1e-6 })];
  assert.equal(compare(off, 1.0000001e-6).agreement, 'equal');
  assert.equal(compare(off, 0.9999999e-6).agreement, 'different');
});

test('zeros of two signs are equal numbers but not identical', () => {
  const { agreement, largest, where } = compare([pair({ x: 0 }, { x: -0 })], 0);
  assert.deepEqual(
    [agreement, largest, where],
    ['equal', 0, 'seed 1, records[0].x: 0 recorded, -0 computed'],
  );
});

test('no tolerance covers another shape, kind, word, NaN or infinity', () => {
  for (const [recorded, computed] of [
    [{ x: [1, 2] }, { x: [1] }],
    [{ x: 1 }, { y: 1 }],
    [{ x: 1 }, {}],
    [{ x: 1 }, { x: '1' }],
    [{ x: 'a' }, { x: 'b' }],
    [{ x: true }, { x: false }],
    [{ x: 1 }, { x: Number.NaN }],
    [{ x: 1 }, { x: Number.POSITIVE_INFINITY }],
    [{ x: Number.NEGATIVE_INFINITY }, { x: Number.POSITIVE_INFINITY }],
    [{ x: [] }, { x: {} }],
    [{ x: null }, { x: 0 }],
  ] as const) {
    const { agreement, largest } = compare([pair(recorded, computed)], 1e9);
    assert.deepEqual(
      [agreement, largest],
      ['different', Number.POSITIVE_INFINITY],
      JSON.stringify([recorded, computed]),
    );
  }
});
