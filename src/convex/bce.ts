// Binary cross-entropy as the authors scale it.
import { exp, log, log1p } from '../wasm/math.ts';
import type { Loss } from './loss.ts';

/** log(1 + e^x). */
const softplus = (x: number): number => Math.max(0, x) + log1p(exp(-Math.abs(x)));

/** 1 / (1 + e^x). */
function fade(x: number): number {
  const small = exp(-Math.abs(x));
  return x > 0 ? small / (1 + small) : 1 / (1 + small);
}

/** p log p + (1 - p) log(1 - p), to full relative accuracy; 0 at 0 and 1. */
const negativeEntropy = (p: number): number => (p > 0 && p < 1 ? p * log(p) + (1 - p) * log1p(-p) : 0);

/** -1 for label 0, 1 for label 1. */
const sign = (label: number): number => 2 * label - 1;

/** sum over k of log(1 + exp(2 z_k)) - 2 y_k z_k; labels 0 and 1. With s = 2 y - 1: sum of log(1 + exp(-2 s_k z_k)). */
export const bce: Loss = {
  name: 'bce',
  labels: [0, 1],

  value(z, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += softplus(-2 * sign(y[k]!) * z[k]!);
    return sum;
  },

  robustValue(z, t, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += softplus(2 * t[k]! - 2 * sign(y[k]!) * z[k]!);
    return sum;
  },

  gradient(z, y, out) {
    for (let k = 0; k < y.length; k++) out[k] = -2 * sign(y[k]!) * fade(2 * sign(y[k]!) * z[k]!);
  },

  curvature(z, y, out) {
    for (let k = 0; k < y.length; k++) out[k] = 4 * fade(2 * z[k]!) * fade(-2 * z[k]!);
  },

  prox(z, y, t, out) {
    for (let k = 0; k < y.length; k++) out[k] = sign(y[k]!) * proxOfMargin(sign(y[k]!) * z[k]!, t);
  },

  conjugate(q, y) {
    let sum = 0;
    for (let k = 0; k < y.length; k++) {
      const share = (-q[k]! * sign(y[k]!)) / 2;
      if (!(share >= 0 && share <= 1)) return Infinity;
      sum += negativeEntropy(share);
    }
    return sum;
  },

  towardsDomain(q, y, out) {
    for (let k = 0; k < y.length; k++) out[k] = q[k]! * sign(y[k]!) < 0 ? q[k]! : 0;
  },

  steepest: () => 2,

  dualScale(q, y, limit) {
    let largest = 0;
    for (let k = 0; k < y.length; k++) {
      if (q[k]! * sign(y[k]!) > 0) return 0;
      largest = Math.max(largest, Math.abs(q[k]!) / 2);
    }
    if (largest === 0) return 0;
    // The slope -sum of a log(c a / (1 - c a)), a = |q| / 2, falls with c: bisection to rounding.
    const rises = (c: number): boolean => {
      let slope = 0;
      for (let k = 0; k < y.length; k++) {
        const share = Math.abs(q[k]!) / 2;
        if (share > 0) slope -= share * log((c * share) / (1 - c * share));
      }
      return slope > 0;
    };
    let high = Math.min(limit, 1 / largest);
    while (high * largest > 1) high *= 1 - Number.EPSILON;
    if (rises(high)) return high;
    let low = 0;
    for (;;) {
      const middle = (low + high) / 2;
      if (!(middle > low && middle < high)) return low;
      if (rises(middle)) low = middle;
      else high = middle;
    }
  },
};

/**
 * argmin over m of log(1 + e^(-2 m)) + (m - margin)^2 / (2 t): Newton's method within the bracket margin + (0, 2 t), which
 * is halved wherever a Newton step is not half as long as the step before.
 */
function proxOfMargin(margin: number, t: number): number {
  let [low, high] = [margin, margin + 2 * t];
  let m = Math.min(margin + 2 * t * fade(2 * margin), high);
  for (let step = Infinity; ; ) {
    const share = fade(2 * m);
    const slope = (m - margin) / t - 2 * share;
    if (slope > 0) high = m;
    else low = m;
    const newton = m - slope / (1 / t + 4 * share * (1 - share));
    const shrinks = newton > low && newton < high && Math.abs(newton - m) <= step / 2;
    const next = shrinks ? newton : (low + high) / 2;
    step = Math.abs(next - m);
    if (!(step > 2 * Number.EPSILON * Math.abs(m) && step > 0)) return next;
    m = next;
  }
}
