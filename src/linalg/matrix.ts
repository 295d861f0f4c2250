// Dense row-major float64 matrices as views on the kernels' memory.
import type { Arena } from '../wasm/arena.ts';
import { ShapeError } from './errors.ts';

/** Entry (i, j) is `data[i * cols + j]`; `data` lies on the kernels' memory and lives as long as `arena`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
  readonly arena: Arena;
}

/** What public functions take as a matrix: ours, rows as (typed) arrays, flat row-major data, or ml-matrix's. */
export type MatrixLike =
  | ArrayLike<ArrayLike<number>>
  | { readonly rows: number; readonly cols: number; readonly data: ArrayLike<number> }
  | { readonly rows: number; readonly columns: number; get(row: number, column: number): number };

/** Zero matrix, rows x cols. Errors: `OutOfMemoryError`, `ShapeError`. */
export function zeros(arena: Arena, rows: number, cols: number): Matrix {
  if (!Number.isSafeInteger(rows) || !Number.isSafeInteger(cols) || rows < 0 || cols < 0)
    throw new ShapeError(`a matrix of ${rows} x ${cols} was asked for: both must be non-negative integers`);
  return { rows, cols, data: arena.float64(rows * cols), arena };
}

/** Copy of a matrix in any accepted form. Errors: `ShapeError` (ragged rows), `OutOfMemoryError`. */
export function fromRows(arena: Arena, source: MatrixLike): Matrix {
  if ('length' in source) {
    const copy = zeros(arena, source.length, source[0]?.length ?? 0);
    for (let i = 0; i < copy.rows; i++) {
      const row = source[i]!;
      if (row.length !== copy.cols)
        throw new ShapeError(`row ${i} has ${row.length} entries but row 0 has ${copy.cols}`);
      copy.data.set(row, i * copy.cols);
    }
    return copy;
  }
  if ('cols' in source) {
    const copy = zeros(arena, source.rows, source.cols);
    if (source.data.length !== copy.data.length)
      throw new ShapeError(`${copy.rows} x ${copy.cols} matrix with ${source.data.length} entries`);
    copy.data.set(source.data);
    return copy;
  }
  const copy = zeros(arena, source.rows, source.columns);
  for (let i = 0, k = 0; i < copy.rows; i++)
    for (let j = 0; j < copy.cols; j++, k++) copy.data[k] = source.get(i, j);
  return copy;
}

/** The matrix itself where it is ours, so that nothing is copied; else a copy as `fromRows` makes it. */
export const asMatrix = (arena: Arena, source: MatrixLike): Matrix =>
  'arena' in source ? (source as Matrix) : fromRows(arena, source);

/** Copy of a vector on the kernels' memory. Errors: `OutOfMemoryError`. */
export function fromVector(arena: Arena, source: ArrayLike<number>): Float64Array {
  const copy = arena.float64(source.length);
  copy.set(source);
  return copy;
}

/** Row i as a view. */
export const row = ({ cols, data }: Matrix, i: number): Float64Array =>
  data.subarray(i * cols, (i + 1) * cols);

/** Copy as nested arrays, which outlives the arena; `new Matrix(toRows(A))` makes it ml-matrix's. */
export const toRows = (A: Matrix): number[][] =>
  Array.from({ length: A.rows }, (_, i) => Array.from(row(A, i)));
