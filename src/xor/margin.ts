// The mean output on each cluster in closed form: <w_j, x> is normal for x ~ N(nu, I), and so is its relu by parts.
import { exp } from '../wasm/math.ts';
import { clusters } from './clusters.ts';

const density = (r: number) => exp((-r * r) / 2) / Math.sqrt(2 * Math.PI);

/** P(N(0, 1) <= r), absolute error below 1e-15. Series of G. Marsaglia, "Evaluating the normal distribution" (2004). */
export function normalCdf(r: number): number {
  if (r < -8) return 0;
  if (r > 8) return 1;
  let term = r;
  let sum = r;
  for (let k = 3; Math.abs(sum + term) > Math.abs(sum); k += 2) {
    term *= (r * r) / k;
    sum += term;
  }
  return 0.5 + sum * density(r);
}

/** E relu(N(mean, deviation^2)). */
export function meanRelu(mean: number, deviation: number): number {
  if (deviation === 0) return Math.max(0, mean);
  const r = mean / deviation;
  return deviation * (density(r) + r * normalCdf(r));
}

export interface NetworkAt {
  /** <w_j, mu1> and <w_j, mu2>, m x 2. */
  readonly projections: Float64Array;
  /** ||w_j||^2 in all dimensions, m. */
  readonly squaredNorms: Float64Array;
  /** a_j, m. */
  readonly outputWeights: Float64Array;
}

/** E[y_nu f(x)] for x ~ N(nu, I), for each of the four clusters. Cost O(m). */
export const clusterMargins = ({ projections, squaredNorms, outputWeights }: NetworkAt): number[] =>
  clusters.map(({ label, sign }) =>
    outputWeights.reduce((sum, a, j) => {
      const mean = sign * projections[2 * j + (label === 1 ? 0 : 1)]!;
      return sum + label * a * meanRelu(mean, Math.sqrt(squaredNorms[j]!));
    }, 0),
  );

/** ||W||_F. */
export const frobeniusNorm = ({ squaredNorms }: Pick<NetworkAt, 'squaredNorms'>): number =>
  Math.sqrt(squaredNorms.reduce((a, b) => a + b, 0));
