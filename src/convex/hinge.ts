// The hinge loss.
import type { Loss } from './loss.ts';

/** (1/n) sum over k of (1 - y_k z_k)_+, a mean; labels -1 and 1. */
export const hinge: Loss = {
  name: 'hinge',
  labels: [-1, 1],

  value(z, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += Math.max(0, 1 - y[k]! * z[k]!);
    return sum / y.length;
  },

  robustValue(z, t, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += Math.max(0, 1 - y[k]! * z[k]! + t[k]!);
    return sum / y.length;
  },

  gradient(z, y, out) {
    for (let k = 0; k < y.length; k++) out[k] = y[k]! * z[k]! < 1 ? -y[k]! / y.length : 0;
  },

  curvature(_z, y, out) {
    out.fill(0, 0, y.length);
  },

  prox(z, y, t, out) {
    const step = t / y.length;
    for (let k = 0; k < y.length; k++) {
      const margin = y[k]! * z[k]!;
      out[k] = y[k]! * Math.max(margin, Math.min(1, margin + step));
    }
  },

  conjugate(q, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) {
      const share = -q[k]! * y[k]!;
      if (!(share >= 0 && share * y.length <= 1)) return Infinity;
      sum -= share;
    }
    return sum;
  },

  towardsDomain(q, y, out) {
    for (let k = 0; k < y.length; k++) out[k] = q[k]! * y[k]! < 0 ? q[k]! : 0;
  },

  steepest: (n) => 1 / n,

  dualScale(q, y, limit) {
    let largest = 0;
    for (let k = 0; k < y.length; k++) {
      if (q[k]! * y[k]! > 0) return 0;
      largest = Math.max(largest, Math.abs(q[k]!));
    }
    if (largest === 0) return 0;
    let scale = Math.min(limit, 1 / (y.length * largest));
    // Rounding must not leave the domain, where the conjugate is infinite.
    while (scale * largest * y.length > 1) scale *= 1 - Number.EPSILON;
    return scale;
  },
};
