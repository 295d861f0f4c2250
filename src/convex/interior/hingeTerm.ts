// The hinge in the interior-point method: y z = 1 + above - below with both >= 0, a loss of below / n, and multipliers
// high of above and low of below, low + high = 1 / n; q = -y high.
import type { LossStep, LossTerm } from './lossTerm.ts';

const START = 0.05; // high of the start, as a share of 1 / n: of 1e-5 to .5 the one with the fewest iterations on the whole

/** Parts of a point: above, below, high, low; of a step: above, below. */
export const hingeTerm: LossTerm = {
  parts: 4,
  constant: false,
  pairs: 2,

  start({ q, parts }, y, n) {
    const [, , high, low] = parts as [Float64Array, Float64Array, Float64Array, Float64Array];
    high.fill(START / n);
    low.fill((1 - START) / n);
    for (let k = 0; k < q.length; k++) q[k] = -y[k]! * high[k]!;
  },

  centre({ parts }, mu) {
    const [above, below, high, low] = parts as [Float64Array, Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < above.length; k++) {
      above[k] = mu / high[k]!;
      below[k] = mu / low[k]!;
    }
  },

  equation({ z, parts }, y, mu, affine, D, e) {
    const [above, below, high, low] = parts as [Float64Array, Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < z.length; k++) {
      const [toAbove, toBelow] = targets(parts, y, mu, affine, k);
      const missing = y[k]! * z[k]! - 1 - above[k]! + below[k]!;
      D[k] = above[k]! / high[k]! + below[k]! / low[k]!;
      e[k] = y[k]! * (toAbove / high[k]! - toBelow / low[k]! - missing);
    }
  },

  complete({ parts }, y, mu, affine, step) {
    const [above, below, high, low] = parts as [Float64Array, Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < y.length; k++) {
      const [toAbove, toBelow] = targets(parts, y, mu, affine, k);
      const rise = -y[k]! * step.dq[k]!;
      step.parts[0]![k] = (toAbove - above[k]! * rise) / high[k]!;
      step.parts[1]![k] = (toBelow + below[k]! * rise) / low[k]!;
    }
  },

  longest({ parts }, y, step) {
    let longest = Infinity;
    const limit = (value: number, change: number) => {
      if (change < 0) longest = Math.min(longest, -value / change);
    };
    for (let k = 0; k < y.length; k++) {
      const rise = -y[k]! * step.dq[k]!;
      limit(parts[0]![k]!, step.parts[0]![k]!);
      limit(parts[1]![k]!, step.parts[1]![k]!);
      limit(parts[2]![k]!, rise);
      limit(parts[3]![k]!, -rise);
    }
    return longest;
  },

  gap({ parts }, y, step, length) {
    const [above, below, high, low] = parts as [Float64Array, Float64Array, Float64Array, Float64Array];
    let sum = 0;
    for (let k = 0; k < y.length; k++) {
      const rise = -y[k]! * length * step.dq[k]!;
      sum += (above[k]! + length * step.parts[0]![k]!) * (high[k]! + rise);
      sum += (below[k]! + length * step.parts[1]![k]!) * (low[k]! - rise);
    }
    return sum;
  },

  advance({ q, parts }, y, step, length) {
    const [above, below, high, low] = parts as [Float64Array, Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < q.length; k++) {
      const rise = -y[k]! * length * step.dq[k]!;
      above[k]! += length * step.parts[0]![k]!;
      below[k]! += length * step.parts[1]![k]!;
      high[k]! += rise;
      low[k]! -= rise;
      q[k] = -y[k]! * high[k]!;
    }
  },
};

/** Right-hand sides of the two linearized complementarities of sample k. */
function targets(
  parts: readonly Float64Array[],
  y: Float64Array,
  mu: number,
  affine: LossStep | undefined,
  k: number,
): readonly [above: number, below: number] {
  const rise = affine ? -y[k]! * affine.dq[k]! : 0;
  return [
    mu - parts[0]![k]! * parts[2]![k]! - (affine ? affine.parts[0]![k]! * rise : 0),
    mu - parts[1]![k]! * parts[3]![k]! + (affine ? affine.parts[1]![k]! * rise : 0),
  ];
}
