// Losses of the outputs, with the paper's scalings (fact sheet, section 1).

/** A loss l(z, y) of outputs z and targets y, n each, convex in z and never negative. */
export interface Loss {
  readonly name: string;
  /** l(z, y). */
  readonly value: (z: Float64Array, y: Float64Array) => number;
  /** out <- gradient of l in z. */
  readonly gradient: (z: Float64Array, y: Float64Array, out: Float64Array) => void;
  /** Fenchel conjugate l*(q, y) = sup over z of <q, z> - l(z, y). */
  readonly conjugate: (q: Float64Array, y: Float64Array) => number;
  /** The c in [0, limit] with the largest -l*(c q, y); `limit` may be infinite. */
  readonly dualScale: (q: Float64Array, y: Float64Array, limit: number) => number;
}

/** (1/2) ||z - y||^2, a sum over the samples. */
export const squared: Loss = {
  name: 'squared',

  value(z, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += (z[k]! - y[k]!) * (z[k]! - y[k]!);
    return sum / 2;
  },

  gradient(z, y, out) {
    for (let k = 0; k < y.length; k++) out[k] = z[k]! - y[k]!;
  },

  conjugate(q, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += q[k]! * (q[k]! / 2 + y[k]!);
    return sum;
  },

  dualScale(q, y, limit) {
    let linear = 0;
    let quadratic = 0;
    for (let k = 0; k < y.length; k++) {
      linear -= q[k]! * y[k]!;
      quadratic += q[k]! * q[k]!;
    }
    return linear > 0 ? Math.min(linear / quadratic, limit) : 0;
  },
};

/** Errors: `RangeError` for any loss but the squared one, on which `method` relies. */
export function requireSquared(method: string, loss: Loss): void {
  if (loss !== squared)
    throw new RangeError(
      `${method} solves problems with the squared loss, not ${loss.name}: use another solver`,
    );
}
