// The splitting of the robust programs (fact sheet, section 7; the standard programs at radius 0). With
// theta_g = sum_i d_ig (v_i - w_i) of the samples in group g, F u the outputs x_k' theta_g(k) and e_g bounds of eps ||theta_g||_1:
//   min  sum_k psi(z_k, l_k) + beta sum_b ||v_b||_2
//   subject to  min_k s_bk >= eps ||r_b||_1,  m_g >= eps ||t_g||_1,
//   v = u,  r_b = u_b and t_g = theta_g on the perturbed features,  s = G u,  z = F u,  l_k = e_g(k),  m = e,
// psi being the robust loss. Each copy is scaled by the square root of its own penalty, s and t, m besides by row lengths
// and by the square roots of the group sizes. The splitting is ours: none has been published for these programs.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { addAdjoint, orient, preactivations, rowNorm } from './operators.ts';
import type { Problem } from './problem.ts';
import type { Scales } from './robustSystem.ts';
import { type SampleGroups, sampleGroups } from './sampleGroups.ts';

/** In the order in which they lie in one vector. */
export const copyNames = ['v', 's', 'r', 'z', 'l', 't', 'm'] as const;
export type Each<T> = { readonly [name in (typeof copyNames)[number]]: T };

export interface Splitting {
  readonly problem: Problem;
  /** Patterns in use, P x n, and the groups of samples they make. */
  readonly active: Matrix;
  readonly groups: SampleGroups;
  /** Perturbed features: 0 at radius 0. */
  readonly width: number;
  /** Scale of each row of G and s, n: 1 over the length of x_k with a perturbation. */
  readonly rows: Float64Array;
  /** Square roots of the group sizes, G. */
  readonly roots: Float64Array;
  /** Scratch: G x d, and n zeros. */
  readonly parts: Matrix;
  readonly none: Float64Array;
}

export function splittingOf(arena: Arena, problem: Problem, active: Matrix): Splitting {
  const { X, radius, perturbed } = problem;
  const width = radius > 0 ? perturbed : 0;
  const groups = sampleGroups(arena, active);
  const spread = radius * Math.sqrt(width);
  return {
    problem,
    active,
    groups,
    width,
    rows: Float64Array.from({ length: X.rows }, (_, k) => {
      const length = rowNorm(X, k);
      return 1 / (Math.sqrt(length * length + spread * spread) || 1);
    }),
    roots: groups.counts.map(Math.sqrt),
    parts: zeros(arena, groups.counts.length, X.cols),
    none: new Float64Array(X.rows),
  };
}

/** Copies, or their images or multipliers: one vector, and views of it by kind. */
export interface Copies {
  readonly vector: Float64Array;
  /** v (2P x d), s (2P x n), r (2P x width), z (n x 1), l (n x 1), t (G x width), m (G x 1), in this order. */
  readonly each: Each<Matrix>;
}

/** All 0. Errors: `OutOfMemoryError`. */
export function copiesOf({ problem: { X }, active, groups, width }: Splitting, arena: Arena): Copies {
  const [blocks, n, G] = [2 * active.rows, X.rows, groups.counts.length];
  const robust = width > 0 ? 1 : 0;
  const sizes = [blocks * X.cols, blocks * n, blocks * width, n, n * robust, G * width, G * robust];
  const vector = arena.float64(sizes.reduce((sum, size) => sum + size, 0));
  let start = 0;
  const next = (rows: number, cols: number): Matrix => {
    const data = vector.subarray(start, start + rows * cols);
    start += rows * cols;
    return { rows, cols, data, arena };
  };
  const each = {
    v: next(blocks, X.cols),
    s: next(blocks, n),
    r: next(blocks, width),
    z: next(n, 1),
    l: next(n, robust),
    t: next(G, width),
    m: next(G, robust),
  };
  return { vector, each };
}

export const systemScales = ({ rows, width }: Splitting, scale: Each<number>): Scales => ({
  blocks: scale.v,
  slacks: rows.map((row) => scale.s * row),
  perturbed: width > 0 ? scale.r : 0,
  parts: width > 0 ? scale.t : 0,
  outputs: scale.z,
});

/** The images <- those of u (2P x d) and e (G), scaled. Cost: 4 n d P + 4 G d P flops. */
export function forward(
  splitting: Splitting,
  scale: Each<number>,
  u: Matrix,
  e: Float64Array,
  images: Each<Matrix>,
): void {
  const { problem, active, groups, width, rows, roots, parts } = splitting;
  const { X } = problem;
  const [n, d] = [X.rows, X.cols];
  for (let i = 0; i < u.data.length; i++) images.v.data[i] = scale.v * u.data[i]!;
  preactivations(X, u, images.s);
  orient(active, images.s);
  for (let i = 0; i < images.s.data.length; i++) images.s.data[i]! *= scale.s * rows[i % n]!;
  for (let b = 0, i = 0; b < u.rows; b++)
    for (let j = 0; j < width; j++, i++) images.r.data[i] = scale.r * u.data[b * d + j]!;
  const half = u.data.length / 2;
  const { gemm } = engine();
  gemm(1, true, groups.columns, false, { ...u, rows: u.rows / 2, data: u.data.subarray(0, half) }, 0, parts);
  gemm(-1, true, groups.columns, false, { ...u, rows: u.rows / 2, data: u.data.subarray(half) }, 1, parts);
  for (let k = 0; k < n; k++) {
    const start = groups.of[k]! * d;
    let output = 0;
    for (let j = 0; j < d; j++) output += X.data[k * d + j]! * parts.data[start + j]!;
    images.z.data[k] = scale.z * output;
    if (width > 0) images.l.data[k] = scale.l * e[groups.of[k]!]!;
  }
  for (let g = 0, i = 0; g < roots.length && width > 0; g++) {
    for (let j = 0; j < width; j++, i++) images.t.data[i] = scale.t * roots[g]! * parts.data[g * d + j]!;
    images.m.data[g] = scale.m * roots[g]! * e[g]!;
  }
}

/** U (2P x d) and e (G) <- the adjoint of `forward` at the images, of which s is overwritten. Cost: as `forward`. */
export function adjoint(
  splitting: Splitting,
  scale: Each<number>,
  images: Each<Matrix>,
  U: Matrix,
  e: Float64Array,
): void {
  const { problem, active, groups, width, rows, roots, parts, none } = splitting;
  const { X } = problem;
  const [n, d] = [X.rows, X.cols];
  parts.data.fill(0);
  e.fill(0);
  for (let g = 0, i = 0; g < roots.length && width > 0; g++) {
    for (let j = 0; j < width; j++, i++) parts.data[g * d + j] = scale.t * roots[g]! * images.t.data[i]!;
    e[g] = scale.m * roots[g]! * images.m.data[g]!;
  }
  for (let k = 0; k < n; k++) {
    const start = groups.of[k]! * d;
    const output = scale.z * images.z.data[k]!;
    for (let j = 0; j < d; j++) parts.data[start + j]! += output * X.data[k * d + j]!;
    if (width > 0) e[groups.of[k]!]! += scale.l * images.l.data[k]!;
  }
  const half = U.data.length / 2;
  engine().gemm(1, false, groups.columns, false, parts, 0, {
    ...U,
    rows: U.rows / 2,
    data: U.data.subarray(0, half),
  });
  for (let i = 0; i < half; i++) U.data[half + i] = -U.data[i]!;
  for (let i = 0; i < U.data.length; i++) U.data[i]! += scale.v * images.v.data[i]!;
  for (let b = 0, i = 0; b < U.rows; b++)
    for (let j = 0; j < width; j++, i++) U.data[b * d + j]! += scale.r * images.r.data[i]!;
  for (let i = 0; i < images.s.data.length; i++) images.s.data[i]! *= scale.s * rows[i % n]!;
  addAdjoint(X, active, images.s, none, U);
}

/** eps ||theta_g(k)||_1 of the parts of the last `forward`, n. */
export function reachesOf({ problem, groups, width, parts }: Splitting): Float64Array {
  const lengths = groups.counts.map((_, g) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += Math.abs(parts.data[g * parts.cols + j]!);
    return problem.radius * sum;
  });
  return Float64Array.from(groups.of, (g) => lengths[g]!);
}
