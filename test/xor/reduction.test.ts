// Whole runs in n + n_test + 2 dimensions have the law of those in all p (fact sheet, section 8).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import {
  clusterContrasts,
  clusterMargins,
  countCorrect,
  drawAllDimensions,
  drawClusters,
  frozenDescent,
  initialize,
  reducedDimension,
} from '../../src/xor/index.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';

const settings = { samples: 41, testSamples: 30, dimension: 400, muNorm: 8, noise: 0.1 };
const neurons = 40;
const readouts = [0, 1, 2, 4, 8];
const count = 400;

/** What is compared of a run, per readout. */
const names = [
  'train accuracy',
  'test accuracy',
  'rms <w, mu1> of positive neurons',
  'rms <w, mu2> of positive neurons',
  '||w||^2 of the first neuron',
  'clean less flipped samples of +mu1 that activate the first neuron',
  'output on the first test sample',
  'margin on +mu1',
] as const;

function run(draw: typeof drawClusters, seed: number): number[][] {
  using arena = new Arena();
  const source = stream(draw.name, seed);
  const { train, test: fresh, centres } = draw(settings, source.split('data'), arena);
  const drawn = draw === drawClusters ? reducedDimension(settings) : settings.dimension;
  const network = source.split('network');
  const { weights, signs, outside } = initialize(neurons, settings.dimension, drawn, 1, network, arena);
  const read = frozenDescent({
    inputs: train.rows,
    labels: train.labels,
    probes: fresh.rows,
    directions: centres,
    weights,
    signs,
    learningRate: 30,
    readouts,
    contrasts: clusterContrasts(train),
  });
  return readouts.map((_, place) => {
    const rms = (k: number) =>
      Math.hypot(...Array.from(signs, (sign, j) => (sign > 0 ? read.projections[place]![2 * j + k]! : 0)));
    const squaredNorms = read.squaredNorms[place]!.map((square, j) => square + outside[j]!);
    return [
      countCorrect(read.train[place]!, train.labels),
      countCorrect(read.probes[place]!, fresh.labels),
      rms(0),
      rms(1),
      squaredNorms[0]!,
      read.contrasts[place]![0]!,
      read.probes[place]![0]! * fresh.labels[0]!,
      clusterMargins({
        projections: read.projections[place]!,
        squaredNorms,
        outputWeights: read.outputWeights[place]!,
      })[0]!,
    ];
  });
}

test('runs on reduced data have the law of runs in all dimensions', () => {
  const [reduced, full] = [drawClusters, drawAllDimensions].map((draw) =>
    Array.from({ length: count }, (_, seed) => run(draw, seed)),
  );
  for (const [place, step] of readouts.entries())
    for (const [k, name] of names.entries()) {
      const [a, b] = [reduced!, full!].map((runs) => runs.map((values) => values[place]![k]!));
      const moments = (values: number[]) => {
        const mean = values.reduce((sum, x) => sum + x, 0) / count;
        return [mean, values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count] as const;
      };
      const [[meanA, varianceA], [meanB, varianceB]] = [moments(a!), moments(b!)];
      const distance = (meanA - meanB) / Math.sqrt((varianceA + varianceB) / count);
      assert.ok(
        Math.abs(distance) < 4,
        `${name} at step ${step}: ${meanA} and ${meanB}, ${distance} standard errors`,
      );
      assert.ok(kolmogorovSmirnov(a!, b!) < 2, `${name} at step ${step}: ${kolmogorovSmirnov(a!, b!)}`);
    }
  // The runs do learn, so that accuracies are more than coins.
  const accuracy = (place: number, k: number) =>
    reduced!.reduce((sum, values) => sum + values[place]![k]!, 0) / count;
  assert.ok(accuracy(1, 0) > 0.9 * settings.samples && accuracy(4, 1) > 0.7 * settings.testSamples);
});
