import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { batchesOf } from '../../src/papers/xor/figures/batches.ts';
import { spreadOver } from '../../src/papers/xor/figures/common.ts';
import { fitPowerLaw } from '../../src/papers/xor/figures/delay.ts';
import { pooled } from '../../src/papers/xor/figures/histograms.ts';
import { binnedByExcess, clusterPoints } from '../../src/papers/xor/figures/imbalance.ts';
import { cells, gridOf, medianError, shareFitted } from '../../src/papers/xor/figures/phase.ts';
import { outputAt, type Sector, signSectors } from '../../src/papers/xor/figures/plane.ts';
import { figures } from '../../src/papers/xor/figures.ts';
import { withSettings } from '../../src/papers/xor/measurements.ts';
import {
  figure1LeftPublished,
  figure1RightPublished,
  figure3Widths,
  figure4Widths,
} from '../../src/papers/xor/published.ts';

const close = (a: number, b: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

/** Neurons +-mu1 with a_j > 0 and +-mu2 with a_j < 0: the sign of |x| - |y|. */
const planted = { neurons: [1, 0, -1, 0, 0, 1, 0, -1], signs: [1, 1, -1, -1] };

test('the boundary of a planted XOR network is the two diagonals', () => {
  const sectors = signSectors(planted.neurons, planted.signs);
  assert.deepEqual(
    sectors.map(({ sign }) => sign),
    [-1, 1, -1, 1],
  );
  sectors.forEach(({ from, to }, k) => {
    close(from, Math.PI * (0.25 + 0.5 * k), 1e-6);
    close(to - from, Math.PI / 2, 2e-6);
  });
});

test('a linear network has a half plane, and one without a change of sign a single sector', () => {
  const linear = signSectors([1, 1, -1, -1], [1, -1]); // sign of x + y
  assert.equal(linear.length, 2);
  for (const { from, to } of linear) close(to - from, Math.PI, 2e-6);
  assert.deepEqual(signSectors([1, 0], [-1]), [{ from: 0, to: 2 * Math.PI, sign: -1 }]);
});

test('sectors fill the circle and have the sign of the network inside', () => {
  const small = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.record({ weights: fc.tuple(small, small), sign: fc.constantFrom(1, -1) }), {
        minLength: 1,
        maxLength: 6,
      }),
      (list) => {
        const neurons = list.flatMap(({ weights }) => weights);
        const signs = list.map(({ sign }) => sign);
        const sectors: readonly Sector[] = signSectors(neurons, signs);
        close(
          sectors.reduce((sum, { from, to }) => sum + to - from, 0),
          2 * Math.PI,
        );
        for (const { from, to, sign } of sectors)
          assert.equal(outputAt((from + to) / 2, neurons, signs) > 0 ? 1 : -1, sign);
      },
    ),
    { numRuns: 30 },
  );
});

test('pooled frequencies sum to 1 and weigh runs by their neurons', () => {
  const frequencies = pooled([
    [1, 2, 1],
    [0, 12, 0],
  ]);
  close(
    frequencies.reduce((a, b) => a + b, 0),
    1,
  );
  assert.deepEqual(frequencies, [1 / 16, 14 / 16, 1 / 16]);
});

test('fitPowerLaw recovers a planted law', () => {
  const ratio = [0.1, 0.3, 1, 3];
  const { factor, exponent } = fitPowerLaw(
    ratio,
    ratio.map((r) => 7 * r ** -0.9),
  );
  close(factor, 7, 1e-12);
  close(exponent, -0.9, 1e-13);
});

test('clusterPoints sees e_nu from each cluster, and bins with few points are left out', () => {
  const run = {
    imbalance: [4, -1.5],
    clusterSizes: [50, 40, 50, 60],
    clusterTest: [[50], [10], [25], [60]],
  };
  assert.deepEqual(clusterPoints([run], 0), [
    { excess: 4, accuracy: 1 },
    { excess: -4, accuracy: 0.25 },
    { excess: -1.5, accuracy: 0.5 },
    { excess: 1.5, accuracy: 1 },
  ]);
  const many = Array.from({ length: 9 }, (_, i) => ({ excess: 3, accuracy: i / 8 }));
  const binned = binnedByExcess([...many, { excess: -9, accuracy: 0 }]);
  assert.deepEqual([binned.x, binned.middle], [[3], [0.5]]);
});

test('cells has a row for each signal and a column for each sample size that occur', () => {
  const run = { samples: 20, muNorm: 14, testSamples: 10 };
  const runs = [
    { ...run, train: 20, test: 10 },
    { ...run, train: 19, test: 7 },
    { ...run, train: 20, test: 8 },
    { ...run, samples: 12, muNorm: 5, train: 12, test: 5 },
  ];
  const at = gridOf(runs);
  assert.deepEqual(at, { sampleSizes: [12, 20], signals: [5, 14] });
  const error = cells(runs, at, medianError);
  close(error[1]![1]!, 0.2);
  close(cells(runs, at, shareFitted)[1]![1]!, 2 / 3);
  assert.deepEqual([error[0]![0], error[0]![1]], [0.5, Number.NaN]);
});

test('batchesOf keeps whole batches of consecutive seeds', () => {
  const runs = Array.from({ length: 7 }, (_, i) => ({ seed: i + 1 }));
  assert.deepEqual(
    batchesOf(runs, 3).map((batch) => batch.map(({ seed }) => seed)),
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  );
});

test('spreadOver takes quantiles over runs at each place', () => {
  const { low, middle, high } = spreadOver([0, 1, 2, 3, 4, 5], 2, (run, place) => run + 10 * place);
  assert.deepEqual(
    [low, middle, high],
    [
      [1, 11],
      [2.5, 12.5],
      [4, 14],
    ],
  );
});

test('withSettings ignores the settings that the quick profile changes', () => {
  const results = [
    { settings: { noise: 0.1, neurons: 200 }, seed: 1, records: [] },
    { settings: { noise: 0.2, neurons: 200 }, seed: 1, records: [] },
  ];
  assert.deepEqual(withSettings(results, { noise: 0.1, neurons: 1000 }, ['neurons']), [results[0]]);
  assert.deepEqual(withSettings(results, { noise: 0.1, neurons: 1000 }, []), []);
});

test('published columns have one entry for each of their steps or panels', () => {
  for (const { step, train, test: accuracy } of [figure1LeftPublished, figure1RightPublished])
    assert.deepEqual([train.length, accuracy.length], [step.length, step.length]);
  for (const { step, low, high } of [figure1RightPublished.trainBand, figure1RightPublished.testBand]) {
    assert.deepEqual([low.length, high.length], [step.length, step.length]);
    low.forEach((value, i) => {
      assert.ok(value <= high[i]!);
    });
  }
  assert.deepEqual([figure3Widths.mu1.length, figure3Widths.mu2.length], [5, 5]);
  assert.deepEqual([figure4Widths.mu1.length, figure4Widths.mu2.length], [6, 6]);
});

test('every caption says which runs it shows', () => {
  for (const { id, caption } of figures) assert.match(caption, /seeds? 1/, id);
});
