import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  diagonalNetwork,
  gram,
  hessian,
  jacobian,
  linearModel,
  type Model,
  type Problem,
  residuals,
  trainLoss,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { distance, dot, problemOf, randomSamples, randomTheta, toRows } from './cases.ts';

const STEP = 1e-5;

/** Central differences of a function of theta, one row per parameter. */
function differences(f: (theta: Float64Array) => Float64Array, theta: Float64Array): number[][] {
  return Array.from(theta, (_, k) => {
    const [up, down] = [theta.slice(), theta.slice()];
    up[k]! += STEP;
    down[k]! -= STEP;
    const [above, below] = [f(up), f(down)];
    return Array.from(above, (value, i) => (value - below[i]!) / (2 * STEP));
  });
}

/** J' e / n. */
const lossGradient = (problem: Problem, theta: Float64Array, arena: Arena): Float64Array => {
  const e = residuals(problem, theta);
  const J = toRows(jacobian(problem, theta, arena));
  return Float64Array.from(theta, (_, k) => J.reduce((sum, g, i) => sum + (e[i]! * g[k]!) / e.length, 0));
};

const models: readonly [string, Model][] = [
  ['diagonal network', diagonalNetwork(7)],
  ['linear model', linearModel(7)],
];

for (const [name, model] of models) {
  test(`${name}: the gradient is that of the value, and comes with it`, () => {
    const [x] = randomSamples(1, 7).x;
    const theta = randomTheta(model.parameters);
    const gradient = new Float64Array(model.parameters);
    const value = model.gradient(theta, Float64Array.from(x!), gradient);
    assert.equal(value, model.value(theta, Float64Array.from(x!)));
    const expected = differences((t) => Float64Array.of(model.value(t, Float64Array.from(x!))), theta);
    assert.ok(distance(gradient, expected.flat()) < 1e-9);
  });

  test(`${name}: J' e / n is the gradient of the loss, and the Hessian its derivative`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(5, 7), arena);
    const theta = randomTheta(model.parameters);
    const gradient = lossGradient(problem, theta, arena);
    const expected = differences((t) => Float64Array.of(trainLoss(problem, t)), theta).flat();
    assert.ok(distance(gradient, expected) < 1e-8);
    const H = hessian(problem, theta, arena);
    assert.ok(distance(H.data, differences((t) => lossGradient(problem, t, arena), theta).flat()) < 1e-8);
  });

  test(`${name}: the Gram matrix holds all <g_i, g_k>, and only it stays in the arena`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(6, 7), arena);
    const theta = randomTheta(model.parameters);
    const J = toRows(jacobian(problem, theta, arena));
    const before = liveBytes();
    const K = gram(problem, theta, arena);
    assert.ok(liveBytes() - before <= 8 * 6 * 6 + 64);
    assert.ok(
      distance(
        K.data,
        J.flatMap((g) => J.map((h) => dot(g, h))),
      ) < 1e-14,
    );
  });
}

test("diagonal network: the Hessian in closed form, G blocks b b' x x' and e x between a_j and b_j", () => {
  using arena = new Arena();
  const d = 3;
  const { x, y } = randomSamples(4, d);
  const theta = randomTheta(2 * d);
  const [a, b] = [theta.subarray(0, d), theta.subarray(d)];
  const n = x.length;
  const e = x.map((row, i) => row.reduce((sum, xj, j) => sum + a[j]! * b[j]! * xj, 0) - y[i]!);
  const moment = (j: number, k: number) => x.reduce((sum, row) => sum + (row[j]! * row[k]!) / n, 0);
  const meanResidual = (j: number) => x.reduce((sum, row, i) => sum + (e[i]! * row[j]!) / n, 0);
  const expected = Array.from({ length: 2 * d }, (_, r) =>
    Array.from({ length: 2 * d }, (_, c) => {
      const [j, k] = [r % d, c % d];
      const left = r < d ? b[j]! : a[j]!;
      const right = c < d ? b[k]! : a[k]!;
      return left * right * moment(j, k) + (j === k && r !== c ? meanResidual(j) : 0);
    }),
  );
  const H = hessian(problemOf(diagonalNetwork(d), { x, y }, arena), theta, arena);
  assert.ok(distance(H.data, expected.flat()) < 1e-14);
});

test('diagonal network: Tr H = Tr G at every theta', () => {
  using arena = new Arena();
  const problem = problemOf(diagonalNetwork(6), randomSamples(4, 6), arena);
  for (let seed = 1; seed <= 5; seed++) {
    const theta = randomTheta(12, seed);
    const [H, K] = [hessian(problem, theta, arena), gram(problem, theta, arena)];
    const trace = ({ rows, data }: { rows: number; data: Float64Array }) =>
      Array.from({ length: rows }, (_, i) => data[i * rows + i]!).reduce((sum, value) => sum + value, 0);
    assert.ok(Math.abs(trace(H) - trace(K) / 4) < 1e-13 * trace(H));
  }
});
