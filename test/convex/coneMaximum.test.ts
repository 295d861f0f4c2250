import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  convexProgram,
  drawPatterns,
  enumeratePatterns,
  type Patterns,
  patternHeights,
  samplePatterns,
  solve,
  squared,
} from '../../src/convex/index.ts';
import { fromRows, row } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw, kinds, norm } from './instances.ts';

const signed = (X: number[][], q: ArrayLike<number>, u: ArrayLike<number>) =>
  X.reduce((sum, x, k) => sum + q[k]! * Math.max(0, dot(x, u)), 0) / norm(u);

test('no direction of its cone exceeds the height of a pattern, and some come near it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(1e6),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
      (kind, seed, n, d) => {
        using arena = new Arena();
        const { X } = draw(kind, seed, n, d, 1);
        const source = stream('heights', seed);
        const q = source.fillNormal(new Float64Array(n));
        const patterns = samplePatterns(arena, X, 5, source);
        const heights = patternHeights(fromRows(arena, X), q, patterns);
        const keys = heights.reduce((map, height, i) => {
          return map.set([...row(patterns.active, i)].join(''), { height, seen: 0, near: 0 });
        }, new Map<string, { height: number; seen: number; near: number }>());
        const u = new Float64Array(d);
        const scale = X.reduce((sum, x, k) => sum + Math.abs(q[k]!) * norm(x), 0);
        for (let draws = 0; draws < 4000; draws++) {
          source.fillNormal(u);
          const at = keys.get(X.map((x) => (dot(x, u) >= 0 ? '1' : '0')).join(''));
          if (!at) continue;
          const value = Math.abs(signed(X, q, u));
          assert.ok(value <= at.height + 1e-12 * scale, `${kind} ${value} ${at.height}`);
          at.seen++;
          at.near = Math.max(at.near, value);
        }
        for (const { height, seen, near } of keys.values())
          if (seen >= 1000) assert.ok(near >= 0.95 * height - 1e-12 * scale, `${kind} ${near} ${height}`);
      },
    ),
    { numRuns: 60, seed: 2 },
  );
});

test('patterns above beta lower the optimum when they come into the program, those below do not', () => {
  const goal = { gap: 1e-9, iterations: 100 };
  let [lowered, kept] = [0, 0];
  for (let seed = 1; seed <= 8; seed++) {
    using arena = new Arena();
    const { X, y, beta } = draw('Gaussian', seed, 7, 3, 0.05);
    const all = enumeratePatterns(arena, X);
    const some = samplePatterns(arena, X, 3, stream('some', seed));
    const optimum = solve(convexProgram(arena, { X, y, loss: squared, beta, patterns: some }), goal);
    const heights = patternHeights(fromRows(arena, X), optimum.q, all);
    const withMore = (more: readonly number[]) => {
      const rows = (matrix: Patterns['active'], of: Patterns['active']) => [
        ...Array.from({ length: matrix.rows }, (_, i) => [...row(matrix, i)]),
        ...more.map((i) => [...row(of, i)]),
      ];
      const patterns: Patterns = {
        active: fromRows(arena, rows(some.active, all.active)),
        directions: fromRows(arena, rows(some.directions, all.directions)),
        complete: false,
      };
      return solve(convexProgram(arena, { X, y, loss: squared, beta, patterns }), goal);
    };
    const known = new Set(Array.from({ length: 3 }, (_, i) => [...row(some.active, i)].join('')));
    const fresh = [...heights.keys()].filter((i) => !known.has([...row(all.active, i)].join('')));
    for (const i of fresh.filter((i) => heights[i]! > beta * (1 + 1e-3))) {
      assert.ok(withMore([i]).primal < optimum.dual, `seed ${seed}: ${heights[i]! / beta}`);
      lowered++;
    }
    const below = fresh.filter((i) => heights[i]! <= beta);
    if (below.length > 0) assert.ok(withMore(below).primal >= optimum.dual - 1e-9 * optimum.dual);
    kept += below.length;
  }
  assert.ok(lowered > 50 && kept > 20, `${lowered} ${kept}`);
});

test('draws count every direction, and their first patterns are those of distinct sampling', () => {
  for (const kind of kinds) {
    using arena = new Arena();
    const { X } = draw(kind, 3, 6, 2, 1);
    const drawn = drawPatterns(arena, X, 200, stream('draws', kind));
    assert.equal(
      drawn.times.reduce((sum, times) => sum + times, 0),
      200,
    );
    assert.ok(drawn.times.every((times) => times >= 1));
    const P = drawn.active.rows;
    const distinct = samplePatterns(arena, X, P, stream('draws', kind));
    assert.deepEqual([...drawn.active.data], [...distinct.active.data], kind);
    assert.deepEqual([...drawn.directions.data], [...distinct.directions.data], kind);
    assert.ok(distinct.draws <= 200);
    const { active } = drawPatterns(arena, X, 1, stream('draws', kind));
    assert.deepEqual([active.rows, active.cols], [1, 6]);
  }
  using arena = new Arena();
  assert.equal(
    drawPatterns(
      arena,
      [
        [1, 0],
        [0, 1],
      ],
      100,
      stream('four'),
    ).complete,
    true,
  );
  assert.equal(
    drawPatterns(
      arena,
      [
        [1, 0],
        [0, 1],
      ],
      2,
      stream('four'),
    ).complete,
    false,
  );
  for (const draws of [0, 1.5, Number.NaN, Infinity])
    assert.throws(() => drawPatterns(arena, [[1]], draws, stream('bad')), {
      name: 'RangeError',
      message: `${draws} draws were asked for: an integer > 0 was expected`,
    });
});
