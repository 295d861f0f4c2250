// Bounds of a candidate on nested arrays, for all losses, standard or gated: shares nothing with the library.
import type { Candidate } from '../../src/convex/index.ts';
import { type Data, dot, dualNorms, fit, nested, norm } from './instances.ts';

export type LossName = 'squared' | 'hinge' | 'bce';

const softplus = (x: number): number => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
const entropy = (p: number): number => (p > 0 ? p * Math.log(p) : 0);

/** Fact sheet, section 1. */
export function lossValue(name: LossName, z: readonly number[], y: readonly number[]): number {
  const terms = z.map((value, k) => {
    if (name === 'squared') return (value - y[k]!) ** 2 / 2;
    if (name === 'hinge') return Math.max(0, 1 - y[k]! * value) / y.length;
    return softplus(2 * value) - 2 * y[k]! * value;
  });
  return terms.reduce((sum, term) => sum + term, 0);
}

/** -l*(q, y). */
function dualValue(name: LossName, q: readonly number[], y: readonly number[]): number {
  const terms = q.map((value, k) => {
    if (name === 'squared') return -value * (value / 2 + y[k]!);
    const share = name === 'hinge' ? -value * y[k]! : (-value * (2 * y[k]! - 1)) / 2;
    if (name === 'hinge') return share >= 0 && share * y.length <= 1 + 1e-12 ? share : -Infinity;
    return share >= 0 && share <= 1 ? -entropy(share) - entropy(1 - share) : -Infinity;
  });
  return terms.reduce((sum, term) => sum + term, 0);
}

/** What a candidate proves of the optimum over patterns of given masks and inner directions. */
export function boundsOf(
  { X, y, beta }: Data,
  D: number[][],
  directions: number[][],
  { name, gated }: { readonly name: LossName; readonly gated: boolean },
  { blocks, q, eta }: Candidate,
) {
  const [n, d, P] = [X.length, X[0]!.length, D.length];
  const v = nested(Float64Array.from(blocks), d).map((u, b) => {
    if (gated || norm(u) === 0) return u;
    const sides = (a: number[]) => X.map((x, k) => (2 * D[b % P]![k]! - 1) * dot(x, a));
    const inner = directions[b % P]!;
    const [own, room] = [sides(u), sides(inner)];
    const step = Math.max(0, ...own.map((side, k) => (side < 0 ? -side / room[k]! : 0)));
    return Number.isFinite(step) ? u.map((value, j) => value + step * inner[j]!) : u.map(() => 0);
  });
  const primal = lossValue(name, fit(X, D, v), y) + beta * v.reduce((sum, u) => sum + norm(u), 0);
  const multipliers = eta ? nested(Float64Array.from(eta), n) : v.map(() => new Array<number>(n).fill(0));
  if (multipliers.flat().some((value) => !(value >= 0) || (gated && value > 0)))
    throw new Error('a multiplier is negative, or there is one without a constraint');
  const largest = Math.max(...dualNorms(X, D, q, multipliers));
  const limit = largest > 0 ? beta / largest : 1;
  const scaled = Array.from(q, (value) => Math.min(1, limit) * value); // any such q gives a bound
  const dual = Math.max(0, dualValue(name, scaled, y));
  return { primal, dual };
}
