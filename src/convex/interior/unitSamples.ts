// The program as the interior-point method takes it: unit rows, none of them zero, and no more features than samples.
import { engine, type Matrix, row, zeros } from '../../linalg/index.ts';
import type { Arena } from '../../wasm/arena.ts';
import { rowNorm } from '../operators.ts';
import type { Problem } from '../problem.ts';

const DEPENDENT = 1e-13; // of a row orthogonal to those before, relative to its length

export interface UnitSamples {
  /** Unit rows of X without its zero rows, m x r. */
  readonly rows: Matrix;
  /** What was divided out, and the sample of each row: m. */
  readonly lengths: Float64Array;
  readonly samples: Int32Array;
  /** The patterns of these samples, P x m. */
  readonly active: Matrix;
  /** Orthonormal rows, r x d: block u of the program is basis' times a block of r entries. Absent where m >= d. */
  readonly basis?: Matrix;
}

/**
 * Where m < d the rows are those of X = L Q with orthonormal rows in Q, by Gram and Schmidt, twice: all norms and products
 * stay. Cost: n P, and 4 m^2 d flops where m < d. Errors: `OutOfMemoryError`.
 */
export function unitSamples(arena: Arena, { X, patterns }: Problem): UnitSamples {
  const all = Float64Array.from({ length: X.rows }, (_, k) => rowNorm(X, k));
  const samples = Int32Array.from([...all.keys()].filter((k) => all[k]! > 0));
  const m = samples.length;
  const lengths = Float64Array.from(samples, (k) => all[k]!);
  const unit = zeros(arena, m, X.cols);
  samples.forEach((k, i) => {
    for (let j = 0; j < X.cols; j++) unit.data[i * X.cols + j] = X.data[k * X.cols + j]! / lengths[i]!;
  });
  const active = zeros(arena, patterns.active.rows, m);
  for (let i = 0; i < active.rows; i++)
    samples.forEach((k, at) => {
      active.data[i * m + at] = patterns.active.data[i * X.rows + k]!;
    });
  if (m >= X.cols) return { rows: unit, lengths, samples, active };
  const basis = rowBasis(arena, unit);
  const rows = zeros(arena, m, basis.rows);
  engine().gemm(1, false, unit, true, basis, 0, rows);
  return { rows, lengths, samples, active, basis };
}

/** Orthonormal rows that span the rows of `unit`. */
function rowBasis(arena: Arena, unit: Matrix): Matrix {
  const { gemv } = engine();
  const { cols } = unit;
  const basis = zeros(arena, unit.rows, cols);
  const shares = arena.float64(unit.rows);
  let rank = 0;
  for (let k = 0; k < unit.rows; k++) {
    const next = row(basis, rank);
    next.set(row(unit, k));
    const before = { ...basis, rows: rank, data: basis.data.subarray(0, rank * cols) };
    const along = shares.subarray(0, rank);
    for (let pass = 0; pass < 2 && rank > 0; pass++) {
      gemv(1, false, before, next, 0, along);
      gemv(-1, true, before, along, 1, next);
    }
    const length = rowNorm(basis, rank);
    if (length <= DEPENDENT) next.fill(0);
    else {
      for (let j = 0; j < cols; j++) next[j]! /= length;
      rank++;
    }
  }
  return { ...basis, rows: rank, data: basis.data.subarray(0, rank * cols) };
}
