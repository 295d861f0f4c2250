// The linear constraints of a robust program (fact sheet, section 7) as the interior-point method sees them, over the patterns
// that survive: with bounds a_b >= |u_b| and t_g >= |theta_g| on the perturbed features,
//   (g_bk' u_b - eps sum_j a_bj) / length_k >= 0,  a_b -+ u_b >= 0,  t_g -+ theta_g >= 0,
// g_bk being rows of (2 D_b - I) X. Outputs are z_k = x_k' theta_g(k), reaches l_k = eps sum_j t_g(k)j.
import { type Matrix, zeros } from '../../../linalg/index.ts';
import type { Arena } from '../../../wasm/arena.ts';
import { adjoint, type Copies, copiesOf, type Each, forward, type Splitting } from '../../robustSplitting.ts';

const UNIT: Each<number> = { v: 1, s: 1, r: 1, z: 1, l: 1, t: 1, m: 1 };

/** Slacks of the constraints, or their multipliers: one vector, and views of it by kind. */
export interface Pairs {
  readonly all: Float64Array;
  /** 2P x n. */
  readonly cone: Float64Array;
  /** Of a - u and a + u, 2P x width each. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  /** Of t - theta and t + theta, G x width each. */
  readonly above: Float64Array;
  readonly below: Float64Array;
}

export function pairsOf({ active, groups, width }: Splitting): Pairs {
  const [blocks, parts] = [2 * active.rows * width, groups.counts.length * width];
  const cones = 2 * active.data.length;
  const all = new Float64Array(cones + 2 * blocks + 2 * parts);
  const [second, third] = [cones + blocks, cones + 2 * blocks];
  return {
    all,
    cone: all.subarray(0, cones),
    up: all.subarray(cones, second),
    down: all.subarray(second, third),
    above: all.subarray(third, third + parts),
    below: all.subarray(third + parts),
  };
}

/** Of the variables, or a right side: blocks 2P x d, their bounds 2P x width, those of the groups G x width. */
export interface Variables {
  readonly u: Matrix;
  readonly a: Matrix;
  readonly t: Matrix;
}

export const variablesOf = (arena: Arena, { problem, active, groups, width }: Splitting): Variables => ({
  u: zeros(arena, 2 * active.rows, problem.X.cols),
  a: zeros(arena, 2 * active.rows, width),
  t: zeros(arena, groups.counts.length, width),
});

/** The constraints as a linear map and its adjoint. */
export interface Constraints {
  readonly splitting: Splitting;
  /** Scratch. */
  readonly images: Copies;
  readonly bounds: Float64Array;
}

export const constraintsOf = (arena: Arena, splitting: Splitting): Constraints => ({
  splitting,
  images: copiesOf(splitting, arena),
  bounds: new Float64Array(splitting.groups.counts.length),
});

/** Slacks, outputs and reaches (n each) of the variables. Cost: 4 n d P + 4 G d P flops. */
export function image(
  { splitting, images, bounds }: Constraints,
  { u, a, t }: Variables,
  out: Pairs,
  z: Float64Array,
  l: Float64Array,
): void {
  const { problem, width, rows, roots, groups } = splitting;
  const n = problem.X.rows;
  const { each } = images;
  forward(splitting, UNIT, u, bounds, each);
  z.set(each.z.data);
  for (let b = 0; b < u.rows; b++) {
    const reach = problem.radius * sumOf(a, b);
    for (let k = 0; k < n; k++) out.cone[b * n + k] = each.s.data[b * n + k]! - rows[k]! * reach;
  }
  for (let e = 0; e < a.data.length; e++) {
    out.up[e] = a.data[e]! - each.r.data[e]!;
    out.down[e] = a.data[e]! + each.r.data[e]!;
  }
  for (let e = 0; e < t.data.length; e++) {
    const theta = each.t.data[e]! / roots[Math.floor(e / width)]!;
    out.above[e] = t.data[e]! - theta;
    out.below[e] = t.data[e]! + theta;
  }
  const reaches = roots.map((_, g) => problem.radius * sumOf(t, g));
  for (let k = 0; k < n; k++) l[k] = reaches[groups.of[k]!]!;
}

/** out <- the adjoint at the multipliers, less F' q in the blocks and the pressures' pull in the bounds of groups. Cost: as `image`. */
export function coimage(
  { splitting, images, bounds }: Constraints,
  multipliers: Pairs,
  q: Float64Array,
  pressure: Float64Array,
  { u, a, t }: Variables,
): void {
  const { problem, width, rows, roots, groups } = splitting;
  const n = problem.X.rows;
  const { each, vector } = images;
  const { cone, up, down, above, below } = multipliers;
  vector.fill(0);
  each.s.data.set(cone);
  for (let k = 0; k < n; k++) each.z.data[k] = -q[k]!;
  for (let e = 0; e < a.data.length; e++) each.r.data[e] = down[e]! - up[e]!;
  for (let e = 0; e < t.data.length; e++)
    each.t.data[e] = (below[e]! - above[e]!) / roots[Math.floor(e / width)]!;
  adjoint(splitting, UNIT, each, u, bounds);
  for (let b = 0; b < a.rows && width > 0; b++) {
    let paid = 0;
    for (let k = 0; k < n; k++) paid += rows[k]! * cone[b * n + k]!;
    for (let e = b * width; e < (b + 1) * width; e++) a.data[e] = up[e]! + down[e]! - problem.radius * paid;
  }
  const pull = new Float64Array(roots.length);
  for (let k = 0; k < n; k++) pull[groups.of[k]!]! += problem.radius * pressure[k]!;
  for (let e = 0; e < t.data.length; e++) t.data[e] = above[e]! + below[e]! - pull[Math.floor(e / width)]!;
}

function sumOf({ cols, data }: Matrix, row: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) sum += data[row * cols + j]!;
  return sum;
}
