import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certify, convexProgram, losses, samplePatterns } from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { barrier } from './barrier.ts';
import { draw, masks } from './instances.ts';

// Without the step the gap is about e, so that a tenth of e has a tenth of the gap.
for (const loss of ['squared', 'bce'] as const)
  test(`the bound of a dual direction off by e is off by about e^2: ${loss}`, () => {
    using arena = new Arena();
    const { X, y: normals } = draw('Gaussian', 5, 12, 3, 1);
    const y = loss === 'squared' ? normals : normals.map((value) => (value > 0 ? 1 : 0));
    const patterns = samplePatterns(arena, X, 6, stream('dual step'));
    const program = { X, y, beta: 0.1 };
    const point = barrier({ ...program, loss, D: masks(patterns), radius: 0, gated: false }, 1e-9);
    const problem = convexProgram(arena, { ...program, patterns, loss: losses[loss] });
    const noise = stream('dual step noise').fillNormal(new Float64Array(y.length));
    const [gap, smaller] = [1e-3, 1e-4].map((size) => {
      const q = point.q.map((value, k) => value * (1 + size * noise[k]!));
      return certify(problem, { ...point, q }).relativeGap;
    });
    assert.ok(gap! < 1e-3 && smaller! < gap! / 40 + 1e-7, `${gap} ${smaller}`);
  });
