// Karush-Kuhn-Tucker residuals of all programs, from the rows of X alone: no products shared with the solvers.
import type { DualPoint } from './dualBound.ts';
import type { Problem } from './problem.ts';
import { sampleWeights } from './repair.ts';
import { absoluteSum, dot, norm } from './vectors.ts';

/** All zero at an optimum, and only there. */
export interface KktResiduals {
  /** Largest over blocks of ||u_b - prox(u_b + c f_b)||, f_b = G_b' eta - F_b' q - sum +-d_bk m_k (m as in `DualPoint`)
   * and prox that of c (beta ||.|| + kappa_b ||.||_1), over the longest block U, with c = U / beta. */
  readonly stationarity: number;
  /** Distance of the outputs to those of which (q, p) is a subgradient of the loss, relative to the largest of q / L, outputs and
   * y; L is the largest slope of the loss, 1 for the squared one. */
  readonly dualLink: number;
  /** Largest violation of G u >= eps ||u||_1, of eta >= 0 (= 0 in gated programs) and of the ball around the samples. */
  readonly feasibility: number;
  /** sum of eta_k (G u - eps ||u||_1)_k in absolute value, relative to beta sum ||u_b||. */
  readonly complementarity: number;
  /** sum of p_k (eps ||theta_k||_1 - sign(q_k) <shift_k, theta_k>), what the adversary leaves, relative to beta sum ||u_b||. */
  readonly adversary: number;
}

/**
 * Residuals of blocks u (2P x d row-major) with multipliers q (n) and eta (2P x n row-major); in robust programs with the
 * perturbations `shift` (n x d row-major) and pressures p (n, default |q|). Cost: 4 n d flops per block.
 */
export function kktResiduals(
  problem: Problem,
  blocks: Float64Array,
  q: Float64Array,
  eta: Float64Array,
  { shift, pressure }: Partial<Pick<DualPoint, 'shift' | 'pressure'>> = {},
): KktResiduals {
  const { X, beta, patterns, radius, perturbed, gated } = problem;
  const { active } = patterns;
  const [n, d] = [X.rows, X.cols];
  const moves = q.map((value, k) => (value < 0 ? -1 : 1) * (pressure?.[k] ?? Math.abs(value)));
  const z = new Float64Array(n);
  const lengths = Array.from({ length: 2 * active.rows }, (_, b) =>
    norm(blocks.subarray(b * d, (b + 1) * d)),
  );
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0) || 1;
  let stationarity = 0;
  let feasibility = 0;
  let slack = 0;
  let norms = 0;
  for (let b = 0; b < 2 * active.rows; b++) {
    const side = b < active.rows ? 1 : -1;
    const u = blocks.subarray(b * d, (b + 1) * d);
    const reach = radius * absoluteSum(u, perturbed);
    const force = new Float64Array(d); // G_b' eta - F_b' q - sum of +-d_bk m_k
    let kappa = 0;
    for (let k = 0; k < n; k++) {
      const x = X.data.subarray(k * d, (k + 1) * d);
      const on = active.data[(b % active.rows) * n + k] === 1;
      const product = dot(x, u);
      const constraint = (on ? product : -product) - reach;
      const multiplier = eta[b * n + k]!;
      if (on) z[k]! += side * product;
      feasibility = gated
        ? Math.max(feasibility, Math.abs(multiplier))
        : Math.max(feasibility, -constraint, -multiplier);
      slack += Math.abs(constraint * multiplier);
      kappa += radius * multiplier;
      const pull = (on ? multiplier : -multiplier) - (on ? side * q[k]! : 0);
      for (let j = 0; j < d; j++) force[j]! += pull * x[j]!;
      if (shift && shift.length > 0 && on)
        for (let j = 0; j < d; j++) force[j]! -= side * moves[k]! * shift[k * d + j]!;
    }
    norms += lengths[b]!;
    const moved = force.map((value, j) =>
      soften(u[j]! / longest + value / beta, j < perturbed ? kappa / beta : 0),
    );
    const size = norm(moved);
    const rest = moved.map((value, j) => u[j]! / longest - (size > 1 ? (1 - 1 / size) * value : 0));
    stationarity = Math.max(stationarity, norm(rest));
  }
  const theta = radius > 0 ? sampleWeights(problem, blocks) : undefined;
  const reach = new Float64Array(n);
  let left = 0;
  for (let k = 0; theta && k < n; k++) {
    const own = theta.subarray(k * d, (k + 1) * d);
    reach[k] = radius * absoluteSum(own, perturbed);
    const shifted = shift && shift.length > 0 ? dot(shift.subarray(k * d, (k + 1) * d), own) : 0;
    left += Math.abs(Math.abs(moves[k]!) * reach[k]! - moves[k]! * shifted);
  }
  for (let e = 0; shift && e < shift.length; e++)
    feasibility = Math.max(feasibility, Math.abs(shift[e]!) - (e % d < perturbed ? radius : 0));
  const cost = norms === 0 ? 1 : beta * norms;
  return {
    stationarity,
    dualLink: linkOf(problem, z, reach, q, moves),
    feasibility,
    complementarity: slack / cost,
    adversary: left / cost,
  };
}

/** sign(x) (|x| - t)_+ */
const soften = (x: number, t: number): number => Math.sign(x) * Math.max(0, Math.abs(x) - t);

/**
 * q is a subgradient of l at z if and only if z = prox of l / L at z + q / L, continuous at kinks too. In robust programs of
 * monotone losses z is the worst output; the squared loss has r = prox of p |.| at r + q and p = |r| + t for r = z - y.
 */
function linkOf(
  { y, loss }: Problem,
  z: Float64Array,
  reach: Float64Array,
  q: Float64Array,
  moves: Float64Array,
): number {
  const steepest = loss.steepest(y.length);
  const step = steepest === Infinity ? 1 : 1 / steepest;
  let rest: Float64Array;
  if (loss.labels) {
    const positive = loss.labels[1];
    const worst = z.map((value, k) => value + (y[k] === positive ? -reach[k]! : reach[k]!));
    const moved = worst.map((value, k) => value + step * q[k]!);
    loss.prox(moved, y, step, moved);
    rest = moved.map((value, k) => value - worst[k]!);
  } else {
    rest = z.map((value, k) => {
      const [r, p] = [value - y[k]!, Math.abs(moves[k]!)];
      const pair = Float64Array.of(r - soften(r + q[k]!, p), p - Math.abs(r) - reach[k]!);
      return norm(pair);
    });
  }
  const scale = Math.max(step * norm(q), norm(z), norm(y));
  return scale === 0 ? norm(rest) : norm(rest) / scale;
}
