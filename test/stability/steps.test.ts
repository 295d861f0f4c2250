// What the steps of SGD and GD are given: batches, learning rates, label noise.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stream } from '../../src/random/index.ts';
import {
  cosineDecay,
  createProblem,
  type Descent,
  type DescentState,
  diagonalNetwork,
  done,
  gd,
  linearModel,
  type SgdSettings,
  sgd,
  trainLoss,
  twoLayerRelu,
} from '../../src/stability/index.ts';
import type { Sampling } from '../../src/stability/sampling.ts';
import { stepSource } from '../../src/stability/steps.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { distance, problemOf, randomSamples, randomTheta } from './cases.ts';

const settings: SgdSettings = {
  learningRate: 0.02,
  clip: Number.POSITIVE_INFINITY,
  tolerance: 0,
  quietSteps: 0,
  maxSteps: 5000,
};

/** Batches of the steps 0..count-1. */
function batches(n: number, sampling: Sampling, count: number): number[][] {
  using arena = new Arena();
  const steps = stepSource(n, { ...settings, maxSteps: count }, sampling, stream('test batches'), arena);
  const all: number[][] = [];
  while (all.length < count) {
    const { samples, count: length } = steps(all.length, count);
    for (let t = 0; t < length; t++)
      all.push([...samples!.subarray(t * sampling.batch, (t + 1) * sampling.batch)]);
  }
  return all;
}

/** Pearson's statistic of counts that should be equal; its mean is their number - 1. */
function chiSquare(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - mean) * (count - mean), 0) / mean;
}

const countsOf = (values: readonly number[], size: number): number[] => {
  const counts = Array<number>(size).fill(0);
  for (const value of values) counts[value]!++;
  return counts;
};

test('without replacement: the samples of a batch differ, for every B and n', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (n, B) => {
      const size = Math.min(n, B);
      for (const batch of batches(n, { batch: size, replacement: false }, 300)) {
        assert.equal(new Set(batch).size, size);
        assert.ok(batch.every((i) => i >= 0 && i < n));
      }
    }),
    { numRuns: 30 },
  );
});

test('without replacement: every set of 3 of 6 samples is equally likely, and so is every sample in every place', () => {
  const drawn = batches(6, { batch: 3, replacement: false }, 20_000);
  const sets = drawn.map((batch) => batch.reduce((bits, i) => bits | (1 << i), 0));
  const numbers = [...new Set(sets)];
  assert.equal(numbers.length, 20);
  // 19 degrees of freedom: above 43.8 with probability 0.001; 5 degrees: above 20.5.
  assert.ok(chiSquare(countsOf(sets, 64).filter((count) => count > 0)) < 43.8);
  for (const place of [0, 1, 2])
    assert.ok(
      chiSquare(
        countsOf(
          drawn.map((batch) => batch[place]!),
          6,
        ),
      ) < 20.5,
    );
  // Nothing is left of one batch in the next: pairs of first samples, 35 degrees of freedom.
  const pairs = drawn.slice(1).map((batch, t) => 6 * drawn[t]![0]! + batch[0]!);
  assert.ok(chiSquare(countsOf(pairs, 36)) < 66.7);
});

test('with replacement: all pairs are equally likely, equal ones too', () => {
  const drawn = batches(5, { batch: 2, replacement: true }, 20_000);
  const pairs = drawn.map(([i, j]) => 5 * i! + j!);
  assert.ok(chiSquare(countsOf(pairs, 25)) < 51.2); // 24 degrees of freedom
});

function descend(descent: Descent, theta: Float64Array, chunk = 1000): DescentState {
  let state = descent.init(theta);
  while (!done(state)) state = descent.step(state, chunk);
  return state;
}

for (const model of [diagonalNetwork(6), twoLayerRelu(6, 5), linearModel(6)]) {
  test(`p = ${model.parameters}: SGD on all n samples without replacement takes the steps of GD`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(7, 6), arena);
    const short = { ...settings, maxSteps: 100, clip: 1 };
    const theta = randomTheta(model.parameters);
    const full = sgd(problem, { ...short, batch: 7, replacement: false }, stream('all'), arena);
    const [a, b] = [descend(full, theta), descend(gd(problem, short, arena), theta)];
    assert.ok(distance(a.theta, b.theta) < 1e-13);
    assert.ok(Math.abs(a.loss - b.loss) < 1e-13);
    assert.equal(a.lastClipped, b.lastClipped);
  });

  test(`p = ${model.parameters}: with schedule, noise and batches any division into calls gives the same bits`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(7, 6), arena);
    const rich = { ...settings, learningRate: cosineDecay(0.05, 5000), clip: 1, labelNoise: 0.1 };
    const theta = randomTheta(model.parameters);
    const descents = [
      () => sgd(problem, { ...rich, batch: 3, replacement: false }, stream('calls'), arena),
      () => sgd(problem, { ...rich, batch: 4 }, stream('calls'), arena),
      () => gd(problem, rich, arena, stream('calls')),
    ];
    for (const descent of descents) {
      const whole = descend(descent(), theta, 5000);
      assert.equal(whole.status, 'step limit');
      for (const chunk of [97, 2731]) assert.deepEqual(descend(descent(), theta, chunk), whole);
    }
  });
}

test('batches up to the block of random numbers and above it: n = 9000, B = 5000', () => {
  using arena = new Arena();
  const n = 9000;
  const x = Array.from({ length: n }, (_, i) => [i % 2 ? 1 : -1, 1]);
  const problem = createProblem(
    linearModel(2),
    x,
    x.map(([a]) => a!),
    arena,
  );
  const large = { ...settings, batch: 5000, learningRate: 0.5, maxSteps: 50 };
  for (const replacement of [true, false]) {
    const end = descend(sgd(problem, { ...large, replacement }, stream('large'), arena), new Float64Array(2));
    assert.ok(trainLoss(problem, end.theta) < 1e-12);
    const again = descend(
      sgd(problem, { ...large, replacement }, stream('large'), arena),
      new Float64Array(2),
      7,
    );
    assert.deepEqual(again, end);
  }
});

test('cosine decay: from the first rate over its half to zero, where it stays', () => {
  const rate = cosineDecay(0.4, 100);
  assert.equal(rate(0), 0.4);
  assert.ok(Math.abs(rate(50) - 0.2) < 1e-16);
  assert.ok(rate(99) > 0 && rate(99) < 1e-3);
  assert.deepEqual([rate(100), rate(1e6)], [0, 0]);
});

test('a schedule is asked for each step, counted from 0: the one-step factors of a linear model multiply', () => {
  using arena = new Arena();
  const problem = createProblem(linearModel(1), [[1]], [0], arena);
  const learningRate = (t: number) => 1 / (t + 2);
  const byGd = descend(
    gd(problem, { ...settings, learningRate, maxSteps: 12_000 }, arena),
    Float64Array.of(1),
    777,
  );
  // Product over t of 1 - 1/(t + 2) = 1/(steps + 1).
  assert.ok(Math.abs(byGd.theta[0]! * 12_001 - 1) < 1e-12);
  const bySgd = sgd(problem, { ...settings, learningRate, maxSteps: 12_000 }, stream('one'), arena);
  assert.deepEqual(descend(bySgd, Float64Array.of(1), 12_000), byGd);
});

test('a constant function is the constant rate, bit for bit', () => {
  using arena = new Arena();
  const problem = problemOf(twoLayerRelu(6, 5), randomSamples(7, 6), arena);
  const theta = randomTheta(35);
  const ends = [0.02, () => 0.02].map((learningRate) =>
    descend(sgd(problem, { ...settings, learningRate, batch: 2 }, stream('rate'), arena), theta),
  );
  assert.deepEqual(ends[0], ends[1]);
});

test('label noise: fresh for every sample of every step, normal with the given deviation, and not in the loss', () => {
  using arena = new Arena();
  const n = 4;
  // Orthonormal inputs, targets and theta zero: a step with rate eta sets w_i to (eta/B) times the sum of its noise.
  const identity = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  );
  const problem = createProblem(linearModel(n), identity, new Float64Array(n), arena);
  const [deviation, steps] = [0.3, 20_000];
  const noisy = { ...settings, learningRate: 1e-9, labelNoise: deviation, maxSteps: steps };
  const descent = gd(problem, noisy, arena, stream('noise'));
  let state = descent.init(new Float64Array(n));
  const draws: number[][] = [];
  while (!done(state)) {
    const next = descent.step(state, 1);
    draws.push([...next.theta].map((w, i) => ((w - state.theta[i]!) * n) / 1e-9));
    state = next;
  }
  assert.ok(state.loss < 1e-12, 'the loss is that of the targets without noise');
  const all = draws.flat();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + value * value, 0) / all.length;
  assert.ok(Math.abs(mean) < (4 * deviation) / Math.sqrt(all.length));
  assert.ok(Math.abs(variance / deviation ** 2 - 1) < 4 * Math.sqrt(2 / all.length));
  const inside = all.filter((value) => Math.abs(value) < deviation).length / all.length;
  assert.ok(Math.abs(inside - 0.6827) < 4 * Math.sqrt((0.6827 * 0.3173) / all.length));
  // Independent between samples and between steps.
  const product = (pairs: readonly (readonly [number, number])[]) =>
    pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length / deviation ** 2;
  assert.ok(Math.abs(product(draws.map(([a, b]) => [a!, b!]))) < 4 / Math.sqrt(steps));
  assert.ok(Math.abs(product(draws.slice(1).map(([a], t) => [a!, draws[t]![0]!]))) < 4 / Math.sqrt(steps));
});

test('label noise of deviation s leaves a linear model at the loss of its stationary law', () => {
  using arena = new Arena();
  // w <- (1 - eta) w + eta s z: variance eta s^2 / (2 - eta).
  const problem = createProblem(linearModel(1), [[1]], [0], arena);
  const noisy = { ...settings, learningRate: 0.2, labelNoise: 0.5, maxSteps: 50_000 };
  const descent = sgd(problem, noisy, stream('stationary'), arena);
  let [state, sum, count] = [descent.step(descent.init(Float64Array.of(0)), 100), 0, 0];
  while (!done(state)) {
    state = descent.step(state, 10);
    sum += state.theta[0]! * state.theta[0]!;
    count++;
  }
  const expected = (0.2 * 0.25) / 1.8;
  assert.ok(Math.abs(sum / count / expected - 1) < 6 * Math.sqrt(2 / count));
});

test('the same samples are drawn with and without noise', () => {
  using arena = new Arena();
  const draw = (labelNoise: number) => {
    const steps = stepSource(
      9,
      { ...settings, labelNoise },
      { batch: 2, replacement: true },
      stream('same'),
      arena,
    );
    return [...steps(0, 100).samples!];
  };
  assert.deepEqual(draw(0.1), draw(0));
});

test('two-layer ReLU network: SGD converges to a minimum below 2/eta, GD converges, both at the size of the sheet’s tests', () => {
  using arena = new Arena();
  const [d, m, n, k] = [20, 50, 100, 3];
  const source = stream('test teacher');
  const x = Array.from({ length: n }, () => source.fillSphere(new Float64Array(d), Math.sqrt(d)));
  const teacher = Array.from({ length: k }, () => source.fillSphere(new Float64Array(d)));
  const y = x.map((row) =>
    teacher.reduce(
      (sum, v) =>
        sum +
        Math.max(
          0,
          v.reduce((dot, value, j) => dot + value * row[j]!, 0),
        ),
      0,
    ),
  );
  const model = twoLayerRelu(d, m);
  const problem = createProblem(model, x, y, arena);
  const theta = source.fillNormal(new Float64Array(model.parameters));
  const scale = 1 / Math.sqrt(Math.sqrt(d));
  theta.subarray(0, m * d).forEach((w, j) => {
    theta[j] = w * scale;
  });
  const run = { ...settings, clip: 10, tolerance: 1e-8, quietSteps: 1000, maxSteps: 400_000 };
  const bySgd = descend(sgd(problem, { ...run, learningRate: 0.016 }, stream('fit'), arena), theta, 8192);
  assert.equal(bySgd.status, 'converged');
  assert.ok(trainLoss(problem, bySgd.theta) < 1e-7);
  const byGd = descend(gd(problem, { ...run, learningRate: 0.032, quietSteps: 100 }, arena), theta);
  assert.equal(byGd.status, 'converged');
});
