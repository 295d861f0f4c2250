// Activation patterns diag(1[X a >= 0]) of Gaussian directions a (fact sheet, section 3; Algorithm 2.1 of the paper).
import { engine, fromRows, type Matrix, type MatrixLike } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { readSamples } from './problem.ts';

export interface Patterns {
  /** P x n: 1 where sample k is active in pattern i, else 0. */
  readonly active: Matrix;
  /** P x d: a direction inside the cone of each pattern. */
  readonly directions: Matrix;
  /** Whether no other pattern has a cone with interior, so that the program is the exact one. */
  readonly complete: boolean;
}

export interface SampledPatterns extends Patterns {
  /** Directions drawn; all but `active.rows` of them repeated a pattern. */
  readonly draws: number;
}

// After so many repeats in a row the patterns not yet seen have, with 95 % confidence, less than 0.1 % of the Gaussian
// measure (rule of three).
const REPEATS = 3000;

/** Number of patterns of n points in general position of rank r: 2 sum over k < r of C(n - 1, k); else an upper bound. */
export function patternCount(n: number, r: number): number {
  let binomial = 1;
  let sum = 0;
  for (let k = 0; k < Math.min(r, n); k++) {
    sum += binomial;
    binomial *= (n - 1 - k) / (k + 1);
  }
  return Math.round(2 * sum);
}

/**
 * `count` distinct patterns of the rows of X (n x d), in the order in which they were drawn, so that more patterns of
 * an equal stream continue fewer. There are less where `count` is more than exist, or where 3000 draws in a row bring
 * nothing new. Cost: 2 n d flops per draw. Errors: `ShapeError`, `RangeError`.
 */
export function samplePatterns(arena: Arena, X: MatrixLike, count: number, source: Stream): SampledPatterns {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`${count} patterns were asked for: an integer > 0 was expected`);
  using scratch = new Arena();
  const rows = readSamples(scratch, X);
  const exist = patternCount(rows.rows, rows.cols);
  const found = new Map<string, ArrayLike<number>>();
  const draw = drawer(scratch, rows, source);
  let draws = 0;
  for (let last = 0; found.size < Math.min(count, exist) && draws - last < REPEATS; draws++) {
    const { key, direction } = draw();
    if (found.has(key)) continue;
    found.set(key, direction.slice());
    last = draws;
  }
  return { ...patternsOf(arena, found), complete: found.size === exist, draws };
}

/** Distinct patterns of some draws. */
export interface DrawnPatterns extends Patterns {
  /** How often each was drawn, P. */
  readonly times: Int32Array;
}

/**
 * The distinct patterns of the rows of X (n x d) among those of `draws` directions, in the order in which they came, as the
 * authors' code takes them: independent draws, which the sampling bound is about. Cost: 2 n d flops per draw. Errors:
 * `ShapeError`, `RangeError`.
 */
export function drawPatterns(arena: Arena, X: MatrixLike, draws: number, source: Stream): DrawnPatterns {
  if (!Number.isSafeInteger(draws) || draws < 1)
    throw new RangeError(`${draws} draws were asked for: an integer > 0 was expected`);
  using scratch = new Arena();
  const rows = readSamples(scratch, X);
  const found = new Map<string, ArrayLike<number>>();
  const times = new Map<string, number>();
  const draw = drawer(scratch, rows, source);
  for (let i = 0; i < draws; i++) {
    const { key, direction } = draw();
    times.set(key, (times.get(key) ?? 0) + 1);
    if (!found.has(key)) found.set(key, direction.slice());
  }
  const complete = found.size === patternCount(rows.rows, rows.cols);
  return { ...patternsOf(arena, found), complete, times: Int32Array.from(times.values()) };
}

/** Draws directions, d, each in the place of the one before, with the keys of their patterns. */
function drawer(arena: Arena, X: Matrix, source: Stream) {
  const { gemv } = engine();
  const direction = arena.float64(X.cols);
  const side = arena.float64(X.rows);
  return () => {
    source.fillNormal(direction);
    gemv(1, false, X, direction, 0, side);
    return { key: patternKey(side), direction };
  };
}

/** The pattern 1[side >= 0] as a string of 0 and 1. */
export function patternKey(side: ArrayLike<number>): string {
  let key = '';
  for (let k = 0; k < side.length; k++) key += side[k]! >= 0 ? '1' : '0';
  return key;
}

/** Patterns of directions by their keys, in the order of the map. */
export const patternsOf = (arena: Arena, found: ReadonlyMap<string, ArrayLike<number>>) => ({
  active: fromRows(
    arena,
    Array.from(found.keys(), (key) => Array.from(key, Number)),
  ),
  directions: fromRows(arena, [...found.values()]),
});
