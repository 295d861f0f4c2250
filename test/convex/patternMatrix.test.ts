import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patternMatrix } from '../../src/convex/patternMatrix.ts';
import { fromRows, type Matrix } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { nested } from './instances.ts';

/** kron(A, B). */
const kronecker = (A: number[][], B: number[][]): number[][] =>
  A.flatMap((a) => B.map((b) => a.flatMap((entry) => b.map((other) => entry * other))));

test('the lower triangle is that of a sum of Kronecker products', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      ...([
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
      ] as const),
      (seed, P, G, d) => {
        using arena = new Arena();
        const source = stream('pattern matrix', seed);
        const C = Array.from({ length: P }, () => Array.from({ length: G }, () => source.integer(2)));
        const symmetric = () => {
          const S = Array.from({ length: d }, () => Array.from({ length: d }, () => source.normal()));
          return S.map((row, i) => row.map((_, j) => S[Math.max(i, j)]![Math.min(i, j)]!));
        };
        const shared = Array.from({ length: G }, symmetric);
        const own = Array.from({ length: 2 * P }, symmetric);
        const writes = (from: number[][][]) => (index: number, out: Matrix) => {
          from[index]!.forEach((row, i) => {
            row.forEach((value, j) => {
              out.data[i * d + j] = j <= i ? value : Number.NaN;
            });
          });
        };
        const M = patternMatrix(arena, fromRows(arena, C), d, writes(shared), writes(own));
        const unit = (b: number) => own.map((_, i) => own.map((_x, j) => (i === b && j === b ? 1 : 0)));
        const terms = [
          ...shared.map((H, g) => {
            const c = [...C.map((row) => row[g]!), ...C.map((row) => -row[g]!)];
            return kronecker(
              c.map((a) => c.map((b) => a * b)),
              H,
            );
          }),
          ...own.map((H, b) => kronecker(unit(b), H)),
        ];
        nested(M.data, M.cols).forEach((row, i) => {
          row.slice(0, i + 1).forEach((value, j) => {
            const expected = terms.reduce((sum, term) => sum + term[i]![j]!, 0);
            assert.ok(Math.abs(value - expected) <= 1e-13 * (G + 1), `${i}, ${j}: ${value} ${expected}`);
          });
        });
        assert.deepEqual([M.rows, M.cols], [2 * P * d, 2 * P * d]);
      },
    ),
    { numRuns: 100 },
  );
});
