import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inside, samplesOf } from '../../src/convex/directions.ts';
import {
  convexProgram,
  enumeratePatterns,
  samplePatterns,
  searchPatterns,
  solve,
  squared,
  violations,
} from '../../src/convex/index.ts';
import { localMaximum } from '../../src/convex/violation.ts';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw, masks, norm } from './instances.ts';

const goal = { gap: 1e-9, iterations: 100 };

const height = (X: number[][], q: ArrayLike<number>, u: ArrayLike<number>) =>
  Math.abs(X.reduce((sum, x, k) => sum + q[k]! * Math.max(0, dot(x, u)), 0)) / norm(u);

test('the search comes within 5 % of the largest violation that 20,000 random directions find, and reports its value', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      (seed, n, d) => {
        using arena = new Arena();
        const { X, y } = draw('Gaussian', seed, n, d, 1);
        const found = violations(fromRows(arena, X), y, 50, stream('violations', seed));
        assert.equal(found.length, 100);
        for (const { direction, value } of found) {
          assert.ok(Math.abs(norm(direction) - 1) < 1e-12);
          assert.ok(Math.abs(Math.abs(value) - height(X, y, direction)) < 1e-12 * (1 + norm(y)));
        }
        assert.ok(found.every(({ value }, i) => i === 0 || value <= found[i - 1]!.value));
        const source = stream('random directions', seed);
        const u = new Float64Array(d);
        let best = 0;
        for (let draws = 0; draws < 20_000; draws++)
          best = Math.max(best, height(X, y, source.fillNormal(u)));
        assert.ok(found[0]!.value >= best * (1 - 0.05), `${found[0]!.value} ${best}`);
      },
    ),
    { numRuns: 15, seed: 1 },
  );
});

test('an exact local maximum is no lower than any direction near it, and lies at the border of its pattern', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 4 }),
      (seed, n, d) => {
        using arena = new Arena();
        const { X, y } = draw('Gaussian', seed, n, d, 1);
        const samples = samplesOf(fromRows(arena, X));
        const [start] = violations(fromRows(arena, X), y, 3, stream('maximum', seed));
        const keyOf = (u: ArrayLike<number>) => X.map((x) => (dot(x, u) >= 0 ? '1' : '0')).join('');
        const top = localMaximum(samples, y, start!, keyOf(start!.direction));
        if (start!.value < 0) return; // no direction gains anything for this sign
        assert.ok(top.value >= start!.value);
        assert.ok(Math.abs(top.value - height(X, y, top.direction)) <= 1e-9 * (1 + top.value));
        const within = inside(samples, top.key, top.direction);
        assert.ok(within && keyOf(within) === top.key);
        const source = stream('near', seed);
        for (let draws = 0; draws < 300; draws++) {
          const u = top.direction.map((value) => value + 1e-4 * source.normal());
          const signed = top.sign * X.reduce((sum, x, k) => sum + y[k]! * Math.max(0, dot(x, u)), 0);
          assert.ok(signed / norm(u) <= top.value * (1 + 1e-9), `${signed / norm(u)} ${top.value}`);
        }
      },
    ),
    { numRuns: 100, seed: 2 },
  );
});

test('a planted violated pattern is found', () => {
  // All patterns but one are in the program; that one has the neuron that made the targets.
  let planted = 0;
  for (let seed = 0; seed < 8; seed++) {
    using arena = new Arena();
    const { X } = draw('Gaussian', seed, 8, 3, 1);
    const all = enumeratePatterns(arena, X);
    const D = masks(all);
    const missing = seed % D.length;
    const teacher = [...all.directions.data.subarray(3 * missing, 3 * missing + 3)];
    const y = X.map((x) => 3 * Math.max(0, dot(x, teacher)));
    const others = {
      active: fromRows(
        arena,
        D.filter((_, i) => i !== missing),
      ),
      directions: fromRows(
        arena,
        D.flatMap((_, i) => (i === missing ? [] : [all.directions.data.subarray(3 * i, 3 * i + 3)])),
      ),
      complete: false,
    };
    const { q } = solve(convexProgram(arena, { X, y, beta: 0.01, patterns: others, loss: squared }), goal);
    const [steepest] = violations(fromRows(arena, X), q, 20, stream('planted', seed));
    if (steepest!.value <= 0.01 * (1 + 1e-6)) continue; // the others fit as well
    planted++;
    const pattern = X.map((x) => (dot(x, steepest!.direction) >= 0 ? 1 : 0));
    assert.deepEqual(pattern, D[missing], `seed ${seed}`);
  }
  assert.ok(planted >= 4, String(planted));
});

test('a search lowers the optimum in every round, to that over all patterns', () => {
  for (const seed of [1, 2, 3]) {
    using arena = new Arena();
    const data = { ...draw('Gaussian', seed, 10, 3, 0.02), loss: squared };
    const settings = { count: 60, perRound: 4, starts: 50, goal };
    const searched = searchPatterns(arena, data, settings, stream('search', seed));
    assert.equal(searched.status, 'no violation');
    const { rounds } = searched;
    assert.equal(rounds[0]!.patterns, 0);
    assert.ok(Math.abs(rounds[0]!.primal - dot(data.y, data.y) / 2) < 1e-12);
    for (let i = 1; i < rounds.length; i++) {
      assert.ok(rounds[i]!.dual <= rounds[i - 1]!.primal && rounds[i]!.patterns > rounds[i - 1]!.patterns);
      assert.ok(rounds[i - 1]!.violation > 1);
    }
    assert.equal(searched.active.rows, rounds.at(-1)!.patterns);
    const all = solve(convexProgram(arena, { ...data, patterns: enumeratePatterns(arena, data.X) }), goal);
    assert.ok(rounds.at(-1)!.primal <= all.primal * (1 + 1e-5), `${rounds.at(-1)!.primal} ${all.primal}`);
    // As many random patterns are worse.
    const random = samplePatterns(arena, data.X, searched.active.rows, stream('random', seed));
    assert.ok(solve(convexProgram(arena, { ...data, patterns: random }), goal).dual > all.primal);
  }
});

test('a search ends at the count that was asked for, is repeatable, and can be aborted', () => {
  using arena = new Arena();
  const data = { ...draw('Gaussian', 4, 30, 5, 0.02), loss: squared };
  const settings = { count: 7, perRound: 3, starts: 5, goal: { gap: 1e-4, iterations: 60 } };
  const [first, second] = [1, 2].map(() => searchPatterns(arena, data, settings, stream('same')));
  assert.deepEqual([first!.status, first!.active.rows], ['count-reached', 7]);
  assert.deepEqual(
    first!.rounds.map(({ patterns }) => patterns),
    [0, 3, 6, 7],
  );
  assert.deepEqual(first!.active.data, second!.active.data);
  const aborted = searchPatterns(arena, data, settings, stream('same'), { signal: AbortSignal.abort() });
  assert.deepEqual([aborted.status, aborted.active.rows], ['aborted', 0]);
  assert.throws(() => searchPatterns(arena, data, { ...settings, perRound: 0 }, stream('same')), {
    name: 'RangeError',
    message: 'perRound is 0: an integer > 0 was expected',
  });
});

test('with a large beta nothing is violated', () => {
  using arena = new Arena();
  const data = { ...draw('Gaussian', 5, 10, 3, 1000), loss: squared };
  const settings = { count: 7, perRound: 3, starts: 5, goal };
  const { status, rounds } = searchPatterns(arena, data, settings, stream('none'));
  assert.equal(status, 'no violation');
  assert.ok(rounds.length === 1 && rounds[0]!.violation < 1);
});
