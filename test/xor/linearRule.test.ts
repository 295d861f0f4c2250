import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows, toRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import {
  agreement,
  clusterContrasts,
  clusterMargins,
  clusters,
  countCorrect,
  drawClusters,
  frozenDescent,
  imbalance,
  initialize,
  linearOutputs,
  reducedDimension,
} from '../../src/xor/index.ts';
import { assertClose, dot } from './direct.ts';

const near = (value: number, expected: number, error = 1e-12) =>
  assert.ok(Math.abs(value - expected) <= error, `${value} instead of ${expected}`);

test('linear outputs are the sums of y_i <x_i, x>', () => {
  using arena = new Arena();
  const settings = { samples: 15, testSamples: 6, dimension: 50, muNorm: 3, noise: 0.3 };
  const { train, test: fresh } = drawClusters(settings, stream('linear'), arena);
  assert.ok(train.labels.some((y, i) => y !== train.clean[i]));
  const expected = toRows(fresh.rows).map((x) =>
    toRows(train.rows).reduce((sum, row, i) => sum + train.labels[i]! * dot(row, x), 0),
  );
  assertClose(linearOutputs(train, fresh.rows), expected, 1e-13);
  const rows = fromRows(arena, [
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual([...linearOutputs({ rows, labels: Float64Array.of(1, -1) }, rows)], [-6, -14]);
});

test('agreement gives the shares, the cosine and the slope that were planted', () => {
  const linear = Float64Array.of(1, -2, 2, -4);
  const perpendicular = [2, 1, 2, 1]; // <perpendicular, linear> = 2 - 2 + 4 - 4
  for (const factor of [3, -0.5]) {
    const outputs = linear.map((value, i) => factor * value + perpendicular[i]!);
    const { signs, cosine, slope } = agreement(outputs, linear);
    near(slope, factor);
    near(cosine, (factor * 5) / Math.sqrt(factor ** 2 * 25 + 10));
    near(signs, outputs.reduce((sum, value, i) => sum + Number(value > 0 === linear[i]! > 0), 0) / 4);
  }
  assert.deepEqual(agreement(linear, linear), { signs: 1, cosine: 1, slope: 1 });
  // An output of exactly 0 has no sign.
  assert.equal(agreement(Float64Array.of(1, 0), Float64Array.of(1, 1)).signs, 0.5);
});

test('at a fourfold symmetric start the network after one large step is alpha / (8n) times the linear rule', () => {
  using arena = new Arena();
  const settings = { samples: 30, testSamples: 40, dimension: 300, muNorm: 6, noise: 0.1 };
  const { train, test: fresh, centres } = drawClusters(settings, stream('step 1'), arena);
  const width = reducedDimension(settings);
  const quarter = toRows(initialize(9, width, width, 1e-12, stream('quarter'), arena).weights);
  const opposite = quarter.map((w) => w.map((value) => -value));
  const [learningRate, n] = [5, settings.samples];
  const contrasts = clusterContrasts(train);
  const read = frozenDescent({
    inputs: train.rows,
    labels: train.labels,
    probes: fresh.rows,
    directions: centres,
    weights: [...quarter, ...opposite, ...quarter, ...opposite],
    signs: Array.from({ length: 36 }, (_, j) => (j < 18 ? 1 : -1)),
    learningRate,
    readouts: [0, 1],
    contrasts,
  });
  const slope = learningRate / (8 * n);
  const linear = linearOutputs(train, fresh.rows);
  assertClose(
    read.probes[1]!,
    linear.map((value) => slope * value),
    1e-9,
  );
  assertClose(
    read.train[1]!,
    linearOutputs(train, train.rows).map((value) => slope * value),
    1e-9,
  );
  const found = agreement(read.probes[1]!, linear);
  near(found.slope / slope, 1, 1e-9);
  near(found.cosine, 1);
  assert.equal(found.signs, 1);
  // So its mean on a cluster is that of the rule: odd in nu.
  const sums = [...linearOutputs(train, centres)];
  const margins = clusterMargins({
    projections: read.projections[1]!,
    squaredNorms: read.squaredNorms[1]!,
    outputWeights: read.outputWeights[1]!,
  });
  assertClose(
    margins,
    [sums[0]!, -sums[0]!, -sums[1]!, sums[1]!].map((value) => slope * value),
    1e-9,
  );
  // At step 0 the mean of D_nu over neurons w and -w is e_nu.
  const mean = [0, 1, 2, 3].map((nu) => quarterMean(read.contrasts[0]!, nu));
  const [mu1, mu2] = imbalance(contrasts);
  near(mean[0]! - mean[1]!, mu1);
  near(mean[2]! - mean[3]!, mu2);
});

const quarterMean = (sums: Float64Array, nu: number) =>
  sums.reduce((sum, value, k) => sum + (k % 4 === nu ? value : 0), 0) / (sums.length / 4);

test('at the settings of the paper the network after one step is nearly the linear rule, and nearly odd', () => {
  const settings = {
    samples: 200,
    testSamples: 200,
    dimension: 40_000,
    muNorm: Math.sqrt(1250),
    noise: 0.05,
  };
  const learningRate = 1e5;
  const runs = Array.from({ length: 10 }, (_, seed) => {
    using arena = new Arena();
    const { train, test: fresh, centres } = drawClusters(settings, stream('odd', seed), arena);
    const width = reducedDimension(settings);
    const network = initialize(1000, settings.dimension, width, 1, stream('start', seed), arena);
    const contrasts = clusterContrasts(train);
    const read = frozenDescent({
      inputs: train.rows,
      labels: train.labels,
      probes: fresh.rows,
      directions: centres,
      weights: network.weights,
      signs: network.signs,
      learningRate,
      readouts: [1],
    });
    const f = read.probes[0]!;
    const accuracy = clusters.map(
      (_, nu) =>
        countCorrect(f, fresh.labels, (i) => fresh.cluster[i] === nu) /
        fresh.cluster.filter((number) => number === nu).length,
    );
    const margins = clusterMargins({
      projections: read.projections[0]!,
      squaredNorms: read.squaredNorms[0]!.map((square, j) => square + network.outside[j]!),
      outputWeights: read.outputWeights[0]!,
    });
    // Eq. A.88, in its unit alpha ||mu||^2 / (4n).
    const unit = (learningRate * settings.muNorm ** 2) / (4 * settings.samples);
    return {
      ...agreement(f, linearOutputs(train, fresh.rows)),
      fit: countCorrect(read.train[0]!, train.labels) / settings.samples,
      oddness: [accuracy[0]! + accuracy[1]! - 1, accuracy[2]! + accuracy[3]! - 1].map(Math.abs),
      margins: margins.map((margin) => margin / unit),
      imbalance: imbalance(contrasts),
    };
  });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.ok(mean(runs.map(({ signs }) => signs)) > 0.93);
  assert.ok(mean(runs.map(({ cosine }) => cosine)) > 0.97);
  assert.ok(mean(runs.flatMap((run) => run.oddness)) < 0.08);
  // Over runs the slope has a standard deviation of 0.045, from 1000 random signs and directions.
  const slopes = runs.map(({ slope }) => slope / (learningRate / (8 * settings.samples)));
  near(mean(slopes), 1, (4 * 0.045) / Math.sqrt(runs.length));
  // <sum y_i x_i, mu> also has a noise of ||mu|| sqrt(n), 0.2 units; with that of the network 0.5.
  const errors = runs.flatMap(({ margins, imbalance: e }) =>
    [e[0], -e[0], e[1], -e[1]].map((expected, nu) => margins[nu]! - expected),
  );
  assert.ok(mean(errors.map((error) => error ** 2)) < 0.8 ** 2, String(errors));
  assert.ok(mean(runs.map(({ imbalance: e }) => e[0] ** 2 + e[1] ** 2)) > 10);
  for (const { fit } of runs) assert.ok(fit >= 0.99, `fit ${fit}`);
});
