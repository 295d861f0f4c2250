// Directions well inside the cone of a pattern, along which points move to become feasible.
import { type Cone, marginOf, raysOf } from './cone.ts';
import { type Effort, nonNegativeLeastSquares, type Rays } from './nnls.ts';
import { norm } from './vectors.ts';

const NEAR = 0.01; // relative distance to the largest margin at which the search ends

/**
 * A direction a with (s_k x_k' a - eps ||a||_1) / ||x_k|| >= 1 for all samples, of which the smallest is 1: the shortest
 * such a, whose margin is the largest, to about 1 %. Least-distance programming of Lawson and Hanson (chapter 23.4). Where
 * the effort is spent first, the better one of what was found and of the pattern's own direction; undefined where the cone
 * has no interior to speak of.
 */
export function interiorDirection(cone: Cone, effort: Effort): Float64Array | undefined {
  const d = cone.X.cols;
  if (cone.samples.length === 0) return new Float64Array(d);
  const target = new Float64Array(d + 1);
  target[d] = 1;
  const { residual } = nonNegativeLeastSquares(lifted(raysOf(cone), d), target, effort);
  const shortest = residual.slice(0, d).map((value) => -value / residual[d]!);
  const candidates = [shortest, cone.generator].map((a) => ({
    a,
    margin: marginOf(cone, a),
    length: norm(a),
  }));
  candidates.sort((p, q) => relative(q) - relative(p));
  const { a, margin, length } = candidates[0]!;
  // A margin that rounding could have made is none.
  return margin > ROUNDING * length ? a.map((value) => value / margin) : undefined;
}

const ROUNDING = 1e-12;

const relative = ({ margin, length }: { margin: number; length: number }): number =>
  margin > 0 && length > 0 ? margin / length : 0;

/** The rays with a last entry of 1. */
const lifted = (rays: Rays, d: number): Rays => ({
  cost: rays.cost,
  steepest(v, above, barred) {
    const last = v[d]!;
    return rays
      .steepest(v.subarray(0, d), Math.max(above, NEAR * last) - last, barred)
      .map(({ key, row }) => ({ key, row: Float64Array.from([...row, 1]) }));
  },
});
