// Small random problems for the tests of src/stability, and plain algebra that shares nothing with it.
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { fromVector, type Matrix } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { createProblem, type Model, type Problem, type Steps } from '../../src/stability/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';

export interface Samples {
  readonly x: number[][];
  readonly y: number[];
}

/** n inputs uniform on [-1, 1]^d and normal targets. */
export function randomSamples(n: number, d: number, seed = 1): Samples {
  const source = stream('test stability', n, d, seed);
  const uniform = (length: number) => [...source.fillUniform(new Float64Array(length), -1, 1)];
  return { x: Array.from({ length: n }, () => uniform(d)), y: [...source.fillNormal(new Float64Array(n))] };
}

export const randomTheta = (p: number, seed = 1): Float64Array =>
  stream('test stability', p, seed, 'theta').fillNormal(new Float64Array(p));

export const problemOf = (model: Model, { x, y }: Samples, arena: Arena): Problem =>
  createProblem(model, x, y, arena);

export const toRows = ({ rows, cols, data }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, i) => [...data.slice(i * cols, (i + 1) * cols)]);

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Ascending eigenvalues, by ml-matrix. */
export const eigenvalues = (rows: number[][]): number[] =>
  new EigenvalueDecomposition(new MlMatrix(rows), { assumeSymmetric: true }).realEigenvalues.sort(
    (a, b) => a - b,
  );

/** Largest |a - b| over all entries, relative to the largest |b|. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const scale = Math.max(...Array.from(b, Math.abs));
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!))) / scale;
}

/** Steps as the loops take them: at one rate or one each, on all samples or these, with noise or without. */
export function stepsIn(
  arena: Arena,
  count: number,
  rates: ArrayLike<number>,
  samples?: ArrayLike<number>,
  noise?: ArrayLike<number>,
): Steps {
  const indices = samples && arena.int32(samples.length);
  if (samples) indices?.set(samples);
  return {
    count,
    rates: fromVector(arena, rates),
    samples: indices,
    noise: noise && fromVector(arena, noise),
  };
}
