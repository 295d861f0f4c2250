// Anderson acceleration of a fixed-point iteration x <- x + g(x): the next iterate is the plain step less the combination
// of past changes that best explains g (type II; Walker and Ni, SIAM J. Numer. Anal. 49, 2011). It starts anew when the
// memory is full, leaps no further than x is long, and a leap is undone where the residual rises.
import {
  engine,
  type Matrix,
  NotFiniteError,
  NotPositiveDefiniteError,
  row,
  zeros,
} from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

const REGULARIZATION = 1e-10; // of the normal equations, relative to their trace
const WORSE = 2; // residual after a leap, over the least one so far, from which on the leap is undone

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
  /** The least ||g|| so far; infinite where there is no last iterate. */
  readonly least: number;
  /** Whether the current iterate is not the plain step. */
  readonly leapt: boolean;
}

const FRESH = { count: 0, least: Infinity, leapt: false } as const;

/** For iterates of `size` entries. (2 memory + 3) N doubles. Errors: `OutOfMemoryError`. */
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
 * x <- the next iterate, from x and its residual g, which is left as it is (N each, on the kernels' memory). The arrays of
 * `past` are overwritten. Cost: about 6 memory N flops.
 */
export function accelerate(past: Anderson, x: Float64Array, g: Float64Array): Anderson {
  const { moves, turns, gram, plain } = past;
  const [memory, size] = [moves.rows, moves.cols];
  const { gemv } = engine();
  const residual = length(g);
  if (past.leapt && !(residual <= WORSE * past.least)) {
    x.set(plain);
    return forget(past);
  }
  const known = past.least < Infinity;
  const place = past.count === memory ? 0 : past.count;
  if (known) {
    const [move, turn] = [row(moves, place), row(turns, place)];
    for (let e = 0; e < size; e++) {
      move[e] = x[e]! - past.x[e]!;
      turn[e] = g[e]! - past.g[e]!;
    }
  }
  past.x.set(x);
  past.g.set(g);
  for (let e = 0; e < size; e++) x[e]! += g[e]!;
  plain.set(x);
  const least = Math.min(residual, past.least);
  if (!known) return { ...past, least, leapt: false };

  using scratch = new Arena();
  const count = place + 1;
  const inUse = (M: Matrix): Matrix => ({ ...M, rows: count, data: M.data.subarray(0, count * size) });
  const products = scratch.float64(count);
  gemv(1, false, inUse(turns), row(turns, place), 0, products);
  for (let i = 0; i < count; i++) {
    gram[i * memory + place] = products[i]!;
    gram[place * memory + i] = products[i]!;
  }
  gemv(1, false, inUse(turns), g, 0, products);
  if (!combine(scratch, gram, memory, products)) return forget(past);
  gemv(-1, true, inUse(moves), products, 1, x);
  gemv(-1, true, inUse(turns), products, 1, x);
  shorten(x, plain);
  return { ...past, count, least, leapt: true };
}

/** products <- the weights of the turns in g, from their inner products with g; false where rounding has the upper hand. */
function combine(scratch: Arena, gram: Float64Array, memory: number, products: Float64Array): boolean {
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
    return false;
  }
  return true;
}

/** x <- no further from `plain` than that is long. */
function shorten(x: Float64Array, plain: Float64Array): void {
  let [leap, whole] = [0, 0];
  for (let e = 0; e < x.length; e++) {
    leap += (x[e]! - plain[e]!) * (x[e]! - plain[e]!);
    whole += plain[e]! * plain[e]!;
  }
  if (leap <= whole) return;
  const share = Math.sqrt(whole / leap);
  for (let e = 0; e < x.length; e++) x[e] = plain[e]! + share * (x[e]! - plain[e]!);
}

function length(values: Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
