// The norm terms as second-order cones ||u_b|| <= t_b with multipliers (rho_b, -p_b), ||p_b|| <= rho_b, and the scaling of
// Nesterov and Todd between the two (Vandenberghe, "The CVXOPT linear and quadratic cone program solvers", 2010, sections 3
// to 5). Path: t_b p_b = rho_b u_b, rho_b t_b - u_b' p_b = mu. rho_b goes from a start that fits p_b to beta.
import { type Matrix, row, zeros } from '../../linalg/index.ts';
import type { Arena } from '../../wasm/arena.ts';

const LEAST = 4e-16; // of the distance of a point to the boundary of its cone, relative to its first entry

export interface NormPoint {
  /** 2P x d. */
  readonly u: Matrix;
  /** 2P. */
  readonly t: Float64Array;
  /** 2P x d. */
  readonly p: Matrix;
  /** rho, 2P. */
  readonly radius: Float64Array;
}

/** A step of a point; that of the radii is beta - rho. */
export interface NormStep {
  readonly du: Matrix;
  readonly dt: Float64Array;
  readonly dp: Matrix;
}

/** W = size (2 w w' - J)^(1/2) of each block, w = (head, tail), w' J w = 1, J = diag(1, -I): W (rho, -p) = W^-1 (t, u). */
export interface NormScaling {
  readonly size: Float64Array;
  readonly head: Float64Array;
  readonly tail: Matrix;
}

/** What du leaves of the others: dp_b = A_b du_b - k_b, dt_b = c_b + (what `addNormSteps` adds). */
export interface NormTarget {
  readonly k: Matrix;
  readonly c: Float64Array;
}

export const normScaling = (arena: Arena, blocks: number, d: number): NormScaling => ({
  size: new Float64Array(blocks),
  head: new Float64Array(blocks),
  tail: zeros(arena, blocks, d),
});

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** head^2 - ||tail||^2, kept above rounding. */
function determinant(head: number, tail: Float64Array): number {
  const length = Math.sqrt(dot(tail, tail));
  return Math.max(head - length, LEAST * head) * (head + length);
}

/** sum of rho_b t_b - u_b' p_b after `length` times a step: the share of the norms in the duality gap. */
export function normGap(
  { u, t, p, radius }: NormPoint,
  { du, dt, dp }: NormStep,
  beta: number,
  length: number,
): number {
  let sum = 0;
  for (let b = 0; b < u.rows; b++) {
    sum += (radius[b]! + length * (beta - radius[b]!)) * (t[b]! + length * dt[b]!);
    for (let e = b * u.cols; e < (b + 1) * u.cols; e++)
      sum -= (u.data[e]! + length * du.data[e]!) * (p.data[e]! + length * dp.data[e]!);
  }
  return sum;
}

/** The scaling at a point inside the cones. Cost: 8 d P flops. */
export function scaleNorms({ u, t, p, radius }: NormPoint, { size, head, tail }: NormScaling): void {
  for (let b = 0; b < u.rows; b++) {
    const [ub, pb, w] = [row(u, b), row(p, b), row(tail, b)];
    const primal = Math.sqrt(determinant(t[b]!, ub));
    const dual = Math.sqrt(determinant(radius[b]!, pb));
    const cosine = (t[b]! / primal) * (radius[b]! / dual) - dot(ub, pb) / (primal * dual);
    const twice = Math.sqrt(2 + 2 * Math.max(1, cosine)); // the cosine is hyperbolic: below 1 by rounding only
    size[b] = Math.sqrt(primal / dual);
    for (let j = 0; j < w.length; j++) w[j] = (ub[j]! / primal + pb[j]! / dual) / twice;
    head[b] = Math.sqrt(1 + dot(w, w));
  }
}

/** out <- A_b = (I - 2 tail tail' / (2 head^2 - 1)) / size^2, what W^-2 leaves of a block when t is eliminated. */
export function normCurvature({ size, head, tail }: NormScaling, b: number, out: Matrix): void {
  const w = row(tail, b);
  const unit = 1 / (size[b]! * size[b]!);
  const factor = (2 * unit) / (2 * head[b]! * head[b]! - 1);
  for (let i = 0, e = 0; i < w.length; i++)
    for (let j = 0; j < w.length; j++, e++) out.data[e] = (i === j ? unit : 0) - factor * w[i]! * w[j]!;
}

/** out <- out + A_b du. */
function addCurvature(
  { size, head, tail }: NormScaling,
  b: number,
  du: Float64Array,
  out: Float64Array,
): void {
  const w = row(tail, b);
  const unit = 1 / (size[b]! * size[b]!);
  const along = (2 * dot(w, du)) / (2 * head[b]! * head[b]! - 1);
  for (let j = 0; j < w.length; j++) out[j]! += unit * (du[j]! - along * w[j]!);
}

/** The target of the affine step, which aims at mu = 0 to first order. */
export function affineNormTarget(
  { p }: NormPoint,
  scaling: NormScaling,
  beta: number,
  target: NormTarget,
): void {
  for (let b = 0; b < p.rows; b++) {
    row(target.k, b).set(row(p, b));
    eliminate(scaling, b, -beta, target);
  }
}

/**
 * The target at mu with the second-order term of the affine step (Mehrotra 1992; Vandenberghe, section 5.4): with
 * lambda = W (rho, -p), x = W^-1 (dt, du) and z = W (beta - rho, -dp) it is lambda o c = mu e - x o z.
 */
export function correctedNormTarget(
  { p, radius }: NormPoint,
  scaling: NormScaling,
  { du, dt, dp }: NormStep,
  beta: number,
  mu: number,
  target: NormTarget,
): void {
  const [lambda, x, z] = [0, 0, 0].map(() => new Float64Array(p.cols)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let b = 0; b < p.rows; b++) {
    const w = row(scaling.tail, b);
    const [head, size, k] = [scaling.head[b]!, scaling.size[b]!, row(target.k, b)];
    for (let j = 0; j < w.length; j++) {
      lambda[j] = -p.data[b * w.length + j]!;
      z[j] = -dp.data[b * w.length + j]!;
    }
    const lambda0 = size * hyperbolic(head, w, radius[b]!, lambda, size);
    const z0 = size * hyperbolic(head, w, beta - radius[b]!, z, size);
    x.set(row(du, b));
    const x0 = hyperbolic(head, w, dt[b]!, x, 1 / size, -1) / size;
    // c = lambda \ (mu e - x o z)
    const r0 = mu - x0 * z0 - dot(x, z);
    for (let j = 0; j < w.length; j++) x[j] = -(x0 * z[j]! + z0 * x[j]!);
    const c0 = (lambda0 * r0 - dot(lambda, x)) / determinant(lambda0, lambda);
    for (let j = 0; j < w.length; j++) x[j] = (x[j]! - c0 * lambda[j]!) / lambda0;
    // W^-1 (c - lambda) less what the step of rho takes
    const first = hyperbolic(head, w, c0, x, 1 / size, -1) / size;
    for (let j = 0; j < w.length; j++) k[j] = x[j]! + p.data[b * w.length + j]!;
    eliminate(scaling, b, first - beta, target);
  }
}

/**
 * v <- factor times the rest of (2 w w' - J)^(1/2) (v0, v), for its inverse with side = -1; returns the first entry
 * without the factor.
 */
function hyperbolic(
  head: number,
  w: Float64Array,
  v0: number,
  v: Float64Array,
  factor: number,
  side = 1,
): number {
  const along = dot(w, v);
  const share = along / (1 + head) + side * v0;
  for (let j = 0; j < w.length; j++) v[j] = factor * (v[j]! + share * w[j]!);
  return head * v0 + side * along;
}

/** k_b and c_b from the rest and the first entry of the target, t eliminated. */
function eliminate({ size, head, tail }: NormScaling, b: number, first: number, { k, c }: NormTarget): void {
  const divisor = 2 * head[b]! * head[b]! - 1;
  const share = (2 * head[b]! * first) / divisor;
  c[b] = (size[b]! * size[b]! * first) / divisor;
  for (let j = 0; j < k.cols; j++) k.data[b * k.cols + j]! += share * tail.data[b * k.cols + j]!;
}

/** dp <- dp + A_b change_b, dt <- dt + what the change of du brings. */
export function addNormSteps(scaling: NormScaling, change: Matrix, { dt, dp }: NormStep): void {
  for (let b = 0; b < change.rows; b++) {
    const [du, head] = [row(change, b), scaling.head[b]!];
    addCurvature(scaling, b, du, row(dp, b));
    dt[b]! += (2 * head * dot(row(scaling.tail, b), du)) / (2 * head * head - 1);
  }
}

/** The longest step that leaves no cone; infinite where there is none. */
export function longestNormStep(
  { u, t, p, radius }: NormPoint,
  { du, dt, dp }: NormStep,
  beta: number,
): number {
  let longest = Infinity;
  for (let b = 0; b < u.rows; b++) {
    const primal = toBoundary(t[b]!, row(u, b), dt[b]!, row(du, b));
    const dual = toBoundary(radius[b]!, row(p, b), beta - radius[b]!, row(dp, b));
    longest = Math.min(longest, primal, dual);
  }
  return longest;
}

/** The smallest a > 0 with ||v + a dv|| = h + a dh. */
function toBoundary(h: number, v: Float64Array, dh: number, dv: Float64Array): number {
  const room = determinant(h, v);
  const slope = h * dh - dot(v, dv);
  const bend = dh * dh - dot(dv, dv);
  const square = slope * slope - bend * room;
  if (square < 0 || (slope > 0 && bend >= 0)) return Infinity;
  return slope > 0 ? (slope + Math.sqrt(square)) / -bend : room / (Math.sqrt(square) - slope);
}
