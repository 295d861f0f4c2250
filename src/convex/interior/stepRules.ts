// How far a predictor-corrector step goes and where it aims (Mehrotra, SIAM J. Optim. 2, 1992).
const DAMPING = 0.95; // of the step to the boundary
const LATE_DAMPING = 0.99; // where the affine step alone
const NEAR = 0.9; // gets this far
const LEAST_CENTRING = 1e-6; // mu is asked to fall at most by this factor in a step
const TOLERANCE = 1e-5; // of the linear equations after a step, relative to the gap that is left
const LEAST_TOLERANCE = 1e-13;

/** mu over its present value, from the share of the gap that the affine step leaves. */
export const centring = (left: number): number => Math.min(1, Math.max(LEAST_CENTRING, left * left * left));

/** Share of the way to the boundary, from how far the affine step gets. */
export const damping = (reach: number): number => (reach > NEAR ? LATE_DAMPING : DAMPING);

/** What the equations of a step may miss, relative to their own size; `gap` is relative to the objective. */
export const toleranceAt = (gap: number): number => Math.max(LEAST_TOLERANCE, TOLERANCE * Math.min(1, gap));

/** The largest a for which values + a changes >= 0, of values > 0; infinite where there is no limit. */
export function toZero(values: Float64Array, changes: Float64Array): number {
  let longest = Infinity;
  for (let e = 0; e < values.length; e++)
    if (changes[e]! < 0) longest = Math.min(longest, -values[e]! / changes[e]!);
  return longest;
}

/** <values + length changes, others + length otherChanges>. */
export function productAlong(
  values: Float64Array,
  changes: Float64Array,
  others: Float64Array,
  otherChanges: Float64Array,
  length: number,
): number {
  let sum = 0;
  for (let e = 0; e < values.length; e++)
    sum += (values[e]! + length * changes[e]!) * (others[e]! + length * otherChanges[e]!);
  return sum;
}

/** values <- values + length changes. */
export function move(values: Float64Array, changes: Float64Array, length: number): void {
  for (let e = 0; e < values.length; e++) values[e]! += length * changes[e]!;
}
