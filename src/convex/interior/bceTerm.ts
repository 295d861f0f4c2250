// Binary cross-entropy in the interior-point method. With s = 2 y - 1, the dual direction is q = -2 s high by its own
// margin m, high = 1 / (1 + e^(2 m)), low = 1 - high; m moves linearly and m = s z is reached like a linear equation. So q
// stays in the domain of the conjugate, and what Newton's method errs by shows in the dual equation.
import { exp } from '../../wasm/math.ts';
import type { LossStep, LossTerm } from './lossTerm.ts';

const REACH = 2; // a margin moves at most this far towards 0 in a step: high, or low, grows at most by e^4
const LEAST = 1e-200; // of high low, which may underflow

const sign = (label: number): number => 2 * label - 1;

/** Parts of a point: m, high, low; of a step: m. */
export const bceTerm: LossTerm = {
  parts: 3,
  constant: false,
  pairs: 0,

  start({ q, parts }, y) {
    const [, high, low] = parts as [Float64Array, Float64Array, Float64Array];
    high.fill(0.5);
    low.fill(0.5);
    for (let k = 0; k < q.length; k++) q[k] = -sign(y[k]!);
  },

  centre() {},

  equation({ z, parts }, y, _mu, affine, D, e) {
    const [margin, high, low] = parts as [Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < z.length; k++) {
      D[k] = 1 / (4 * Math.max(LEAST, high[k]! * low[k]!));
      e[k] = sign(y[k]!) * margin[k]! - z[k]! - D[k]! * bend(parts, y, affine, k);
    }
  },

  complete({ parts }, y, _mu, affine, step) {
    const [, high, low] = parts as [Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < y.length; k++) {
      const slope = 4 * Math.max(LEAST, high[k]! * low[k]!);
      step.parts[0]![k] = (sign(y[k]!) * (step.dq[k]! - bend(parts, y, affine, k))) / slope;
    }
  },

  longest({ parts }, _y, step) {
    let longest = Infinity;
    parts[0]!.forEach((margin, k) => {
      const change = step.parts[0]![k]!;
      if (margin * change < 0) longest = Math.min(longest, REACH / Math.abs(change));
    });
    return longest;
  },

  gap: () => 0,

  advance({ q, parts }, y, step, length) {
    const [margin, high, low] = parts as [Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < q.length; k++) {
      margin[k]! += length * step.parts[0]![k]!;
      const small = exp(-2 * Math.abs(margin[k]!));
      const [less, more] = [small / (1 + small), 1 / (1 + small)];
      high[k] = margin[k]! > 0 ? less : more;
      low[k] = margin[k]! > 0 ? more : less;
      q[k] = -2 * sign(y[k]!) * high[k]!;
    }
  },
};

/** Second-order term of q(m + dm), (1/2) q'' dm^2 of the affine step. */
function bend(
  parts: readonly Float64Array[],
  y: Float64Array,
  affine: LossStep | undefined,
  k: number,
): number {
  if (affine === undefined) return 0;
  const [high, low, dm] = [parts[1]![k]!, parts[2]![k]!, affine.parts[0]![k]!];
  return -4 * sign(y[k]!) * (low - high) * low * high * dm * dm;
}
