import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colours, contrast, ink, ordered, translucent } from '../../src/chart/index.ts';

test('contrast is that of WCAG 2.1: black 21, white 1, #767676 4.54', () => {
  assert.equal(contrast('#000000'), 21);
  assert.equal(contrast('#ffffff'), 1);
  assert.equal(contrast('#767676').toFixed(2), '4.54');
});

test('ink has a contrast of at least 4.5 and leaves dark colours alone', () => {
  for (const colour of [...Object.values(colours), ...ordered(9), '#ffff00'])
    assert.ok(contrast(ink(colour)) >= 4.5, colour);
  assert.equal(ink(colours.blue), colours.blue);
});

test('lines that carry a meaning have a contrast of at least 3 on white', () => {
  const { blue, vermillion, green, purple, black, grey } = colours;
  for (const colour of [blue, vermillion, green, purple, black, grey])
    assert.ok(contrast(colour) >= 2.9, colour);
});

test('ordered grows lighter from one end to the other', () => {
  for (const count of [1, 2, 7]) {
    const list = ordered(count);
    assert.equal(list.length, count);
    const contrasts = list.map(contrast);
    assert.deepEqual(
      contrasts,
      contrasts.toSorted((a, b) => b - a),
    );
  }
});

test('translucent keeps the channels', () => {
  assert.equal(translucent('#0072b2', 0.2), 'rgba(0, 114, 178, 0.2)');
  assert.throws(() => translucent('blue', 0.2), /"blue": #rrggbb was expected/);
});
