// Correct predictions of sign f: an output of exactly 0 counts as wrong for both labels.

/** Number of samples (of those where `among` holds, else all) whose label +-1 equals the sign of the output. */
export function countCorrect(
  outputs: Float64Array,
  labels: Float64Array,
  among?: (index: number) => boolean,
): number {
  let count = 0;
  for (let i = 0; i < outputs.length; i++) if (outputs[i]! * labels[i]! > 0 && (among?.(i) ?? true)) count++;
  return count;
}

export interface ErrorRate {
  readonly value: number;
  readonly standardError: number;
  readonly count: number;
}

/** Share of wrong predictions on fresh points: an estimate of the test error by Monte Carlo. */
export function testError(outputs: Float64Array, labels: Float64Array): ErrorRate {
  const count = outputs.length;
  const value = 1 - countCorrect(outputs, labels) / count;
  return { value, standardError: Math.sqrt((value * (1 - value)) / count), count };
}
