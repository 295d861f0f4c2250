import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../src/random/index.ts';
import {
  diagonalBounds,
  generalizationBounds,
  gram,
  pathNorm,
  pathNormGap,
  sampleThreshold,
  sharpness,
  weightedNorm,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { problemOf, randomTheta } from './cases.ts';
import { tinyRelu } from './dense.ts';

const near = (value: number, expected: number, tolerance = 1e-14) =>
  assert.ok(Math.abs(value - expected) <= tolerance * Math.abs(expected), `${value}, expected ${expected}`);

test('norms of two neurons in two dimensions, written out', () => {
  const theta = Float64Array.of(3, 4, 0, -2, -1, 5); // w_1 = (3, 4), w_2 = (0, -2), a = (-1, 5)
  assert.equal(pathNorm(theta, 2), 1 * 5 + 5 * 2);
  assert.equal(weightedNorm(theta, 2, 10), 25 + 4 + 10 * (1 + 25));
});

test('path norm <= weighted norm / (2 sqrt q), with equality for balanced neurons; neurons can be rescaled', () => {
  const [d, m] = [5, 7];
  const theta = randomTheta((d + 1) * m);
  for (const q of [1, d]) assert.ok(pathNorm(theta, d) <= weightedNorm(theta, d, q) / (2 * Math.sqrt(q)));
  const scaled = theta.map((value, k) => (k < d * m ? 3 * value : value / 3));
  near(pathNorm(scaled, d), pathNorm(theta, d));
  const balanced = Float64Array.of(2, 0, 0, 0, 2 / Math.sqrt(4)); // ||w|| = sqrt(d) |a|, d = 4
  near(pathNorm(balanced, 4), weightedNorm(balanced, 4, 4) / (2 * Math.sqrt(4)));
});

test('x on the sphere of radius sqrt(d), n large: Tr G is half the weighted norm with q = d', () => {
  const [d, m, n] = [4, 6, 3000];
  const source = stream('sphere');
  const x = Array.from({ length: n }, () => [...source.fillSphere(new Float64Array(d), Math.sqrt(d))]);
  const theta = randomTheta((d + 1) * m);
  let trace = 0;
  for (let block = 0; block < n; block += 100) {
    using scratch = new Arena();
    const part = { x: x.slice(block, block + 100), y: Array(100).fill(0) };
    trace += sharpness(gram(problemOf(tinyRelu(d, m), part, scratch), theta, scratch)).trace * (100 / n);
  }
  near(trace, weightedNorm(theta, d, d) / 2, 0.05);
});

test('N(d, delta) is the smallest n with d log(n / delta) <= n', () => {
  assert.ok(Math.abs(sampleThreshold(100, 0.1) - 910) < 10, `${sampleThreshold(100, 0.1)}`);
  for (const d of [1, 2, 3, 10, 1000])
    for (const delta of [0.999, 0.5, 0.1, 1e-6]) {
      let n = 1;
      while (d * Math.log(n / delta) > n) n++;
      assert.equal(sampleThreshold(d, delta), n, `d = ${d}, delta = ${delta}`);
    }
});

test('bounds of the networks at a learning rate, in numbers', () => {
  const bounds = generalizationBounds({ learningRate: 0.01, dimension: 100, samples: 300, delta: 0.1 });
  near(bounds.pathNorm.sgd, 20);
  near(bounds.pathNorm.gd, 100);
  near(bounds.gap.sgd, 1e4 / 300);
  near(bounds.gap.gd, 1e6 / 300);
  const logs = Math.log(300) ** 3 + Math.log(10);
  near(bounds.risk.sgd, (logs * 1e4) / 300);
  near(bounds.risk.gd, (logs * 1e6) / 300);
  assert.equal(bounds.samplesNeeded, sampleThreshold(100, 0.1));
  near(pathNormGap(20, 100, 300), 400 / 3);
  // Half the path norm of the bound squared gives the gap of SGD.
  near(pathNormGap(bounds.pathNorm.sgd / 2, 100, 300), bounds.gap.sgd);

  const diagonal = diagonalBounds(0.5, 1 / 3, 1000, 300);
  near(diagonal.l1, 6);
  near(diagonal.max, 6);
  near(diagonal.gap, 6 * Math.sqrt(Math.log(1000) / 300));
});

test('layouts and numbers out of range are named', () => {
  const shape = (message: RegExp) => ({ name: 'ShapeError', message });
  assert.throws(
    () => pathNorm(new Float64Array(7), 2),
    shape(/theta has 7 entries, not \(d \+ 1\) m .* d = 2/),
  );
  assert.throws(() => weightedNorm(new Float64Array(6), 0, 1), shape(/d = 0/));
  const settings = { learningRate: 0.1, dimension: 10, samples: 5, delta: 0.1 };
  const range = (change: Partial<typeof settings>, message: RegExp) =>
    assert.throws(() => generalizationBounds({ ...settings, ...change }), { name: 'RangeError', message });
  range({ learningRate: 0 }, /learningRate is 0: a finite number > 0/);
  range({ dimension: 1.5 }, /dimension is 1.5: an integer of at least 1/);
  range({ samples: 0 }, /samples is 0/);
  range({ delta: 1 }, /delta is 1: a number in \(0, 1\)/);
  assert.throws(() => diagonalBounds(0.1, -1, 3, 4), { name: 'RangeError', message: /variance is -1/ });
});
