import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extrapolate, history, remember } from '../../src/convex/anderson.ts';
import { fromVector } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, norm } from './instances.ts';

const N = 5;

/** x - (A x - b) with a random A near I, and its fixed point. */
function linear(seed: number) {
  const source = stream('anderson', seed);
  const solution = Array.from({ length: N }, () => source.normal());
  const A = Array.from({ length: N }, (_, i) =>
    Array.from({ length: N }, (_x, j) => (i === j ? 1 : 0) + 0.2 * source.normal()),
  );
  const move = (x: Float64Array) => {
    const off = x.map((value, j) => value - solution[j]!);
    return Float64Array.from(A, (row) => -dot(row, off));
  };
  return { move, solution };
}

test('five differences are enough for a linear iteration in five unknowns, in a memory that is reused', () => {
  for (const seed of [1, 2, 3, 4]) {
    using arena = new Arena();
    const { move, solution } = linear(seed);
    const source = stream('points', seed);
    const x = source.fillNormal(new Float64Array(N));
    const out = arena.float64(N);
    let past = history(arena, N, N);
    for (let k = 0; k < 2 * N + 1; k++) {
      const f = move(x);
      const image = x.map((value, j) => value + f[j]!);
      past = remember(past, fromVector(arena, f), fromVector(arena, image));
      const before = norm(x.map((value, j) => value - solution[j]!));
      assert.equal(extrapolate(past, out), k > 0);
      if (k === 2 * N) {
        const after = norm(out.map((value, j) => value - solution[j]!));
        assert.ok(after < 1e-6 * before, `${before} ${after}`);
      }
      source.fillNormal(x); // points need not follow the iteration
    }
  }
});

test('moves that do not change give the image itself', () => {
  using arena = new Arena();
  let past = history(arena, 3, N);
  const out = arena.float64(N);
  for (let k = 0; k < 3; k++) {
    const image = new Float64Array(N).fill(k);
    past = remember(past, fromVector(arena, new Float64Array(N).fill(1)), fromVector(arena, image));
    assert.equal(extrapolate(past, out), false);
    assert.deepEqual([...out], [...image]);
  }
});
