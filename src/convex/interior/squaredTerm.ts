// The squared loss in the interior-point method: q = z - y is linear, so D = 1.
import type { LossTerm } from './lossTerm.ts';

export const squaredTerm: LossTerm = {
  parts: 0,
  constant: true,
  pairs: 0,

  // The dual equations then hold for small p and eta, and z - y is what remains to be reached.
  start({ q }) {
    q.fill(0);
  },

  centre() {},

  equation({ z, q }, y, _mu, _affine, D, e) {
    D.fill(1);
    for (let k = 0; k < e.length; k++) e[k] = q[k]! - (z[k]! - y[k]!);
  },

  complete() {},
  longest: () => Infinity,
  gap: () => 0,

  advance({ q }, _y, { dq }, length) {
    for (let k = 0; k < q.length; k++) q[k]! += length * dq[k]!;
  },
};
