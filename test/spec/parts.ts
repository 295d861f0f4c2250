// Parts whose interval is that of a normal law: value +- z(level) times a standard error.
import type { Measurement } from '../../src/spec/claim.ts';

/** Standard normal distribution function, by Simpson's rule: shares nothing with the code under test. */
export function normalCdf(x: number): number {
  const steps = 400;
  const h = x / steps;
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(i * h);
  return 0.5 + (sum * h) / 3;
}

function normalQuantile(p: number): number {
  let [low, high] = [-9, 9];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** A mean of `count` values, each of standard deviation `deviation`. */
export function normalPart(
  value: number,
  deviation: number,
  expected: Measurement['expected'],
  count = 1,
): Measurement {
  const at = (level: number, size = count) => {
    const margin = (normalQuantile((1 + level) / 2) * deviation) / Math.sqrt(size);
    return { low: value - margin, high: value + margin };
  };
  return { label: 'mean', value, ...at(0.95), count, interval: 'normal', expected, at };
}
