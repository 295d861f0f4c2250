// Random 2-D data of E1: points of a square, by whether they lie in a disc.
import { withBias } from '../../convex/index.ts';
import type { Stream } from '../../random/index.ts';

const SQUARED_RADIUS = 0.6; // as in the fact sheet's reference (section 12); the paper's own data are not recovered

/** Uniform on [-1, 1]^2, with a column of ones if asked for; y = sign(||x||^2 - 0.6). */
export function discSamples(count: number, bias: boolean, source: Stream) {
  const X = {
    rows: count,
    cols: 2,
    data: source.fillUniform(new Float64Array(2 * count), -1, 1),
  };
  const y = Float64Array.from({ length: count }, (_, k) => {
    const [a, b] = [X.data[2 * k]!, X.data[2 * k + 1]!];
    return a * a + b * b > SQUARED_RADIUS ? 1 : -1;
  });
  return { X: bias ? withBias(X) : X, y };
}
