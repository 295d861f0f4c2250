// What the claims on XOR clusters measure, against small hand-made records, and that the experiments' declarations fit
// each other and the published values.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { claims } from '../../src/papers/xor/claims.ts';
import {
  delayRuns,
  leftRuns,
  moreLeftRuns,
  phaseRuns,
  variedRuns,
} from '../../src/papers/xor/counterexamples.ts';
import { crossing } from '../../src/papers/xor/crossing.ts';
import { levels, ratios, readoutsOf } from '../../src/papers/xor/delay.ts';
import * as left from '../../src/papers/xor/figure1Left.ts';
import * as right from '../../src/papers/xor/figure1Right.ts';
import { kept } from '../../src/papers/xor/manyRuns.ts';
import { bySeed, lowestOf, medianGain, withSettings } from '../../src/papers/xor/measurements.ts';
import {
  centreOverPeak,
  pooledMean,
  pooledRatio,
  pooledRootMeanSquare,
} from '../../src/papers/xor/pooled.ts';
import {
  figure1LeftPublished,
  figure1RightPublished,
  figure3Widths,
  figure4Widths,
} from '../../src/papers/xor/published.ts';
import { variations } from '../../src/papers/xor/variations.ts';
import { checkClaim } from '../../src/spec/check.ts';
import type { Result } from '../../src/spec/experiment.ts';
import { flat } from '../../src/spec/flat.ts';
import { line, logLogSlope, spearman, tInterval } from '../../src/stats/index.ts';

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) <= 1e-12 * Math.abs(expected), `${actual} is not ${expected}`);

describe('numbers read off curves', () => {
  const steps = [0, 10, 30];
  const of = (curve: readonly number[]) => (place: number) => curve[place]!;

  test('a crossing lies between readouts as far as the level between their values', () => {
    close(crossing(steps, of([0.5, 0.7, 0.9]), 0.75), 15);
    assert.equal(crossing(steps, of([0.5, 0.7, 0.9]), 0.7), 10);
  });
  test('a crossing is the first one, that at the start is the start, and there may be none', () => {
    assert.equal(crossing(steps, of([0, 1, 0]), 0.5), 5);
    assert.equal(crossing(steps, of([1, 0, 0]), 0.5), 0);
    assert.equal(crossing(steps, of([0, 0.1, 0.2]), 0.5), Infinity);
  });
  test('a line through points on a line has their slope and explains all of their variance', () => {
    const { slope, explained } = line([1, 2, 4], [5, 7, 11]);
    close(slope, 2);
    close(explained, 1);
  });
  test('a line explains the square of the correlation', () => {
    const { slope, explained } = line([0, 1, 2], [0, 2, 1]);
    close(slope, 1 / 2);
    close(explained, 1 / 4);
  });
  test('the slope in logarithms is the exponent of a planted power law', () => {
    const x = [0.1, 0.3, 1, 3, 10];
    const y = x.map((value) => 35 / value);
    assert.ok(Math.abs(logLogSlope(x, y) + 1) < 1e-14);
  });
  test('the rank correlation sees order alone, and gives ties their mean rank', () => {
    assert.equal(spearman([1, 2, 30], [-1, -8, -9]), -1);
    close(spearman([1, 1, 2], [1, 2, 3]), Math.sqrt(3) / 2);
    assert.ok(Number.isNaN(spearman([1, 1, 1], [1, 2, 3])));
  });
});

describe('pooling', () => {
  const runs = [
    { neurons: 1, average: 2 },
    { neurons: 3, average: 6 },
  ];
  test('weighs runs by their neurons', () => {
    assert.equal(pooledMean(runs), 5);
    close(pooledRootMeanSquare(runs), Math.sqrt(28));
  });
  test('a pooled ratio is that of the pooled quantities, not the mean of ratios', () => {
    const interval = pooledRatio(
      runs,
      pooledMean,
      (run) => run,
      ({ neurons }) => ({ neurons, average: neurons }),
      'test',
    );
    close(interval.value, 20 / 10);
    assert.equal(interval.count, 2);
  });
  test('histograms are added before the centre is held against the peak', () => {
    const histograms = [
      [4, 1, 0],
      [0, 1, 6],
    ];
    close(centreOverPeak(histograms), 2 / 6);
  });
});

describe('runs', () => {
  const result = (
    factor: number,
    seed: number,
  ): Result<{ factor: number; name: string }, { value: number }> => ({
    settings: { factor, name: 'a' },
    seed,
    records: [{ value: 10 * factor + seed }],
  });
  const results = [result(1, 1), result(1, 2), result(2, 2), result(2, 3)];

  test('settings, seed and record stand side by side', () => {
    assert.deepEqual(flat(results)[2], { factor: 2, name: 'a', seed: 2, value: 22 });
  });
  test('those with given settings are found by value', () => {
    const found = withSettings(results, { name: 'a', factor: 2 });
    assert.deepEqual(
      found.map(({ seed }) => seed),
      [2, 3],
    );
  });
  test('are paired by the seeds that all lists have', () => {
    const [one, two] = [1, 2].map((factor) => flat(results).filter((run) => run.factor === factor));
    const pairs = bySeed([one!, two!]);
    assert.deepEqual(
      pairs.map((pair) => pair.map(({ value }) => value)),
      [[12, 22]],
    );
  });
  test('a gain of medians is the difference of the medians, not the median of differences', () => {
    const runs = [
      [0, 5],
      [1, 0],
      [2, 4],
    ] as const;
    const gain = medianGain(
      runs,
      ([from]) => from,
      ([, to]) => to,
      'test',
    );
    assert.equal(gain.value, 4 - 1);
  });
  test('the lowest of two means has an interval that holds for both', () => {
    const [low, high] = [tInterval([0.9, 1, 1]), tInterval([0.8, 0.9, 1])];
    const lowest = lowestOf([low, high]);
    close(lowest.value, 0.9);
    close(lowest.low, high.at(0.975).low);
    assert.ok(lowest.low < high.low);
  });
});

describe('claims on records made for them', () => {
  const check = (id: string, results: readonly (readonly Result[])[]) =>
    checkClaim(claims.find((claim) => claim.id === id)!, results);
  const valuesOf = (id: string, results: readonly (readonly Result[])[]) =>
    check(id, results).parts.map(({ value }) => value);

  test('xor/5 counts a run that fits and never generalizes, and none that does both at once', () => {
    assert.deepEqual(valuesOf('xor/5', [moreLeftRuns(() => ({ fitted: 3, generalized: Infinity }))]), [1]);
    assert.deepEqual(valuesOf('xor/5', [moreLeftRuns(() => ({ fitted: 3, generalized: 3 }))]), [0]);
  });
  test('xor/10 lets the cluster with more clean than flipped samples win, and asks for oddness', () => {
    const clusterTest = [45, 10, 10, 35].map((count) => left.inside.map(() => count));
    const [odd, won] = valuesOf('xor/10', [leftRuns(() => ({ clusterTest, imbalance: [6, -4.5] }))]);
    close(odd!, 0.1);
    assert.equal(won, 1);
  });
  test('xor/16 takes the worst of the four clusters', () => {
    const margins = [1, 2, -0.5, 3].map((value) => left.inside.map(() => value));
    assert.equal(valuesOf('xor/16', [leftRuns(() => ({ margins }))])[0], 1);
  });
  test('xor/18 is reproduced by times that fall as the inverse of the ratio, not as its root', () => {
    const planted = (power: number) => [
      delayRuns(({ ratio }) => {
        const time = 40 / ratio ** power;
        return { fitted: time, generalized: levels.map(() => 50 * time) };
      }),
    ];
    assert.equal(check('xor/18', planted(1)).verdict, 'reproduced');
    assert.equal(check('xor/18', planted(0.5)).verdict, 'not reproduced');
  });
  test('xor/20 counts the exceptions of all runs', () => {
    const results = [
      variedRuns(({ omega }) => ({ pairs: omega === 1e-26 ? [100, 0, 100, 1] : [1, 1, 1, 1] })),
    ];
    const runs = variedRuns().filter(({ settings }) => settings.omega === 1e-26).length;
    assert.deepEqual(valuesOf('xor/20', results).slice(0, 2), [0, runs]);
  });
  test('xor/meng is reproduced by an error that falls with n ||mu||^4 / p', () => {
    const results = phaseRuns(({ samples, muNorm, dimension, testSamples }) => {
      const strength = (samples * muNorm ** 4) / dimension;
      return { test: testSamples * (1 - 0.5 / (1 + strength / 100)) };
    });
    assert.equal(check('xor/meng', [results]).verdict, 'reproduced');
  });
});

describe('declarations', () => {
  const increasing = (steps: readonly number[]) => steps.every((step, k) => k === 0 || step > steps[k - 1]!);

  test('readouts increase, and go from the start to the last step', () => {
    for (const [steps, last] of [
      [right.readouts, right.settings.steps],
      [right.inside, right.settings.steps],
      [left.inside, left.settings.steps],
      [kept, left.settings.steps],
      ...ratios.map((ratio) => [readoutsOf(ratio), readoutsOf(ratio).at(-1)!] as const),
    ] as const) {
      assert.ok(increasing(steps), String(steps));
      assert.deepEqual([steps[0], steps.at(-1)], [0, last]);
    }
    assert.ok(increasing(ratios) && increasing(levels));
  });
  test('histograms are read out, and widen with the widths of the figures', () => {
    for (const { histograms, inside, widths } of [
      { ...left, widths: figure3Widths },
      { ...right, widths: figure4Widths },
    ]) {
      assert.ok(histograms.every(({ step }) => inside.includes(step)));
      assert.deepEqual([widths.mu1.length, widths.mu2.length], [histograms.length, histograms.length]);
      histograms.forEach(({ step, range }, panel) => {
        const { omega, muNorm } = left.settings;
        const deviations = (range * omega * muNorm) / widths.mu1[panel]!;
        assert.ok(deviations > 1.5 && deviations < 6, `${deviations} deviations at t = ${step}`);
      });
    }
  });
  test('published values stand at steps that are read out', () => {
    const leftSteps = figure1LeftPublished.step;
    assert.ok(leftSteps.every((step) => kept.includes(step)));
    const { step, trainBand, testBand } = figure1RightPublished;
    for (const steps of [step, trainBand.step, testBand.step])
      assert.ok(steps.every((one) => right.readouts.includes(one)));
    for (const { train, test: published, length } of [
      { ...figure1LeftPublished, length: leftSteps.length },
      { ...figure1RightPublished, length: step.length },
    ])
      assert.deepEqual([train.length, published.length], [length, length]);
  });
  test('the regime of the theorem meets its assumptions with C = 1', () => {
    const {
      samples: n,
      dimension: p,
      muNorm,
      neurons: m,
      omega,
      learningRate: alpha,
      noise,
    } = variations['theorem']!;
    assert.ok(muNorm ** 2 >= n ** 0.51 * Math.sqrt(p), 'A1');
    assert.ok(p >= n ** 2 * muNorm ** 2, 'A2');
    assert.ok(noise <= 1, 'A3');
    assert.ok(alpha <= 1 / (n * p), 'A4');
    assert.ok(omega * n * m ** 1.5 * p <= alpha * muNorm ** 2, 'A5');
    assert.ok(m >= n ** 0.02, 'A6');
  });
});
