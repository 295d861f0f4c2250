// Apart from the other tests: this process takes the whole address space of the kernels' memory (without touching it).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, type Matrix } from '../../src/linalg/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { allocate, memory, OutOfMemoryError } from '../../src/wasm/memory.ts';
import { fill, matrix } from './reference.ts';

/** Results of every routine on one set of inputs. */
function compute(arena: Arena): Float64Array[] {
  const n = 133;
  const wasm = engine();
  const A = matrix(arena, n, n, 1);
  const C = matrix(arena, n, n, 2);
  const L = matrix(arena, n, n, 3);
  const [x, y, z] = [4, 5, 6].map((salt) => fill(arena.float64(n), salt)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  wasm.syrk(1, false, A, 0, L);
  for (let i = 0; i < n; i++) L.data[i * n + i]! += 1;
  wasm.cholesky(L);
  wasm.gemm(1, true, A, false, L, 1, C);
  for (const trans of [false, true]) {
    wasm.trsm(trans, L, C);
    wasm.trsv(trans, L, x);
    wasm.gemv(1, trans, A, x, 1, trans ? y : z);
  }
  return [C.data, L.data, x, y, z];
}

test('above 2 GiB and up to the last page, results are the same, and beyond is a named error', () => {
  const low = compute(new Arena()).map((data) => data.slice());
  const end = 65_535 * 65_536;
  for (const start of [2 ** 31 - 100_000, end - 460_000]) {
    const next = allocate(64) + 64;
    allocate(start - next);
    const results = compute(new Arena());
    assert.ok(results.every((data) => data.byteOffset >= start));
    assert.deepEqual(
      results.map((data) => data.slice()),
      low,
    );
  }
  assert.equal(memory.buffer.byteLength, end);

  // A matrix of 17 x 17 that ends with the memory: reading behind its last row would trap.
  const bytes = 37 * 64;
  using arena = new Arena();
  const [B, C, D] = [2, 3, 4].map((salt) => matrix(arena, 17, 17, salt)) as [Matrix, Matrix, Matrix];
  const next = allocate(64) + 64;
  allocate(end - bytes - next);
  const A = matrix(arena, 17, 17, 2);
  assert.equal(A.data.byteOffset, end - bytes);
  for (const trans of [false, true]) {
    engine().gemm(1, trans, A, false, A, 0, C);
    engine().gemm(1, trans, B, false, B, 0, D);
    assert.deepEqual(C.data.slice(), D.data.slice());
    engine().gemv(1, trans, A, B.data.subarray(0, 17), 0, C.data.subarray(0, 17));
  }
  assert.throws(() => allocate(64), OutOfMemoryError);
});
