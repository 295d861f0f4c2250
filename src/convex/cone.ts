// The cone of an activation pattern, { u : (2 D - I) X u >= 0 }, as seen by the verifier.
import { dot, nonNegativeLeastSquares, norm } from './nnls.ts';
import type { Problem } from './problem.ts';

export interface Cone {
  /** Unit rows of (2 D - I) X; zero rows of X, which constrain nothing, are left out. */
  readonly rows: readonly Float64Array[];
  /** The sample of each row, and the length that was divided out. */
  readonly samples: readonly number[];
  readonly lengths: readonly number[];
}

/** The cone of pattern i. Cost: n d. */
export function coneOf({ X, patterns: { active } }: Problem, i: number): Cone {
  const rows: Float64Array[] = [];
  const samples: number[] = [];
  const lengths: number[] = [];
  for (let k = 0; k < X.rows; k++) {
    const x = X.data.subarray(k * X.cols, (k + 1) * X.cols);
    const length = norm(x);
    if (length === 0) continue;
    const sign = active.data[i * X.rows + k] === 1 ? 1 : -1;
    rows.push(Float64Array.from(x, (value) => (sign * value) / length));
    samples.push(k);
    lengths.push(length);
  }
  return { rows, samples, lengths };
}

/**
 * The shortest a with row' a >= 1 for all rows, so the direction of the largest margin; nothing if the cone has no
 * interior to speak of. Least-distance programming of Lawson and Hanson (chapter 23.4).
 */
export function interiorPoint({ rows }: Cone, d: number): Float64Array | undefined {
  if (rows.length === 0) return new Float64Array(d);
  const lifted = rows.map((row) => Float64Array.from([...row, 1]));
  const target = new Float64Array(d + 1);
  target[d] = 1;
  const { residual } = nonNegativeLeastSquares(lifted, target);
  const scale = residual[d]!;
  if (!(scale > 0)) return undefined;
  const a = residual.slice(0, d).map((value) => -value / scale);
  // 1 but for rounding, which is large only where the cone is so thin that it counts as flat.
  const margin = Math.min(...rows.map((row) => dot(row, a)));
  return margin > 0.5 ? a.map((value) => value / margin) : undefined;
}
