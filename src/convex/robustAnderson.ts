// Anderson acceleration of a fixed-point iteration x <- x + g(x): the next iterate is the plain step less the combination
// of past ones that best explains g (type II; Walker and Ni, SIAM J. Numer. Anal. 49, 2011), started anew when the memory
// is full, and undone where the residual rises.
import { engine, type Matrix, NotFiniteError, NotPositiveDefiniteError, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

const REGULARIZATION = 1e-10; // of the normal equations, relative to their trace
const WORSE = 2; // residual after an extrapolation, over the one before, from which on it is undone

export interface Anderson {
  /** Changes of the iterate and of the residual, memory x N; the first `count` rows are in use. */
  readonly moves: Matrix;
  readonly turns: Matrix;
  /** Inner products of the turns, memory x memory. */
  readonly gram: Float64Array;
  /** Last iterate, its residual, and the plain step from it, N. */
  readonly x: Float64Array;
  readonly g: Float64Array;
  readonly plain: Float64Array;
  readonly count: number;
  /** ||g||; infinite where there is no last iterate. */
  readonly residual: number;
  /** Whether the current iterate is not the plain step. */
  readonly extrapolated: boolean;
}

const FRESH = { count: 0, residual: Infinity, extrapolated: false } as const;

/** For iterates of `size` entries. 2 `memory` N doubles. Errors: `OutOfMemoryError`. */
export const anderson = (arena: Arena, memory: number, size: number): Anderson => ({
  moves: zeros(arena, memory, size),
  turns: zeros(arena, memory, size),
  gram: new Float64Array(memory * memory),
  x: arena.float64(size),
  g: arena.float64(size),
  plain: arena.float64(size),
  ...FRESH,
});

/** The same with nothing remembered: for another iteration. */
export const forget = (past: Anderson): Anderson => ({ ...past, ...FRESH });

/**
 * x (N, on the kernels' memory) <- the next iterate, from x and its residual g, which is left as it is. The matrices of
 * `past` are overwritten. Cost: about 6 memory N flops.
 */
export function accelerate(past: Anderson, x: Float64Array, g: Float64Array): Anderson {
  const { moves, turns, gram } = past;
  const [memory, size] = [moves.rows, moves.cols];
  const { gemv } = engine();
  const residual = length(g);
  if (past.extrapolated && !(residual <= WORSE * past.residual)) {
    x.set(past.plain);
    return forget(past);
  }
  let count = past.count;
  if (past.residual < Infinity) {
    if (count === memory) count = 0;
    const [move, turn] = [row(moves, count), row(turns, count)];
    for (let e = 0; e < size; e++) {
      move[e] = x[e]! - past.x[e]!;
      turn[e] = g[e]! - past.g[e]!;
    }
    count++;
  }
  past.x.set(x);
  past.g.set(g);
  for (let e = 0; e < size; e++) x[e]! += g[e]!;
  past.plain.set(x);
  const next: Anderson = { ...past, count, residual, extrapolated: count > 0 };
  if (count === 0) return next;

  using scratch = new Arena();
  const inUse = (M: Matrix): Matrix => ({ ...M, rows: count, data: M.data.subarray(0, count * size) });
  const products = scratch.float64(count);
  if (past.residual < Infinity) {
    gemv(1, false, inUse(turns), row(turns, count - 1), 0, products);
    for (let i = 0; i < count; i++) {
      gram[i * memory + count - 1] = products[i]!;
      gram[(count - 1) * memory + i] = products[i]!;
    }
  }
  gemv(1, false, inUse(turns), g, 0, products);
  const weights = combination(scratch, gram, memory, products);
  if (weights === undefined) return forget(next);
  gemv(-1, true, inUse(moves), weights, 1, x);
  gemv(-1, true, inUse(turns), weights, 1, x);
  return next;
}

/** The weights of the turns in g, from their inner products; nothing where rounding has the upper hand. */
function combination(scratch: Arena, gram: Float64Array, memory: number, products: Float64Array) {
  const { cholesky, trsv } = engine();
  const count = products.length;
  const M = zeros(scratch, count, count);
  let trace = 0;
  for (let i = 0; i < count; i++) trace += gram[i * memory + i]!;
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++)
      M.data[i * count + j] = gram[i * memory + j]! + (i === j ? REGULARIZATION * trace : 0);
  try {
    cholesky(M);
    trsv(false, M, products);
    trsv(true, M, products);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError)) throw error;
    return undefined;
  }
  return products;
}

function length(values: Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
