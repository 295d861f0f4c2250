import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRows } from '../../src/linalg/index.ts';
import { type Stream, stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import {
  type ClusterSettings,
  type Clusters,
  clusters,
  drawAllDimensions,
  drawClusters,
  reducedDimension,
} from '../../src/xor/index.ts';
import { dot } from './direct.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';

const settings: ClusterSettings = { samples: 4, testSamples: 3, dimension: 30, muNorm: 4, noise: 0.2 };

type DrawFunction = (settings: ClusterSettings, source: Stream, arena: Arena) => Clusters;
const draws = { drawClusters, drawAllDimensions };

/** All inner products of the seven samples and the two centres, and the labels of the samples' clusters. */
interface Draw {
  readonly gram: number[][];
  readonly clean: number[];
}

const gramOf = (rows: readonly (readonly number[])[]) => rows.map((a) => rows.map((b) => dot(a, b)));

const drawWith =
  (name: string, draw: DrawFunction) =>
  (seed: number): Draw => {
    using arena = new Arena();
    const { train, test: fresh, centres } = draw(settings, stream(name, seed), arena);
    return {
      gram: gramOf([train.rows, fresh.rows, centres].flatMap(toRows)),
      clean: [...train.clean, ...fresh.clean],
    };
  };

// The definition itself: p coordinates, centre plus standard normal noise.
function direct(seed: number): Draw {
  const source = stream('direct', seed);
  const clean: number[] = [];
  const { samples, testSamples, dimension, muNorm } = settings;
  const rows = Array.from({ length: samples + testSamples }, () => {
    const row = Array.from({ length: dimension }, () => source.normal());
    const label = source.sign();
    clean.push(label);
    row[label === 1 ? 0 : 1]! += source.sign() * muNorm;
    return row;
  });
  const centre = (k: number) => Array.from({ length: dimension }, (_, c) => (c === k ? muNorm : 0));
  return { gram: gramOf([...rows, centre(0), centre(1)]), clean };
}

test('reduced data have the law of the inner products of p-dimensional data', () => {
  const count = 10_000;
  const [expected, ...others] = [
    direct,
    drawWith('reduced', drawClusters),
    drawWith('all', drawAllDimensions),
  ].map((draw) => Array.from({ length: count }, (_, seed) => draw(seed)));
  // Squared radii (first, last); products of samples (training, training and test; within and across the classes); with
  // a centre; and three-fold products, which see the dependence between entries.
  const statistics: readonly ((draw: Draw) => number | undefined)[] = [
    ({ gram }) => gram[0]![0]!,
    ({ gram }) => gram[6]![6]!,
    ({ gram }) => gram[0]![4]!,
    ({ gram }) => gram[2]![5]!,
    ({ gram }) => gram[5]![6]!,
    ({ gram, clean }) => (clean[1] === clean[3] ? gram[1]![3]! : undefined),
    ({ gram, clean }) => (clean[1] !== clean[3] ? gram[1]![3]! : undefined),
    ({ gram, clean }) => clean[6]! * gram[6]![7]!,
    ({ gram, clean }) => (clean[0] === 1 ? gram[0]![7]! : undefined),
    ({ gram, clean }) => (clean[0] === 1 ? gram[0]![8]! : undefined),
    ({ gram }) => gram[0]![1]! * gram[1]![6]! * gram[6]![0]!,
    ({ gram }) => gram[0]![7]! * gram[0]![3]! * gram[3]![7]!,
  ];
  for (const [index, statistic] of statistics.entries()) {
    const sample = (all: readonly Draw[]) => all.map(statistic).filter((x) => x !== undefined);
    for (const [k, other] of others.entries()) {
      const distance = kolmogorovSmirnov(sample(expected!), sample(other));
      assert.ok(distance < 2, `statistic ${index} of draw ${k}: ${distance}`);
    }
  }
});

for (const [name, draw] of Object.entries(draws)) {
  test(`${name}: rows, clean labels and cluster numbers agree, and clusters are equally likely`, () => {
    using arena = new Arena();
    const large = { samples: 700, testSamples: 500, dimension: 1300, muNorm: 1e4, noise: 0.2 };
    const { train, test: fresh, centres } = draw(large, stream('shares'), arena);
    for (const part of [train, fresh]) {
      const counts = [0, 0, 0, 0];
      toRows(part.rows).forEach(([along1, along2], i) => {
        // mu is 10^4 standard deviations long, so the centre of a sample is plain.
        const centre = [along1!, along2!].map((x) => Math.round(x / large.muNorm) + 0);
        const number = [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ].findIndex(([a, b]) => a === centre[0] && b === centre[1]);
        assert.equal(part.cluster[i], number);
        assert.equal(part.clean[i], number < 2 ? 1 : -1);
        counts[number]!++;
      });
      const size = part.rows.rows;
      for (const count of counts)
        assert.ok(Math.abs(count - size / 4) < 4 * Math.sqrt(size * (3 / 16)), `${counts} samples`);
    }
    assert.deepEqual(
      clusters.map((each) => [each.label, each.sign]),
      [
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ],
    );
    assert.deepEqual(fresh.labels, fresh.clean);
    assert.equal(centres.rows, 2);
    assert.equal(centres.cols, train.rows.cols);
    for (const k of [0, 1])
      assert.deepEqual(
        toRows(centres)
          [k]!.map((x, c) => [x, c])
          .filter(([x]) => x),
        [[1e4, k]],
      );
  });

  test(`${name}: balanced clusters have n / 4 training samples each, in random order`, () => {
    const firsts = [0, 0, 0, 0];
    const count = 400;
    for (let seed = 0; seed < count; seed++) {
      using arena = new Arena();
      const { train } = draw({ ...settings, samples: 8, balanced: true }, stream('balanced', seed), arena);
      assert.deepEqual([...train.cluster].sort(), [0, 0, 1, 1, 2, 2, 3, 3]);
      firsts[train.cluster[0]!]!++;
    }
    for (const times of firsts)
      assert.ok(Math.abs(times - count / 4) < 4 * Math.sqrt(count * (3 / 16)), `${firsts} first samples`);
  });

  test(`${name}: labels are flipped with probability eta, independently or exactly round(eta n) of them`, () => {
    const [count, samples, noise] = [2000, 10, 0.2];
    for (const flips of ['independent', 'exact', undefined] as const) {
      const perSample = new Float64Array(samples);
      const perCluster = new Float64Array(4);
      const sizes: number[] = [];
      for (let seed = 0; seed < count; seed++) {
        using arena = new Arena();
        const given = { ...settings, samples, noise, ...(flips && { flips }) };
        const { train } = draw(given, stream('flips', seed), arena);
        const flipped = [...train.labels.keys()].filter((i) => train.labels[i] !== train.clean[i]);
        for (const i of flipped) {
          assert.equal(train.labels[i], -train.clean[i]!);
          perSample[i]!++;
          perCluster[train.cluster[i]!]!++;
        }
        sizes.push(flipped.length);
      }
      const near = (value: number, expected: number, variance: number) =>
        assert.ok(
          Math.abs(value - expected) < 4 * Math.sqrt(variance),
          `${flips}: ${value} near ${expected}`,
        );
      for (const times of perSample) near(times, count * noise, count * noise * (1 - noise));
      for (const times of perCluster)
        near(times, (count * samples * noise) / 4, (count * samples * noise) / 4);
      // Of independent flips the number is binomial: its variance is n eta (1 - eta) with a relative error sqrt(2 / 2000).
      const variance = sizes.reduce((sum, size) => sum + (size - samples * noise) ** 2, 0) / count;
      if (flips === 'exact') assert.equal(variance, 0);
      else near(variance / (samples * noise * (1 - noise)), 1, 2.2 / count);
    }
    for (const [n, eta, flipped] of [
      [10, 0.24, 2],
      [10, 0.26, 3],
      [7, 0, 0],
      [200, 0.05, 10],
    ] as const) {
      using arena = new Arena();
      const given = { ...settings, dimension: 300, samples: n, noise: eta, flips: 'exact' } as const;
      const { train } = draw(given, stream('exact'), arena);
      assert.equal(train.labels.filter((y, i) => y !== train.clean[i]).length, flipped);
    }
  });

  test(`${name}: without centres and noise the data are standard normal and the labels clean`, () => {
    using arena = new Arena();
    const { train, centres } = draw({ ...settings, muNorm: 0, noise: 0 }, stream('plain'), arena);
    assert.deepEqual(train.labels, train.clean);
    assert.ok(centres.data.every((value) => value === 0));
    assert.ok(train.rows.data.every((value) => Math.abs(value) < 10));
  });

  test(`${name}: the same stream gives the same data, another one others`, () => {
    using arena = new Arena();
    const source = stream('same');
    const [a, b, c] = [source, source, stream('other')].map((each) => draw(settings, each, arena).train);
    assert.deepEqual([a!.rows.data, a!.labels, a!.cluster], [b!.rows.data, b!.labels, b!.cluster]);
    assert.notDeepEqual(a!.rows.data, c!.rows.data);
  });
}

test('the ambient dimension may be 4e11, at no cost', () => {
  using arena = new Arena();
  const before = liveBytes();
  const given = { ...settings, samples: 20, dimension: 4e11 };
  const { train } = drawClusters(given, stream('huge'), arena);
  assert.equal(train.rows.cols, reducedDimension(given));
  assert.equal(reducedDimension(given), 25);
  assert.ok(liveBytes() - before < 20_000);
  // ||x||^2 is p plus about sqrt(2p), and <x, x'> is about sqrt(p).
  const rows = toRows(train.rows);
  const deviations = rows.map((x) => (dot(x, x) - 4e11) / Math.sqrt(8e11));
  assert.ok(
    deviations.every((value) => Math.abs(value) < 4),
    String(deviations),
  );
  assert.ok(deviations.some((value) => value > 0.5) && deviations.some((value) => value < -0.5));
  const products = rows.slice(1).map((x, i) => dot(x, rows[i]!) / Math.sqrt(4e11));
  assert.ok(
    products.every((value) => Math.abs(value) < 4) && products.some((value) => Math.abs(value) > 0.5),
  );
});

test('settings out of range are refused with what was given and what was expected', () => {
  using arena = new Arena();
  for (const [name, draw] of Object.entries(draws)) {
    const refused = (change: Partial<ClusterSettings>, message: string) =>
      assert.throws(() => draw({ ...settings, ...change }, stream('bad'), arena), {
        name: 'RangeError',
        message,
      });
    const positive = 'an integer >= 1 was expected';
    refused({ samples: 0 }, `samples is 0: ${positive}`);
    refused({ samples: Number.NaN }, `samples is NaN: ${positive}`);
    refused({ testSamples: 2.5 }, `testSamples is 2.5: ${positive}`);
    refused({ muNorm: Number.NaN }, 'muNorm is NaN: a finite number >= 0 was expected');
    refused({ muNorm: Infinity }, 'muNorm is Infinity: a finite number >= 0 was expected');
    refused({ muNorm: -1 }, 'muNorm is -1: a finite number >= 0 was expected');
    for (const noise of [0.5, -0.1, Number.NaN])
      refused({ noise }, `noise is ${noise}: a probability in [0, 1/2) was expected`);
    refused({ flips: 'some' as 'exact' }, 'flips is some: independent or exact was expected');
    refused(
      { samples: 6, balanced: true },
      'samples is 6: a multiple of 4 was expected for balanced clusters',
    );
    const least = name === 'drawClusters' ? 'samples + testSamples + 2 = 9' : '2';
    for (const dimension of [1, 30.5, Infinity])
      refused({ dimension }, `dimension is ${dimension}: an integer >= ${least} was expected`);
  }
  assert.throws(() => drawClusters({ ...settings, dimension: 8 }, stream('bad'), arena), /dimension is 8/);
  assert.equal(drawClusters({ ...settings, dimension: 9 }, stream('least'), arena).train.rows.cols, 9);
  assert.equal(drawAllDimensions({ ...settings, dimension: 2 }, stream('least'), arena).train.rows.cols, 2);
});
