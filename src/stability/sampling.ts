// How SGD draws its batches, and how much of one sample's noise is left in a batch (fact sheet, section 2.3).
export interface Sampling {
  /** B. */
  readonly batch: number;
  /** Whether a sample can be in a batch more than once. */
  readonly replacement: boolean;
}

/**
 * p: the covariance of a batch's gradient is p times that of one sample. 1/B with replacement, (n - B) / (B (n - 1)) without.
 * Errors: `RangeError`.
 */
export function noiseShare(n: number, { batch, replacement }: Sampling): number {
  const most = replacement ? Infinity : n;
  if (!(Number.isInteger(batch) && batch >= 1 && batch <= most))
    throw new RangeError(
      `batch is ${batch}: an integer from 1${replacement ? '' : ` to n = ${n}, without replacement,`} was expected`,
    );
  if (replacement) return 1 / batch;
  return batch === n ? 0 : (n - batch) / (batch * (n - 1));
}
