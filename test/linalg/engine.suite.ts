// The cases that every engine must pass.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type Engine,
  type Matrix,
  NotFiniteError,
  NotPositiveDefiniteError,
  ReleasedError,
  ShapeError,
  zeros,
} from '../../src/linalg/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { at, EPS, fill, lower, matrix, productEntry } from './reference.ts';

// Around the edges of tiles (4), of triangular leaves (64) and of cache blocks (128, 256; 1024 stands alone below).
const SIZES = [0, 1, 2, 3, 5, 17, 64, 65, 130, 257] as const;
const size = fc.constantFrom(...SIZES);
const factor = fc.constantFrom(0, 1, -1, 0.5);

function assertClose(actual: number, expected: number, bound: number, where: string): void {
  assert.ok(Math.abs(actual - expected) <= bound, `${where}: ${actual} instead of ${expected}`);
}

/** C against alpha op(A) op(B) + beta C0, entry by entry, within the rounding errors of both sums. */
function assertProduct(
  alpha: number,
  A: readonly [Matrix, boolean],
  B: readonly [Matrix, boolean],
  beta: number,
  C0: Float64Array,
  C: Matrix,
): void {
  const depth = A[1] ? A[0].rows : A[0].cols;
  for (let i = 0; i < C.rows; i++)
    for (let j = 0; j < C.cols; j++) {
      const { sum, size } = productEntry(A, B, [i, j]);
      const old = beta === 0 ? 0 : beta * C0[i * C.cols + j]!;
      const bound = 2 * (depth + 3) * EPS * (Math.abs(alpha) * size + Math.abs(old));
      assertClose(at(C, false, i, j), alpha * sum + old, bound, `entry (${i}, ${j})`);
    }
}

function assertGemm(
  engine: Engine,
  shape: readonly [number, number, number],
  [transA, transB]: readonly [boolean, boolean],
  [alpha, beta]: readonly [number, number],
): void {
  using arena = new Arena();
  const [m, n, k] = shape;
  const A = transA ? matrix(arena, k, m, 1) : matrix(arena, m, k, 1);
  const B = transB ? matrix(arena, n, k, 2) : matrix(arena, k, n, 2);
  const C = matrix(arena, m, n, 3);
  if (beta === 0) C.data.fill(Number.NaN);
  const before = C.data.slice();
  engine.gemm(alpha, transA, A, transB, B, beta, C);
  assertProduct(alpha, [A, transA], [B, transB], beta, before, C);
}

export function engineSuite(engine: Engine): void {
  describe(`engine ${engine.name}`, () => {
    test('gemm computes alpha op(A) op(B) + beta C in all transposed forms and sizes', () => {
      fc.assert(
        fc.property(
          fc.tuple(size, size, size),
          fc.tuple(fc.boolean(), fc.boolean()),
          fc.tuple(factor, factor),
          (shape, trans, factors) => assertGemm(engine, shape, trans, factors),
        ),
        { numRuns: 60 },
      );
    });

    test('gemm crosses every block edge, and beta = 0 overwrites NaN', () => {
      for (const trans of [
        [false, false],
        [false, true],
        [true, false],
        [true, true],
      ] as const) {
        assertGemm(engine, [1029, 6, 7], trans, [1, 0]);
        assertGemm(engine, [6, 259, 515], trans, [-0.5, 2]);
        assertGemm(engine, [3, 5, 0], trans, [1, 0]);
      }
    });

    test("syrk computes alpha op(A) op(A)' + beta C, symmetric to the last bit", () => {
      fc.assert(
        fc.property(size, size, fc.boolean(), factor, factor, (n, k, trans, alpha, beta) => {
          using arena = new Arena();
          const A = trans ? matrix(arena, k, n, 1) : matrix(arena, n, k, 1);
          const C = matrix(arena, n, n, 3);
          for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) C.data[j * n + i] = C.data[i * n + j]!;
          if (beta === 0) C.data.fill(Number.NaN);
          const before = C.data.slice();
          engine.syrk(alpha, trans, A, beta, C);
          assertProduct(alpha, [A, trans], [A, !trans], beta, before, C);
          for (let i = 0; i < n; i++)
            for (let j = 0; j < i; j++) assert.equal(at(C, false, i, j), at(C, false, j, i));
        }),
        { numRuns: 30 },
      );
    });

    test('trsm solves op(L) X = B and never uses what is above the diagonal of L', () => {
      fc.assert(
        fc.property(size, size, fc.boolean(), (n, k, trans) => {
          using arena = new Arena();
          const L = lower(arena, n, 1);
          const X = matrix(arena, n, k, 2);
          const B = X.data.slice();
          engine.trsm(trans, L, X);
          assertSolves(L, trans, X, B);
        }),
        { numRuns: 40 },
      );
    });

    test('trsv solves op(L) x = b', () => {
      fc.assert(
        fc.property(size, fc.boolean(), (n, trans) => {
          using arena = new Arena();
          const L = lower(arena, n, 1);
          const x = fill(arena.float64(n), 2);
          const b = x.slice();
          engine.trsv(trans, L, x);
          assertSolves(L, trans, { rows: n, cols: 1, data: x, arena }, b);
        }),
      );
    });

    test("cholesky gives a lower factor with L L' = A, from the lower triangle alone", () => {
      for (const n of [...SIZES, 400]) {
        using arena = new Arena();
        const A = positiveDefinite(arena, n);
        const L = zeros(arena, n, n);
        L.data.set(A.data);
        for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) L.data[i * n + j] = Number.NaN;
        engine.cholesky(L);
        const largest = A.data.reduce((max, value) => Math.max(max, value), 0);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j <= i; j++) {
            const { sum } = productEntry([L, false], [L, true], [i, j], j + 1);
            assertClose(sum, at(A, false, i, j), 2 * (n + 2) * EPS * largest, `n = ${n}, entry (${i}, ${j})`);
          }
          for (let j = i + 1; j < n; j++) assert.equal(at(L, false, i, j), 0);
        }
      }
    });

    test('gemv computes alpha op(A) x + beta y, and beta = 0 overwrites NaN', () => {
      fc.assert(
        fc.property(size, size, fc.boolean(), factor, factor, (m, n, trans, alpha, beta) => {
          using arena = new Arena();
          const A = matrix(arena, m, n, 1);
          const [rows, depth] = trans ? [n, m] : [m, n];
          const x = fill(arena.float64(depth), 2);
          const y = fill(arena.float64(rows), 3);
          if (beta === 0) y.fill(Number.NaN);
          const before = y.slice();
          engine.gemv(alpha, trans, A, x, beta, y);
          const [X, Y] = [x, y].map((data) => ({ rows: data.length, cols: 1, data, arena }));
          assertProduct(alpha, [A, trans], [X!, false], beta, before, Y!);
        }),
      );
    });

    test('operands are left as they were', () => {
      using arena = new Arena();
      const A = matrix(arena, 70, 70, 1);
      const L = lower(arena, 70, 2);
      const x = fill(arena.float64(70), 3);
      const before = [A.data, L.data, x].map((data) => data.slice());
      const C = zeros(arena, 70, 70);
      engine.gemm(1, true, A, false, A, 0, C);
      engine.syrk(1, true, A, 0, C);
      engine.trsm(true, L, C);
      engine.gemv(1, true, A, x, 0, arena.float64(70));
      engine.trsv(true, L, arena.float64(70));
      assert.deepEqual(
        [A.data, L.data, x].map((data) => data.slice()),
        before,
      );
    });

    test('nothing is written outside the output', () => {
      for (const n of [1, 2, 3, 4, 5, 6, 7, 9, 66, 131]) {
        using arena = new Arena();
        const L = lower(arena, n, 1);
        const x = fill(arena.float64(n), 2);
        const guarded = (length: number) =>
          arena
            .float64(length + 16)
            .fill(7)
            .subarray(8, length + 8);
        const matrices = Array.from({ length: 4 }, () => ({ rows: n, cols: n, data: guarded(n * n), arena }));
        const [C, S, X, A] = matrices as [Matrix, Matrix, Matrix, Matrix];
        const vectors = Array.from({ length: 3 }, () => guarded(n));
        engine.gemm(1, false, L, false, L, 0, C);
        engine.syrk(1, false, L, 0, S);
        engine.trsm(false, L, X);
        A.data.set(identity(arena, n).data);
        engine.cholesky(A);
        engine.gemv(1, false, L, x, 0, vectors[0]!);
        engine.gemv(1, true, L, x, 0, vectors[1]!);
        engine.trsv(false, L, vectors[2]!);
        for (const { buffer, byteOffset, length } of [...vectors, ...matrices.map(({ data }) => data)])
          for (const start of [byteOffset - 64, byteOffset + 8 * length])
            assert.deepEqual([...new Float64Array(buffer, start, 8)], new Array(8).fill(7), `n = ${n}`);
      }
    });

    test('a matrix that is not positive definite is an error that names the pivot and the shape', () => {
      for (const [n, pivot, value] of [
        [1, 0, 0],
        [20, 7, -1],
        [130, 100, 0],
        [300, 299, -1e-3],
      ] as const) {
        using arena = new Arena();
        const A = identity(arena, n);
        A.data[pivot * n + pivot] = value;
        const message = new RegExp(`${n} x ${n}.*pivot ${pivot} `);
        assert.throws(() => engine.cholesky(A), { name: 'NotPositiveDefiniteError', index: pivot, message });
      }
      using arena = new Arena();
      const A = zeros(arena, 2, 2);
      A.data.set([1, 2, 2, 1]);
      assert.throws(() => engine.cholesky(A), NotPositiveDefiniteError);
    });

    test('NaN or infinity in a matrix to factor is an error that names the pivot and the shape', () => {
      for (const [n, row, column, value] of [
        [1, 0, 0, Number.NaN],
        [20, 7, 3, Number.NaN],
        [130, 100, 99, Number.POSITIVE_INFINITY],
        [130, 50, 50, Number.POSITIVE_INFINITY],
        [300, 299, 0, Number.NEGATIVE_INFINITY],
      ] as const) {
        using arena = new Arena();
        const A = identity(arena, n);
        A.data[row * n + column] = value;
        const message = new RegExp(`pivot ${row} of the ${n} x ${n} `);
        assert.throws(() => engine.cholesky(A), { name: 'NotFiniteError', index: row, message });
      }
    });

    test('a triangle that has no finite solution is an error', () => {
      using arena = new Arena();
      for (const value of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
        const L = identity(arena, 5);
        L.data[3 * 5 + 3] = value;
        const expected = { name: 'NotFiniteError', index: 3, message: /entry \(3, 3\) of the 5 x 5 / };
        assert.throws(() => engine.trsm(false, L, zeros(arena, 5, 2)), expected);
        assert.throws(() => engine.trsv(true, L, arena.float64(5)), NotFiniteError);
      }
    });

    test('shapes that do not fit are errors that name them', () => {
      using arena = new Arena();
      const [A, B, C] = [zeros(arena, 3, 4), zeros(arena, 5, 2), zeros(arena, 3, 2)];
      const fails = (run: () => void, message: RegExp) =>
        assert.throws(run, (error) => error instanceof ShapeError && message.test(error.message));
      fails(() => engine.gemm(1, false, A, false, B, 0, C), /op\(A\) is 3 x 4 but op\(B\) is 5 x 2/);
      fails(() => engine.gemm(1, true, A, false, C, 0, B), /op\(A\) is 4 x 3 .* C cannot be 5 x 2/);
      fails(() => engine.syrk(1, false, A, 0, C), /op\(A\) is 3 x 4, so C must be 3 x 3, not 3 x 2/);
      fails(() => engine.trsm(false, A, C), /L is 3 x 4/);
      fails(() => engine.trsm(false, zeros(arena, 4, 4), C), /L is 4 x 4 but B is 3 x 2/);
      fails(() => engine.trsv(false, zeros(arena, 4, 4), arena.float64(3)), /L is 4 x 4 but x has 3/);
      fails(() => engine.cholesky(A), /A is 3 x 4/);
      fails(
        () => engine.gemv(1, true, A, arena.float64(4), 0, arena.float64(3)),
        /op\(A\) is 4 x 3 but x has 4 entries and y has 3/,
      );
      fails(() => engine.cholesky({ ...zeros(arena, 2, 2), rows: 3, cols: 3 }), /3 x 3 but has 4 entries/);
    });

    test('an output that overlaps an input is an error', () => {
      using arena = new Arena();
      const A = zeros(arena, 4, 4);
      const x = arena.float64(4);
      const row = A.data.subarray(8, 12);
      const L = identity(arena, 4);
      assert.throws(
        () => engine.gemm(1, false, zeros(arena, 4, 4), false, A, 0, A),
        /C overlaps the input B/,
      );
      assert.throws(() => engine.syrk(1, false, A, 0, A), /C overlaps the input A/);
      assert.throws(() => engine.trsm(false, L, L), /B overlaps the input L/);
      assert.throws(() => engine.trsv(false, L, L.data.subarray(0, 4)), /x overlaps the input L/);
      assert.throws(() => engine.gemv(1, false, A, x, 0, row), /y overlaps the input A/);
      assert.throws(() => engine.gemv(1, false, A, x, 0, x), /y overlaps the input x/);
    });

    test('operands of a released arena, or of no arena, are errors', () => {
      using arena = new Arena();
      const gone = new Arena();
      const [A, x] = [zeros(gone, 4, 4), gone.float64(4)];
      const [B, y] = [zeros(arena, 4, 4), arena.float64(4)];
      gone.release();
      assert.throws(() => engine.gemm(1, false, A, false, B, 0, zeros(arena, 4, 4)), ReleasedError);
      assert.throws(() => engine.cholesky(A), /arena of A \(4 x 4\) was released/);
      assert.throws(() => engine.gemv(1, false, B, x, 0, y), ReleasedError);
      assert.throws(() => engine.gemv(1, false, B, new Float64Array(4), 0, y), /x \(4 entries\)/);
    });
  });
}

function identity(arena: Arena, n: number): Matrix {
  const I = zeros(arena, n, n);
  for (let i = 0; i < n; i++) I.data[i * n + i] = 1;
  return I;
}

/** G G' + I for a fixed G, by plain loops. */
function positiveDefinite(arena: Arena, n: number): Matrix {
  const A = identity(arena, n);
  const G = matrix(arena, n, 20, 5);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) A.data[i * n + j]! += productEntry([G, false], [G, true], [i, j]).sum;
  return A;
}

/** |op(L) X - B| within the backward error of a triangular solve. */
function assertSolves(L: Matrix, trans: boolean, X: Matrix, B: Float64Array): void {
  const n = L.rows;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < X.cols; j++) {
      let sum = 0;
      let bound = 0;
      for (let p = trans ? i : 0; trans ? p < n : p <= i; p++) {
        const term = at(L, trans, i, p) * at(X, false, p, j);
        sum += term;
        bound += Math.abs(term);
      }
      assertClose(sum, B[i * X.cols + j]!, 4 * (n + 2) * EPS * bound, `row ${i}, column ${j}`);
    }
}
