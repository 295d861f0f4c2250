// The right end of the spectrum of a symmetric tridiagonal matrix T, by bisection, with its eigenvector; and how far right
// of it an eigenvalue of the operator behind T can lie.

/** T, m x m. beta_1, ..., beta_{m-1} are off its diagonal; beta_m > 0 leads out of it, 0 if nothing does. */
export interface Tridiagonal {
  readonly alpha: readonly number[];
  readonly beta: readonly number[];
}

/** -T up to signs, whose right end is the left one of T. */
export const negated = ({ alpha, beta }: Tridiagonal): Tridiagonal => ({ alpha: alpha.map((a) => -a), beta });

/**
 * Largest eigenvalue of T, or, with a `limit`, the first x right of it with sum_{j<=m} p_j(x)^2 >= limit, p_j the
 * orthonormal polynomials of T. An eigenvalue of the operator in whose unit eigenvector the start of the Lanczos process
 * has a part of size c obeys sum p_j^2 <= 1 / c^2 (Christoffel function; Szego, Orthogonal Polynomials, 3.41), so it does
 * not lie right of the x for limit 1 / c^2. Cost: about 100 m divisions.
 */
export function rightEnd({ alpha, beta }: Tridiagonal, limit = 0): number {
  const isRight = (x: number): boolean => {
    let pivot = Infinity; // beta_j p_j / p_{j-1}, which is positive for all j right of the spectrum
    let p = 1;
    let sum = 1;
    for (let j = 0; j < alpha.length; j++) {
      pivot = x - alpha[j]! - (j === 0 ? 0 : (beta[j - 1]! * beta[j - 1]!) / pivot);
      if (!(pivot > 0)) return false;
      p *= pivot / beta[j]!;
      sum += p * p;
    }
    return sum >= limit;
  };
  const reach = alpha.map((a, j) => Math.abs(a) + beta[j]! + (j === 0 ? 0 : beta[j - 1]!));
  let low = Math.max(...alpha);
  let width = Math.max(...reach, Number.MIN_VALUE);
  while (!isRight(low + width)) width *= 2;
  let high = low + width;
  for (let i = 0; i < 100; i++) {
    const middle = low + (high - low) / 2;
    if (isRight(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const LARGE = 1e100;

/** Unit eigenvector of T for its largest eigenvalue, from its last entry on upwards: there it grows, so errors do not. */
export function rightVector({ alpha, beta }: Tridiagonal, value: number): Float64Array {
  const m = alpha.length;
  const s = new Float64Array(m);
  s[m - 1] = 1;
  for (let j = m - 1; j > 0; j--) {
    const below = j === m - 1 ? 0 : beta[j]! * s[j + 1]!;
    s[j - 1] = ((value - alpha[j]!) * s[j]! - below) / beta[j - 1]!;
    if (Math.abs(s[j - 1]!) > LARGE) for (let k = j - 1; k < m; k++) s[k]! /= LARGE;
  }
  const norm = Math.sqrt(s.reduce((sum, entry) => sum + entry * entry, 0));
  return s.map((entry) => entry / norm);
}
