import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows } from '../../src/linalg/index.ts';
import {
  balanceRatio,
  curvature,
  diagonalNetwork,
  effectiveWeights,
  gram,
  jacobian,
  l1Norm,
  linearModel,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, eigenvalues, problemOf, randomSamples, randomTheta, toRows } from './cases.ts';

for (const [n, d] of [
  [7, 4], // more samples than parameters of the linear model: K is singular
  [4, 9],
  [1, 3],
] as const)
  for (const model of [diagonalNetwork(d), linearModel(d)])
    test(`n = ${n}, d = ${d}, p = ${model.parameters}: trace, norm, top eigenvalue and q4 are those of the dense G`, () => {
      using arena = new Arena();
      const problem = problemOf(model, randomSamples(n, d), arena);
      const theta = randomTheta(model.parameters);
      const J = toRows(jacobian(problem, theta, arena));
      const p = model.parameters;
      const G = Array.from({ length: p }, (_, j) =>
        Array.from({ length: p }, (_, k) => J.reduce((sum, g) => sum + (g[j]! * g[k]!) / n, 0)),
      );
      const { trace, frobenius, top, q4 } = curvature(gram(problem, theta, arena));
      const near = (value: number, expected: number) =>
        assert.ok(Math.abs(value - expected) < 1e-13 * expected, `${value}, expected ${expected}`);
      near(
        trace,
        G.reduce((sum, row, j) => sum + row[j]!, 0),
      );
      near(frobenius, Math.sqrt(G.flat().reduce((sum, g) => sum + g * g, 0)));
      near(top, eigenvalues(G).at(-1)!);
      const squaredNorms = J.map((g) => dot(g, g));
      near(q4, dot(squaredNorms, squaredNorms) / squaredNorms.reduce((sum, s) => sum + s, 0));
      assert.ok(q4 >= trace * (1 - 1e-14));
    });

test('gradients of equal length have q4 = Tr G', () => {
  using arena = new Arena();
  const K = fromRows(arena, [
    [2, 0.5],
    [0.5, 2],
  ]);
  const { trace, q4, top, frobenius } = curvature(K);
  assert.deepEqual([trace, q4], [2, 2]);
  assert.ok(Math.abs(top - 1.25) < 1e-15);
  assert.ok(Math.abs(frobenius - Math.sqrt(8.5) / 2) < 1e-15);
});

test('norms of the diagonal network: beta = a * b, r = 1 exactly where |a_j| = |b_j|', () => {
  const theta = Float64Array.of(1, -2, 3, 4, 5, -6);
  assert.deepEqual([...effectiveWeights(theta)], [4, -10, -18]);
  assert.equal(l1Norm(effectiveWeights(theta)), 32);
  assert.equal(balanceRatio(theta), 91 / 64);
  assert.equal(balanceRatio(Float64Array.of(1, -2, -1, 2)), 1);
});
