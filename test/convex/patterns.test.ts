import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { enumeratePatterns, patternCount, samplePatterns } from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw, kinds, masks, nested } from './instances.ts';

const keys = (rows: number[][]) => rows.map((row) => row.join(''));

test('the count of patterns in general position is 2 sum C(n - 1, k)', () => {
  assert.equal(patternCount(6, 2), 12);
  assert.equal(patternCount(6, 5), 62);
  assert.equal(patternCount(40, 2), 80);
  assert.equal(patternCount(40, 3), 1562);
  assert.equal(patternCount(5, 9), 32); // all sign vectors where n <= r
  assert.equal(patternCount(1, 1), 2);
});

test('enumeration finds all patterns of points in general position', () => {
  for (let n = 1; n <= 9; n++)
    for (let d = 1; d <= 5; d++) {
      using arena = new Arena();
      const { X } = draw('Gaussian', 10 * n + d, n, d, 1);
      const { active, complete } = enumeratePatterns(arena, X);
      assert.equal(active.rows, patternCount(n, d), `${n} x ${d}`);
      assert.ok(complete);
    }
});

test('enumeration finds what 40,000 random directions find, and no more, on degenerate points', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(1e6),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 3 }),
      (kind, seed, n, d) => {
        using arena = new Arena();
        const { X } = draw(kind, seed, n, d, 1);
        const patterns = enumeratePatterns(arena, X);
        const D = masks(patterns);
        const found = new Set(keys(D));
        assert.equal(found.size, D.length);
        assert.ok(D.length <= patternCount(n, d));
        // Each has its direction strictly inside the cone, so none is made up.
        nested(patterns.directions.data, d).forEach((a, i) => {
          X.forEach((x, k) => {
            if (dot(x, x) > 0) assert.ok((2 * D[i]![k]! - 1) * dot(x, a) > 0);
            else assert.equal(D[i]![k], 1);
          });
        });
        const source = stream('brute force', seed);
        const a = new Float64Array(d);
        const seen = new Set<string>();
        for (let draws = 0; draws < 40_000; draws++) {
          source.fillNormal(a);
          seen.add(X.map((x) => (dot(x, a) >= 0 ? '1' : '0')).join(''));
        }
        for (const key of seen) assert.ok(found.has(key), key);
        // Cells too thin for 40,000 draws are possible, but few.
        assert.ok(seen.size >= 0.8 * found.size, `${seen.size} of ${found.size}`);
      },
    ),
    { numRuns: 25, seed: 1 },
  );
});

test('parallel points have the patterns of one of them', () => {
  using arena = new Arena();
  const { X } = draw('Gaussian', 3, 5, 3, 1);
  const more = [...X, X[1]!.map((x) => 2 * x), X[4]!.map((x) => -0.3 * x), [0, 0, 0]];
  assert.equal(enumeratePatterns(arena, more).active.rows, patternCount(5, 3));
});

test('too many patterns to enumerate are refused', () => {
  using arena = new Arena();
  const { X } = draw('Gaussian', 1, 30, 8, 1);
  assert.throws(() => enumeratePatterns(arena, X), {
    name: 'RangeError',
    message: '30 samples of 8 features have up to 4364792 patterns, more than 100000: sample some instead',
  });
});

test('sampled patterns are distinct, belong to their directions, and continue shorter samples', () => {
  using arena = new Arena();
  const { X } = draw('Gaussian', 7, 20, 4, 1);
  const [few, many] = [8, 50].map((count) => samplePatterns(arena, X, count, stream('nested')));
  assert.equal(many!.active.rows, 50);
  assert.ok(many!.draws >= 50 && !many!.complete);
  const D = masks(many!);
  assert.equal(new Set(keys(D)).size, 50);
  assert.deepEqual(masks(few!), D.slice(0, 8));
  nested(many!.directions.data, 4).forEach((a, i) => {
    assert.deepEqual(
      D[i],
      X.map((x) => (dot(x, a) >= 0 ? 1 : 0)),
    );
  });
});

test('sampling ends at the exact count, and says that the patterns are all', () => {
  using arena = new Arena();
  const { X } = draw('Gaussian', 5, 12, 2, 1);
  const { active, complete } = samplePatterns(arena, X, 1000, stream('all'));
  assert.equal(active.rows, 24);
  assert.ok(complete);
});

test('sampling gives up after 3000 repeats and reports fewer patterns', () => {
  using arena = new Arena();
  const { X } = draw('rank 1', 5, 6, 4, 1);
  const { active, complete, draws } = samplePatterns(arena, X, 10, stream('rank 1'));
  assert.equal(active.rows, 2);
  assert.ok(!complete);
  assert.ok(draws > 3000 && draws < 3020);
});

test('the share of a pattern among first draws is that of its cone', () => {
  // Two points at an angle: the cones have angles angle and pi - angle, each twice.
  const angle = 0.7;
  const X = [
    [1, 0],
    [Math.cos(angle), Math.sin(angle)],
  ];
  let same = 0;
  const runs = 4000;
  for (let seed = 0; seed < runs; seed++) {
    using arena = new Arena();
    const { active } = samplePatterns(arena, X, 1, stream('share', seed));
    if (active.data[0] === active.data[1]) same++;
  }
  const expected = 1 - angle / Math.PI;
  assert.ok(Math.abs(same / runs - expected) < 4 * Math.sqrt((expected * (1 - expected)) / runs));
});

test('a bad number of patterns is refused', () => {
  using arena = new Arena();
  for (const count of [0, 1.5, Number.NaN])
    assert.throws(() => samplePatterns(arena, [[1]], count, stream('bad')), {
      name: 'RangeError',
      message: `${count} patterns were asked for: an integer > 0 was expected`,
    });
});
