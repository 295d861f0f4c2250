// The fixed-point iteration of the robust ADMM: its penalties and its acceleration.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accelerate, anderson, forget } from '../../src/convex/robustAnderson.ts';
import { balance, firstScale } from '../../src/convex/robustPenalties.ts';
import { copyNames, type Each } from '../../src/convex/robustSplitting.ts';
import { fromRows, fromVector, type Matrix } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, norm } from './instances.ts';
import { programOf, programs } from './programs.ts';

const eachOf = <T>(value: (name: (typeof copyNames)[number]) => T): Each<T> =>
  Object.fromEntries(copyNames.map((name) => [name, value(name)])) as Each<T>;
const minus = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
  Array.from(a, (value, i) => value - b[i]!);
const close = (a: number, b: number, relative: number) =>
  assert.ok(Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b)), `${a} ${b}`);

test('the first penalties are those of slopes at 0 and of the lengths of the samples', () => {
  fc.assert(
    fc.property(programs({ min: -2, max: 1 }), (program) => {
      using arena = new Arena();
      const { X, y, loss, beta, radius } = program;
      const n = X.length;
      const slope = { squared: norm(y) / Math.sqrt(n), hinge: 1 / n, bce: 1 }[loss] || 1;
      const length = norm(X.flat()) / Math.sqrt(n) || 1;
      const scale = firstScale(programOf(arena, program));
      for (const name of ['v', 's', 'r'] as const) close(scale[name] ** 2, beta * length, 1e-12);
      for (const name of ['z', 'l', 'm'] as const) close(scale[name] ** 2, slope, 1e-12);
      close(scale.t ** 2, slope * length * (radius || 1), 1e-12);
    }),
    { numRuns: 100 },
  );
});

test('balanced penalties make copies as long as multipliers, within a factor of 30, and change neither', () => {
  const seen = { kept: 0, balanced: 0, capped: 0, empty: 0 };
  fc.assert(
    fc.property(fc.nat(1e6), fc.constantFrom(0.05, 0.5, 2), (seed, spread) => {
      using arena = new Arena();
      const source = stream('balance', seed);
      const around = () => Math.exp(spread * source.normal());
      const first = eachOf(around);
      const scale = eachOf((name) => first[name] * Math.min(25, Math.max(1 / 25, around())));
      const vector = (): number[] => Array.from({ length: 4 }, () => source.normal());
      const lengths = (a: number[], to: number) => a.map((value) => (value * to) / norm(a));
      const start = eachOf(() => {
        const [size, kind] = [around(), source.integer(8)];
        const [copy, dual] = [lengths(vector(), size), lengths(vector(), size * around() ** 2)];
        if (kind === 0) return { copy: [], dual: [] };
        return { copy: kind === 1 ? copy.map(() => 0) : copy, dual: kind === 2 ? dual.map(() => 0) : dual };
      });
      const copies = eachOf((name): Matrix => fromRows(arena, [start[name].copy]));
      const points = eachOf(
        (name): Matrix => fromRows(arena, [start[name].copy.map((value, i) => value + start[name].dual[i]!)]),
      );
      /** What the promise says, of the units in which copies and multipliers are as long. */
      const wanted = eachOf((name) => {
        const ideal = Math.sqrt(norm(start[name].dual) / norm(start[name].copy));
        if (!(ideal > 0 && ideal < Infinity)) return 1;
        const whole = (ideal * scale[name]) / first[name];
        return (Math.max(1 / 30, Math.min(30, whole)) * first[name]) / scale[name];
      });
      const factors = copyNames.map((name) => Math.max(wanted[name], 1 / wanted[name]));
      fc.pre(factors.every((factor) => Math.abs(factor - 1.2) > 1e-6));
      const given = [copies, points].map((each) => eachOf((name) => [...each[name].data]));
      const better = balance(first, scale, points, copies);
      assert.equal(better === undefined, Math.max(...factors) < 1.2);
      for (const name of copyNames) {
        const [before, size] = [start[name], norm(start[name].copy) + norm(start[name].dual)];
        const [copy, dual] = [copies[name].data, minus(points[name].data, copies[name].data)];
        const now = better ?? scale;
        const ratio = now[name] / first[name];
        close(now[name], scale[name] * (better ? wanted[name] : 1), 1e-9);
        assert.ok(ratio <= 30 * (1 + 1e-12) && ratio >= (1 - 1e-12) / 30);
        before.copy.forEach((value, i) => {
          // A copy over its scale and a scaled multiplier times it are what they were.
          assert.ok(Math.abs((copy[i]! * scale[name]) / now[name] - value) <= 1e-14 * size);
          const rounding = 1e-14 * (size + norm(copy));
          assert.ok(
            Math.abs((dual[i]! * now[name]) / scale[name] - before.dual[i]!) <=
              rounding * (1 + now[name] / scale[name]),
          );
        });
        if (!better) {
          assert.deepEqual([...copy], given[0]![name]);
          assert.deepEqual([...points[name].data], given[1]![name]);
        } else if (norm(before.copy) === 0 || norm(before.dual) === 0) seen.empty++;
        else if (ratio < 29.9 && ratio > 1 / 29.9) {
          close(norm(copy), norm(dual), 1e-9);
          seen.balanced++;
        } else seen.capped++;
      }
      if (!better) seen.kept++;
    }),
    { numRuns: 300 },
  );
  for (const [what, times] of Object.entries(seen)) assert.ok(times >= 20, `${what} ${times}`);
});

test('m + 3 steps of a linear contraction of m variables reach its fixed point, each time by the same bits', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 4 }), (seed, m) => {
      using arena = new Arena();
      const source = stream('contraction', seed);
      const vector = () => Array.from({ length: m }, () => source.normal());
      const A = Array.from({ length: m }, vector);
      const factor = 0.9 / norm(A.flat());
      const fixed = vector();
      const start = fixed.map((value) => value + 0.1 * norm(fixed) * source.normal());
      let past = anderson(arena, 6, m);
      const iterate = () => {
        const x = fromVector(arena, start);
        const points: number[][] = [];
        for (let step = 0; step < m + 3; step++) {
          const off = minus(x, fixed);
          const g = A.map((row, i) => factor * dot(row, off) - off[i]!);
          past = accelerate(past, x, fromVector(arena, g));
          points.push([...x]);
        }
        return points;
      };
      const points = iterate();
      assert.ok(norm(minus(points.at(-1)!, fixed)) <= 1e-8 * norm(minus(start, fixed)));
      past = forget(past);
      assert.deepEqual(iterate(), points);
    }),
    { numRuns: 100 },
  );
});

test('a leap is no longer than the plain step is from 0, and undone where the residual rises by more than twice', () => {
  const seen = { undone: 0, kept: 0, shortened: 0, full: 0 };
  fc.assert(
    fc.property(fc.nat(1e6), fc.constantFrom(0.1, 0.3, 2), fc.constantFrom(0.05, 1), (seed, spread, turn) => {
      using arena = new Arena();
      const source = stream('leaps', seed);
      const [memory, size] = [3, 5];
      const x = fromVector(
        arena,
        Array.from({ length: size }, () => source.normal()),
      );
      let past = anderson(arena, memory, size);
      let least = Infinity;
      let plain: number[] = [];
      for (let step = 0; step < 12; step++) {
        const length = Math.exp(spread * source.normal() - 0.2 * step);
        const g = fromVector(
          arena,
          Array.from({ length: size }, () => length * (1 + turn * source.normal())),
        );
        const [given, before, residual] = [[...x], past, [...g]];
        past = accelerate(past, x, g);
        assert.deepEqual([...g], residual);
        // The residual after a leap has to be no larger than twice the least one before.
        if (before.leapt && norm(g) > 2 * least) {
          assert.deepEqual([...x], plain);
          assert.deepEqual([past.count, past.leapt], [0, false]);
          least = Infinity;
          seen.undone++;
          continue;
        }
        plain = given.map((value, i) => value + residual[i]!);
        const first = least === Infinity;
        least = Math.min(least, norm(g));
        assert.equal(past.leapt, !first);
        assert.equal(past.count, first ? 0 : (before.count % memory) + 1);
        const leap = norm(minus(x, plain));
        if (first) assert.deepEqual([...x], plain);
        else assert.ok(leap > 0 && leap <= norm(plain) * (1 + 1e-14));
        if (before.leapt) seen.kept++;
        if (leap > norm(plain) * (1 - 1e-14)) seen.shortened++;
        if (before.count === memory) seen.full++;
      }
    }),
    { numRuns: 200 },
  );
  for (const [what, times] of Object.entries(seen)) assert.ok(times >= 25, `${what} ${times}`);
});

test('a residual that does not change tells nothing: the steps stay plain', () => {
  using arena = new Arena();
  const x = arena.float64(4);
  const g = fromVector(arena, [1, -2, 3, 0]);
  let past = anderson(arena, 3, 4);
  for (let step = 1; step <= 8; step++) {
    past = accelerate(past, x, g);
    assert.deepEqual([...x], [step, -2 * step, 3 * step, 0]);
  }
});
