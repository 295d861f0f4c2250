import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stream } from '../../src/random/index.ts';
import {
  criticalRate,
  diagonalNetwork,
  jacobian,
  linearModel,
  type Model,
  noiseShare,
  type Sampling,
  spectralRadius,
  stabilityBounds,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { dot, eigenvalues, problemOf, randomSamples, randomTheta, toRows } from './cases.ts';
import {
  denseCriticalRate,
  frobenius,
  interpolating,
  mean,
  outer,
  type Rows,
  secondMomentMap,
  table,
  times,
  tinyRelu,
} from './dense.ts';

const near = (value: number, expected: number, tolerance = 1e-11) =>
  assert.ok(Math.abs(value - expected) <= tolerance * Math.abs(expected), `${value}, expected ${expected}`);

/** Largest |eigenvalue| of the second-moment map other than the 1s of directions in which theta does not move. */
function denseRadius(g: Rows, eta: number, B: number, replacement: boolean): number {
  // On an orthonormal basis of the span of the gradients, by Gram-Schmidt.
  const basis: Rows = [];
  for (const gi of g) {
    let rest = [...gi];
    for (let pass = 0; pass < 2; pass++)
      for (const b of basis) {
        const along = dot(rest, b);
        rest = rest.map((value, k) => value - along * b[k]!);
      }
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-7 * Math.sqrt(dot(gi, gi))) basis.push(rest.map((value) => value / length));
  }
  const inside = g.map((gi) => basis.map((b) => dot(gi, b)));
  return Math.max(...eigenvalues(secondMomentMap(inside, eta, B, replacement)).map(Math.abs));
}

const samplings = (n: number): Sampling[] => [
  ...[1, 2, n - 1, n]
    .filter((batch) => batch >= 1 && batch <= n)
    .map((batch) => ({ batch, replacement: false })),
  ...[1, 2, 3].map((batch) => ({ batch, replacement: true })),
];

/** [name, model, n, d, rows of x that are copies of others]. */
const cases: [string, Model, number, number, number][] = [
  ['linear, n < p', linearModel(5), 3, 5, 0],
  ['linear, n > p', linearModel(3), 5, 3, 0],
  ['linear, n = p', linearModel(4), 4, 4, 0],
  ['linear, repeated samples', linearModel(5), 4, 5, 2],
  ['linear, one sample', linearModel(3), 1, 3, 0],
  ['diagonal', diagonalNetwork(2), 4, 2, 0],
  ['diagonal, n < p', diagonalNetwork(3), 3, 3, 0],
  ['two-layer ReLU', tinyRelu(2, 2), 4, 2, 0],
];

for (const [name, model, n, d, copies] of cases)
  test(`${name}: critical rate and spectral radius are those of the mean over all batches, p^2 x p^2`, () => {
    using arena = new Arena();
    const samples = randomSamples(n, d, 5);
    for (let i = 0; i < copies; i++) samples.x[n - 1 - i] = samples.x[0]!.map((value) => (i + 1) * value);
    const problem = problemOf(model, samples, arena);
    const theta = randomTheta(model.parameters, 3);
    const g = toRows(jacobian(problem, theta, arena));
    const before = liveBytes();
    for (const { batch, replacement } of samplings(n)) {
      const found = criticalRate(problem, theta, { batch, replacement });
      assert.equal(found.status, 'converged');
      near(found.rate, denseCriticalRate(g, batch, replacement));
      assert.ok(found.lower <= found.rate && found.rate - found.lower <= 2e-12 * found.rate);
      for (const part of [0.1, 0.5, 0.9, 0.999, 1, 1.001, 1.1, 3]) {
        const learningRate = part * found.rate;
        const at = spectralRadius(problem, theta, { learningRate, batch, replacement });
        assert.equal(at.status, 'converged');
        assert.equal(at.rank, found.rank);
        const expected = denseRadius(g, learningRate, batch, replacement);
        assert.ok(
          Math.abs(at.radius - expected) <= 1e-11 * Math.max(expected, 1),
          `${at.radius}, ${expected}`,
        );
        assert.ok(at.upper >= at.radius && at.upper - at.radius <= 2e-12 * Math.max(at.upper, 4));
        if (part === 1) assert.ok(Math.abs(at.radius - 1) < 1e-10);
        else assert.equal(at.radius < 1, part < 1, `${part}: ${at.radius}`);
      }
    }
    assert.equal(liveBytes(), before);
  });

test('random linear models of any shape and batch: the dense critical rate, and radius 1 there', () => {
  using arena = new Arena();
  const shape = fc.record({
    n: fc.integer({ min: 1, max: 5 }),
    d: fc.integer({ min: 1, max: 4 }),
    batch: fc.integer({ min: 1, max: 5 }),
    replacement: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    scale: fc.constantFrom(1e-6, 1, 1e5),
    zeros: fc.integer({ min: 0, max: 1 }),
  });
  fc.assert(
    fc.property(shape, ({ n, d, batch, replacement, seed, scale, zeros }) => {
      const B = replacement ? Math.min(batch, 3) : Math.min(batch, n);
      const { x, y } = randomSamples(n, d, seed);
      // Lengths of the gradients differ by orders of magnitude; one of several may be 0.
      const scaled = x.map((row, i) =>
        row.map((value) => value * scale * (i + 1) * (i < zeros && n > 1 ? 0 : 1)),
      );
      const problem = problemOf(linearModel(d), { x: scaled, y }, arena);
      const theta = new Float64Array(d);
      const { rate, status } = criticalRate(problem, theta, { batch: B, replacement });
      assert.equal(status, 'converged');
      near(rate, denseCriticalRate(scaled, B, replacement), 1e-9);
      const { radius } = spectralRadius(problem, theta, { learningRate: rate, batch: B, replacement });
      near(radius, 1, 1e-10);
    }),
    { numRuns: 60 },
  );
});

test('linear model in closed form: orthogonal samples and copies of one sample', () => {
  using arena = new Arena();
  // n orthogonal rows of length l_i: in each direction alone, h = l^2 / n; E[H_B^2] = h^2 (1 - p + p n).
  for (const lengths of [[1, 2, 1.5], Array.from({ length: 60 }, (_, k) => 2 * 0.8 ** k)]) {
    const n = lengths.length;
    const x = lengths.map((l, i) => lengths.map((_, j) => (i === j ? l : 0)));
    const orthogonal = problemOf(linearModel(n), { x, y: Array(n).fill(0) }, arena);
    for (const sampling of samplings(n)) {
      const p = noiseShare(n, sampling);
      const h = 4 / n;
      const { rate, status } = criticalRate(orthogonal, new Float64Array(n), sampling);
      assert.equal(status, 'converged');
      near(rate, 2 / (h * (1 - p + p * n)), 1e-12);
    }
  }
  // Copies: every batch has the same H, so eta* = 2 / ||x||^2 whatever the batch.
  const copies = problemOf(linearModel(2), { x: Array(4).fill([3, 4]), y: [0, 0, 0, 0] }, arena);
  for (const sampling of samplings(4)) {
    const { rate, rank } = criticalRate(copies, new Float64Array(2), sampling);
    near(rate, 2 / 25, 1e-13);
    assert.equal(rank, 1);
  }
});

test('batch n without replacement is GD: 2 / lambda_max and (1 - eta h)^2, without iterations', () => {
  using arena = new Arena();
  const problem = problemOf(diagonalNetwork(9), randomSamples(6, 9), arena);
  const theta = randomTheta(18);
  const sampling = { batch: 6, replacement: false };
  const { rate, lower, iterations } = criticalRate(problem, theta, sampling);
  near(rate, stabilityBounds(problem, theta, sampling).gd, 1e-14);
  assert.deepEqual([lower, iterations], [rate, 0]);
  near(spectralRadius(problem, theta, { ...sampling, learningRate: 2 * rate }).radius, 9, 1e-13);
});

test('simulated linearized SGD has the second moment of the map after a few steps', () => {
  using arena = new Arena();
  const { x, y } = randomSamples(3, 2, 9);
  const problem = problemOf(linearModel(2), { x, y }, arena);
  const sampling = { batch: 2, replacement: false };
  const { rate } = criticalRate(problem, new Float64Array(2), sampling);
  const eta = 0.8 * rate;
  const steps = 4;
  const map = secondMomentMap(x, eta, 2, false);
  let moment = [1, 0.5, 0.5, 0.25]; // of delta = (1, 1/2)
  for (let t = 0; t < steps; t++) moment = map.map((row) => dot(row, moment));

  const source = stream('linearized');
  const runs = 40_000;
  const sums = [0, 0, 0, 0];
  const squares = [0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    let delta = [1, 0.5];
    for (let t = 0; t < steps; t++) {
      const out = source.integer(3);
      const before = delta;
      for (const i of [0, 1, 2])
        if (i !== out) {
          const along = (eta / 2) * dot(x[i]!, before);
          delta = delta.map((value, k) => value - along * x[i]![k]!);
        }
    }
    delta.forEach((a, j) => {
      delta.forEach((b, k) => {
        sums[2 * j + k]! += a * b;
        squares[2 * j + k]! += a * b * a * b;
      });
    });
  }
  moment.forEach((expected, e) => {
    const mean = sums[e]! / runs;
    const error = Math.sqrt((squares[e]! / runs - mean * mean) / runs);
    assert.ok(Math.abs(mean - expected) < 4 * error, `${mean}, expected ${expected} within ${error}`);
  });
});

test('at a larger size the rate obeys the bounds, and the radius at it is 1', () => {
  using arena = new Arena();
  const problem = interpolating(
    problemOf(tinyRelu(6, 12), randomSamples(40, 6), arena),
    randomTheta(84),
    arena,
  );
  const theta = randomTheta(84);
  for (const batch of [1, 4, 39]) {
    const sampling = { batch, replacement: false };
    const { rate, rank } = criticalRate(problem, theta, sampling);
    const bounds = stabilityBounds(problem, theta, sampling);
    assert.equal(rank, 40);
    assert.ok(rate <= bounds.gd * (1 + 1e-12) && rate <= bounds.batch * (1 + 1e-12));
    assert.ok(rate >= bounds.sufficient * (1 - 1e-12));
    if (batch === 1) assert.ok(rate <= bounds.q4 && bounds.q4 <= bounds.trace);
    near(spectralRadius(problem, theta, { ...sampling, learningRate: rate }).radius, 1, 1e-11);
  }
});

test('the second moment itself, iterated at a larger size, grows or shrinks by the spectral radius', () => {
  using arena = new Arena();
  const [n, p] = [30, 21];
  const problem = problemOf(tinyRelu(6, 3), randomSamples(n, 6, 4), arena);
  const theta = randomTheta(p, 4);
  const g = toRows(jacobian(problem, theta, arena));
  for (const sampling of [
    { batch: 1, replacement: true },
    { batch: 5, replacement: false },
  ]) {
    const share = noiseShare(n, sampling);
    const learningRate = 1.5 * criticalRate(problem, theta, sampling).rate;
    const H = mean(g.map(outer));
    let Q = H;
    let growth = 0;
    for (let t = 0; t < 300; t++) {
      // (I - eta H) Q (I - eta H) + share eta^2 ((1/n) sum (g_i' Q g_i) g_i g_i' - H Q H)
      const HQ = times(H, Q);
      const HQH = times(HQ, H);
      const weights = g.map((gi) => Q.reduce((sum, row, a) => sum + gi[a]! * dot(row, gi), 0));
      const next = table(p, (a, b) => {
        const scattered = g.reduce((sum, gi, i) => sum + (weights[i]! * gi[a]! * gi[b]!) / n, 0);
        const noise = share * (scattered - HQH[a]![b]!);
        const drift = Q[a]![b]! - learningRate * (HQ[a]![b]! + HQ[b]![a]!);
        return drift + learningRate * learningRate * (HQH[a]![b]! + noise);
      });
      growth = frobenius(next) / frobenius(Q);
      Q = next.map((row) => row.map((value) => value / frobenius(next)));
    }
    const { radius } = spectralRadius(problem, theta, { ...sampling, learningRate });
    assert.ok(radius > 1);
    near(radius, growth, 1e-9);
  }
});

test('too few steps give an interval that holds the answer, and say so', () => {
  using arena = new Arena();
  const problem = problemOf(diagonalNetwork(30), randomSamples(20, 30), arena);
  const theta = randomTheta(60);
  const sampling = { batch: 1, replacement: true };
  const { rate } = criticalRate(problem, theta, sampling);
  const { radius } = spectralRadius(problem, theta, { ...sampling, learningRate: rate / 2 });
  for (const maxSteps of [1, 2, 3, 5]) {
    const early = criticalRate(problem, theta, sampling, { maxSteps });
    assert.equal(early.status, 'step limit');
    assert.equal(early.iterations, maxSteps);
    assert.ok(
      early.lower < rate && rate <= early.rate * (1 + 1e-15),
      `${early.lower}..${early.rate}, ${rate}`,
    );
    assert.ok(early.rate - early.lower > 1e-9 * rate);
    const at = spectralRadius(problem, theta, { ...sampling, learningRate: rate / 2 }, { maxSteps });
    assert.equal(at.status, 'step limit');
    assert.ok(at.radius <= radius * (1 + 1e-15) && radius < at.upper);
  }
});

test('batches, rates, limits and gradients out of range are named', () => {
  using arena = new Arena();
  const problem = problemOf(linearModel(3), randomSamples(4, 3), arena);
  const theta = new Float64Array(3);
  const range = (message: RegExp) => ({ name: 'RangeError', message });
  const rate = (batch: number, replacement = false) => criticalRate(problem, theta, { batch, replacement });
  assert.throws(
    () => rate(0),
    range(/batch is 0: an integer from 1 to n = 4, without replacement, was expected/),
  );
  assert.throws(() => rate(5), range(/batch is 5/));
  assert.throws(() => rate(1.5, true), range(/batch is 1.5: an integer from 1 was expected/));
  assert.equal(rate(5, true).status, 'converged');
  const sampling = { batch: 1, replacement: true };
  for (const learningRate of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(
      () => spectralRadius(problem, theta, { ...sampling, learningRate }),
      range(new RegExp(`learningRate is ${learningRate}: a finite number > 0`)),
    );
  for (const tolerance of [0, 1, Number.NaN])
    assert.throws(() => criticalRate(problem, theta, sampling, { tolerance }), range(/tolerance is/));
  for (const maxSteps of [0, 2.5])
    assert.throws(() => criticalRate(problem, theta, sampling, { maxSteps }), range(/maxSteps is/));
  const flat = problemOf(diagonalNetwork(3), randomSamples(4, 3), arena);
  assert.throws(() => criticalRate(flat, new Float64Array(6), sampling), range(/all 4 gradients are 0/));
  assert.throws(() => criticalRate(problem, new Float64Array(2), sampling), { name: 'ShapeError' });
  const odd = problemOf(diagonalNetwork(3), randomSamples(4, 3), arena);
  assert.throws(() => criticalRate(odd, new Float64Array(6).fill(Number.NaN), sampling), {
    name: 'NotFiniteError',
  });
});

test('the noise of a batch: all of it for one sample, none for all samples', () => {
  assert.equal(noiseShare(7, { batch: 1, replacement: false }), 1);
  assert.equal(noiseShare(7, { batch: 7, replacement: false }), 0);
  assert.equal(noiseShare(1, { batch: 1, replacement: false }), 0);
  assert.equal(noiseShare(7, { batch: 3, replacement: false }), 4 / 18);
  assert.equal(noiseShare(7, { batch: 8, replacement: true }), 1 / 8);
});
