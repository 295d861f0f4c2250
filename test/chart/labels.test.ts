import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { directLabel, endLabels } from '../../src/chart/index.ts';

const heights = (labels: ReturnType<typeof endLabels>) => labels.map(({ y }) => (y as number[])[0]!);

test('a label stands at its point in data units', () => {
  const { x, y, mode, cliponaxis } = directLabel('test', 100, 1e-6, '#0072b2');
  assert.deepEqual({ x, y, mode, cliponaxis }, { x: [100], y: [1e-6], mode: 'text', cliponaxis: false });
});

test('labels that are far apart stay where their lines end', () => {
  const ends = [0.9, 0.1, 0.5].map((y) => ({ text: String(y), y, colour: '#0072b2' }));
  const placed = heights(endLabels(ends, 10, 'linear', [0, 1]));
  placed.forEach((y, index) => {
    assert.ok(Math.abs(y - [0.1, 0.5, 0.9][index]!) < 1e-12);
  });
});

test('labels of lines that end together are centred on their end, a gap apart', () => {
  const ends = ['a', 'b', 'c'].map((text) => ({ text, y: 1e-3, colour: '#0072b2' }));
  const [low, middle, high] = heights(endLabels(ends, 10, 'log', [1e-6, 1], 0.1)) as [number, number, number];
  assert.ok(Math.abs(middle / 1e-3 - 1) < 1e-9);
  // A tenth of six decades is a factor of 10^0.6.
  assert.ok(Math.abs(high / middle - 3.9810717055349727) < 1e-9);
  assert.ok(Math.abs(middle / low - 3.9810717055349727) < 1e-9);
});

test('labels keep the order of their lines and the gap, and no label moves without need', () => {
  const gap = 0.05;
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (ys) => {
        const ends = ys.map((y) => ({ text: String(y), y, colour: '#0072b2' }));
        const placed = heights(endLabels(ends, 1, 'linear', [0, 1], gap));
        const sorted = ys.toSorted((a, b) => a - b);
        for (let i = 1; i < placed.length; i++) assert.ok(placed[i]! - placed[i - 1]! >= gap - 1e-12);
        if (sorted.every((y, i) => i === 0 || y - sorted[i - 1]! >= gap))
          placed.forEach((y, i) => {
            assert.ok(Math.abs(y - sorted[i]!) < 1e-12);
          });
        const moved = placed.reduce((sum, y, i) => sum + y - sorted[i]!, 0);
        assert.ok(Math.abs(moved) < 1e-9, 'least squares leaves the mean in place');
      },
    ),
  );
});
