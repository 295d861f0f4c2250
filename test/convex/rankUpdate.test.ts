import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kernels } from '../../src/convex/kernels.ts';
import { zeros } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';

const sizes = { n: fc.integer({ min: 1, max: 600 }), d: fc.integer({ min: 1, max: 13 }) };

test('addWeightedGram adds the weighted Gram matrix of the rows to the lower triangle', () => {
  fc.assert(
    fc.property(fc.nat(1e6), sizes.n, sizes.d, (seed, n, d) => {
      using arena = new Arena();
      const source = stream('gram', seed);
      const [X, C, w] = [zeros(arena, n, d), zeros(arena, d, d), arena.float64(n)];
      source.fillNormal(X.data);
      source.fillNormal(C.data);
      for (let k = 0; k < n; k++) w[k] = source.integer(3) === 0 ? 0 : source.normal() ** 2;
      const before = C.data.slice();
      const scratch = arena.float64(Math.ceil(kernels.gramBytes(d) / 8));
      const [weights, x, c] = [w.byteOffset, X.data.byteOffset, C.data.byteOffset];
      kernels.addWeightedGram(n, d, weights, x, c, scratch.byteOffset);
      for (let i = 0; i < d; i++)
        for (let j = 0; j <= i; j++) {
          let expected = before[i * d + j]!;
          for (let k = 0; k < n; k++) expected += w[k]! * X.data[k * d + i]! * X.data[k * d + j]!;
          assert.ok(Math.abs(C.data[i * d + j]! - expected) <= 1e-12 * n, `${i} ${j}`);
        }
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('addOuter adds Y Y to the rows and columns of its list, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 150 }),
      fc.integer({ min: 1, max: 300 }),
      (seed, m, d) => {
        using arena = new Arena();
        const source = stream('outer', seed);
        const Y = zeros(arena, m, d);
        source.fillNormal(Y.data);
        const index = arena.int32(m);
        for (let i = 0, next = 0; i < m; i++, next += 1 + source.integer(3)) index[i] = next;
        const size = index[m - 1]! + 1;
        const C = zeros(arena, size, size);
        const scratch = arena.float64(Math.ceil(kernels.outerBytes(m, d) / 8));
        const [y, list, c] = [Y.data.byteOffset, index.byteOffset, C.data.byteOffset];
        kernels.addOuter(m, d, y, list, c, 8 * size, scratch.byteOffset);
        for (let i = 0; i < m; i++)
          for (let j = 0; j <= i; j++) {
            let expected = 0;
            for (let p = 0; p < d; p++) expected += Y.data[i * d + p]! * Y.data[j * d + p]!;
            const place = index[i]! * size + index[j]!;
            assert.ok(Math.abs(C.data[place]! - expected) <= 1e-12 * d, `${i} ${j}`);
            C.data[place] = 0;
          }
        assert.ok(C.data.every((value) => value === 0));
      },
    ),
    { numRuns: 30, seed: 2 },
  );
});
