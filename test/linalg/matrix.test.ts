import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MatrixTransposeView, Matrix as MlMatrix } from 'ml-matrix';
import { fromRows, fromVector, type MatrixLike, ShapeError, toRows, zeros } from '../../src/linalg/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { onMemory } from '../../src/wasm/memory.ts';

const ROWS = [
  [1, 2, 3],
  [4, 5, 6],
];

test('every accepted form gives the same row-major copy on the memory', () => {
  using arena = new Arena();
  const forms: MatrixLike[] = [
    ROWS,
    ROWS.map((row) => Float64Array.from(row)),
    ROWS.map((row) => Int8Array.from(row)),
    { rows: 2, cols: 3, data: Float64Array.from(ROWS.flat()) },
    fromRows(arena, ROWS),
    new MlMatrix(ROWS),
    new MatrixTransposeView(new MlMatrix(ROWS).transpose()),
  ];
  for (const form of forms) {
    const A = fromRows(arena, form);
    assert.deepEqual([A.rows, A.cols, [...A.data]], [2, 3, [1, 2, 3, 4, 5, 6]]);
    assert.ok(onMemory(A.data));
    assert.notEqual(A.data, form);
  }
});

test('a copy is independent of its source, and toRows of its arena', () => {
  const arena = new Arena();
  const A = fromRows(arena, ROWS);
  const B = fromRows(arena, A);
  B.data[0] = 9;
  assert.equal(A.data[0], 1);
  const rows = toRows(A);
  arena.release();
  assert.deepEqual(rows, ROWS);
});

test('empty matrices keep their shape', () => {
  using arena = new Arena();
  assert.deepEqual(toRows(zeros(arena, 0, 5)), []);
  assert.deepEqual(toRows(zeros(arena, 2, 0)), [[], []]);
  const A = fromRows(arena, new MlMatrix(0, 4));
  assert.deepEqual([A.rows, A.cols], [0, 4]);
  assert.deepEqual([fromRows(arena, []).rows, fromRows(arena, []).cols], [0, 0]);
});

test('fromVector copies any list of numbers', () => {
  using arena = new Arena();
  const x = fromVector(arena, [1, 2, 3]);
  assert.deepEqual([...x], [1, 2, 3]);
  assert.ok(onMemory(x));
});

test('ragged rows and wrong lengths are errors that name them', () => {
  using arena = new Arena();
  const ragged = { name: 'ShapeError', message: 'row 1 has 1 entries but row 0 has 2' };
  assert.throws(() => fromRows(arena, [[1, 2], [3]]), ragged);
  assert.throws(() => fromRows(arena, { rows: 2, cols: 2, data: [1, 2, 3] }), /2 x 2 matrix with 3 entries/);
  for (const [rows, cols] of [
    [-1, 2],
    [2, 0.5],
    [Number.NaN, 1],
  ] as const)
    assert.throws(() => zeros(arena, rows, cols), ShapeError);
});
