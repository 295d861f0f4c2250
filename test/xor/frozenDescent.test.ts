import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stream } from '../../src/random/index.ts';
import { countCorrect, frozenDescent } from '../../src/xor/index.ts';
import {
  assertSame,
  directDescent,
  drawInstance,
  frozen,
  type Instance,
  logistic,
  type Shape,
  upTo,
} from './direct.ts';

// Blocks have 8 samples of one label, a sweep takes 6 pulses, and a sparse readout is made by a product.
const shapes: Record<string, Shape> = {
  'few samples': { n: 12, p: 40, m: 10 },
  'whole blocks': { n: 16, p: 40, m: 10, readouts: upTo(20) },
  'more neurons than one call takes': { n: 7, p: 5, m: 70 },
  'one sample': { n: 1, p: 3, m: 4 },
  'one neuron': { n: 10, p: 20, m: 1 },
  'one dimension': { n: 9, p: 1, m: 5 },
  'all labels +1': { n: 19, p: 30, m: 9, share: 1 },
  'all labels -1': { n: 19, p: 30, m: 9, share: 0 },
  'no probes': { n: 11, p: 10, m: 6, probes: 0 },
  'no directions': { n: 11, p: 10, m: 6, directions: 0 },
  'no probes, directions or contrasts': { n: 21, p: 10, m: 12, probes: 0, directions: 0, contrasts: 0 },
  'many probes': { n: 5, p: 10, m: 6, probes: 50, directions: 9 },
  'step 0 alone': { n: 5, p: 10, m: 6, readouts: [0] },
  'the last step alone': { n: 37, p: 20, m: 12, readouts: [250] },
  'sparse readouts': { n: 41, p: 60, m: 12, readouts: [0, 400] },
  'dense readouts, then sparse ones': { n: 37, p: 20, m: 12, readouts: [0, 1, 2, 3, 4, 300, 350] },
  'dense readouts': { n: 41, p: 60, m: 12, readouts: upTo(200) },
  'small steps': { n: 33, p: 50, m: 8, ratio: 0.3, readouts: upTo(60) },
  'correlated samples': { n: 60, p: 8, m: 12, common: 4, ratio: 10, readouts: upTo(60) },
  'strongly correlated samples': { n: 60, p: 8, m: 12, common: 8, share: 0.3, readouts: [0, 1, 5, 50, 300] },
  'strongly correlated samples, without probes': {
    n: 60,
    p: 8,
    m: 12,
    common: 8,
    share: 0.3,
    probes: 0,
    directions: 0,
    readouts: [0, 100],
  },
};

test('equals direct gradient descent with the loss derivative 1/2', () => {
  let [mostPulses, longestWrong] = [0, 0];
  for (const [name, shape] of Object.entries(shapes))
    for (const seed of [1, 2]) {
      const given = drawInstance(seed, shape);
      const expected = directDescent(given, frozen);
      try {
        assertSame(frozenDescent(given), expected, given);
      } catch (cause) {
        throw new Error(`${name}, seed ${seed}`, { cause });
      }
      mostPulses = Math.max(mostPulses, expected.seen.mostPulses);
      longestWrong = Math.max(longestWrong, expected.seen.longestWrong);
    }
  // The cases take all ways there are: more pulses than a sweep takes, and wrong samples that stay active.
  assert.ok(mostPulses > 12, `${mostPulses} pulses`);
  assert.ok(longestWrong >= 300, `${longestWrong} steps`);
});

// Integers and powers of two, so that both sides compute without rounding.
function drawExact(seed: number): Instance {
  const source = stream('exact', seed);
  const [n, p, m] = [16, 3, 16];
  const integers = (rows: number, from: number, to: number) =>
    Array.from({ length: rows }, () => Array.from({ length: p }, () => from + source.integer(to - from + 1)));
  const distinct = integers(n / 2, -1, 1);
  return {
    // Each sample comes twice, with the same label or the other.
    inputs: [...distinct, ...distinct],
    labels: Array.from({ length: n }, () => source.sign()),
    probes: integers(5, -2, 2),
    directions: integers(2, -2, 2),
    weights: integers(m, -2, 2),
    signs: Array.from({ length: m }, () => source.sign()),
    learningRate: 2 * n * Math.sqrt(m) * 0.25,
    readouts: [0, 1, 2, 3, 4, 5, 6, 7, 8, 60],
    contrasts: [Array.from({ length: n }, (_, i) => i)],
    activity: true,
  };
}

test('a pre-activation of exactly 0 is not active, and duplicate samples count each', () => {
  let zeros = 0;
  for (let seed = 0; seed < 40; seed++) {
    const given = drawExact(seed);
    const { seen, ...expected } = directDescent(given, frozen);
    zeros += seen.zeros;
    const { guard, ...trajectory } = frozenDescent(given);
    // Adding 0 makes -0 and 0 the same.
    const plain = (values: readonly Float64Array[]) => values.map((row) => row.map((value) => value + 0));
    for (const name of ['train', 'probes', 'projections', 'squaredNorms', 'contrasts'] as const)
      assert.deepEqual(plain(trajectory[name]), plain(expected[name]), `${name}, seed ${seed}`);
    assert.deepEqual(trajectory.activity, expected.activity);
  }
  assert.ok(zeros > 10_000, `${zeros} zeros`);
});

test('without any active pair nothing moves, and all outputs are exactly 0', () => {
  for (const n of [1, 8, 9, 40, 300])
    for (const probes of [[], [[1, 1]]])
      for (const labels of [1, -1]) {
        const { train, squaredNorms } = frozenDescent({
          inputs: Array.from({ length: n }, (_, i) => [1, i]),
          labels: Array.from({ length: n }, () => labels),
          probes,
          directions: [],
          weights: [[-1, 0]],
          signs: [1],
          learningRate: 1,
          readouts: [0, 3],
        });
        assert.deepEqual(train, [new Float64Array(n), new Float64Array(n)]);
        assert.deepEqual(squaredNorms, [Float64Array.of(1), Float64Array.of(1)]);
      }
});

test('equals direct gradient descent with the full logistic gradient where outputs are small', () => {
  for (const [seed, n, p, m] of [
    [1, 12, 40, 10],
    [2, 7, 5, 33],
    [3, 30, 200, 5],
  ] as const) {
    const given = drawInstance(seed, { n, p, m, scale: 1e-15 });
    const trajectory = frozenDescent(given);
    assert.ok(trajectory.guard < 1e-11, `guard ${trajectory.guard}`);
    assertSame(trajectory, directDescent(given, logistic), given, 1e-10);
  }
});

test('the guard is the largest distance of the loss derivative from 1/2', () => {
  for (const scale of [1e-3, 1]) {
    const given = drawInstance(5, { n: 10, p: 20, m: 6, scale });
    const { guard, train } = frozenDescent(given);
    const expected = Math.max(
      ...train.flatMap((f) =>
        Array.from(f, (value, i) => Math.abs(logistic.pull(given.labels[i]! * value) - 0.5)),
      ),
    );
    assert.ok(expected > 1e-6);
    assert.ok(Math.abs(guard - expected) < 1e-12, `${guard} instead of ${expected}`);
  }
});

const scaled = (given: Instance, factor: number): Instance => ({
  ...given,
  weights: given.weights.map((row) => row.map((w) => factor * w)),
  learningRate: factor * given.learningRate,
});

test('scaling initialization and step by the same power of two changes no bit', () => {
  const given = drawInstance(6, { n: 21, p: 30, m: 17, probes: 8, readouts: [0, 1, 2, 3, 50, 200] });
  const plain = frozenDescent(given);
  for (const factor of [2 ** -40, 2 ** -1, 2 ** 60]) {
    const other = frozenDescent(scaled(given, factor));
    const times = (values: readonly Float64Array[], by: number) =>
      values.map((row) => row.map((x) => by * x));
    for (const name of ['train', 'probes', 'projections'] as const)
      assert.deepEqual(other[name], times(plain[name], factor), name);
    assert.deepEqual(other.squaredNorms, times(plain.squaredNorms, factor ** 2));
    for (const name of ['outputWeights', 'contrasts', 'activity'] as const)
      assert.deepEqual(other[name], plain[name], name);
  }
});

test('scaling initialization and step by the same factor changes no accuracy and no activity', () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: -15, max: 15, noNaN: true }), (seed, exponent) => {
      const given = drawInstance(seed, { n: 20, p: 30, m: 10, readouts: [0, 1, 2, 3, 10, 60] });
      const [plain, other] = [frozenDescent(given), frozenDescent(scaled(given, 10 ** exponent))];
      const counts = ({ train }: typeof plain) =>
        train.map((f) => countCorrect(f, Float64Array.from(given.labels)));
      assert.deepEqual(counts(other), counts(plain));
      assert.deepEqual(other.activity, plain.activity);
      assert.deepEqual(other.contrasts, plain.contrasts);
    }),
    { numRuns: 50 },
  );
});

test('takes any number of readouts', () => {
  const readouts = upTo(99_999);
  const trajectory = frozenDescent({ ...drawInstance(10, { n: 2, p: 3, m: 2, scale: 1e-12 }), readouts });
  assert.equal(trajectory.train.length, readouts.length);
  assert.ok(trajectory.guard > 0 && trajectory.guard < 0.5);
});
