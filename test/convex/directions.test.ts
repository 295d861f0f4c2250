import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleCount, sampleDirections } from '../../src/convex/index.ts';
import { row } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot } from './instances.ts';

test('directions are unit vectors, and more of them continue fewer', () => {
  using arena = new Arena();
  const many = sampleDirections(arena, 500, 7, stream('directions'));
  const few = sampleDirections(arena, 30, 7, stream('directions'));
  assert.deepEqual([...few.data], [...many.data.subarray(0, few.data.length)]);
  for (let j = 0; j < many.rows; j++)
    assert.ok(Math.abs(dot(row(many, j), row(many, j)) - 1) < 1e-14, String(j));
});

test('directions are spread evenly: means of coordinates 0, of their squares 1 / d, of their products 0', () => {
  using arena = new Arena();
  const [N, d] = [20_000, 3];
  const { data } = sampleDirections(arena, N, d, stream('even directions'));
  const mean = (value: (j: number) => number) =>
    Array.from({ length: N }, (_, j) => value(j)).reduce((a, b) => a + b) / N;
  // Five standard errors: a coordinate has variance 1/3, its square at most 4/45, a product at most 1/9.
  for (let i = 0; i < d; i++) {
    assert.ok(Math.abs(mean((j) => data[j * d + i]!)) < 5 * Math.sqrt(1 / 3 / N));
    assert.ok(Math.abs(mean((j) => data[j * d + i]! * data[j * d + i]!) - 1 / d) < 5 * Math.sqrt(4 / 45 / N));
    const next = (i + 1) % d;
    assert.ok(Math.abs(mean((j) => data[j * d + i]! * data[j * d + next]!)) < 5 * Math.sqrt(1 / 9 / N));
  }
});

test('the sample count is the smaller of the two bounds', () => {
  const half = Math.sqrt(0.3); // psi xi = 0.3 on MNIST 2 against 8: the paper's width is 39,365
  assert.equal(sampleCount(11_809, half, half), 39_366);
  assert.equal(sampleCount(40, 41 / 129, 1), 128);
  // With a small xi the second bound is the smaller one: (2 / 0.1)(101 + log 1000) = 2158.2; the first is 1,009,999.
  assert.equal(sampleCount(100, 0.1, 1e-3), 2159);
});

test('bad numbers are named', () => {
  using arena = new Arena();
  assert.throws(() => sampleDirections(arena, 0, 3, stream('x')), {
    name: 'ShapeError',
    message: '0 directions of 3 entries were asked for: integers > 0 were expected',
  });
  assert.throws(() => sampleDirections(arena, 3, 1.5, stream('x')), /1.5 entries/);
  assert.throws(() => sampleCount(0, 0.5, 0.5), /n is 0: a number of samples > 0 was expected/);
  assert.throws(() => sampleCount(10, 1.5, 0.5), /psi is 1.5: a probability in \(0, 1\] was expected/);
  assert.throws(() => sampleCount(10, 0.5, 0), /xi is 0/);
});
