// From a dual point back to outputs.
import { log, log1p } from '../wasm/math.ts';
import type { Loss } from './loss.ts';

/**
 * z <- the outputs at which the gradient of a strictly convex loss is c q, for q inside the domain of l* and 0 < c <= 1.
 * Errors: `RangeError` for the hinge loss, whose gradient has no inverse.
 */
export function inverseGradient(
  loss: Loss,
  y: Float64Array,
  q: Float64Array,
  c: number,
  z: Float64Array,
): void {
  if (loss.name === 'hinge')
    throw new RangeError('the gradient of the hinge loss has no inverse: use the squared or the bce loss');
  for (let k = 0; k < y.length; k++) {
    if (loss.name === 'squared') z[k] = c * q[k]! + y[k]!;
    else {
      const sign = 2 * y[k]! - 1;
      const share = Math.max((-sign * c * q[k]!) / 2, Number.MIN_VALUE); // 1 / (1 + exp(2 sign z))
      z[k] = (sign * (log1p(-share) - log(share))) / 2;
    }
  }
}
