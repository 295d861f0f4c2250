import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows } from '../../src/linalg/index.ts';
import { symmetricEigenvalues } from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { distance, dot, eigenvalues, randomSamples } from './cases.ts';

const spectrum = (rows: number[][]) => {
  using arena = new Arena();
  return [...symmetricEigenvalues(fromRows(arena, rows))];
};

for (const n of [1, 2, 3, 8, 25, 60])
  test(`n = ${n}: eigenvalues of random symmetric and of singular matrices, ascending`, () => {
    const { x } = randomSamples(n, n);
    const symmetric = x.map((row, i) => row.map((value, j) => value + x[j]![i]!));
    assert.ok(distance(spectrum(symmetric), eigenvalues(symmetric)) < 1e-14);
    const low = randomSamples(n, Math.ceil(n / 3)).x;
    const singular = low.map((g) => low.map((h) => dot(g, h)));
    assert.ok(distance(spectrum(singular), eigenvalues(singular)) < 1e-14);
  });

test('the second difference matrix has eigenvalues 4 sin^2(k pi / (2n + 2))', () => {
  const n = 101;
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
  );
  const expected = Array.from({ length: n }, (_, k) => {
    const sine = Math.sin(((k + 1) * Math.PI) / (2 * n + 2));
    return 4 * sine * sine;
  });
  assert.ok(distance(spectrum(rows), expected) < 1e-14);
});

test('diagonal, zero and rank-one matrices', () => {
  assert.deepEqual(
    spectrum([
      [3, 0, 0],
      [0, -1, 0],
      [0, 0, 2],
    ]),
    [-1, 2, 3],
  );
  assert.deepEqual(
    spectrum([
      [0, 0],
      [0, 0],
    ]),
    [0, 0],
  );
  const ones = Array.from({ length: 20 }, () => Array.from({ length: 20 }, () => 1));
  const values = spectrum(ones);
  assert.ok(
    Math.abs(values[19]! - 20) < 1e-13 && values.slice(0, 19).every((value) => Math.abs(value) < 1e-13),
  );
});

test('a row that is almost tridiagonal already loses nothing', () => {
  const rows = [
    [1, 2, 1e-8],
    [2, 3, 1],
    [1e-8, 1, 5],
  ];
  assert.ok(distance(spectrum(rows), eigenvalues(rows)) < 1e-15);
});

test('the matrix is left as it was, and no memory stays behind', () => {
  using arena = new Arena();
  const A = fromRows(arena, [
    [2, 1],
    [1, 2],
  ]);
  const before = liveBytes();
  symmetricEigenvalues(A);
  assert.equal(liveBytes(), before);
  assert.deepEqual([...A.data], [2, 1, 1, 2]);
});

test('empty, rectangular and not finite matrices are named', () => {
  using arena = new Arena();
  assert.throws(() => symmetricEigenvalues(fromRows(arena, [])), { name: 'ShapeError' });
  assert.throws(() => symmetricEigenvalues(fromRows(arena, [[1, 2]])), {
    name: 'ShapeError',
    message: /1 x 2/,
  });
  const odd = fromRows(arena, [
    [1, Number.NaN],
    [Number.NaN, 1],
  ]);
  assert.throws(() => symmetricEigenvalues(odd), { name: 'NotFiniteError', message: /entry \(0, 1\).*NaN/ });
});
