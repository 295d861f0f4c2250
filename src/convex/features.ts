// ReLU features of many directions without their matrix, which would be N x n: (X u_j)_+ made block by block as needed.
import { engine, fromVector, type Matrix, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { kernels } from './kernels.ts';

const BLOCK = 128; // directions at a time, of the kernel's size

export interface Features {
  /** n x d. */
  readonly X: Matrix;
  /** N x d. */
  readonly directions: Matrix;
  /** Non-zero entries of X: where each row's begin (n + 1), their columns times 128, and their values. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** A transposed block of directions. */
  readonly scratch: Float64Array;
}

/** Memory: 12 bytes per non-zero entry of X. Errors: `OutOfMemoryError`. */
export function featuresOf(arena: Arena, X: Matrix, directions: Matrix): Features {
  const { rows: n, cols: d, data } = X;
  const count = data.reduce((sum, value) => (value === 0 ? sum : sum + 1), 0);
  const [starts, columns, values] = [arena.int32(n + 1), arena.int32(count), arena.float64(count)];
  for (let k = 0, e = 0, entry = 0; k < n; k++) {
    for (let i = 0; i < d; i++, entry++) {
      if (data[entry] === 0) continue;
      columns[e] = BLOCK * i;
      values[e++] = data[entry]!;
    }
    starts[k + 1] = e;
  }
  return { X, directions, starts, columns, values, scratch: arena.float64(BLOCK * d) };
}

/**
 * out_j <- sum over k of q_k (x_k' u_j)_+ for the first `out.length` directions, whatever their number the same bits.
 * `tick` is called after every 128 of them. Cost: 2 flops per direction and non-zero entry of X.
 */
export function correlations(
  { X, directions, starts, columns, values, scratch }: Features,
  q: Float64Array,
  out: Float64Array,
  tick: () => void,
): void {
  using arena = new Arena();
  const weights = fromVector(arena, q);
  const sums = arena.float64(BLOCK);
  for (let j = 0; j < out.length; j += BLOCK) {
    const count = Math.min(BLOCK, out.length - j);
    const u = directions.data.byteOffset + 8 * j * X.cols;
    kernels.correlate(
      ...([count, X.cols, u, X.rows, starts.byteOffset, columns.byteOffset, values.byteOffset] as const),
      ...([weights.byteOffset, scratch.byteOffset, sums.byteOffset] as const),
    );
    out.set(sums.subarray(0, count), j);
    tick();
  }
}

/** Row `slots[i]` of `into` (any x n) <- the feature (X u)_+ of direction `chosen[i]`. Cost: 2 n d flops each. */
export function writeFeatures(
  { X, directions }: Features,
  chosen: readonly number[],
  slots: readonly number[],
  into: Matrix,
): void {
  using arena = new Arena();
  const U = zeros(arena, Math.min(BLOCK, chosen.length), X.cols);
  const Y = zeros(arena, U.rows, X.rows);
  for (let first = 0; first < chosen.length; first += BLOCK) {
    const block = chosen.slice(first, first + BLOCK);
    block.forEach((j, i) => {
      U.data.set(row(directions, j), i * U.cols);
    });
    engine().gemm(1, false, U, true, X, 0, Y);
    kernels.rectify(Y.data.length, Y.data.byteOffset);
    block.forEach((_, i) => {
      into.data.set(row(Y, i), slots[first + i]! * into.cols);
    });
  }
}

/** (X u_j)_+' q for all directions (N x d), N. Cost: as `correlations`. */
export function featureCorrelations(X: Matrix, directions: Matrix, q: Float64Array): Float64Array {
  using arena = new Arena();
  const out = new Float64Array(directions.rows);
  correlations(featuresOf(arena, X, directions), q, out, () => {});
  return out;
}
