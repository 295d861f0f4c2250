// Lower bounds of the optimal value from a dual point.
// Standard programs: any q and eta_b >= 0 with ||F_b' q - G_b' eta_b|| <= beta give -l*(q) (fact sheet, section 2).
// Robust programs: besides, the adversary's perturbations shift_k of the samples, |shift_kj| <= eps, and pressures
// p_k >= |q_k|. With m_k = p_k sign(q_k) shift_k and kappa_b = eps sum_k eta_bk,
//   ||F_b' q + sum_k +-d_bk m_k - G_b' eta_b + kappa_b zeta_b|| <= beta  for some |zeta_b| <= 1
// gives -l*(q), for the squared loss with p^2 in place of q^2, because its worst case is
//   (1/2) (|z - y| + t)^2 = max over p >= |q| of q (z - y) + p t - p^2 / 2,  p t = max over |m| <= eps p of <m, theta>.
// p > |q| is for samples on their target, where the worst perturbation has two signs; other losses need p = |q|.
import { type Cone, rayOf, raysOf } from './cone.ts';
import { type Effort, nonNegativeLeastSquares } from './nnls.ts';
import type { Problem } from './problem.ts';
import { add, norm, rowSum, rowSumError } from './vectors.ts';

export interface DualPoint {
  /** n. */
  readonly q: Float64Array;
  /** >= 0, 2P x n row-major. */
  readonly eta: Float64Array;
  /** Entries up to eps, n x d row-major; empty in standard programs. */
  readonly shift: Float64Array;
  /** p >= |q|, n; |q| but for the robust squared loss. */
  readonly pressure: Float64Array;
}

export interface DualBound extends DualPoint {
  readonly dual: number;
  /** What is left of each block, its direction of steepest descent: norms up to beta. */
  readonly residuals: readonly Float64Array[];
}

const WORTH = 0.05; // share of the gap that better multipliers can close, below which they are not sought
/** Relative gap below which blocks that are nearly as long as the longest one get their best multipliers as well. */
export const CLOSE = 0.01;
const NEAR = 0.01;
const NEGLIGIBLE = 1e-2; // weights below this share of a block's largest one do not start the least squares

/**
 * The bound of a point at the best scale c, which the result is multiplied with. Blocks whose norm limits c first get the
 * best multipliers, as long as there is effort and that can close a part of the gap to `primal`. Rounding is estimated to
 * first order and lowers the bound. Cost: 3 n d flops per block and a non-negative least-squares problem of n rows for each
 * one that limits c.
 */
export function lowerBound(
  problem: Problem,
  cones: readonly Cone[],
  point: DualPoint,
  primal: number,
  effort: Effort,
): DualBound {
  const { y, loss, beta } = problem;
  const [n, P] = [y.length, cones.length];
  const eta = point.eta.slice();
  const forces = cones.map((cone) => forceOf(problem, cone, point));
  const blocks = Array.from({ length: 2 * P }, (_, b) =>
    remainder(cones[b % P]!, forces[b % P]!, b < P ? 1 : -1, eta.subarray(b * n, (b + 1) * n)),
  );

  // With q' = sign(q) p and y' = y q / q' the loss's own conjugate is the sum of q y + p^2 / 2 in the squared case.
  const q = point.q.map((value, k) => (value < 0 ? -point.pressure[k]! : point.pressure[k]!));
  const targets = y.map((target, k) => (q[k] === point.q[k] ? target : (target * point.q[k]!) / q[k]!));
  const steepest = beta / loss.dualScale(q, targets, Infinity); // no shorter block limits c
  const scaleAt = (length: number): number => loss.dualScale(q, targets, beta / length);
  const valueAt = (length: number): number => {
    const c = scaleAt(length);
    return -loss.conjugate(
      q.map((entry) => c * entry),
      targets,
    );
  };
  const order = [...blocks.keys()].sort((a, b) => blocks[b]!.norm - blocks[a]!.norm || a - b);
  let tried = 0; // blocks in this order that have their best multipliers
  let improved = 0; // the longest of them
  let longest = blocks[order[0]!]!.norm;
  let least = steepest; // longest block after all improvements, as far as known
  while (tried < order.length && longest > steepest && effort.flops > 0) {
    const b = order[tried]!;
    const [now, best] = [valueAt(longest), valueAt(least)];
    const close = primal - now < CLOSE * primal && blocks[b]!.norm >= (1 - NEAR) * longest;
    if (!close && best - now < WORTH * (primal - now)) break;
    const [cone, force, side] = [cones[b % P]!, forces[b % P]!, b < P ? 1 : -1];
    const given = eta.subarray(b * n, (b + 1) * n);
    const better = bestMultipliers(cone, force, side, given, blocks[b]!, effort);
    const block = remainder(cone, force, side, better);
    if (block.norm < blocks[b]!.norm) {
      given.set(better);
      blocks[b] = block;
    }
    least = Math.max(least, blocks[b]!.norm);
    improved = Math.max(improved, blocks[b]!.norm);
    tried++;
    longest = Math.max(improved, tried < order.length ? blocks[order[tried]!]!.norm : 0);
  }

  const c = scaleAt(longest);
  const scaled = (values: Float64Array): Float64Array => values.map((value) => c * value);
  const value = -loss.conjugate(scaled(q), targets);
  let terms = Math.abs(value);
  for (let k = 0; k < n; k++) terms += Math.abs(c * q[k]!) * (Math.abs(y[k]!) + Math.abs(c * q[k]!));
  return {
    dual: Math.max(0, value - (n + 8) * Number.EPSILON * terms),
    q: scaled(point.q),
    eta: scaled(eta),
    shift: point.shift,
    pressure: scaled(point.pressure),
    residuals: blocks.map(({ residual }) => scaled(residual)),
  };
}

/** F_i' q + sum over k of d_ik m_k of a pattern, d, and the sum of the lengths of its terms. */
interface Force {
  readonly sum: Float64Array;
  readonly size: number;
}

function forceOf({ X, perturbed }: Problem, cone: Cone, { q, shift, pressure }: DualPoint): Force {
  const { signs, lengths, radius } = cone;
  const on = q.map((value, k) => (signs[k]! > 0 ? value : 0));
  const sum = rowSum(X, on);
  let size = on.reduce((total, value, k) => total + Math.abs(value) * lengths[k]!, 0);
  if (shift.length > 0) {
    const signed = on.map((value, k) => (signs[k]! > 0 ? pressure[k]! : 0) * (value < 0 ? -1 : 1));
    add(sum, 1, rowSum({ ...X, data: shift }, signed));
    size += signed.reduce((total, value) => total + Math.abs(value), 0) * radius * Math.sqrt(perturbed);
  }
  return { sum, size };
}

interface Remainder {
  /** side force - G' eta + kappa zeta. */
  readonly residual: Float64Array;
  /** The best zeta, d: it shortens the perturbed entries by up to kappa. */
  readonly zeta: Float64Array;
  /** Its length, from above. */
  readonly norm: number;
}

function remainder(cone: Cone, force: Force, side: number, eta: Float64Array): Remainder {
  const { X, signs, lengths, radius, perturbed } = cone;
  const unit = rowSumError(X.rows);
  let size = force.size;
  let sum = 0;
  for (let k = 0; k < eta.length; k++) {
    size += eta[k]! * lengths[k]!;
    sum += eta[k]!;
  }
  const residual = rowSum(
    X,
    eta.map((weight, k) => -signs[k]! * weight),
  );
  add(residual, side, force.sum);
  const kappa = radius * sum * (1 - (X.rows + 4) * Number.EPSILON);
  const zeta = new Float64Array(X.cols);
  for (let j = 0; kappa > 0 && j < perturbed; j++) {
    zeta[j] = Math.max(-1, Math.min(1, -residual[j]! / kappa));
    residual[j] = Math.abs(zeta[j]!) < 1 ? 0 : residual[j]! + kappa * zeta[j]!;
  }
  return { residual, zeta, norm: (norm(residual) + unit * size) * (1 + X.cols * Number.EPSILON) };
}

/** Multipliers of the shortest remainder, n, from the given ones on. */
function bestMultipliers(
  cone: Cone,
  force: Force,
  side: number,
  given: Float64Array,
  { zeta }: Remainder,
  effort: Effort,
): Float64Array {
  const { lengths, samples } = cone;
  const share = (k: number): number => given[k]! * lengths[k]!;
  let largest = 0;
  for (const k of samples) largest = Math.max(largest, share(k));
  const start = [...samples]
    .filter((k) => share(k) > NEGLIGIBLE * largest)
    .sort((a, b) => share(b) - share(a) || a - b)
    .slice(0, zeta.length)
    .map((k) => ({ key: k, row: rayOf(cone, k, zeta), weight: share(k) }));
  const target = force.sum.map((value) => side * value);
  const { rays, weights } = nonNegativeLeastSquares(raysOf(cone), target, effort, start);
  const eta = new Float64Array(given.length);
  rays.forEach(({ key }, place) => {
    eta[key]! += weights[place]! / lengths[key]!;
  });
  return eta;
}
