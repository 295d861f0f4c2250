// Coordinates of samples in the space that they span: blocks orthogonal to all samples only cost, so that for n < d the
// program has the same optimum in r <= n coordinates (not with an l_inf radius, whose norm depends on the axes).
import { engine, type Matrix, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

const DEPENDENT = 1e-13; // what is left of a row, relative, below which rounding has made it

/**
 * Q with orthonormal rows that span the rows of X (n x d), r x d with r <= min(n, d), by Gram and Schmidt, twice over
 * (Giraud, Langou and Rozloznik 2005): X = (X Q') Q to rounding. At least one row. Cost: 4 n r d flops.
 */
export function rowSpace(arena: Arena, X: Matrix): Matrix {
  using scratch = new Arena();
  const { gemv } = engine();
  const most = Math.min(X.rows, X.cols);
  const Q = zeros(scratch, most, X.cols);
  const along = scratch.float64(most);
  const rest = scratch.float64(X.cols);
  let rank = 0;
  for (let k = 0; k < X.rows && rank < most; k++) {
    rest.set(row(X, k));
    const length = norm(rest);
    const found = { ...Q, rows: rank, data: Q.data.subarray(0, rank * X.cols) };
    const coordinates = along.subarray(0, rank);
    for (let round = 0; round < 2; round++) {
      gemv(1, false, found, rest, 0, coordinates);
      gemv(-1, true, found, coordinates, 1, rest);
    }
    const left = norm(rest);
    if (!(left > DEPENDENT * length)) continue;
    const unit = row(Q, rank++);
    for (let j = 0; j < unit.length; j++) unit[j] = rest[j]! / left;
  }
  const basis = zeros(arena, Math.max(1, rank), X.cols);
  if (rank === 0) basis.data[0] = 1;
  else basis.data.set(Q.data.subarray(0, rank * X.cols));
  return basis;
}

function norm(values: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < values.length; j++) squares += values[j]! * values[j]!;
  return Math.sqrt(squares);
}
