// A lower bound of the cost of every ReLU network: the dual constraint over all directions instead of some cones.
import type { DualPoint } from './dualBound.ts';
import type { Problem } from './problem.ts';
import { add, norm, rowSum, rowSumError } from './vectors.ts';

/**
 * -l*(c q) for the best c with c |q' (X u)_+| <= beta for all ||u|| <= 1, by
 *   |q' (X u)_+| = |q' X u + q' |X u|| / 2 <= (||X' q|| + ||X||_2 ||q||) / 2,
 * with X + shift in place of X in robust programs, whose networks cost at least what they do at that perturbation. Also
 * holds for gated networks of any gates, for which |q' D X u| has the same bound. `size` is ||X||_2 or more. Usually far
 * below the bound over the patterns. Cost: 2 n d flops.
 */
export function globalBound(
  { X, y, loss, beta }: Problem,
  { q, shift }: Pick<DualPoint, 'q' | 'shift'>,
  size: number,
): number {
  const sum = rowSum(X, q);
  if (shift.length > 0) add(sum, 1, rowSum({ ...X, data: shift }, q));
  const reach = norm(q) * (size + norm(shift));
  const slope = (norm(sum) + reach) / 2 + rowSumError(X.rows) * Math.sqrt(X.rows) * reach;
  const c = loss.dualScale(q, y, beta / slope);
  const scaled = q.map((value) => c * value);
  const value = -loss.conjugate(scaled, y);
  let terms = Math.abs(value);
  for (let k = 0; k < y.length; k++) terms += Math.abs(scaled[k]!) * (Math.abs(y[k]!) + Math.abs(scaled[k]!));
  return Math.max(0, value - (y.length + 8) * Number.EPSILON * terms);
}
