import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import {
  diagonalNetwork,
  extremeEigenvalues,
  fisherOperator,
  hessian,
  hessianCurvature,
  hessianOperator,
  jacobian,
  largestEigenvalue,
  linearModel,
  type Model,
  matrixOperator,
  twoLayerRelu,
} from '../../src/stability/index.ts';
import { isExhausted, lanczosStart, lanczosStep } from '../../src/stability/lanczos.ts';
import { rightEnd, rightVector } from '../../src/stability/tridiagonal.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { distance, dot, eigenvalues, problemOf, randomSamples, randomTheta, toRows } from './cases.ts';
import { frobenius, mean, outer, symmetric, table, tinyRelu, trace } from './dense.ts';

/** V diag(values) V' for a random orthonormal V. */
function planted(values: readonly number[], seed = 1): number[][] {
  const n = values.length;
  const random = randomSamples(n, n, seed).x;
  const { vectors: V } = symmetric(table(n, (i, j) => random[i]![j]! + random[j]![i]!));
  return table(n, (i, j) => values.reduce((sum, value, k) => sum + V[i]![k]! * value * V[j]![k]!, 0));
}

test('planted spectra: both ends, and A v = value v by the residual, recomputed', () => {
  using arena = new Arena();
  const spectra = [
    [5],
    [0, 0, 0],
    [-3, -3, -3, 7],
    [1, 1, 2, 2],
    [-1e8, 1e-8, 3],
    Array.from({ length: 40 }, (_, k) => Math.cos(k)),
    Array.from({ length: 60 }, (_, k) => 0.8 ** k),
    Array.from({ length: 50 }, (_, k) => (k === 0 ? 1000 : -k)),
  ];
  for (const values of spectra) {
    const rows = planted(values);
    const operator = matrixOperator(fromRows(arena, rows));
    const before = liveBytes();
    const found = extremeEigenvalues(operator, stream('planted', values.length));
    assert.equal(liveBytes(), before);
    assert.equal(found.status, 'converged');
    const scale = Math.max(...values.map(Math.abs));
    const ends = [
      [found.smallest, Math.min(...values)],
      [found.largest, Math.max(...values)],
    ] as const;
    for (const [{ value, residual, vector }, expected] of ends) {
      assert.ok(Math.abs(value - expected) <= 1e-13 * scale, `${value}, expected ${expected}`);
      assert.ok(Math.abs(dot(vector, vector) - 1) < 1e-14);
      const rest = rows.map((row, i) => dot(row, vector) - value * vector[i]!);
      assert.ok(residual <= 1e-10 * scale);
      assert.ok(Math.abs(Math.sqrt(dot(rest, rest)) - residual) <= 1e-13 * scale);
    }
  }
});

test('random matrices after any number of steps: an eigenvalue lies within the residual, none is beyond the exact ends', () => {
  using arena = new Arena();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (n, maxSteps, seed) => {
        const { x } = randomSamples(n, n, seed);
        const rows = table(n, (i, j) => x[i]![j]! + x[j]![i]!);
        const exact = eigenvalues(rows);
        const scale = Math.max(...exact.map(Math.abs));
        const { smallest, largest, status, steps } = extremeEigenvalues(
          matrixOperator(fromRows(arena, rows)),
          stream('any', seed),
          { maxSteps },
        );
        assert.ok(steps <= Math.min(n, maxSteps));
        for (const { value, residual } of [smallest, largest])
          assert.ok(exact.some((e) => Math.abs(e - value) <= residual + 1e-13 * scale));
        assert.ok(
          smallest.value >= exact[0]! - 1e-13 * scale && largest.value <= exact.at(-1)! + 1e-13 * scale,
        );
        if (maxSteps >= n) assert.equal(status, 'converged');
        if (status === 'converged') {
          assert.ok(Math.abs(smallest.value - exact[0]!) < 1e-10 * scale);
          assert.ok(Math.abs(largest.value - exact.at(-1)!) < 1e-10 * scale);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a step limit below what the tolerance takes is reported', () => {
  using arena = new Arena();
  const operator = matrixOperator(fromRows(arena, planted(Array.from({ length: 80 }, (_, k) => k))));
  const early = largestEigenvalue(operator, stream('early'), { maxSteps: 10 });
  assert.equal(early.status, 'step limit');
  assert.equal(early.steps, 10);
  assert.ok(early.value < 79 && 79 - early.value <= 79 && early.residual > 79e-10);
  const loose = largestEigenvalue(operator, stream('early'), { tolerance: 0.05 });
  assert.equal(loose.status, 'converged');
  assert.ok(loose.residual <= 0.05 * loose.value && loose.steps < 40);
});

test('the vectors of the process stay orthonormal when ends have long converged', () => {
  using arena = new Arena();
  const operator = matrixOperator(fromRows(arena, planted(Array.from({ length: 60 }, (_, k) => 0.7 ** k))));
  let state = lanczosStart(operator, stream('basis').fillNormal(new Float64Array(60)), 50, arena);
  while (!isExhausted(state)) state = lanczosStep(state);
  const Q = toRows(state.basis).slice(0, state.alpha.length);
  Q.forEach((q, i) => {
    Q.forEach((r, j) => {
      assert.ok(Math.abs(dot(q, r) - (i === j ? 1 : 0)) < 1e-13);
    });
  });
});

test('the right end of tridiagonal matrices, its vector, and the bound that a part of the start gives', () => {
  const n = 30;
  const values = Array.from({ length: n }, (_, k) => Math.sin(k));
  const rows = planted(values);
  const { values: found, vectors } = symmetric(rows);
  const top = found.indexOf(Math.max(...found));
  using arena = new Arena();
  const operator = matrixOperator(fromRows(arena, rows));
  for (const seed of [1, 2, 3]) {
    const start = stream('start', seed).fillNormal(new Float64Array(n));
    const part = dot(
      start,
      vectors.map((row) => row[top]!),
    );
    const limit = dot(start, start) / (part * part); // 1 / c^2
    let state = lanczosStart(operator, start, n, arena);
    let last = Infinity;
    for (let m = 1; m <= 28; m++) {
      state = lanczosStep(state);
      const T = table(m, (i, j) => {
        if (i === j) return state.alpha[i]!;
        return Math.abs(i - j) === 1 ? state.beta[Math.min(i, j)]! : 0;
      });
      const end = rightEnd(state);
      assert.ok(Math.abs(end - eigenvalues(T).at(-1)!) < 1e-13);
      const s = rightVector(state, end);
      const rest = T.map((row, i) => dot(row, s) - end * s[i]!);
      assert.ok(Math.sqrt(dot(rest, rest)) < 1e-12 && Math.abs(dot(s, s) - 1) < 1e-14);
      const bound = rightEnd(state, limit);
      assert.ok(bound >= found[top]! - 1e-13, `m = ${m}: ${bound} < ${found[top]}`);
      assert.ok(bound <= last + 1e-13, 'the bound falls');
      last = bound;
    }
    assert.ok(last - found[top]! < 1e-5);
  }
  assert.ok(Math.abs(rightEnd({ alpha: [3], beta: [0] }) - 3) < 1e-15);
  assert.ok(Math.abs(rightEnd({ alpha: [0], beta: [0] }, 5)) < 1e-300);
});

/** By differences of gradients, as for a model without products of its own. */
const differenced = ({ hessianProduct: _, ...model }: Model): Model => model;

const models: [string, Model, number, number, number][] = [
  ['linear', linearModel(5), 4, 5, 1e-9],
  ['diagonal, differenced', differenced(diagonalNetwork(4)), 5, 4, 1e-9],
  ['diagonal', diagonalNetwork(4), 5, 4, 1e-14],
  ['two-layer ReLU, differenced', differenced(twoLayerRelu(3, 4)), 9, 3, 1e-9],
  ['two-layer ReLU', twoLayerRelu(3, 4), 9, 3, 1e-14],
  ['wide two-layer ReLU', twoLayerRelu(7, 9), 30, 7, 1e-14],
  ['a ReLU network of another hand', tinyRelu(3, 4), 9, 3, 1e-9],
];

for (const [name, model, n, d, tolerance] of models)
  test(`${name}: products with G and H, and the curvature of H, are those of dense matrices`, () => {
    using arena = new Arena();
    const problem = problemOf(model, randomSamples(n, d, 3), arena);
    const p = model.parameters;
    const theta = randomTheta(p, 2);
    const J = jacobian(problem, theta, arena);
    const G = mean(toRows(J).map(outer));
    const H = toRows(hessian(problem, theta, arena));
    const [v, out] = [arena.float64(p), arena.float64(p)];
    v.set(randomTheta(p, 7));
    const given = v.slice();
    const image = (A: number[][]) => A.map((row) => dot(row, v));
    fisherOperator(J, arena).product(v, out);
    assert.ok(distance(out, image(G)) < 1e-14);
    const operator = hessianOperator(problem, theta, arena);
    operator.product(v, out);
    assert.ok(distance(out, image(H)) < tolerance);
    assert.deepEqual(v, given);
    operator.product(v.fill(0), out);
    assert.ok(out.every((value) => value === 0));

    const exact = eigenvalues(H);
    const dense = hessianCurvature(problem, theta);
    const close = (a: number, b: number, tolerance: number) =>
      assert.ok(Math.abs(a - b) <= tolerance * frobenius(H), `${a}, expected ${b}`);
    close(dense.trace, trace(H), 1e-14);
    close(dense.frobenius, frobenius(H), 1e-14);
    close(dense.smallest, exact[0]!, 1e-13);
    close(dense.largest, exact.at(-1)!, 1e-13);
    const { smallest, largest } = extremeEigenvalues(operator, stream('H'));
    close(smallest.value, exact[0]!, 1e-9);
    close(largest.value, exact.at(-1)!, 1e-9);
  });

test('operators that are not finite, matrices that are not square and limits out of range are named', () => {
  using arena = new Arena();
  assert.throws(() => matrixOperator(fromRows(arena, [[1, 2]])), {
    name: 'ShapeError',
    message: /A is 1 x 2/,
  });
  assert.throws(() => matrixOperator(fromRows(arena, [])), { name: 'ShapeError', message: /A is 0 x 0/ });
  const operator = matrixOperator(fromRows(arena, [[Number.NaN]]));
  assert.throws(() => largestEigenvalue(operator, stream('nan')), {
    name: 'NotFiniteError',
    message: /product 1 with the operator is not finite/,
  });
  const one = matrixOperator(fromRows(arena, [[1]]));
  assert.throws(() => extremeEigenvalues(one, stream('x'), { tolerance: 0 }), {
    name: 'RangeError',
    message: /tolerance is 0: a number in \(0, 1\)/,
  });
  assert.throws(() => extremeEigenvalues(one, stream('x'), { maxSteps: 0 }), {
    name: 'RangeError',
    message: /maxSteps is 0: an integer of at least 1/,
  });
});
