import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conesOf } from '../../src/convex/cone.ts';
import { convexProgram, samplePatterns, squared } from '../../src/convex/index.ts';
import { interiorDirection } from '../../src/convex/margin.ts';
import { repair } from '../../src/convex/repair.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw, masks, nested, norm } from './instances.ts';

for (const radius of [0, 0.01])
  test(`blocks move along the interior direction by the least step, with radius ${radius}`, () => {
    for (let seed = 0; seed < 10; seed++) {
      using arena = new Arena();
      const { X, y } = draw('Gaussian', seed, 12, 20, 1);
      const patterns = samplePatterns(arena, X, 2, stream('repair', seed));
      const problem = convexProgram(arena, { X, y, beta: 1, patterns, loss: squared, radius });
      const cones = conesOf(problem);
      const inward = cones.map((cone) => interiorDirection(cone, { flops: 1e9 })!);
      const source = stream('repair points', seed).fillNormal(new Float64Array(4 * 20));
      const { blocks, violation } = repair(cones, source, (i) => inward[i]);
      const D = masks(patterns);
      const slack = (b: number, u: number[]) =>
        Math.min(
          ...X.map((x, k) => {
            const size = u.reduce((sum, value) => sum + Math.abs(value), 0);
            return ((2 * D[b % 2]![k]! - 1) * dot(x, u) - radius * size) / norm(x);
          }),
        );
      const before = nested(source, 20);
      const worst = Math.max(...before.map((u, b) => -slack(b, u)));
      assert.ok(Math.abs(violation - worst) <= 1e-12 * worst);
      nested(blocks, 20).forEach((u, b) => {
        const a = inward[b % 2]!;
        const moved = u.map((value, j) => value - before[b]![j]!);
        const step = dot(moved, a) / dot(a, a);
        assert.ok(norm(moved.map((value, j) => value - step * a[j]!)) <= 1e-12 * norm(moved));
        assert.ok(slack(b, u) >= 0);
        assert.ok(
          slack(
            b,
            u.map((value, j) => value - 1e-9 * step * a[j]!),
          ) < 0,
        );
      });
    }
  });

test('moved together, both blocks of a pattern lie inside and their difference is what it was', () => {
  for (const radius of [0, 0.01]) {
    using arena = new Arena();
    const { X, y } = draw('Gaussian', 3, 12, 20, 1);
    const patterns = samplePatterns(arena, X, 2, stream('repair together'));
    const problem = convexProgram(arena, { X, y, beta: 1, patterns, loss: squared, radius });
    const cones = conesOf(problem);
    const inward = cones.map((cone) => interiorDirection(cone, { flops: 1e9 })!);
    const source = stream('repair points').fillNormal(new Float64Array(4 * 20));
    const { blocks, together } = repair(cones, source, (i) => inward[i]);
    const [before, apart, after] = [source, blocks, together!].map((all) => nested(all, 20));
    const gap = (all: number[][], i: number) => all[i]!.map((value, j) => value - all[i + 2]![j]!);
    for (const i of [0, 1]) {
      const change = gap(after!, i).map((value, j) => value - gap(before!, i)[j]!);
      assert.ok(norm(change) < 1e-10 * norm(gap(before!, i)));
      assert.ok([i, i + 2].some((b) => norm(after![b]!.map((value, j) => value - apart![b]![j]!)) > 0.1));
    }
    assert.equal(repair(cones, together!, (i) => inward[i]).violation, 0);
    assert.equal(repair(cones, together!, (i) => inward[i]).together, undefined);
  }
});

test('blocks inside stay, blocks without an interior or with numbers that are not finite become zero', () => {
  using arena = new Arena();
  const { X, y } = draw('Gaussian', 1, 8, 3, 1);
  const patterns = samplePatterns(arena, X, 2, stream('repair'));
  const cones = conesOf(convexProgram(arena, { X, y, beta: 1, patterns, loss: squared }));
  const inside = [...patterns.directions.data.subarray(0, 3)];
  const source = [...inside, 1, Number.NaN, 0, ...inside.map((value) => -value), 1, 1, 1];
  const { blocks } = repair(cones, source, () => undefined);
  assert.deepEqual([...blocks.subarray(0, 3)], inside);
  assert.deepEqual([...blocks.subarray(3)], new Array(9).fill(0));
});
