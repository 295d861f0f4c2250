// The linear model f(x; w) = <w, x>: its loss is quadratic, so all its stability thresholds are known exactly.
import type { Model } from './model.ts';

const value = (w: Float64Array, x: Float64Array): number => w.reduce((sum, wj, j) => sum + wj * x[j]!, 0);

/** theta = w, p = d. */
export const linearModel = (dimension: number): Model => ({
  dimension,
  parameters: dimension,
  value,
  gradient(w, x, gradient) {
    gradient.set(x);
    return value(w, x);
  },
  addHessian: () => {},
});
