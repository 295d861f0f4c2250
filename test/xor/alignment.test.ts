import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import {
  alignment,
  clusterContrasts,
  drawClusters,
  frozenDescent,
  imbalance,
  initialize,
  reducedDimension,
} from '../../src/xor/index.ts';
import { dot } from './direct.ts';

const settings = { samples: 37, testSamples: 1, dimension: 100, muNorm: 4, noise: 0.2 };

test('sums of the cluster contrasts count clean less flipped samples that activate a neuron', () => {
  using arena = new Arena();
  const { train, test: fresh } = drawClusters(settings, stream('contrasts'), arena);
  const width = reducedDimension(settings);
  const { weights, signs } = initialize(8, width, width, 1, stream('network'), arena);
  const contrasts = clusterContrasts(train);
  const { contrasts: sums } = frozenDescent({
    inputs: train.rows,
    labels: train.labels,
    probes: fresh.rows,
    directions: [],
    weights,
    signs,
    learningRate: 1,
    readouts: [0],
    contrasts,
  });
  toRows(weights).forEach((w, j) => {
    const activating = toRows(train.rows).map((x) => dot(w, x) > 0);
    const d = [0, 1, 2, 3].map((nu) => {
      const count = (flipped: boolean) =>
        activating.filter(
          (on, i) => on && train.cluster[i] === nu && (train.labels[i] !== train.clean[i]) === flipped,
        ).length;
      return count(false) - count(true);
    });
    assert.deepEqual([...sums[0]!.subarray(4 * j, 4 * j + 4)], d);
    assert.deepEqual(alignment(sums[0]!, j), [d[0]! - d[1]!, d[2]! - d[3]!]);
  });
});

test('the imbalance is half of clean less flipped samples of nu less those of -nu', () => {
  using arena = new Arena();
  for (let seed = 0; seed < 20; seed++) {
    const { train } = drawClusters(settings, stream('imbalance', seed), arena);
    const net = [0, 1, 2, 3].map((nu) =>
      train.labels.reduce((sum, y, i) => sum + (train.cluster[i] === nu ? y * train.clean[i]! : 0), 0),
    );
    assert.deepEqual(imbalance(clusterContrasts(train)), [(net[0]! - net[1]!) / 2, (net[2]! - net[3]!) / 2]);
  }
  assert.deepEqual(
    imbalance([
      [1, 1, -1, 0],
      [0, 0, 0, -1],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ]),
    [1, -0.5],
  );
});

test('without flips, balanced clusters have no imbalance', () => {
  using arena = new Arena();
  const { train } = drawClusters(
    { ...settings, samples: 40, noise: 0, balanced: true },
    stream('balance'),
    arena,
  );
  assert.deepEqual(imbalance(clusterContrasts(train)), [0, 0]);
});
