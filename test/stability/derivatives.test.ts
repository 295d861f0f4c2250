import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { biasedRelu } from '../../docs/biasedRelu.ts';
import {
  diagonalNetwork,
  gram,
  hessian,
  jacobian,
  linearModel,
  type Model,
  outputs,
  type Problem,
  residuals,
  trainLoss,
  twoLayerRelu,
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
  ['two-layer ReLU network', twoLayerRelu(7, 9)],
  ['ReLU network of one neuron', twoLayerRelu(7, 1)],
  ['ReLU network with biases, the example in docs', biasedRelu(7, 6)],
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

  test(`${name}: outputs are the values of all rows`, () => {
    using arena = new Arena();
    const { inputs } = problemOf(model, randomSamples(9, 7), arena);
    const theta = randomTheta(model.parameters);
    const values = randomSamples(9, 7).x.map((row) => model.value(theta, Float64Array.from(row)));
    assert.ok(distance(outputs(model, theta, inputs), values) < 1e-14);
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

test('two-layer ReLU network: the Hessian in closed form, G and e 1[z > 0] x between a_j and w_j', () => {
  using arena = new Arena();
  const [n, d, m] = [5, 3, 4];
  const { x, y } = randomSamples(n, d);
  const theta = randomTheta(m * (d + 1));
  const W = Array.from({ length: m }, (_, j) => theta.subarray(j * d, (j + 1) * d));
  const a = theta.subarray(m * d);
  const z = x.map((row) => W.map((w) => dot(w, row)));
  const e = z.map((zi, i) => zi.reduce((sum, zij, j) => sum + a[j]! * Math.max(0, zij), 0) - y[i]!);
  const g = x.map((row, i) => [
    ...z[i]!.flatMap((zij, j) => row.map((xk) => (zij > 0 ? a[j]! * xk : 0))),
    ...z[i]!.map((zij) => Math.max(0, zij)),
  ]);
  const expected = theta.reduce<number[][]>((rows) => [...rows, Array(theta.length).fill(0)], []);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < theta.length; r++)
      for (let c = 0; c < theta.length; c++) expected[r]![c]! += (g[i]![r]! * g[i]![c]!) / n;
    for (let j = 0; j < m; j++)
      for (let k = 0; k < d; k++) {
        const cross = z[i]![j]! > 0 ? (e[i]! * x[i]![k]!) / n : 0;
        expected[m * d + j]![j * d + k]! += cross;
        expected[j * d + k]![m * d + j]! += cross;
      }
  }
  const H = hessian(problemOf(twoLayerRelu(d, m), { x, y }, arena), theta, arena);
  assert.ok(distance(H.data, expected.flat()) < 1e-14);
});

test('two-layer ReLU network: Tr H = Tr G, scaling by s gives s^2 f, silent neurons have no gradient', () => {
  using arena = new Arena();
  const model = twoLayerRelu(6, 8);
  const problem = problemOf(model, randomSamples(5, 6), arena);
  const theta = randomTheta(model.parameters);
  const [H, K] = [hessian(problem, theta, arena), gram(problem, theta, arena)];
  const trace = ({ rows, data }: { rows: number; data: Float64Array }) =>
    Array.from({ length: rows }, (_, i) => data[i * rows + i]!).reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(trace(H) - trace(K) / 5) < 1e-13 * trace(H));
  const doubled = outputs(
    model,
    theta.map((value) => 2 * value),
    problem.inputs,
  );
  assert.deepEqual(
    doubled,
    outputs(model, theta, problem.inputs).map((f) => 4 * f),
  );
  const silent = theta.slice().fill(0, 0, 48); // all w_j = 0, on the kink: relu' is 0 there
  const gradient = new Float64Array(model.parameters);
  assert.equal(model.gradient(silent, Float64Array.of(1, 2, 3, 4, 5, 6), gradient), 0);
  assert.ok(gradient.every((value) => value === 0));
});

test("two-layer ReLU network, any shape, zero rows and zero weights: the Gram matrix is J J'", () => {
  const size = fc.integer({ min: 1, max: 14 });
  fc.assert(
    fc.property(size, size, size, fc.boolean(), (n, d, m, zeros) => {
      using arena = new Arena();
      const model = twoLayerRelu(d, m);
      const { x, y } = randomSamples(n, d);
      const inputs = x.map((row, i) => (zeros && i % 3 === 1 ? row.map(() => 0) : row));
      const theta = randomTheta(model.parameters);
      if (zeros) theta.fill(0, 0, d); // a neuron on its kink for every input
      const problem = problemOf(model, { x: inputs, y }, arena);
      const J = toRows(jacobian(problem, theta, arena));
      const expected = J.flatMap((g) => J.map((h) => dot(g, h)));
      const largest = Math.max(1, ...expected.map(Math.abs));
      const K = gram(problem, theta, arena).data;
      for (const [k, entry] of expected.entries()) assert.ok(Math.abs(K[k]! - entry) < 1e-14 * largest);
    }),
    { numRuns: 150 },
  );
});

test('two-layer ReLU network: sizes that cannot be are named', () => {
  const range = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(() => twoLayerRelu(0, 5), range(/dimension is 0: an integer >= 1/));
  assert.throws(() => twoLayerRelu(5, 2.5), range(/width is 2.5: an integer >= 1/));
});
