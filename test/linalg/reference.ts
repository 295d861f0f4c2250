// Inputs and plain triple loops that share nothing with the engines.

import { type Matrix, zeros } from '../../src/linalg/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';

export const EPS = Number.EPSILON;

/** Entry `index` of the recipe `salt`: multiples of 1/1000 in [-1, 1]. */
export const entry = (index: number, salt: number): number =>
  ((index * 7919 + salt * 104_729) % 2001) / 1000 - 1;

export const fill = <T extends Float64Array>(out: T, salt: number): T => {
  for (let i = 0; i < out.length; i++) out[i] = entry(i, salt);
  return out;
};

export function matrix(arena: Arena, rows: number, cols: number, salt: number): Matrix {
  const M = zeros(arena, rows, cols);
  fill(M.data, salt);
  return M;
}

/** Well-conditioned lower triangle; NaN above it, for no routine may read there. */
export function lower(arena: Arena, n: number, salt: number): Matrix {
  const L = matrix(arena, n, n, salt);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (j > i) L.data[i * n + j] = Number.NaN;
      else if (j === i) L.data[i * n + i] = 2 + Math.abs(L.data[i * n + i]!);
      else L.data[i * n + j]! /= Math.sqrt(n);
  return L;
}

export const at = (M: Matrix, trans: boolean, i: number, j: number): number =>
  M.data[trans ? j * M.cols + i : i * M.cols + j]!;

/** Entry (i, j) of op(A) op(B), and the sum of the terms' absolute values, which bounds its rounding error. */
export function productEntry(
  [A, transA]: readonly [Matrix, boolean],
  [B, transB]: readonly [Matrix, boolean],
  [i, j]: readonly [number, number],
  depth = transA ? A.rows : A.cols,
): { sum: number; size: number } {
  let sum = 0;
  let size = 0;
  for (let p = 0; p < depth; p++) {
    const term = at(A, transA, i, p) * at(B, transB, p, j);
    sum += term;
    size += Math.abs(term);
  }
  return { sum, size };
}
