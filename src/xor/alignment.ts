// Which clusters activate a neuron (paper, section 4): d_nu counts clean less flipped samples of cluster nu that do.
import { clusters, type Samples } from './clusters.ts';

/** Contrasts of a descent whose sums are d_nu, 4 x n: +1 for clean and -1 for flipped samples of cluster nu. */
export const clusterContrasts = ({ labels, clean, cluster }: Samples): number[][] =>
  clusters.map((_, nu) =>
    Array.from(labels, (label, i) => (cluster[i] === nu ? (label === clean[i] ? 1 : -1) : 0)),
  );

/** D_mu1 and D_mu2 of neuron j from its sums d (m x 4): d_nu - d_-nu. */
export const alignment = (d: Float64Array, j: number): readonly [mu1: number, mu2: number] => [
  d[4 * j]! - d[4 * j + 1]!,
  d[4 * j + 2]! - d[4 * j + 3]!,
];

/**
 * e_nu = E[D_nu | X] for mu1 and mu2 at a symmetric initialization: half the excess of clean over flipped samples in
 * cluster nu over that in -nu (section 4).
 */
export const imbalance = (contrasts: readonly (readonly number[])[]): readonly [mu1: number, mu2: number] => {
  const [a, b, c, d] = contrasts.map((row) => row.reduce((x, y) => x + y, 0));
  return [(a! - b!) / 2, (c! - d!) / 2];
};
