import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conesOf } from '../../src/convex/cone.ts';
import { convexProgram, enumeratePatterns, samplePatterns, squared } from '../../src/convex/index.ts';
import { interiorDirection } from '../../src/convex/margin.ts';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw, masks, norm } from './instances.ts';

const enough = { flops: 1e9 };

/** Smallest (s_k x_k' u - eps ||u||_1) / ||x_k|| over the samples, by the definition. */
const margin = (X: number[][], mask: number[], radius: number, u: ArrayLike<number>): number =>
  Math.min(
    ...X.map((x, k) => {
      const size = Array.from(u).reduce((sum, value) => sum + Math.abs(value), 0);
      return ((2 * mask[k]! - 1) * dot(x, u) - radius * size) / norm(x);
    }),
  );

for (const radius of [0, 0.02])
  test(`the direction has the largest margin to about 1 %, with radius ${radius}`, () => {
    let interiors = 0;
    for (let seed = 0; seed < 6; seed++) {
      using arena = new Arena();
      const { X, y } = draw('Gaussian', seed, 7, 3, 1);
      const patterns = enumeratePatterns(arena, X);
      const problem = convexProgram(arena, { X, y, beta: 1, patterns, loss: squared, radius });
      const source = stream('margin', seed);
      const D = masks(patterns);
      conesOf(problem).forEach((cone, i) => {
        const a = interiorDirection(cone, { ...enough });
        const others = Array.from({ length: 200 }, () => source.fillNormal(new Float64Array(3)));
        const best = Math.max(...others.map((u) => margin(X, D[i]!, radius, u) / norm(u)));
        if (a === undefined) {
          assert.ok(radius > 0 && best <= 0);
          return;
        }
        interiors++;
        assert.ok(Math.abs(margin(X, D[i]!, radius, a) - 1) < 1e-12);
        assert.ok(best <= 1.02 / norm(a));
        for (let k = 0; k < 20; k++) {
          const near = a.map((x) => x + 0.1 * norm(a) * source.normal());
          assert.ok(margin(X, D[i]!, radius, near) / norm(near) <= 1.02 / norm(a));
        }
      });
    }
    assert.ok(interiors > 100);
  });

test('a flat cone has none, and one without constraints needs none', () => {
  using arena = new Arena();
  const of = (X: number[][], active: number[], radius: number) => {
    const directions = fromRows(arena, [[1, 1]]);
    const patterns = { active: fromRows(arena, [active]), directions, complete: false };
    const y = active;
    return conesOf(convexProgram(arena, { X, y, beta: 1, patterns, loss: squared, radius }))[0]!;
  };
  const line = [
    [1, 0],
    [-1, 0],
  ];
  assert.equal(interiorDirection(of(line, [1, 1], 0), { ...enough }), undefined);
  assert.equal(interiorDirection(of([[0, 0]], [1], 0.1), { ...enough }), undefined);
  assert.equal(interiorDirection(of([[1, 0]], [1], 2), { ...enough }), undefined); // the box holds 0
  assert.deepEqual(interiorDirection(of([[0, 0]], [1], 0), { ...enough }), new Float64Array(2));
});

test('without effort the direction of the pattern itself has to do', () => {
  using arena = new Arena();
  const { X, y } = draw('Gaussian', 1, 30, 4, 1);
  const patterns = samplePatterns(arena, X, 3, stream('generator'));
  const problem = convexProgram(arena, { X, y, beta: 1, patterns, loss: squared });
  conesOf(problem).forEach((cone, i) => {
    const a = interiorDirection(cone, { flops: 0 })!;
    assert.ok(Math.abs(dot(a, cone.generator) - norm(a) * norm(cone.generator)) < 1e-12 * norm(a));
    assert.ok(Math.abs(margin(X, masks(patterns)[i]!, 0, a) - 1) < 1e-9);
  });
});
