import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { engine, zeros } from '../../src/linalg/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { engineSuite } from './engine.suite.ts';
import { fill, lower, matrix } from './reference.ts';

const wasm = engine('wasm');
engineSuite(wasm);

test('the default engine is wasm', () => assert.equal(engine().name, 'wasm'));

test('the four transposed forms of a product give the same bits', () => {
  for (const n of [7, 70, 300]) {
    using arena = new Arena();
    const [A, B] = [matrix(arena, n, n, 1), matrix(arena, n, n, 2)];
    const transposed = [A, B].map((M) => {
      const T = zeros(arena, n, n);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) T.data[j * n + i] = M.data[i * n + j]!;
      return T;
    });
    const expected = zeros(arena, n, n);
    wasm.gemm(1, false, A, false, B, 0, expected);
    for (const [transA, transB] of [
      [false, true],
      [true, false],
      [true, true],
    ] as const) {
      const C = zeros(arena, n, n);
      wasm.gemm(1, transA, transA ? transposed[0]! : A, transB, transB ? transposed[1]! : B, 0, C);
      assert.deepEqual(C.data, expected.data);
    }
  }
});

// SHA-256 of the results' bytes. A change here means that recorded results of experiments change in their last bits.
const RECORDED = {
  gemm: '9cc029b7e64f88b30160746004f79c13aec9d53362427a5a3ab6dda183803b7a',
  syrk: 'e43f1f2624a1cccfad1ac7c0ca9859c70d1c891385c34687eb53f3dd9600e2bb',
  trsm: '657a8631fa50b84acc34de36a9435c287a5d7a1a2f827bc3bcfab546b1989b64',
  trsv: '84706ada79634cd1c74a2725d123829ab7f5ba01106005cbcbbf4cea1cf49b83',
  cholesky: '52fb535bba365f5a03e9a69f102a3e0384006e835e6169895bbf3c233ba2b4bf',
  gemv: 'd1b5c4b4671fad47af94968ac8a358bd724a2766d4bdaa06728d71862ba7658e',
} as const;

test('results have the recorded bits', () => {
  using arena = new Arena();
  const digests = { gemm: bits(), syrk: bits(), trsm: bits(), trsv: bits(), cholesky: bits(), gemv: bits() };
  for (const n of [1, 3, 17, 65, 131, 300]) {
    const [A, B, L] = [matrix(arena, n, n + 2, 1), matrix(arena, n + 2, n, 2), lower(arena, n, 3)];
    const C = matrix(arena, n, n, 4);
    wasm.gemm(0.7, false, A, false, B, 0.3, C);
    digests.gemm.update(C.data);
    wasm.syrk(1 / n, false, A, 0, C);
    digests.syrk.update(C.data);
    for (let i = 0; i < n; i++) C.data[i * n + i]! += 1;
    wasm.cholesky(C);
    digests.cholesky.update(C.data);
    for (const trans of [false, true]) {
      const X = matrix(arena, n, n + 1, 5);
      wasm.trsm(trans, L, X);
      digests.trsm.update(X.data);
      const x = fill(arena.float64(n), 6);
      wasm.trsv(trans, L, x);
      digests.trsv.update(x);
      const y = fill(arena.float64(trans ? n + 2 : n), 7);
      wasm.gemv(0.7, trans, A, fill(arena.float64(trans ? n : n + 2), 8), 0.3, y);
      digests.gemv.update(y);
    }
  }
  const found = Object.fromEntries(Object.entries(digests).map(([name, hash]) => [name, hash.digest('hex')]));
  assert.deepEqual(found, RECORDED);
});

const bits = () => createHash('sha256');
