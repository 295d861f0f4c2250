// Whether the robust cone of a pattern, { u : (2 D - I) X u >= eps ||u||_1 } (fact sheet, section 7), is more than {0}:
//   m* = max { m : g_k' u >= m for all k, ||u||_1 <= 1 } = min { ||G' eta||_inf : eta >= 0, sum eta_k = 1 }
// (features that are not perturbed: not in the norm, and G' eta 0 there). It has interior where eps < m*; it is {0} in the
// perturbed features where eps > m*. A primal-dual interior-point method for this linear program runs until one is proved.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

const DAMPING = 0.95; // of the step to the boundary
const STEPS = 60;
const REGULARIZATION = 1e-14;

/** What was proved about a cone; neither where eps is m* to rounding. */
export interface RobustInterior {
  /** u with g_k' u > eps ||u||_1 for all k, d entries. */
  readonly direction?: Float64Array;
  /** eta >= 0, n entries of sum 1, with |G' eta| < eps in perturbed and 0 but for rounding in other features. */
  readonly multipliers?: Float64Array;
}

/**
 * Of G = (2 D - I) X, n x d, with the first `perturbed` features in the norm. Zero rows belong to G where eps > 0. Cost: at
 * most 60 steps of n d^2 + (d + perturbed)^3 / 3 flops, about 10 are usual. Errors: `OutOfMemoryError`.
 */
export function robustInterior(G: Matrix, perturbed: number, radius: number): RobustInterior {
  using arena = new Arena();
  const { syrk, cholesky, trsv, gemv } = engine();
  const [n, d, p] = [G.rows, G.cols, perturbed];
  const size = d + p + 1; // u, t >= |u| of the perturbed features, m
  const count = n + 2 * p + 1;
  const unit = Math.sqrt(G.data.reduce((sum, entry) => sum + entry * entry, 0) / n) || 1; // margins in this unit
  const u = arena.float64(d);
  const t = new Float64Array(p).fill(0.5 / Math.max(1, p));
  let m = -1;
  const products = arena.float64(n);
  const rates = arena.float64(n);
  const slack = new Float64Array(count);
  const lambda = new Float64Array(count).fill(1 / n);
  const change = new Float64Array(count);
  const M = zeros(arena, size, size);
  const weighted = zeros(arena, n, d + 1);
  const corner = zeros(arena, d + 1, d + 1);
  const eta = arena.float64(n);
  const force = arena.float64(d);
  const rhs = arena.float64(size);
  const du = arena.float64(d);

  /** out <- A x of x = (u, t, m), the slacks without the constant 1 of the last one. */
  const apply = (x: Float64Array, tx: Float64Array, mx: number, gx: Float64Array, out: Float64Array) => {
    gemv(1 / unit, false, G, x, 0, gx);
    for (let k = 0; k < n; k++) out[k] = gx[k]! - mx;
    let total = 0;
    for (let j = 0; j < p; j++) {
      out[n + j] = tx[j]! - x[j]!;
      out[n + p + j] = tx[j]! + x[j]!;
      total += tx[j]!;
    }
    out[count - 1] = -total;
  };

  for (let step = 0; step < STEPS; step++) {
    apply(u, t, m, products, slack);
    slack[count - 1]! += 1;
    let length = 0;
    for (let j = 0; j < p; j++) length += Math.abs(u[j]!);
    if (products.every((side) => side * unit > radius * length) && u.some((entry) => entry !== 0)) return { direction: Float64Array.from(u) };
    let total = 0;
    for (let k = 0; k < n; k++) total += lambda[k]!;
    for (let k = 0; k < n; k++) eta[k] = lambda[k]! / total;
    gemv(1, true, G, eta, 0, force);
    if (force.every((entry, j) => (j < p ? Math.abs(entry) < radius : Math.abs(entry) <= 1e-12 * unit)))
      return { multipliers: Float64Array.from(eta) };

    let mu = 0;
    for (let e = 0; e < count; e++) mu += slack[e]! * lambda[e]!;
    mu /= 10 * count;
    // A' diag(lambda / slack) A and A' (mu / slack) + gradient of m
    rhs.fill(0);
    for (let k = 0; k < n; k++) {
      const root = Math.sqrt(lambda[k]! / slack[k]!);
      for (let j = 0; j < d; j++) weighted.data[k * (d + 1) + j] = (root * G.data[k * d + j]!) / unit;
      weighted.data[k * (d + 1) + d] = -root;
      eta[k] = mu / slack[k]!;
      rhs[size - 1]! -= eta[k]!;
    }
    rhs[size - 1]! += 1;
    syrk(1, true, weighted, 0, corner);
    gemv(1 / unit, true, G, eta, 0, force);
    M.data.fill(0);
    for (let i = 0; i <= d; i++)
      for (let j = 0; j <= d; j++)
        M.data[(i < d ? i : size - 1) * size + (j < d ? j : size - 1)] = corner.data[i * (d + 1) + j]!;
    for (let j = 0; j < d; j++) rhs[j] = force[j]!;
    const cap = lambda[count - 1]! / slack[count - 1]!;
    for (let j = 0; j < p; j++) {
      const [below, above] = [n + j, n + p + j];
      const [w, x] = [lambda[below]! / slack[below]!, lambda[above]! / slack[above]!];
      M.data[j * size + j]! += w + x;
      M.data[(d + j) * size + j]! += x - w;
      M.data[j * size + d + j]! += x - w;
      M.data[(d + j) * size + d + j]! += w + x;
      for (let i = 0; i < p; i++) M.data[(d + i) * size + d + j]! += cap;
      rhs[j]! += mu / slack[above]! - mu / slack[below]!;
      rhs[d + j]! += mu / slack[above]! + mu / slack[below]! - mu / slack[count - 1]!;
    }
    for (let e = 0; e < size; e++) M.data[e * (size + 1)]! *= 1 + REGULARIZATION;
    try {
      cholesky(M);
    } catch {
      return {};
    }
    trsv(false, M, rhs);
    trsv(true, M, rhs);
    du.set(rhs.subarray(0, d));
    const [dt, dm] = [rhs.subarray(d, d + p), rhs[size - 1]!];
    apply(du, dt, dm, rates, change);
    let primal = 1 / DAMPING;
    let dual = 1 / DAMPING;
    for (let e = 0; e < count; e++) {
      const dLambda = (mu - lambda[e]! * change[e]!) / slack[e]! - lambda[e]!;
      if (change[e]! < 0) primal = Math.min(primal, -slack[e]! / change[e]!);
      if (dLambda < 0) dual = Math.min(dual, -lambda[e]! / dLambda);
      change[e] = dLambda;
    }
    primal *= DAMPING;
    dual *= DAMPING;
    for (let j = 0; j < d; j++) u[j]! += primal * du[j]!;
    for (let j = 0; j < p; j++) t[j]! += primal * dt[j]!;
    m += primal * dm;
    for (let e = 0; e < count; e++) lambda[e]! += dual * change[e]!;
  }
  return {};
}
