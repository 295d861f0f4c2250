// The exponent of a power law with its interval: least squares in logarithms, residuals taken as normal.
import { log } from '../wasm/math.ts';
import { described, type Interval, LEVEL } from './interval.ts';
import { line, mean } from './regression.ts';
import { studentQuantile } from './student.ts';

/**
 * Slope of log y over log x with its interval by Student's t (x and y above 0), which is infinite for two points. Errors:
 * `RangeError` for columns of unequal lengths, less than two points, or all of one x.
 */
export function powerLaw(x: readonly number[], y: readonly number[]): Interval {
  const count = x.length;
  if (y.length !== count) throw new RangeError(`x has ${count} entries but y has ${y.length}`);
  const [a, b] = [x.map(log), y.map(log)];
  if (new Set(a).size < 2)
    throw new RangeError('a power law through less than two different x was asked for');
  const { slope } = line(a, b);
  const [middle, height] = [mean(a), mean(b)];
  const spread = a.reduce((sum, t) => sum + (t - middle) * (t - middle), 0);
  const residuals = b.map((value, i) => value - height - slope * (a[i]! - middle));
  const left = residuals.reduce((sum, r) => sum + r * r, 0);
  const at = (level: number, size = count): Interval => {
    const error = Math.sqrt(((left / (count - 2) / spread) * count) / size);
    const margin = size <= 2 ? Infinity : studentQuantile(level, size - 2) * error;
    const interval = described(level, "by Student's t, of a line in logarithms");
    return { value: slope, low: slope - margin, high: slope + margin, count: size, interval, at };
  };
  return at(LEVEL);
}
