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
  if (loss.labels === undefined) return squaredProx(y, a, b, z, l);
  const [, positive] = loss.labels;
  const worst = z.map((output, k) => (y[k] === positive ? output - l[k]! : output + l[k]!));
  const moved = new Float64Array(y.length);
  loss.prox(worst, y, a + b, moved);
  for (let k = 0; k < y.length; k++) {
    const step = (moved[k]! - worst[k]!) / (a + b);
    z[k]! += a * step;
    l[k]! -= b * Math.abs(step);
  }
}

function squaredProx(y: Float64Array, a: number, b: number, z: Float64Array, l: Float64Array): void {
  for (let k = 0; k < y.length; k++) {
    const distance = Math.abs(z[k]! - y[k]!);
    let p = Math.max(0, (distance + l[k]!) / (1 + a + b));
    if (a * p > distance) p = Math.max(0, l[k]! / (1 + b)); // z ends on its target
    const move = Math.min(a * p, distance);
    z[k]! += z[k]! > y[k]! ? -move : move;
    l[k]! -= b * p;
  }
}
