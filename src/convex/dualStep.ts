// A step of sequential quadratic programming on the dual, which makes the bound of an inexact q exact to second order.
import { ActiveRows } from './activeRows.ts';
import type { Cone } from './cone.ts';
import type { DualBound, DualPoint } from './dualBound.ts';
import type { Problem } from './problem.ts';
import { dotAt, norm } from './vectors.ts';

/**
 * The point with the smallest change of q for which, to first order, all blocks in use have ||r_b|| = beta; at the optimum
 * either the block (`blocks`, 2P x d) or beta - ||r_b|| is 0, and near it the smaller share tells which. With the best
 * multipliers a change dq changes ||r_b|| by <F_b r_b, dq> / ||r_b||, and the value by sum ||u_b|| (beta - ||r_b||) to first
 * order, so that any such dq is as good. Entries of q with little room in the domain of the conjugate move less. Blocks whose
 * equations depend on those of longer ones are left out. Cost: 2 n d flops per block and 8 n per pair of blocks.
 */
export function dualStep(
  { X, y, loss, beta }: Problem,
  cones: readonly Cone[],
  { q, eta, shift, pressure, residuals }: DualBound,
  blocks: Float64Array,
): DualPoint {
  const [n, d, P] = [X.rows, X.cols, cones.length];
  const most = loss.steepest(n);
  const room = q.map((value) => {
    const share = Math.abs(value) / most;
    return most === Infinity ? 1 : Math.sqrt(Math.max(0, share * (1 - share)));
  });
  const onTarget = (k: number): boolean => pressure[k]! > Math.abs(q[k]!); // p does not follow q
  const lengths = residuals.map(norm);
  const sizes = residuals.map((_, b) => norm(blocks.subarray(b * d, (b + 1) * d)));
  const largest = sizes.reduce((most, length) => Math.max(most, length), 0);
  const inUse = (b: number): boolean => lengths[b]! > 0 && (1 - lengths[b]! / beta) * largest < sizes[b]!;
  const order = [...residuals.keys()].filter(inUse).sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const active = new ActiveRows(new Float64Array(n));
  const excess: number[] = [];
  for (const b of order) {
    const { signs } = cones[b % P]!;
    const side = b < P ? 1 : -1;
    const row = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      if (signs[k]! < 0) continue;
      let along = dotAt(X.data, k * d, residuals[b]!);
      if (shift.length > 0 && !onTarget(k)) along += dotAt(shift, k * d, residuals[b]!);
      row[k] = (side * room[k]! * along) / lengths[b]!;
    }
    if (active.enter(row)) excess.push(beta - lengths[b]!);
  }
  const change = active.shortest(excess);
  const moved = q.map((value, k) => Math.max(-most, Math.min(most, value + room[k]! * change[k]!)));
  loss.towardsDomain(moved, y, moved);
  return {
    q: moved,
    eta,
    shift,
    pressure: moved.map((value, k) => Math.max(Math.abs(value), onTarget(k) ? pressure[k]! : 0)),
  };
}
