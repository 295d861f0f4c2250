// How far the variables of a robust dual point can move, and how that moves its r_b, see `robustDual` and `polish`.
import { type RobustDual, sumOf } from './robustDual.ts';
import type { Splitting } from './robustSplitting.ts';

export interface Freedom {
  /** Distance of q_k from the nearer end of its interval, n. */
  readonly q: Float64Array;
  /** What a change of q_k adds to the force on its group, n x d: x_k, and where p_k follows |q_k|, eps sign(q_k) sigma_g. */
  readonly samples: Float64Array;
  /** sign(q_k) where p_k follows |q_k|, else 0, n. */
  readonly follows: Float64Array;
  /** eps sum of p_k over each group, G: sigma_g moves the force by as much. */
  readonly pressures: Float64Array;
  /** eps sum of eta_bk, 2P. */
  readonly kappas: Float64Array;
}

/** Cost: 2 n d flops. */
export function freedomOf({ problem, active, groups, width }: Splitting, dual: RobustDual): Freedom {
  const { X, loss, radius } = problem;
  const { q, pressure, sigma, eta } = dual;
  const [n, d] = [X.rows, X.cols];
  const most = loss.steepest(n);
  const follows = q.map((value, k) => (pressure[k] === Math.abs(value) ? Math.sign(value) : 0));
  const samples = Float64Array.from(X.data);
  const pressures = new Float64Array(groups.counts.length);
  for (let k = 0; k < n; k++) {
    const g = groups.of[k]!;
    pressures[g]! += radius * pressure[k]!;
    for (let j = 0; j < width; j++) samples[k * d + j]! += radius * follows[k]! * sigma[g * width + j]!;
  }
  return {
    q: q.map((value, k) => {
      const end = follows[k] === 0 ? pressure[k]! : most;
      return Math.max(0, Math.min(Math.abs(value), end - Math.abs(value)));
    }),
    samples,
    follows,
    pressures,
    kappas: Float64Array.from({ length: 2 * active.rows }, (_, b) => radius * sumOf(eta, b * n, n)),
  };
}

/** What a change of eta_bk adds to r_b in feature j: -(2 d_bk - 1) x_kj + eps zeta_bj. */
export function ray(
  { problem, active, width }: Splitting,
  { zeta }: RobustDual,
  b: number,
  k: number,
  j: number,
): number {
  const { X, radius } = problem;
  const entry = X.data[k * X.cols + j]!;
  const side = active.data[(b % active.rows) * X.rows + k] === 1 ? -entry : entry;
  return j < width ? side + radius * zeta[b * width + j]! : side;
}
