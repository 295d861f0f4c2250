// The squared loss.
import type { Loss } from './loss.ts';

/** (1/2) ||z - y||^2, a sum over the samples. */
export const squared: Loss = {
  name: 'squared',

  value(z, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += (z[k]! - y[k]!) * (z[k]! - y[k]!);
    return sum / 2;
  },

  robustValue(z, t, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) {
      const worst = Math.abs(z[k]! - y[k]!) + t[k]!;
      sum += worst * worst;
    }
    return sum / 2;
  },

  gradient(z, y, out) {
    for (let k = 0; k < y.length; k++) out[k] = z[k]! - y[k]!;
  },

  curvature(_z, y, out) {
    out.fill(1, 0, y.length);
  },

  prox(z, y, t, out) {
    for (let k = 0; k < y.length; k++) out[k] = (z[k]! + t * y[k]!) / (1 + t);
  },

  conjugate(q, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += q[k]! * (q[k]! / 2 + y[k]!);
    return sum;
  },

  towardsDomain(q, _y, out) {
    out.set(q);
  },

  steepest: () => Infinity,

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
