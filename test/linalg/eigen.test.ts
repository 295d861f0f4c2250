import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NotFiniteError, ShapeError, symmetricEigen, zeros } from '../../src/linalg/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { at, EPS, matrix } from './reference.ts';

test('vectors are orthonormal eigenvectors of the lower triangle, values ascend', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(1000), (n, salt) => {
      using arena = new Arena();
      const A = matrix(arena, n, n, salt);
      const entry = (i: number, j: number) => at(A, j > i, i, j);
      const { values, vectors } = symmetricEigen(A);
      assert.ok(values.every((value, i) => i === 0 || values[i - 1]! <= value));
      const tolerance = 50 * n * n * EPS;
      for (const [j, v] of vectors.entries()) {
        for (let i = 0; i < n; i++) {
          let image = 0;
          for (let p = 0; p < n; p++) image += entry(i, p) * v[p]!;
          assert.ok(Math.abs(image - values[j]! * v[i]!) <= tolerance);
        }
        for (const [k, w] of vectors.entries()) {
          const inner = v.reduce((sum, value, i) => sum + value * w[i]!, 0);
          assert.ok(Math.abs(inner - (j === k ? 1 : 0)) <= tolerance);
        }
      }
    }),
  );
});

test('the second difference matrix has its known eigenvalues', () => {
  using arena = new Arena();
  const n = 12;
  const A = zeros(arena, n, n);
  for (let i = 0; i < n; i++) {
    A.data[i * n + i] = 2;
    if (i > 0) A.data[i * n + i - 1] = -1;
  }
  for (const [k, value] of symmetricEigen(A).values.entries()) {
    const sine = Math.sin(((k + 1) * Math.PI) / (2 * (n + 1)));
    assert.ok(Math.abs(value - 4 * sine * sine) <= 1e-14);
  }
});

test('an empty matrix has no eigenvalues; a rectangle or NaN is an error', () => {
  using arena = new Arena();
  assert.deepEqual(symmetricEigen(zeros(arena, 0, 0)).vectors, []);
  assert.throws(() => symmetricEigen(zeros(arena, 2, 3)), ShapeError);
  const A = zeros(arena, 3, 3);
  A.data[7] = Number.NaN;
  assert.throws(() => symmetricEigen(A), { constructor: NotFiniteError, message: /\(2, 1\) of the 3 x 3/ });
});
