import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowSpace } from '../../src/convex/rowSpace.ts';
import { fromRows, toRows } from '../../src/linalg/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, instances, norm } from './instances.ts';

test('the rows are orthonormal, span the samples, and are as many as the rank', () => {
  fc.assert(
    fc.property(instances({ min: 0, max: 0 }), ({ X, kind }) => {
      using arena = new Arena();
      const Q = toRows(rowSpace(arena, fromRows(arena, X)));
      for (const [i, a] of Q.entries())
        for (const [j, b] of Q.entries()) assert.ok(Math.abs(dot(a, b) - (i === j ? 1 : 0)) < 1e-14);
      for (const x of X) {
        const rest = [...x];
        for (const a of Q) for (let j = 0; j < a.length; j++) rest[j]! -= dot(x, a) * a[j]!;
        assert.ok(norm(rest) <= 1e-13 * norm(x));
      }
      const most = Math.min(X.length, X[0]!.length);
      if (kind === 'Gaussian') assert.equal(Q.length, most);
      if (kind === 'rank 1' || kind === 'all zero') assert.equal(Q.length, 1);
      if (kind === 'zero column') assert.ok(Q.length <= Math.max(1, X[0]!.length - 1));
    }),
    { numRuns: 200, seed: 1 },
  );
});
