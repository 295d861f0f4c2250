// How good outputs are on samples with known targets.
import type { Loss } from './loss.ts';

export interface Assessment {
  readonly count: number;
  /** Mean over the samples of the loss of one sample. */
  readonly meanLoss: number;
  /** Outputs on the side of their label, where the targets are of two classes; an output of 0 is on the negative side. */
  readonly correct?: number;
  /** Squared loss: root of the mean squared error. */
  readonly rmse?: number;
  /** Squared loss: 1 - mean squared error / variance of the targets; absent where they do not vary. */
  readonly explained?: number;
}

/** Whether targets of the squared loss are classes, -1 and 1, so that the sign of an output decides. */
export const areSigns = (y: Float64Array): boolean => y.every((value) => value === 1 || value === -1);

/** Outputs z against targets y, n > 0 each. Cost: O(n). */
export function assess(z: Float64Array, y: Float64Array, loss: Loss): Assessment {
  const count = y.length;
  let total = 0;
  for (let k = 0; k < count; k++) total += loss.value(z.subarray(k, k + 1), y.subarray(k, k + 1));
  const isOfClasses = loss.labels !== undefined || areSigns(y);
  let correct = 0;
  for (let k = 0; k < count; k++) if (z[k]! > 0 === y[k]! > 0) correct++;
  const common = { count, meanLoss: total / count, ...(isOfClasses && { correct }) };
  if (loss.name !== 'squared') return common;

  const mean = y.reduce((sum, value) => sum + value, 0) / count;
  const spread = y.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return {
    ...common,
    rmse: Math.sqrt((2 * total) / count),
    ...(spread > 0 && { explained: 1 - (2 * total) / spread }),
  };
}
