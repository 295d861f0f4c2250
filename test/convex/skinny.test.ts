import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { timesSkinny, transposedTimesSkinny } from '../../src/convex/skinny.ts';
import { type Matrix as Ours, toRows, zeros } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';

/** Largest entry of A - B over that of |A| |B| summed, in units of rounding. */
const differs = (ours: Ours, theirs: Matrix, terms: number): boolean =>
  new Matrix(toRows(ours)).sub(theirs).abs().max() > terms * terms * Number.EPSILON * 16;

test('both products agree with ml-matrix for every number of rows and of panels', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 13 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(1e6),
      (n, d, half, seed) => {
        using arena = new Arena();
        const draw = (rows: number, cols: number): Ours => {
          const A = zeros(arena, rows, cols);
          stream('skinny test', seed, rows, cols).fillNormal(A.data);
          return A;
        };
        const [X, U, R] = [draw(n, d), draw(d, 2 * half), draw(n, 2 * half)];
        const [Y, G] = [draw(n, 2 * half), draw(d, 2 * half)]; // overwritten
        timesSkinny(X, U, Y);
        transposedTimesSkinny(X, R, G);
        const x = new Matrix(toRows(X));
        assert.ok(!differs(Y, x.mmul(new Matrix(toRows(U))), d + 2));
        assert.ok(!differs(G, x.transpose().mmul(new Matrix(toRows(R))), n + 2));
      },
    ),
    { numRuns: 300 },
  );
});

test('nothing beside the result is written', () => {
  using arena = new Arena();
  const [n, d, c] = [5, 3, 6];
  const X = zeros(arena, n, d);
  X.data.fill(1);
  const U = zeros(arena, d, c);
  U.data.fill(1);
  const room = zeros(arena, n + 2, c);
  room.data.fill(7);
  const inside = (rows: number): Ours => ({
    rows,
    cols: c,
    data: room.data.subarray(c, (rows + 1) * c),
    arena,
  });
  timesSkinny(X, U, inside(n));
  assert.deepEqual([...room.data], [...Array(c).fill(7), ...Array(n * c).fill(d), ...Array(c).fill(7)]);
  room.data.fill(7);
  const R = zeros(arena, n, c);
  R.data.fill(1);
  transposedTimesSkinny(X, R, inside(d));
  assert.deepEqual([...room.data], [...Array(c).fill(7), ...Array(d * c).fill(n), ...Array(3 * c).fill(7)]);
});
