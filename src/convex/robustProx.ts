// Proximal step of the robust loss (fact sheet, section 7) in an output z and the reach l >= eps ||theta||_1 that the
// perturbations have there: of the loss at z - s l for labels with sign s, of ((|z - y| + l)_+)^2 / 2 for the squared one.
import type { Loss } from './loss.ts';

/**
 * z and l (n each) <- argmin over x, t of the robust loss at (x, t) + ||x - z||^2 / (2 a) + ||t - l||^2 / (2 b). Both
 * move by the slope p of the loss: z by a p, l by b p. Cost: as `Loss.prox`.
 */
export function robustProx(
  loss: Loss,
  y: Float64Array,
  a: number,
  b: number,
  z: Float64Array,
  l: Float64Array,
): void {
  const slopes = loss.labels
    ? labelledSlopes(loss, loss.labels[1], y, a + b, z, l)
    : squaredSlopes(y, a, b, z, l);
  for (let k = 0; k < y.length; k++) {
    z[k]! += a * slopes.z[k]!;
    l[k]! -= b * slopes.l[k]!;
  }
}

function labelledSlopes(
  loss: Loss,
  positive: number,
  y: Float64Array,
  t: number,
  z: Float64Array,
  l: Float64Array,
) {
  const worst = z.map((output, k) => (y[k] === positive ? output - l[k]! : output + l[k]!));
  const moved = new Float64Array(y.length);
  loss.prox(worst, y, t, moved);
  const slopes = worst.map((output, k) => (moved[k]! - output) / t);
  return { z: slopes, l: slopes.map(Math.abs) };
}

function squaredSlopes(y: Float64Array, a: number, b: number, z: Float64Array, l: Float64Array) {
  const slopes = { z: new Float64Array(y.length), l: new Float64Array(y.length) };
  for (let k = 0; k < y.length; k++) {
    const distance = Math.abs(z[k]! - y[k]!);
    let p = Math.max(0, (distance + l[k]!) / (1 + a + b));
    const onTarget = a * p > distance;
    if (onTarget) p = Math.max(0, l[k]! / (1 + b));
    slopes.z[k] = onTarget ? (y[k]! - z[k]!) / a : z[k]! > y[k]! ? -p : p;
    slopes.l[k] = p;
  }
  return slopes;
}
