// Karush-Kuhn-Tucker residuals of the convex program, from the rows of X alone: no products shared with the solvers.

import type { Problem } from './problem.ts';
import { dot, norm } from './vectors.ts';

/** All zero at an optimum, and only there. */
export interface KktResiduals {
  /** Largest over blocks of ||u_b - prox(u_b + c f_b)||, f_b = G_b' eta - F_b' q and prox that of c beta ||.||, over the
   * longest block U, with c = U / beta: f_b must be in beta times the subdifferential of the norm at u_b. */
  readonly stationarity: number;
  /** ||q - gradient of the loss at F u||, relative to the longer of q and y. */
  readonly dualLink: number;
  /** Largest violation of G u >= 0 and of eta >= 0. */
  readonly feasibility: number;
  /** sum of eta_k (G u)_k in absolute value, relative to beta sum ||u_b||. */
  readonly complementarity: number;
}

/**
 * Residuals of blocks u (2P x d row-major), q (n) and multipliers eta (2P x n row-major). Cost: 4 n d flops per block.
 */
export function kktResiduals(
  { X, y, loss, beta, patterns: { active } }: Problem,
  blocks: Float64Array,
  q: Float64Array,
  eta: Float64Array,
): KktResiduals {
  const [n, d] = [X.rows, X.cols];
  const z = new Float64Array(n);
  const lengths = Array.from({ length: 2 * active.rows }, (_, b) =>
    norm(blocks.subarray(b * d, (b + 1) * d)),
  );
  const longest = Math.max(...lengths) || 1;
  let stationarity = 0;
  let feasibility = 0;
  let slack = 0;
  let norms = 0;
  for (let b = 0; b < 2 * active.rows; b++) {
    const side = b < active.rows ? 1 : -1;
    const u = blocks.subarray(b * d, (b + 1) * d);
    const force = new Float64Array(d); // G_b' eta - F_b' q
    for (let k = 0; k < n; k++) {
      const x = X.data.subarray(k * d, (k + 1) * d);
      const on = active.data[(b % active.rows) * n + k] === 1;
      const product = dot(x, u);
      const constraint = on ? product : -product;
      const multiplier = eta[b * n + k]!;
      if (on) z[k]! += side * product;
      feasibility = Math.max(feasibility, -constraint, -multiplier);
      slack += Math.abs(constraint * multiplier);
      const pull = (on ? multiplier : -multiplier) - (on ? side * q[k]! : 0);
      for (let j = 0; j < d; j++) force[j]! += pull * x[j]!;
    }
    norms += lengths[b]!;
    const moved = force.map((value, j) => u[j]! / longest + value / beta);
    const size = norm(moved);
    const rest = moved.map((value, j) => u[j]! / longest - (size > 1 ? (1 - 1 / size) * value : 0));
    stationarity = Math.max(stationarity, norm(rest));
  }
  const gradient = new Float64Array(n);
  loss.gradient(z, y, gradient);
  const link = norm(gradient.map((g, k) => q[k]! - g));
  const scale = Math.max(norm(q), norm(y));
  return {
    stationarity,
    dualLink: scale === 0 ? link : link / scale,
    feasibility,
    complementarity: norms === 0 ? slack : slack / (beta * norms),
  };
}
