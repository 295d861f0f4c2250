// XOR cluster data of Xu et al., Definition 2.1: centres +-mu1 (label +1) and +-mu2 (label -1), labels flipped with
// probability eta, drawn in the n + n_test + 2 dimensions that carry all of its law (fact sheet, section 8).
import { type Matrix, row, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';

export interface ClusterSettings {
  /** Training samples n. */
  readonly samples: number;
  /** Test samples, labelled without noise. */
  readonly testSamples: number;
  /** Ambient dimension p; enters only through chi-distributed radii, so 4e11 costs the same as 4e4. */
  readonly dimension: number;
  /** ||mu1|| = ||mu2||. */
  readonly muNorm: number;
  /** Probability eta that a training label is flipped. */
  readonly noise: number;
}

/** Rows are samples; coordinates 0 and 1 run along mu1 and mu2. */
export interface Samples {
  readonly rows: Matrix;
  /** Labels as the network sees them, +-1. */
  readonly labels: Float64Array;
  /** Labels of the clusters, +-1: equal to `labels` but for the flipped training samples. */
  readonly clean: Float64Array;
}

export interface Clusters {
  readonly train: Samples;
  readonly test: Samples;
  /** mu1 and mu2 as rows, for projections. */
  readonly centres: Matrix;
}

/** Coordinates of the reduced space: two along the centres, one more per sample. */
export const reducedDimension = (settings: ClusterSettings): number =>
  settings.samples + settings.testSamples + 2;

/**
 * Draws training and test data with exactly the joint law of all inner products in p dimensions. The noise orthogonal
 * to the centres is the Bartlett factor of its Gram matrix: row i has independent N(0, 1) entries left of the diagonal
 * and a chi variable with p - 2 - i degrees of freedom (i from 0) on it. Matrices live in `arena`.
 * Cost O((n + n_test)^2). Errors: `RangeError`.
 */
export function drawClusters(settings: ClusterSettings, source: Stream, arena: Arena): Clusters {
  check(settings);
  const { samples, testSamples, dimension, muNorm, noise } = settings;
  const width = reducedDimension(settings);
  const train = emptySamples(arena, samples, width);
  const test = emptySamples(arena, testSamples, width);
  const [centreDraws, noiseDraws, flips] = [
    source.split('centres'),
    source.split('noise'),
    source.split('flips'),
  ];
  for (let i = 0; i < samples + testSamples; i++) {
    const { rows, labels, clean } = i < samples ? train : test;
    const k = i < samples ? i : i - samples;
    const sample = row(rows, k);
    noiseDraws.fillNormal(sample.subarray(0, 2 + i));
    sample[2 + i] = noiseDraws.chi(dimension - 2 - i);
    const label = centreDraws.sign();
    sample[label === 1 ? 0 : 1]! += centreDraws.sign() * muNorm;
    clean[k] = label;
    labels[k] = i < samples && flips.uniform() < noise ? -label : label;
  }
  const centres = zeros(arena, 2, width);
  centres.data[0] = muNorm;
  centres.data[width + 1] = muNorm;
  return { train, test, centres };
}

function emptySamples(arena: Arena, count: number, width: number): Samples {
  return {
    rows: zeros(arena, count, width),
    labels: new Float64Array(count),
    clean: new Float64Array(count),
  };
}

function check({ samples, testSamples, dimension, muNorm, noise }: ClusterSettings): void {
  for (const [name, value] of [
    ['samples', samples],
    ['testSamples', testSamples],
  ] as const)
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}: an integer >= 1 was expected`);
  const least = samples + testSamples + 2;
  if (!Number.isInteger(dimension) || dimension < least)
    throw new RangeError(
      `dimension is ${dimension}: an integer >= samples + testSamples + 2 = ${least} was expected`,
    );
  if (!(muNorm >= 0 && muNorm < Infinity))
    throw new RangeError(`muNorm is ${muNorm}: a finite number >= 0 was expected`);
  if (!(noise >= 0 && noise < 0.5))
    throw new RangeError(`noise is ${noise}: a probability in [0, 1/2) was expected`);
}
