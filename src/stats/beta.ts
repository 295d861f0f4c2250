// The regularized incomplete beta function, behind the binomial law and Student's t.
import { exp, log } from '../wasm/math.ts';

/**
 * I_x(a, b) for a, b > 0 and x in [0, 1], to about 1e-13 relative for a + b up to 1000, 1e-9 up to 1e6.
 * Cost: of order sqrt(a + b). Source: continued fraction DLMF 8.17.22, evaluated from its head (Lentz).
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a); // where the fraction converges slowly
  let [numerator, denominator, fraction] = [1, 0, 1];
  for (let m = 0; ; m++) {
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const even = ((m + 1) * (b - m - 1) * x) / ((a + 2 * m + 1) * (a + 2 * m + 2));
    const before = fraction;
    for (const term of [odd, even]) {
      denominator = 1 / (1 + term * denominator);
      numerator = 1 + term / numerator;
      fraction *= numerator * denominator;
    }
    if (Math.abs(fraction - before) <= 1e-15 * Math.abs(fraction)) break;
  }
  return exp(a * log(x) + b * log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / (a * fraction);
}

/** log of the gamma function for x > 0: Stirling's series (DLMF 5.11.1) from 12 on, recurrence below. */
function logGamma(x: number): number {
  let product = 1;
  let z = x;
  for (; z < 12; z++) product *= z;
  const square = z * z;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / z;
  return (z - 0.5) * log(z) - z + log(2 * Math.PI) / 2 + series - log(product);
}

/** P(X <= k) for X binomial(n, p), k an integer. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaCdf(1 - p, n - k, k + 1);
}
