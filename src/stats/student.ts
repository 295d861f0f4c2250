// Interval of a mean by Student's t.
import { cos, sin } from '../wasm/math.ts';
import { betaCdf } from './beta.ts';
import { bisect } from './bisect.ts';
import { described, type Interval, LEVEL } from './interval.ts';

/** Interval of a mean from few independent values by Student's t; one value gives an infinite interval. */
export function tInterval(values: readonly number[]): Interval {
  const count = values.length;
  if (count === 0) throw new RangeError('mean of no values: at least one was expected');
  const value = values.reduce((a, b) => a + b, 0) / count;
  const variance = values.reduce((sum, x) => sum + (x - value) * (x - value), 0) / (count - 1);
  const at = (level: number, size = count): Interval => {
    const margin = count === 1 ? Infinity : studentQuantile(level, size - 1) * Math.sqrt(variance / size);
    return {
      value,
      low: value - margin,
      high: value + margin,
      count: size,
      interval: described(level, "by Student's t"),
      at,
    };
  };
  return at(LEVEL);
}

/** t with P(|T| <= t) = level, T of Student with so many degrees of freedom; P(|T| > sqrt(degrees) tan(angle)) is I of cos(angle)^2 (DLMF 8.17, A&S 26.5.27). */
export function studentQuantile(level: number, degrees: number): number {
  const beyond = (angle: number): number => betaCdf(cos(angle) * cos(angle), degrees / 2, 1 / 2);
  const angle = bisect((a) => 1 - level - beyond(a), 0, Math.PI / 2);
  return (Math.sqrt(degrees) * sin(angle)) / cos(angle);
}
