// How far the dual solution violates the constraint of a pattern, exactly (fact sheet, section 3).
import { type Matrix, row } from '../linalg/index.ts';
import { type NonNegative, nonNegativeLeastSquares, type Rays } from './nnls.ts';
import type { Patterns } from './patterns.ts';
import { type Samples, samplesOf } from './patternsAlong.ts';
import { add, dot, norm } from './vectors.ts';

export interface ConeMaximum extends Omit<NonNegative, 'residual'> {
  /** Of sign q' D X u over the unit vectors u of the closed cone of D, where D X u = (X u)_+. */
  readonly height: number;
  /** The unit vector that reaches it, d; zero where the height is. */
  readonly direction: Float64Array;
}

/**
 * The maximum over the cone of the pattern D of a key (n of 0 and 1): the gradient's projection on the cone, with the
 * multipliers of the samples' planes it lies at (`rays` number `samples`). Cost: a non-negative least-squares problem of
 * n rows.
 */
export function coneMaximum(samples: Samples, q: ArrayLike<number>, sign: 1 | -1, key: string): ConeMaximum {
  const gradient = new Float64Array(samples.units[0]?.length ?? 0);
  samples.numbers.forEach((k, i) => {
    if (key[k] === '1') add(gradient, sign * q[k]! * samples.lengths[i]!, samples.units[i]!);
  });
  const { rays, weights, residual } = nonNegativeLeastSquares(outwards(samples, key), gradient);
  const height = norm(residual);
  return {
    rays,
    weights,
    height,
    direction: height > 0 ? residual.map((entry) => entry / height) : residual,
  };
}

/** The unit rows of (I - 2 D) X, which lead out of the cone. */
const outwards = ({ units, numbers }: Samples, key: string): Rays => ({
  cost: 2 * units.length * (units[0]?.length ?? 0),
  steepest(v, above, barred) {
    let [best, slope] = [-1, above];
    units.forEach((unit, i) => {
      if (barred.has(i)) return;
      const rise = key[numbers[i]!] === '1' ? -dot(unit, v) : dot(unit, v);
      if (rise > slope) [best, slope] = [i, rise];
    });
    if (best < 0) return [];
    const unit = units[best]!;
    return [{ key: best, row: key[numbers[best]!] === '1' ? unit.map((entry) => -entry) : unit }];
  },
});

/**
 * max |q' D X u| over the unit vectors u of each pattern's closed cone, P: the dual constraint of the pattern is violated
 * where it is above beta, so that the pattern lowers the optimum of a program whose only dual solution is q (n). Cost:
 * two non-negative least-squares problems of n rows per pattern.
 */
export function patternHeights(X: Matrix, q: ArrayLike<number>, { active }: Patterns): Float64Array {
  const samples = samplesOf(X);
  return Float64Array.from({ length: active.rows }, (_, i) => {
    const key = row(active, i).join('');
    return Math.max(coneMaximum(samples, q, 1, key).height, coneMaximum(samples, q, -1, key).height);
  });
}
