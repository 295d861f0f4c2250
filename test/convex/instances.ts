// Problems for the tests, and the convex program written out on nested arrays: shares nothing with the library.
import fc from 'fast-check';
import {
  convexProgram,
  type Loss,
  type Patterns,
  type Problem,
  samplePatterns,
  squared,
} from '../../src/convex/index.ts';
import { patternsOf } from '../../src/convex/patterns.ts';
import { stream } from '../../src/random/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';

export const kinds = [
  'Gaussian',
  'duplicate rows',
  'opposite rows',
  'zero row',
  'rank 1',
  'zero column',
  'equal labels',
  'integers',
  'all zero',
] as const;

export interface Data {
  readonly X: number[][];
  readonly y: number[];
  readonly beta: number;
}

export interface Instance extends Data {
  readonly kind: (typeof kinds)[number];
  readonly seed: number;
  readonly count: number;
}

export function draw(kind: Instance['kind'], seed: number, n: number, d: number, beta: number): Data {
  const source = stream('convex test', kind, seed);
  const normals = (count: number) => Array.from({ length: count }, () => source.normal());
  let X = Array.from({ length: n }, () => normals(d));
  let y = normals(n);
  const [some, other] = [source.integer(n), source.integer(n)];
  if (kind === 'duplicate rows') X[some] = [...X[other]!];
  if (kind === 'opposite rows' && some !== other) X[some] = X[other]!.map((x) => -x);
  if (kind === 'zero row') X[some] = X[some]!.map(() => 0);
  if (kind === 'rank 1') X = X.map((row) => X[0]!.map((x) => row[0]! * x));
  if (kind === 'zero column') X = X.map((row) => row.map((x, j) => (j === 0 ? 0 : x)));
  if (kind === 'equal labels') y = y.map(() => 1);
  if (kind === 'integers') {
    X = X.map((row) => row.map(Math.round));
    y = y.map(Math.sign);
  }
  if (kind === 'all zero') X = X.map((row) => row.map(() => 0));
  return { X, y, beta };
}

/** Small problems, most of them degenerate; with beta = 1000 zero is optimal, and n < d and n = 1 occur. */
export const instances = (betas: { min: number; max: number }): fc.Arbitrary<Instance> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      seed: fc.nat(1e6),
      n: fc.integer({ min: 1, max: 8 }),
      d: fc.integer({ min: 1, max: 5 }),
      exponent: fc.oneof({ weight: 9, arbitrary: fc.double({ ...betas, noNaN: true }) }, fc.constant(3)),
      count: fc.integer({ min: 1, max: 16 }),
    })
    .map(({ kind, seed, n, d, exponent, count }) => ({
      kind,
      seed,
      count,
      ...draw(kind, seed, n, d, 10 ** exponent),
    }));

/** The program of an instance, whose targets are such as the loss takes. */
export function problemOf(
  arena: Arena,
  { X, y, beta, seed, count }: Instance,
  loss: Loss = squared,
): Problem {
  const patterns = samplePatterns(arena, X, count, stream('convex test patterns', seed));
  return convexProgram(arena, { X, y, beta, patterns, loss });
}

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
};
export const norm = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

export const nested = (flat: Float64Array, cols: number): number[][] =>
  Array.from({ length: flat.length / cols }, (_, b) => [...flat.subarray(b * cols, (b + 1) * cols)]);

/** Rows of 0 and 1. */
export const masks = ({ active }: Patterns): number[][] => nested(active.data, active.cols);

/** sum over i of D_i X (v_i - w_i). */
export function fit(X: number[][], D: number[][], blocks: number[][]): number[] {
  const P = D.length;
  return X.map((x, k) =>
    D.reduce((sum, mask, i) => sum + mask[k]! * (dot(x, blocks[i]!) - dot(x, blocks[P + i]!)), 0),
  );
}

/** Objective of the convex program with the squared loss. */
export const objective = ({ X, y, beta }: Data, D: number[][], blocks: number[][]): number =>
  fit(X, D, blocks).reduce((sum, z, k) => sum + ((z - y[k]!) * (z - y[k]!)) / 2, 0) +
  beta * blocks.reduce((sum, u) => sum + norm(u), 0);

/** Smallest (2 D_b - I) X u_b over blocks and samples. */
export const leastSlack = (X: number[][], D: number[][], blocks: number[][]): number =>
  Math.min(...blocks.flatMap((u, b) => X.map((x, k) => (2 * D[b % D.length]![k]! - 1) * dot(x, u))));

/** ||F_b' q - G_b' eta_b|| of every block. */
export const dualNorms = (X: number[][], D: number[][], q: ArrayLike<number>, eta: number[][]): number[] =>
  eta.map((weights, b) => {
    const mask = D[b % D.length]!;
    const side = b < D.length ? 1 : -1;
    return norm(
      X[0]!.map((_, j) =>
        X.reduce(
          (sum, x, k) => sum + x[j]! * (side * mask[k]! * q[k]! - (2 * mask[k]! - 1) * weights[k]!),
          0,
        ),
      ),
    );
  });

/** Patterns of given directions. */
export function patternsOfDirections(arena: Arena, X: number[][], directions: number[][]) {
  const key = (a: number[]) =>
    X.map((x) => (x.reduce((sum, v, j) => sum + v * a[j]!, 0) >= 0 ? '1' : '0')).join('');
  return { ...patternsOf(arena, new Map(directions.map((a) => [key(a), a]))), complete: false };
}
