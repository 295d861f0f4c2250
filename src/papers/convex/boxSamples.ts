// Samples with random labels and disjoint eps-boxes around them (E7, E8, C12).
import { withBias } from '../../convex/index.ts';
import type { Stream } from '../../random/index.ts';

const ROOM = 1.05; // half the least l_inf distance of two samples, over eps
const ATTEMPTS = 100_000;

/**
 * Points uniform on [-1, 1]^features, of which those too near to an earlier one are drawn again, with a last column of
 * ones; fair labels 1 and -1. Errors: `RangeError` where there is no room left.
 */
export function boxSamples(count: number, features: number, radius: number, source: Stream) {
  const points: Float64Array[] = [];
  const least = 2 * ROOM * radius;
  for (let attempt = 0; points.length < count; attempt++) {
    if (attempt === ATTEMPTS)
      throw new RangeError(
        `${count} boxes of radius ${radius} do not fit: fewer or smaller ones were expected`,
      );
    const x = source.fillUniform(new Float64Array(features), -1, 1);
    if (points.every((other) => other.some((value, i) => Math.abs(value - x[i]!) >= least))) points.push(x);
  }
  const data = new Float64Array(count * features);
  points.forEach((x, k) => {
    data.set(x, k * features);
  });
  return {
    X: withBias({ rows: count, cols: features, data }),
    y: source.fillSign(new Float64Array(count)),
  };
}
