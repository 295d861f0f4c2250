import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import {
  type Estimate,
  hutchinson,
  hutchPlusPlus,
  matrixOperator,
  squaredFrobenius,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { dot, randomSamples } from './cases.ts';
import { frobenius, table, trace } from './dense.ts';

const n = 24;
const { x } = randomSamples(n, n);
/** Positive definite with a few large eigenvalues, and an indefinite one. */
const psd = table(n, (i, j) => dot(x[i]!, x[j]!) + 30 * Math.cos(i) * Math.cos(j));
const indefinite = table(n, (i, j) => x[i]![j]! + x[j]![i]!);
const SEEDS = 400;

const over = (estimate: (seed: number) => Estimate) => {
  const runs = Array.from({ length: SEEDS }, (_, seed) => estimate(seed));
  const value = runs.reduce((sum, run) => sum + run.value, 0) / SEEDS;
  const variance = runs.reduce((sum, run) => sum + (run.value - value) ** 2, 0) / (SEEDS - 1);
  const claimed = runs.reduce((sum, run) => sum + run.standardError ** 2, 0) / SEEDS;
  return { runs, value, variance, claimed };
};

for (const [name, A] of [
  ['positive definite', psd],
  ['indefinite', indefinite],
] as const) {
  test(`${name}: Hutchinson's estimates have the trace as mean and the variance that is promised`, () => {
    using arena = new Arena();
    const operator = matrixOperator(fromRows(arena, A));
    const products = 10;
    const before = liveBytes();
    const { runs, value, variance, claimed } = over((seed) =>
      hutchinson(operator, products, stream('h', seed)),
    );
    assert.equal(liveBytes(), before);
    assert.ok(Math.abs(value - trace(A)) < 3 * Math.sqrt(variance / SEEDS));
    const diagonal = A.reduce((sum, row, i) => sum + row[i]! * row[i]!, 0);
    const promised = (2 * (frobenius(A) ** 2 - diagonal)) / products;
    assert.ok(Math.abs(variance / promised - 1) < 0.3 && Math.abs(claimed / promised - 1) < 0.15);
    assert.ok(runs.every(({ count }) => count === products));
  });

  test(`${name}: the estimates of Hutch++ and of the squared Frobenius norm have no bias, and their errors are as stated`, () => {
    using arena = new Arena();
    const operator = matrixOperator(fromRows(arena, A));
    const estimates = [
      [over((seed) => hutchPlusPlus(operator, 12, stream('hpp', seed))), trace(A)],
      [over((seed) => squaredFrobenius(operator, 12, stream('f', seed))), frobenius(A) ** 2],
    ] as const;
    for (const [{ value, variance, claimed, runs }, exact] of estimates) {
      assert.ok(Math.abs(value - exact) < 3 * Math.sqrt(variance / SEEDS), `${value}, expected ${exact}`);
      assert.ok(Math.abs(claimed / variance - 1) < 0.35, `${claimed}, ${variance}`);
      assert.ok(runs.every(({ count }) => count === 12));
    }
  });
}

test('Hutch++ has less variance than Hutchinson on a few large eigenvalues, and none on a matrix of low rank', () => {
  using arena = new Arena();
  const large = matrixOperator(
    fromRows(
      arena,
      table(n, (i, j) => 0.01 * psd[i]![j]! + 50 * Math.cos(i) * Math.cos(j)),
    ),
  );
  const plain = over((seed) => hutchinson(large, 12, stream('plain', seed)));
  const better = over((seed) => hutchPlusPlus(large, 12, stream('better', seed)));
  assert.ok(better.variance < plain.variance / 1000, `${better.variance}, ${plain.variance}`);

  const low = table(n, (i, j) => Math.cos(i) * Math.cos(j) + Math.sin(i) * Math.sin(j));
  const { value, standardError, count } = hutchPlusPlus(
    matrixOperator(fromRows(arena, low)),
    12,
    stream('low'),
  );
  assert.ok(Math.abs(value - n) < 1e-12 && standardError < 1e-13);
  assert.equal(count, 4 + 2 + 4, 'the range has two dimensions, not four');
});

test('diagonal matrices: every estimate is exact', () => {
  using arena = new Arena();
  const operator = matrixOperator(
    fromRows(
      arena,
      table(5, (i, j) => (i === j ? i + 1 : 0)),
    ),
  );
  assert.deepEqual(hutchinson(operator, 2, stream('d')), { value: 15, standardError: 0, count: 2 });
  assert.deepEqual(squaredFrobenius(operator, 2, stream('d')), { value: 55, standardError: 0, count: 2 });
});

test('numbers of products out of range are named', () => {
  using arena = new Arena();
  const operator = matrixOperator(fromRows(arena, [[1]]));
  const range = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(
    () => hutchinson(operator, 1, stream('x')),
    range(/hutchinson: products is 1, an integer of at least 2/),
  );
  assert.throws(
    () => squaredFrobenius(operator, 2.5, stream('x')),
    range(/squaredFrobenius: products is 2.5/),
  );
  for (const products of [3, 7])
    assert.throws(
      () => hutchPlusPlus(operator, products, stream('x')),
      range(new RegExp(`hutchPlusPlus: products is ${products}, a multiple of 3 of at least 6`)),
    );
});
