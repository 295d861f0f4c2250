import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows } from '../../src/linalg/index.ts';
import {
  alignment,
  criticalRate,
  curvature,
  diagonalNetwork,
  gram,
  jacobian,
  linearModel,
  type Model,
  noiseCovariance,
  noiseGram,
  noiseShare,
  nonUniformity,
  residuals,
  sharpness,
  spectrum,
  stabilityBounds,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { distance, dot, eigenvalues, problemOf, randomSamples, randomTheta, toRows } from './cases.ts';
import { frobenius, interpolating, mean, outer, table, times, tinyRelu, trace } from './dense.ts';

const near = (value: number, expected: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(value - expected) <= tolerance * Math.abs(expected), `${value}, expected ${expected}`);

const cases: [string, Model, number, number][] = [
  ['linear, n < p', linearModel(6), 4, 6],
  ['linear, n > p', linearModel(3), 7, 3],
  ['diagonal', diagonalNetwork(4), 5, 4],
  ['two-layer ReLU', tinyRelu(3, 4), 6, 3],
];

for (const [name, model, n, d] of cases) {
  test(`${name}: noise, its Gram matrix and its alignment are those of the dense Sigma`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(n, d, 2), arena);
    const theta = randomTheta(model.parameters, 4);
    const J = jacobian(problem, theta, arena);
    const e = residuals(problem, theta);
    const losses = toRows(J).map((g, i) => g.map((value) => value * e[i]!));
    const gradient = losses[0]!.map((_, k) => losses.reduce((sum, row) => sum + row[k]! / n, 0));
    const drift = outer(gradient);
    const second = mean(losses.map(outer));
    const sigma = table(model.parameters, (j, k) => second[j]![k]! - drift[j]![k]!);
    assert.ok(distance(noiseCovariance(J, e, arena).data, sigma.flat()) < 1e-13);

    const K = gram(problem, theta, arena);
    const reduced = curvature(noiseGram(K, e, arena));
    near(reduced.trace, trace(sigma));
    near(reduced.frobenius, frobenius(sigma));
    near(reduced.top, eigenvalues(sigma).at(-1)!);

    const G = mean(toRows(J).map(outer));
    near(alignment(K, e), trace(times(sigma, G)) / ((dot(e, e) / n) * frobenius(G) ** 2));
  });

  test(`${name}: spectrum and sharpness of G`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(n, d, 2), arena);
    const theta = randomTheta(model.parameters, 4);
    const G = eigenvalues(mean(toRows(jacobian(problem, theta, arena)).map(outer))).reverse();
    const K = gram(problem, theta, arena);
    const found = [...spectrum(K)].reverse();
    for (let k = 0; k < n; k++) assert.ok(Math.abs(found[k]! - (G[k] ?? 0)) < 1e-14 * n * G[0]!);
    const { top, topResidual, status, ...norms } = sharpness(K);
    assert.equal(status, 'converged');
    const whole = curvature(K);
    near(top, whole.top, 1e-13);
    assert.ok(topResidual <= 1e-10 * top);
    near(norms.trace, whole.trace);
    near(norms.frobenius, whole.frobenius);
  });

  test(`${name}: non-uniformity and the sufficient condition of Wu, Ma and E are those of dense matrices`, () => {
    using arena = new Arena();
    const theta = randomTheta(model.parameters, 4);
    const problem = interpolating(problemOf(model, randomSamples(n, d, 2), arena), theta, arena);
    const H_i = toRows(jacobian(problem, theta, arena)).map(outer);
    const H = mean(H_i);
    const [squares, HH] = [mean(H_i.map((A) => times(A, A))), times(H, H)];
    const sigmaH = table(model.parameters, (j, k) => squares[j]![k]! - HH[j]![k]!);
    near(nonUniformity(problem, theta), Math.sqrt(eigenvalues(sigmaH).at(-1)!), 1e-11);
    for (const batch of [1, 2, n]) {
      const sampling = { batch, replacement: false };
      const p = noiseShare(n, sampling);
      const { sufficient } = stabilityBounds(problem, theta, sampling);
      const largest = (eta: number) => {
        const kept = table(model.parameters, (j, k) => (j === k ? 1 : 0) - eta * H[j]![k]!);
        const square = times(kept, kept);
        const M = table(model.parameters, (j, k) => square[j]![k]! + eta * eta * p * sigmaH[j]![k]!);
        return eigenvalues(M).at(-1)!;
      };
      assert.ok(largest(sufficient * (1 - 1e-6)) <= 1 + 1e-13);
      assert.ok(largest(sufficient * (1 + 1e-4)) > 1 + 1e-10);
      assert.ok(criticalRate(problem, theta, sampling).rate >= sufficient * (1 - 1e-12));
    }
  });

  test(`${name}: the necessary bounds are the formulas in dense matrices, and the critical rate obeys them`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(n, d, 2), arena);
    const theta = randomTheta(model.parameters, 4);
    const g = toRows(jacobian(problem, theta, arena));
    const G = mean(g.map(outer));
    const fourth = g.reduce((sum, gi) => sum + dot(gi, gi) ** 2, 0);
    const mu = alignment(gram(problem, theta, arena), residuals(problem, theta));
    const before = liveBytes();
    for (const batch of [1, 2, n])
      for (const replacement of [false, true]) {
        const sampling = { batch, replacement };
        const p = noiseShare(n, sampling);
        const bounds = stabilityBounds(problem, theta, sampling);
        near(bounds.gd, 2 / eigenvalues(G).at(-1)!);
        near(bounds.trace, 2 / trace(G));
        near(bounds.q4, (2 * n * trace(G)) / fourth);
        near(bounds.batch, (2 * trace(G)) / ((1 - p) * frobenius(G) ** 2 + (p / n) * fourth));
        if (replacement) near(bounds.frobenius, Math.sqrt(batch / mu) / frobenius(G));
        else if (batch === n) assert.equal(bounds.frobenius, Number.POSITIVE_INFINITY);
        const { rate } = criticalRate(problem, theta, sampling);
        assert.ok(rate <= Math.min(bounds.gd, bounds.batch) * (1 + 1e-12));
        if (batch === 1) assert.ok(rate <= Math.min(bounds.trace, bounds.q4) * (1 + 1e-12));
      }
    assert.equal(liveBytes(), before);
  });
}

test('gradients of equal length and residuals of equal size: alignment in closed form, and its limits', () => {
  using arena = new Arena();
  const K = fromRows(arena, [
    [2, 0, 0, 0],
    [0, 2, 0, 0],
    [0, 0, 2, 0],
    [0, 0, 0, 2],
  ]);
  // Sigma = (1/n - 1/n^2) sum g g' on orthogonal gradients, so mu = 1 - 1/n.
  near(alignment(K, Float64Array.of(3, -3, 3, 3)), 3 / 4, 1e-15);
  assert.ok(Number.isNaN(alignment(K, new Float64Array(4))));
  const problem = problemOf(linearModel(2), { x: [[1, 2]], y: [0] }, arena);
  const { frobenius } = stabilityBounds(problem, new Float64Array(2), { batch: 1, replacement: true });
  assert.ok(Number.isNaN(frobenius));
});

test('gradients that differ in nothing have no noise', () => {
  using arena = new Arena();
  const K = fromRows(arena, Array(5).fill(Array(5).fill(3)));
  const noise = noiseGram(K, new Float64Array(5).fill(2), arena);
  assert.ok(noise.data.every((entry) => Math.abs(entry) < 1e-14));
  assert.ok(alignment(K, new Float64Array(5).fill(2)) < 1e-14);
});

test('few steps end as such, with a residual that covers the error', () => {
  using arena = new Arena();
  const problem = problemOf(diagonalNetwork(60), randomSamples(50, 60), arena);
  const K = gram(problem, randomTheta(120), arena);
  const { top } = curvature(K);
  for (const maxSteps of [1, 2, 4, 8]) {
    const early = sharpness(K, { maxSteps });
    assert.equal(early.status, 'step limit');
    assert.equal(early.steps, maxSteps);
    assert.ok(early.top < top);
  }
  const enough = sharpness(K);
  assert.ok(enough.status === 'converged' && enough.steps < 50);
});

test('shapes that do not fit and numbers that are not finite are named', () => {
  using arena = new Arena();
  const square = fromRows(arena, [
    [1, 0],
    [0, 1],
  ]);
  const wide = fromRows(arena, [[1, 0]]);
  const shape = (message: RegExp) => ({ name: 'ShapeError', message });
  const three = new Float64Array(3);
  assert.throws(() => alignment(wide, three), shape(/K is 1 x 2, a square matrix/));
  assert.throws(() => noiseGram(wide, three, arena), shape(/K is 1 x 2, a square matrix/));
  assert.throws(() => alignment(square, three), shape(/K is 2 x 2 but there are 3 residuals/));
  assert.throws(() => noiseCovariance(wide, three, arena), shape(/J is 1 x 2 but there are 3 residuals/));
  assert.throws(() => sharpness(wide), shape(/A is 1 x 2/));
  assert.throws(() => spectrum(wide), shape(/A is 1 x 2/));
  square.data[1] = Number.NaN;
  assert.throws(() => sharpness(square), { name: 'NotFiniteError', message: /2 x 2 matrix K is NaN/ });
});
