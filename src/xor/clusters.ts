// XOR cluster data of Xu et al., Definition 2.1: centres +-mu1 (label +1) and +-mu2 (label -1), labels flipped with
// probability eta, drawn in the n + n_test + 2 dimensions that carry all of its law (fact sheet, section 8), or in all p.
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
  /** Flips independent of each other (default), or of exactly round(eta n) samples. */
  readonly flips?: 'independent' | 'exact';
  /** Whether each cluster has n / 4 training samples; default: each sample's cluster is uniform. */
  readonly balanced?: boolean;
}

/** The four clusters, in this order: centres, and labels before noise. */
export const clusters = [
  { name: '+mu1', label: 1, sign: 1 },
  { name: '-mu1', label: 1, sign: -1 },
  { name: '+mu2', label: -1, sign: 1 },
  { name: '-mu2', label: -1, sign: -1 },
] as const;

/** Rows are samples; coordinates 0 and 1 run along mu1 and mu2. */
export interface Samples {
  readonly rows: Matrix;
  /** Labels as the network sees them, +-1. */
  readonly labels: Float64Array;
  /** Labels of the clusters, +-1: equal to `labels` but for the flipped training samples. */
  readonly clean: Float64Array;
  /** Number of each sample's cluster in `clusters`. */
  readonly cluster: Int32Array;
}

export interface Clusters {
  readonly train: Samples;
  readonly test: Samples;
  /** mu1 and mu2 as rows, for projections. */
  readonly centres: Matrix;
}

/** Coordinates of the reduced space: two along the centres, one more per sample. */
export const reducedDimension = ({ samples, testSamples }: ClusterSettings): number =>
  samples + testSamples + 2;

/**
 * Draws training and test data with exactly the joint law of all inner products in p dimensions. The noise orthogonal
 * to the centres is the Bartlett factor of its Gram matrix: row i has independent N(0, 1) entries left of the diagonal
 * and a chi variable with p - 2 - i degrees of freedom (i from 0) on it. Matrices live in `arena`.
 * Cost O((n + n_test)^2). Errors: `RangeError`.
 */
export function drawClusters(settings: ClusterSettings, source: Stream, arena: Arena): Clusters {
  const width = reducedDimension(settings);
  check(settings, width, 'samples + testSamples + 2');
  return draw(settings, width, source, arena, (noise, sample, i) => {
    noise.fillNormal(sample.subarray(0, 2 + i));
    sample[2 + i] = noise.chi(settings.dimension - 2 - i);
  });
}

/**
 * The same data as they are defined, in all p dimensions: the check of `drawClusters`, for small p.
 * Cost O((n + n_test) p). Errors: `RangeError`.
 */
export function drawAllDimensions(settings: ClusterSettings, source: Stream, arena: Arena): Clusters {
  check(settings, 2, '2');
  return draw(settings, settings.dimension, source, arena, (noise, sample) => {
    noise.fillNormal(sample);
  });
}

type FillNoise = (noise: Stream, sample: Float64Array, index: number) => void;

function draw(
  settings: ClusterSettings,
  width: number,
  source: Stream,
  arena: Arena,
  fillNoise: FillNoise,
): Clusters {
  const { samples, testSamples, muNorm } = settings;
  const [train, test] = [emptySamples(arena, samples, width), emptySamples(arena, testSamples, width)];
  const [inTraining, noise, inTest] = [
    source.split('training clusters'),
    source.split('noise'),
    source.split('test clusters'),
  ];
  train.cluster.set(
    settings.balanced
      ? inTraining.permutation(samples).map((place) => place % clusters.length)
      : inTraining.fillIntegers(train.cluster, clusters.length),
  );
  inTest.fillIntegers(test.cluster, clusters.length);
  for (let i = 0; i < samples + testSamples; i++) {
    const [part, k] = i < samples ? [train, i] : [test, i - samples];
    const sample = row(part.rows, k);
    fillNoise(noise, sample, i);
    const { label, sign } = clusters[part.cluster[k]!]!;
    sample[label === 1 ? 0 : 1]! += sign * muNorm;
    part.clean[k] = label;
    part.labels[k] = label;
  }
  for (const i of flipped(settings, source.split('flips'))) train.labels[i]! *= -1;
  const centres = zeros(arena, 2, width);
  centres.data[0] = muNorm;
  centres.data[width + 1] = muNorm;
  return { train, test, centres };
}

/** Training samples whose label is flipped. */
function flipped({ samples, noise, flips }: ClusterSettings, source: Stream): number[] {
  if (flips === 'exact') return [...source.permutation(samples).subarray(0, Math.round(noise * samples))];
  const draws = source.fillUniform(new Float64Array(samples));
  return [...draws.keys()].filter((i) => draws[i]! < noise);
}

const emptySamples = (arena: Arena, count: number, width: number): Samples => ({
  rows: zeros(arena, count, width),
  labels: new Float64Array(count),
  clean: new Float64Array(count),
  cluster: new Int32Array(count),
});

function check(settings: ClusterSettings, leastDimension: number, formula: string): void {
  const { samples, testSamples, dimension, muNorm, noise, flips = 'independent', balanced } = settings;
  for (const [name, value] of Object.entries({ samples, testSamples }))
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}: an integer >= 1 was expected`);
  if (!Number.isInteger(dimension) || dimension < leastDimension)
    throw new RangeError(
      `dimension is ${dimension}: an integer >= ${formula === String(leastDimension) ? '' : `${formula} = `}${leastDimension} was expected`,
    );
  if (!(muNorm >= 0 && muNorm < Infinity))
    throw new RangeError(`muNorm is ${muNorm}: a finite number >= 0 was expected`);
  if (!(noise >= 0 && noise < 0.5))
    throw new RangeError(`noise is ${noise}: a probability in [0, 1/2) was expected`);
  if (flips !== 'independent' && flips !== 'exact')
    throw new RangeError(`flips is ${flips}: independent or exact was expected`);
  if (balanced && samples % clusters.length !== 0)
    throw new RangeError(
      `samples is ${samples}: a multiple of ${clusters.length} was expected for balanced clusters`,
    );
}
