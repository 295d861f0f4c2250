// The robust loss (fact sheet, section 7) in the interior-point method: how q and the pressure p, its slopes in the output z
// and in the reach l, follow a Newton step of the two:
//   q + dq = kappa dz + omega sigma (sigma dz - dl) + toQ,   p + dp = -omega (sigma dz - dl) + toP,   kappa, omega >= 0.
// Both losses of labels are of the margin sigma z - l alone; the squared one is h^2 / 2, h >= |z - y| + l.
import type { Loss } from '../../loss.ts';
import { type LossPoint, type LossStep, lossTerm } from '../lossTerm.ts';
import { move, productAlong, toZero } from '../stepRules.ts';

/** The equations of a Newton step, n each. */
export interface RobustEquation {
  readonly sigma: Float64Array;
  readonly omega: Float64Array;
  readonly kappa: Float64Array;
  readonly toQ: Float64Array;
  readonly toP: Float64Array;
}

/** The steps that a term holds: Mehrotra's two. */
export type Which = 'affine' | 'corrected';

/** A loss at a point, which it holds. */
export interface RobustTerm {
  readonly q: Float64Array;
  readonly pressure: Float64Array;
  /** Complementarity pairs of each sample. */
  readonly pairs: number;
  /** q and p are those for z = 0; now the pairs are put on the path at mu. */
  readonly centre: (mu: number) => void;
  /** For a step from outputs z and reaches l towards mu. The corrected one takes in the affine one. */
  readonly equation: (
    z: Float64Array,
    l: Float64Array,
    mu: number,
    which: Which,
    out: RobustEquation,
  ) => void;
  /** The rest of the step, from dz and dl. */
  readonly complete: (dz: Float64Array, dl: Float64Array, mu: number, which: Which) => void;
  /** The longest that is allowed. */
  readonly longest: (which: Which) => number;
  /** Sum over the pairs after `length` times the step. */
  readonly gap: (which: Which, length: number) => number;
  readonly advance: (which: Which, length: number) => void;
}

/** At z = 0. */
export const robustTerm = (loss: Loss, y: Float64Array): RobustTerm =>
  loss.labels === undefined ? squaredTerm(y) : labelTerm(loss, y, loss.labels);

export const robustEquation = (n: number): RobustEquation => ({
  sigma: new Float64Array(n),
  omega: new Float64Array(n),
  kappa: new Float64Array(n),
  toQ: new Float64Array(n),
  toP: new Float64Array(n),
});

/** The standard loss of the output z - s l, s = +-1 being the sign of the label. */
function labelTerm(loss: Loss, y: Float64Array, [, positive]: readonly [number, number]): RobustTerm {
  const term = lossTerm(loss);
  const n = y.length;
  const signs = y.map((label) => (label === positive ? 1 : -1));
  const parts = () => Array.from({ length: term.parts }, () => new Float64Array(n));
  const point: LossPoint = { z: new Float64Array(n), q: new Float64Array(n), parts: parts() };
  const step = (): LossStep => ({ dq: new Float64Array(n), parts: parts() });
  const steps = { affine: step(), corrected: step() };
  const pressure = new Float64Array(n);
  const [D, e] = [new Float64Array(n), new Float64Array(n)];
  const press = () => {
    for (let k = 0; k < n; k++) pressure[k] = -signs[k]! * point.q[k]!;
  };
  const affineOf = (which: Which) => (which === 'corrected' ? steps.affine : undefined);
  term.start(point, y, n);
  press();
  return {
    q: point.q,
    pressure,
    pairs: term.pairs,
    centre: (mu) => term.centre(point, mu),

    equation(z, l, mu, which, { sigma, omega, kappa, toQ, toP }) {
      for (let k = 0; k < n; k++) point.z[k] = z[k]! - signs[k]! * l[k]!;
      term.equation(point, y, mu, affineOf(which), D, e);
      sigma.set(signs);
      kappa.fill(0);
      for (let k = 0; k < n; k++) {
        omega[k] = 1 / D[k]!;
        toQ[k] = point.q[k]! - e[k]! / D[k]!;
        toP[k] = -signs[k]! * toQ[k]!;
      }
    },

    complete(dz, dl, mu, which) {
      for (let k = 0; k < n; k++) steps[which].dq[k] = (dz[k]! - signs[k]! * dl[k]! - e[k]!) / D[k]!;
      term.complete(point, y, mu, affineOf(which), steps[which]);
    },

    longest: (which) => term.longest(point, y, steps[which]),
    gap: (which, length) => term.gap(point, y, steps[which], length),

    advance(which, length) {
      term.advance(point, y, steps[which], length);
      press();
    },
  };
}

/** Slacks of h - l - (z - y) >= 0 and h - l + (z - y) >= 0, multipliers of the two, and h. */
interface Worst {
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly push: Float64Array;
  readonly pull: Float64Array;
  readonly h: Float64Array;
}
const pairNames = ['above', 'below', 'push', 'pull'] as const;

const START = 1.5; // h of the start over the largest |y|

/** q = push - pull, p = push + pull = h. */
function squaredTerm(y: Float64Array): RobustTerm {
  const n = y.length;
  const all = (): Worst => ({
    above: new Float64Array(n),
    below: new Float64Array(n),
    push: new Float64Array(n),
    pull: new Float64Array(n),
    h: new Float64Array(n),
  });
  const at = all();
  const steps = { affine: all(), corrected: all() };
  const [q, pressure] = [new Float64Array(n), new Float64Array(n)];
  // Of the equations of a step: what the constraints miss, the multipliers without a change, and h and its slope.
  const [missAbove, missBelow, toPush, toPull, toH, slope] = Array.from(
    { length: 6 },
    () => new Float64Array(n),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const press = () => {
    for (let k = 0; k < n; k++) {
      q[k] = at.push[k]! - at.pull[k]!;
      pressure[k] = at.push[k]! + at.pull[k]!;
    }
  };
  at.h.fill(START * (y.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1));
  for (let k = 0; k < n; k++) {
    at.push[k] = (at.h[k]! - y[k]!) / 2;
    at.pull[k] = (at.h[k]! + y[k]!) / 2;
  }
  press();
  return {
    q,
    pressure,
    pairs: 2,

    centre(mu) {
      for (let k = 0; k < n; k++) {
        at.above[k] = mu / at.push[k]!;
        at.below[k] = mu / at.pull[k]!;
      }
    },

    equation(z, l, mu, which, { sigma, omega, kappa, toQ, toP }) {
      const { above, below, push, pull, h } = at;
      const affine = which === 'corrected' ? steps.affine : undefined;
      for (let k = 0; k < n; k++) {
        const [w, x] = [push[k]! / above[k]!, pull[k]! / below[k]!];
        const off = z[k]! - y[k]!;
        missAbove[k] = h[k]! - l[k]! - off - above[k]!;
        missBelow[k] = h[k]! - l[k]! + off - below[k]!;
        let [up, down] = [mu / above[k]! - push[k]!, mu / below[k]! - pull[k]!];
        if (affine) {
          up -= (affine.above[k]! * affine.push[k]!) / above[k]!;
          down -= (affine.below[k]! * affine.pull[k]!) / below[k]!;
        }
        toPush[k] = up - w * missAbove[k]!;
        toPull[k] = down - x * missBelow[k]!;
        slope[k] = 1 + w + x;
        toH[k] = push[k]! + pull[k]! - h[k]! + toPush[k]! + toPull[k]!;
        sigma[k] = (x - w) / (x + w);
        omega[k] = (w + x) / slope[k]!;
        kappa[k] = (4 * w * x) / (w + x);
        toQ[k] = push[k]! - pull[k]! + toPush[k]! - toPull[k]! - ((w - x) * toH[k]!) / slope[k]!;
        toP[k] = push[k]! + pull[k]! + toPush[k]! + toPull[k]! - ((w + x) * toH[k]!) / slope[k]!;
      }
    },

    complete(dz, dl, _mu, which) {
      const { above, below, push, pull } = at;
      const step = steps[which];
      for (let k = 0; k < n; k++) {
        const [w, x] = [push[k]! / above[k]!, pull[k]! / below[k]!];
        step.h[k] = (toH[k]! + w * (dz[k]! + dl[k]!) + x * (dl[k]! - dz[k]!)) / slope[k]!;
        const [rise, fall] = [step.h[k]! - dl[k]! - dz[k]!, step.h[k]! - dl[k]! + dz[k]!];
        step.push[k] = toPush[k]! - w * rise;
        step.pull[k] = toPull[k]! - x * fall;
        step.above[k] = missAbove[k]! + rise;
        step.below[k] = missBelow[k]! + fall;
      }
    },

    longest: (which) => Math.min(...pairNames.map((name) => toZero(at[name], steps[which][name]))),

    gap(which, length) {
      const { above, below, push, pull } = steps[which];
      return (
        productAlong(at.above, above, at.push, push, length) +
        productAlong(at.below, below, at.pull, pull, length)
      );
    },

    advance(which, length) {
      for (const name of [...pairNames, 'h'] as const) move(at[name], steps[which][name], length);
      press();
    },
  };
}
