// The three losses written out sample by sample, and targets for them: shares nothing with the library's.
import { bce, hinge, type Loss, squared } from '../../src/convex/index.ts';

export interface LossCase {
  readonly loss: Loss;
  /** Targets from real numbers. */
  readonly targets: (y: number[]) => number[];
  readonly value: (z: number[], y: number[]) => number;
  /** The convex conjugate in z, infinite outside its domain but for rounding. */
  readonly conjugate: (q: ArrayLike<number>, y: number[]) => number;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const entropy = (p: number): number => (p > 0 ? p * Math.log(p) : 0);

export const lossCases: readonly LossCase[] = [
  {
    loss: squared,
    targets: (y) => y,
    value: (z, y) => sum(z.map((value, k) => (value - y[k]!) ** 2 / 2)),
    conjugate: (q, y) => sum(y.map((target, k) => q[k]! * (q[k]! / 2 + target))),
  },
  {
    loss: hinge,
    targets: (y) => y.map((value) => (value > 0 ? 1 : -1)),
    value: (z, y) => sum(z.map((value, k) => Math.max(0, 1 - y[k]! * value))) / y.length,
    conjugate: (q, y) =>
      sum(
        y.map((label, k) => {
          const share = -q[k]! * label;
          return share >= 0 && share * y.length <= 1 + 1e-12 ? -share : Infinity;
        }),
      ),
  },
  {
    loss: bce,
    targets: (y) => y.map((value) => (value > 0 ? 1 : 0)),
    value: (z, y) => sum(z.map((value, k) => Math.log1p(Math.exp(-2 * (2 * y[k]! - 1) * value)))),
    conjugate: (q, y) =>
      sum(
        y.map((label, k) => {
          const p = (-q[k]! * (2 * label - 1)) / 2;
          return p >= 0 && p <= 1 + 1e-12 ? entropy(p) + entropy(1 - p) : Infinity;
        }),
      ),
  },
];
