import assert from 'node:assert/strict';
import { test } from 'node:test';
import { band, curve, grid, histogram, horizontalRule, points, verticalRule } from '../../src/chart/index.ts';

test('curve takes typed arrays and lists, and refuses columns of different lengths', () => {
  assert.deepEqual(curve('gap', Float64Array.of(1, 2), [3, 4], '#0072b2').y, [3, 4]);
  assert.throws(() => curve('gap', [1, 2, 3], [1, 2], '#0072b2'), /gap: x has 3 entries .* has 2/);
});

test('band runs along the lower bound and back along the upper one, without gaps', () => {
  const { x, y } = band([1, 2, 3], [0, Number.NaN, 0.2], [1, 1.1, 1.2], '#0072b2');
  assert.deepEqual(x, [1, 3, 3, 1]);
  assert.deepEqual(y, [0, 0.2, 1.2, 1]);
});

test('points has the interval ends at low and high', () => {
  const { error_y } = points('Tr', [1], [10], '#0072b2', { low: [8], high: [13] });
  assert.deepEqual([error_y?.arrayminus, error_y?.array, error_y?.symmetric], [[2], [3], false]);
});

test('histogram is closed at both ends and needs one edge more than heights', () => {
  const { x, y } = histogram('w', [0, 1, 2], [0.3, 0.7], '#0072b2');
  assert.deepEqual(x, [0, 0, 1, 2]);
  assert.deepEqual(y, [0, 0.3, 0.7, 0]);
  assert.throws(() => histogram('w', [0, 1], [1, 2], '#0072b2'), /2 heights need 3 edges, not 2/);
});

test('grid numbers panels row by row from the top left and gives each its own axes', () => {
  const at = (row: number, column: number) => ({
    row,
    column,
    title: `${row}${column}`,
    x: {},
    y: {},
    data: [curve('c', [0], [0], '#0072b2')],
  });
  const { data, layout } = grid(2, 2, [at(0, 0), at(0, 1), at(1, 0), at(1, 1)], { x: 0.2, y: 0.2 });
  assert.deepEqual(
    data.map(({ xaxis, yaxis }) => [xaxis, yaxis]),
    [
      ['x', 'y'],
      ['x2', 'y2'],
      ['x3', 'y3'],
      ['x4', 'y4'],
    ],
  );
  const { xaxis2, yaxis3 } = layout;
  assert.deepEqual(xaxis2?.domain, [0.6000000000000001, 1]);
  assert.deepEqual(yaxis3?.domain, [0, 0.4]);
  assert.equal(layout.yaxis?.domain?.[1], 1);
  assert.equal(layout.annotations?.length, 4);
  assert.throws(() => grid(2, 2, [at(2, 0)]), /panel \(2, 0\) lies outside a grid of 2 x 2/);
});

test('rules cross their own panel at a value in data units', () => {
  const { xref, yref, y0, y1 } = horizontalRule(0.5, 'chance', 'end', 3);
  assert.deepEqual([xref, yref, y0, y1], ['x3 domain', 'y3', 0.5, 0.5]);
  assert.equal(verticalRule(2, '2').yref, 'y domain');
});
