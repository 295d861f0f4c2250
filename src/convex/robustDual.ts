// Dual points of the robust programs (fact sheet, section 7), over the patterns that survive. Block b of pattern i descends by
//   r_b = +-sum_g c_ig ( sum over k in g of q_k x_k + eps p_k sigma_g ) - G_b' eta_b + eps (sum_k eta_bk) zeta_b,
// sigma_g and zeta_b in [-1, 1]; -l*(q), with the pressures p_k >= |q_k| in the squared loss, bounds the optimum from below
// where all ||r_b|| <= beta.
import type { Matrix } from '../linalg/index.ts';
import type { Each, Splitting } from './robustSplitting.ts';
import type { Survivors } from './robustSurvivors.ts';

export interface RobustDual {
  /** Of the outputs, n. */
  readonly q: Float64Array;
  /** Slopes of the robust loss in the reach, n: |q_k|, or more where the squared loss has z_k = y_k. */
  readonly pressure: Float64Array;
  /** Worst perturbations over eps, G x width: of sample k in group g, eps sign(q_k) sigma_g. */
  readonly sigma: Float64Array;
  /** >= 0, 2P x n. */
  readonly eta: Float64Array;
  /** 2P x width. */
  readonly zeta: Float64Array;
}

/** From the scaled multipliers of the copies, each of which is in its own domain. */
export function robustDual(splitting: Splitting, scale: Each<number>, duals: Each<Matrix>): RobustDual {
  const { problem, groups, width, rows, roots } = splitting;
  const { radius, loss } = problem;
  const n = problem.y.length;
  const q = Float64Array.from(duals.z.data, (value) => scale.z * value);
  const follows = width === 0 || loss.labels !== undefined;
  const pressure = q.map((value, k) =>
    follows ? Math.abs(value) : Math.max(Math.abs(value), scale.l * duals.l.data[k]!),
  );
  const total = new Float64Array(roots.length);
  for (let k = 0; k < n; k++) total[groups.of[k]!]! += pressure[k]!;
  const sigma = Float64Array.from(duals.t.data, (value, e) => {
    const g = Math.floor(e / width);
    return share(scale.t * roots[g]! * value, radius * total[g]!);
  });
  const eta = Float64Array.from(duals.s.data, (value, e) => Math.max(0, -scale.s * rows[e % n]! * value));
  const zeta = Float64Array.from(duals.r.data, (value, e) => {
    const b = Math.floor(e / width);
    return share(scale.r * value, radius * sumOf(eta, b * n, n));
  });
  return { q, pressure, sigma, eta, zeta };
}

/** Clipped to [-1, 1]; 0 of nothing. */
export const share = (part: number, whole: number): number =>
  whole > 0 ? Math.max(-1, Math.min(1, part / whole)) : 0;

export function sumOf(values: Float64Array, start: number, count: number): number {
  let sum = 0;
  for (let k = start; k < start + count; k++) sum += values[k]!;
  return sum;
}

/** The r_b for the given zeta, 2P x d. Cost: 6 n d P flops. */
export function descents(
  { problem, active, groups, width }: Splitting,
  { q, pressure, sigma, eta, zeta }: RobustDual,
) {
  const { X, radius } = problem;
  const [P, n, d, G] = [active.rows, X.rows, X.cols, groups.counts.length];
  const forces = new Float64Array(G * d);
  for (let k = 0; k < n; k++) {
    const g = groups.of[k]!;
    for (let j = 0; j < d; j++) forces[g * d + j]! += q[k]! * X.data[k * d + j]!;
    for (let j = 0; j < width; j++) forces[g * d + j]! += radius * pressure[k]! * sigma[g * width + j]!;
  }
  const r = new Float64Array(2 * P * d);
  for (let b = 0; b < 2 * P; b++) {
    const i = b % P;
    for (let g = 0; g < G; g++)
      if (groups.columns.data[i * G + g] === 1)
        for (let j = 0; j < d; j++) r[b * d + j]! += b < P ? forces[g * d + j]! : -forces[g * d + j]!;
    for (let k = 0; k < n; k++) {
      const weight = (active.data[i * n + k] === 1 ? -1 : 1) * eta[b * n + k]!;
      if (weight !== 0) for (let j = 0; j < d; j++) r[b * d + j]! += weight * X.data[k * d + j]!;
    }
    const kappa = radius * sumOf(eta, b * n, n);
    for (let j = 0; j < width; j++) r[b * d + j]! += kappa * zeta[b * width + j]!;
  }
  return r;
}

/** The point over all patterns, as a candidate gives it: eta 2P x n and shift n x d. Cost: 4 n d per pattern that did not survive. */
export function expand({ problem, groups, width }: Splitting, { kept, proofs }: Survivors, dual: RobustDual) {
  const { X, patterns, radius } = problem;
  const { q, pressure, sigma } = dual;
  const [P, n, d] = [patterns.active.rows, X.rows, X.cols];
  const shift = new Float64Array(n * d);
  for (let k = 0; k < n; k++)
    for (let j = 0; j < width; j++)
      shift[k * d + j] = (q[k]! < 0 ? -radius : radius) * sigma[groups.of[k]! * width + j]!;
  const eta = new Float64Array(2 * P * n);
  kept.forEach((i, place) => {
    for (const side of [0, 1]) {
      const from = (side * kept.length + place) * n;
      eta.set(dual.eta.subarray(from, from + n), (side * P + i) * n);
    }
  });
  // A multiple of its proof outweighs whatever pulls at a block that is 0.
  for (const [i, proof] of proofs) {
    const pull = new Float64Array(d);
    const inward = new Float64Array(d);
    for (let k = 0; k < n; k++) {
      const on = patterns.active.data[i * n + k]!;
      const weight = q[k]! < 0 ? -pressure[k]! : pressure[k]!;
      for (let j = 0; j < d; j++) {
        pull[j]! += on * (q[k]! * X.data[k * d + j]! + weight * shift[k * d + j]!);
        inward[j]! += (2 * on - 1) * proof[k]! * X.data[k * d + j]!;
      }
    }
    let size = 0;
    for (let j = 0; j < width; j++)
      size = Math.max(size, Math.abs(pull[j]!) / (radius - Math.abs(inward[j]!)));
    for (const side of [0, 1]) for (let k = 0; k < n; k++) eta[(side * P + i) * n + k] = size * proof[k]!;
  }
  return { q, eta, shift, pressure };
}
