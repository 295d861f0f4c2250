// Anderson acceleration of a fixed-point iteration x <- x + f(x) (Anderson 1965; type II of Fang and Saad 2009): of the
// last moves the combination with the least f, found by least squares.
import {
  engine,
  type Matrix,
  NotFiniteError,
  NotPositiveDefiniteError,
  row,
  zeros,
} from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { kernels } from './kernels.ts';
import { rowsOf } from './uStep.ts';

const RIDGE = 1e-10; // relative to the trace of the Gram matrix, which is nearly singular near the end
const LARGEST = 1e4; // norm of the weights: beyond, the differences are mostly rounding

export interface History {
  /** Differences of successive f and of successive x + f, m x N: the rows are reused in turn. */
  readonly moves: Matrix;
  readonly images: Matrix;
  /** The last f and x + f. */
  readonly move: Float64Array;
  readonly image: Float64Array;
  readonly gram: Matrix;
  readonly weights: Float64Array;
  /** Differences in all, and whether there is a last f. */
  readonly count: number;
  readonly started: boolean;
}

/** An empty history of m differences of N numbers. 2 (m + 1) N doubles. */
export const history = (arena: Arena, m: number, N: number): History => ({
  moves: zeros(arena, m, N),
  images: zeros(arena, m, N),
  move: arena.float64(N),
  image: arena.float64(N),
  gram: zeros(arena, m, m),
  weights: arena.float64(m),
  count: 0,
  started: false,
});

export const forget = (past: History): History => ({ ...past, count: 0, started: false });

/** The history with the move f of a point and its image x + f, both on the kernels' memory; its matrices are overwritten. */
export function remember(past: History, f: Float64Array, image: Float64Array): History {
  const { moves, images, count, started } = past;
  if (started) {
    const [df, dg] = [row(moves, count % moves.rows), row(images, count % moves.rows)];
    kernels.addScaled(f.length, f.byteOffset, -1, past.move.byteOffset, df.byteOffset);
    kernels.addScaled(f.length, image.byteOffset, -1, past.image.byteOffset, dg.byteOffset);
  }
  past.move.set(f);
  past.image.set(image);
  return { ...past, count: started ? count + 1 : 0, started: true };
}

/**
 * out <- the image less the combination of image differences whose move differences are nearest to the last move.
 * False, and the image itself, where the differences do not tell. Cost: m^2 N + 4 m N flops.
 */
export function extrapolate(past: History, out: Float64Array): boolean {
  out.set(past.image);
  const m = Math.min(past.count, past.moves.rows);
  if (m === 0) return false;
  const { syrk, cholesky, trsv, gemv } = engine();
  const moves = rowsOf(past.moves, 0, m);
  const gram = { ...past.gram, rows: m, cols: m, data: past.gram.data.subarray(0, m * m) };
  const weights = past.weights.subarray(0, m);
  syrk(1, false, moves, 0, gram);
  let trace = 0;
  for (let i = 0; i < m; i++) trace += gram.data[i * m + i]!;
  for (let i = 0; i < m; i++) gram.data[i * m + i]! += RIDGE * trace;
  gemv(1, false, moves, past.move, 0, weights);
  try {
    cholesky(gram);
    trsv(false, gram, weights);
    trsv(true, gram, weights);
  } catch (error) {
    if (error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError) return false;
    throw error;
  }
  if (!(weights.reduce((sum, weight) => sum + weight * weight, 0) <= LARGEST * LARGEST)) return false;
  gemv(-1, true, rowsOf(past.images, 0, m), weights, 1, out);
  return true;
}
