// Non-negative least squares by the active-set method of Lawson and Hanson (Solving Least Squares Problems, chapter 23),
// with an orthonormal basis of the active rows instead of their normal equations.

export interface NonNegative {
  /** eta >= 0, one entry per row. */
  readonly eta: Float64Array;
  /** g - sum over k of eta_k row_k. */
  readonly residual: Float64Array;
}

type Vectors = readonly Float64Array[];

const TOLERANCE = 1e-14; // of a row's share in the residual, relative to the length of g
const DEPENDENT = 1e-12; // of a row orthogonal to the active ones, relative to its length

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
};
export const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));
const subtract = (a: Float64Array, factor: number, b: Float64Array): void => {
  for (let j = 0; j < a.length; j++) a[j]! -= factor * b[j]!;
};

/**
 * min over eta >= 0 of ||g - sum over k of eta_k row_k||, rows and g of d entries; meant for rows of similar length.
 * About d steps of n d + d^3 flops. Ends at the best point it knows if rounding hides the next step.
 */
export function nonNegativeLeastSquares(rows: Vectors, g: Float64Array): NonNegative {
  const eta = new Float64Array(rows.length);
  const least = TOLERANCE * norm(g);
  const barred = new Set<number>();
  let active: number[] = [];
  let residual = g.slice();
  for (;;) {
    let next = -1;
    let steepest = least;
    for (let k = 0; k < rows.length; k++) {
      if (active.includes(k) || barred.has(k)) continue;
      const slope = dot(rows[k]!, residual);
      if (slope > steepest) [next, steepest] = [k, slope];
    }
    if (next < 0) return { eta, residual };
    const better = advance(rows, g, eta, [...active, next]);
    if (better === undefined || norm(better.residual) >= norm(residual)) {
      barred.add(next);
      continue;
    }
    barred.clear();
    active = better.active;
    residual = better.residual;
    eta.fill(0);
    active.forEach((k, place) => {
      eta[k] = better.weights[place]!;
    });
  }
}

/** Least squares on the active rows, of which those that would turn negative are dropped on the way. */
function advance(rows: Vectors, g: Float64Array, eta: Float64Array, start: readonly number[]) {
  let active = [...start];
  let weights = active.map((k) => eta[k]!);
  for (;;) {
    const solved = leastSquares(
      active.map((k) => rows[k]!),
      g,
    );
    if (solved === undefined) return undefined;
    if (solved.weights.every((weight) => weight > 0)) return { active, ...solved };
    let step = 1;
    let first = -1;
    solved.weights.forEach((weight, place) => {
      const now = weights[place]!;
      if (weight <= 0 && now / (now - weight) <= step) [step, first] = [now / (now - weight), place];
    });
    weights = weights.map((now, place) => now + step * (solved.weights[place]! - now));
    const kept = active.map((_, place) => place).filter((place) => place !== first && weights[place]! > 0);
    active = kept.map((place) => active[place]!);
    weights = kept.map((place) => weights[place]!);
    if (active.length === 0) return undefined;
  }
}

/** Weights and residual of g in the span of the rows, by Gram-Schmidt, twice; nothing if the rows are dependent. */
function leastSquares(rows: Vectors, g: Float64Array) {
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  for (const row of rows) {
    const q = row.slice();
    const column = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++)
      basis.forEach((other, place) => {
        const share = dot(other, q);
        column[place]! += share;
        subtract(q, share, other);
      });
    const rest = norm(q);
    if (!(rest > DEPENDENT * norm(row))) return undefined;
    for (let j = 0; j < q.length; j++) q[j]! /= rest;
    basis.push(q);
    upper.push([...column, rest]);
  }
  const residual = g.slice();
  const shares = basis.map(() => 0);
  for (let pass = 0; pass < 2; pass++)
    basis.forEach((q, place) => {
      const share = dot(q, residual);
      shares[place]! += share;
      subtract(residual, share, q);
    });
  const weights = new Array<number>(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    let sum = shares[i]!;
    for (let j = i + 1; j < rows.length; j++) sum -= upper[j]![i]! * weights[j]!;
    weights[i] = sum / upper[i]![i]!;
  }
  return { weights, residual };
}
