// The cone of an activation pattern as the verifier sees it (fact sheet, sections 2 and 7):
//   { u : s_k x_k' u >= eps ||u||_1 for all samples k },  s = 2 D - 1, the norm over the perturbed features;
// its dual cone is spanned by the rays s_k x_k - eps zeta with |zeta| <= 1.
import type { Rays } from './nnls.ts';
import type { Problem } from './problem.ts';
import { absoluteSum, dotAt, norm } from './vectors.ts';

export interface Cone {
  readonly X: Problem['X'];
  /** The samples that constrain anything; zero rows of X do so in robust programs alone. */
  readonly samples: Int32Array;
  /** s, n. */
  readonly signs: Float64Array;
  /** Lengths of the rows of X, n, by which constraints and rays are divided; 1 for zero rows. */
  readonly lengths: Float64Array;
  /** Direction that gave the pattern, d. */
  readonly generator: Float64Array;
  readonly radius: number;
  readonly perturbed: number;
}

/** Lengths of the rows of X, n. */
export const rowLengths = ({ X }: Problem): Float64Array =>
  Float64Array.from({ length: X.rows }, (_, k) => norm(X.data.subarray(k * X.cols, (k + 1) * X.cols)));

/** The cones of all patterns, P. Those of gated programs have no constraints. */
export function conesOf(problem: Problem): Cone[] {
  const { X, patterns, radius, perturbed, gated } = problem;
  const norms = rowLengths(problem);
  const constrains = (length: number) => !gated && (length > 0 || (radius > 0 && perturbed > 0));
  const samples = Int32Array.from(norms.keys()).filter((k) => constrains(norms[k]!));
  const lengths = norms.map((length) => (length > 0 ? length : 1));
  return Array.from({ length: patterns.active.rows }, (_, i) => ({
    X,
    samples,
    signs: patterns.active.data.slice(i * X.rows, (i + 1) * X.rows).map((active) => (active === 1 ? 1 : -1)),
    lengths,
    generator: patterns.directions.data.slice(i * X.cols, (i + 1) * X.cols),
    radius,
    perturbed,
  }));
}

/** Smallest (s_k x_k' u - eps ||u||_1) / ||x_k||: u lies inside where it is positive. Cost: 2 n d flops. */
export function marginOf({ X, samples, signs, lengths, radius, perturbed }: Cone, u: Float64Array): number {
  const reach = radius * absoluteSum(u, perturbed);
  let margin = Infinity;
  for (const k of samples)
    margin = Math.min(margin, (signs[k]! * dotAt(X.data, k * X.cols, u) - reach) / lengths[k]!);
  return margin;
}

const PROMISING = 32; // rays per search
const WORTH = 0.2; // share of the steepest slope below which a ray is not worth a look

/** The rays s_k x_k - eps zeta over ||x_k||, with the sample as key. */
export function raysOf(cone: Cone): Rays {
  const { X, samples, signs, lengths, radius, perturbed } = cone;
  const slopes = new Float64Array(samples.length);
  return {
    cost: 2 * samples.length * X.cols,
    steepest(v, above, barred) {
      const reach = radius * absoluteSum(v, perturbed);
      let best = -Infinity;
      samples.forEach((k, place) => {
        const slope = barred.has(k)
          ? -Infinity
          : (signs[k]! * dotAt(X.data, k * X.cols, v) + reach) / lengths[k]!;
        slopes[place] = slope;
        if (slope > best) best = slope;
      });
      const least = Math.max(above, above + WORTH * (best - above));
      const found = samples.map((_, place) => place).filter((place) => slopes[place]! > least);
      found.sort((a, b) => slopes[b]! - slopes[a]! || a - b);
      const zeta = v.map((value, j) => (j < perturbed ? -Math.sign(value) : 0));
      return Array.from(found.subarray(0, PROMISING), (place) => {
        const key = samples[place]!;
        return { key, row: rayOf(cone, key, zeta) };
      });
    },
  };
}

/** (s_k x_k - eps zeta) / ||x_k||, d, for |zeta| <= 1 that is 0 where no perturbation reaches. */
export function rayOf({ X, signs, lengths, radius }: Cone, k: number, zeta: Float64Array): Float64Array {
  const row = X.data.slice(k * X.cols, (k + 1) * X.cols);
  for (let j = 0; j < row.length; j++) row[j] = (signs[k]! * row[j]! - radius * zeta[j]!) / lengths[k]!;
  return row;
}
