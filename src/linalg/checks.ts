// What every engine checks before it computes: shapes, released operands, outputs that overlap inputs.
import { isAllocated } from '../wasm/memory.ts';
import type { Engine } from './engine.ts';
import { NotFiniteError, NotPositiveDefiniteError, ReleasedError, ShapeError } from './errors.ts';
import type { Matrix } from './matrix.ts';

const shape = (M: Matrix, trans = false): string =>
  trans ? `${M.cols} x ${M.rows}` : `${M.rows} x ${M.cols}`;

export const notFinite = (A: Matrix, pivot: number): NotFiniteError =>
  new NotFiniteError(`cholesky: pivot ${pivot} of the ${shape(A)} matrix A is NaN or infinite`, pivot);

export const notPositiveDefinite = (A: Matrix, pivot: number): NotPositiveDefiniteError =>
  new NotPositiveDefiniteError(
    `cholesky: the ${shape(A)} matrix A is not positive definite: pivot ${pivot} is not above 0`,
    pivot,
  );

function checkVector(routine: string, name: string, x: Float64Array): void {
  if (!isAllocated(x))
    throw new ReleasedError(
      `${routine}: ${name} (${x.length} entries) does not lie in a live arena: copy it with fromVector(arena, ${name})`,
    );
}

function checkMatrix(routine: string, name: string, M: Matrix): void {
  if (M.arena.released)
    throw new ReleasedError(`${routine}: the arena of ${name} (${shape(M)}) was released`);
  if (M.data.length !== M.rows * M.cols)
    throw new ShapeError(`${routine}: ${name} is ${shape(M)} but has ${M.data.length} entries`);
  checkVector(routine, name, M.data);
}

function checkApart(routine: string, output: string, a: Float64Array, input: string, b: Float64Array): void {
  if (a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength)
    throw new ShapeError(
      `${routine}: the output ${output} overlaps the input ${input}: use a matrix of its own`,
    );
}

function checkTriangular(routine: string, L: Matrix, rows: number, right: string): void {
  checkMatrix(routine, 'L', L);
  if (L.rows !== L.cols) throw new ShapeError(`${routine}: L is ${shape(L)}, a square matrix was expected`);
  if (L.rows !== rows) throw new ShapeError(`${routine}: L is ${shape(L)} but ${right}`);
  for (let i = 0; i < rows; i++) {
    const pivot = L.data[i * rows + i]!;
    if (pivot === 0 || !Number.isFinite(pivot))
      throw new NotFiniteError(
        `${routine}: entry (${i}, ${i}) of the ${shape(L)} matrix L is ${pivot}, so no finite solution exists`,
        i,
      );
  }
}

/** The engine behind the checks that all engines share. */
export function checked(engine: Engine): Engine {
  return {
    name: engine.name,

    gemm(alpha, transA, A, transB, B, beta, C) {
      checkMatrix('gemm', 'A', A);
      checkMatrix('gemm', 'B', B);
      checkMatrix('gemm', 'C', C);
      if ((transA ? A.rows : A.cols) !== (transB ? B.cols : B.rows))
        throw new ShapeError(`gemm: op(A) is ${shape(A, transA)} but op(B) is ${shape(B, transB)}`);
      if (C.rows !== (transA ? A.cols : A.rows) || C.cols !== (transB ? B.rows : B.cols))
        throw new ShapeError(
          `gemm: op(A) is ${shape(A, transA)} and op(B) ${shape(B, transB)}, so C cannot be ${shape(C)}`,
        );
      checkApart('gemm', 'C', C.data, 'A', A.data);
      checkApart('gemm', 'C', C.data, 'B', B.data);
      engine.gemm(alpha, transA, A, transB, B, beta, C);
    },

    syrk(alpha, trans, A, beta, C) {
      checkMatrix('syrk', 'A', A);
      checkMatrix('syrk', 'C', C);
      const n = trans ? A.cols : A.rows;
      if (C.rows !== n || C.cols !== n)
        throw new ShapeError(`syrk: op(A) is ${shape(A, trans)}, so C must be ${n} x ${n}, not ${shape(C)}`);
      checkApart('syrk', 'C', C.data, 'A', A.data);
      engine.syrk(alpha, trans, A, beta, C);
    },

    trsm(trans, L, B) {
      checkMatrix('trsm', 'B', B);
      checkTriangular('trsm', L, B.rows, `B is ${shape(B)}`);
      checkApart('trsm', 'B', B.data, 'L', L.data);
      engine.trsm(trans, L, B);
    },

    trsv(trans, L, x) {
      checkVector('trsv', 'x', x);
      checkTriangular('trsv', L, x.length, `x has ${x.length} entries`);
      checkApart('trsv', 'x', x, 'L', L.data);
      engine.trsv(trans, L, x);
    },

    cholesky(A) {
      checkMatrix('cholesky', 'A', A);
      if (A.rows !== A.cols) throw new ShapeError(`cholesky: A is ${shape(A)}, a square matrix was expected`);
      engine.cholesky(A);
    },

    gemv(alpha, trans, A, x, beta, y) {
      checkMatrix('gemv', 'A', A);
      checkVector('gemv', 'x', x);
      checkVector('gemv', 'y', y);
      if (x.length !== (trans ? A.rows : A.cols) || y.length !== (trans ? A.cols : A.rows))
        throw new ShapeError(
          `gemv: op(A) is ${shape(A, trans)} but x has ${x.length} entries and y has ${y.length}`,
        );
      checkApart('gemv', 'y', y, 'A', A.data);
      checkApart('gemv', 'y', y, 'x', x);
      engine.gemv(alpha, trans, A, x, beta, y);
    },
  };
}
