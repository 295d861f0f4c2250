import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crossing, heatMap, linearEdges, logEdges } from '../../src/chart/index.ts';

const bar = { title: 'error', x: 1 };

test('logEdges lie halfway between neighbours in the logarithm, and as far outside', () => {
  const expected = [0.5, 2, 8, 32];
  logEdges([1, 4, 16]).forEach((edge, i) => {
    assert.ok(Math.abs(edge - expected[i]!) < 1e-14 * expected[i]!);
  });
  assert.throws(() => logEdges([1]), /around \[1\]: two or more ascending positive/);
  assert.throws(() => logEdges([0, 1]), /ascending positive/);
  assert.throws(() => logEdges([2, 1]), /ascending positive/);
});

test('linearEdges lie halfway between neighbours, and as far outside', () => {
  assert.deepEqual(linearEdges([-1, 0, 2]), [-1.5, -0.5, 1, 3]);
  assert.throws(() => linearEdges([1]), /around \[1\]: two or more ascending centres/);
  assert.throws(() => linearEdges([0, 0]), /ascending centres/);
  const map = heatMap(
    'e',
    [-1, 0, 2],
    [0, 1],
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [0, 9],
    bar,
    linearEdges,
  );
  assert.deepEqual([map.x, map.y], [linearEdges([-1, 0, 2]), linearEdges([0, 1])]);
});

test('heatMap draws cells between their edges over the whole range, rows from below', () => {
  const z = [
    [0, 0.254],
    [1, Number.NaN],
  ];
  const map = heatMap('e', [1, 2], [3, 9], z, [0, 1], bar);
  assert.deepEqual([map.z, map.zmin, map.zmax], [z, 0, 1]);
  assert.deepEqual([map.x, map.y], [logEdges([1, 2]), logEdges([3, 9])]);
});

test('heatMap refuses cells that do not fit their centres', () => {
  assert.throws(
    () => heatMap('e', [1, 2, 3], [1], [[1]], [0, 1], bar),
    /e: 1 rows of 3 cells were expected, not 1 of 1/,
  );
});

test('crossing is where the values last fall below the level, on a log axis', () => {
  assert.ok(Math.abs(crossing([1, 10, 100], [0.5, 0.3, 0.1], 0.2) - 10 ** 1.5) < 1e-12);
  assert.ok(Math.abs(crossing([1, 10, 100, 1000], [0.5, 0, 0.5, 0], 0.25) - 10 ** 2.5) < 1e-11);
  assert.ok(Number.isNaN(crossing([1, 10], [0.1, 0], 0.2)));
  assert.ok(Number.isNaN(crossing([1, 10], [0.5, 0.4], 0.2)));
  assert.throws(() => crossing([1], [1, 2], 0), /x has 1 entries but values has 2/);
});
