// Trace and Frobenius norm of an operator from products with random signs: Hutchinson (1990), and Hutch++ of Meyer, Musco,
// Musco and Woodruff (SOSA 2021), Algorithm 1.
import { row, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { SymmetricOperator } from './operator.ts';
import { orthogonalize } from './orthogonalize.ts';

export interface Estimate {
  /** Without bias. */
  readonly value: number;
  /** Estimated standard deviation of `value`. */
  readonly standardError: number;
  /** Products with the operator that were spent. */
  readonly count: number;
}

/**
 * Tr(A): mean of z'Az over `products` >= 2 vectors z of random signs. Variance: 2 (||A||_F^2 - sum A_kk^2) / products.
 * Errors: `RangeError`.
 */
export function hutchinson(operator: SymmetricOperator, products: number, source: Stream): Estimate {
  checkProducts('hutchinson', products, 2, 1);
  using arena = new Arena();
  const [z, image] = [arena.float64(operator.size), arena.float64(operator.size)];
  return meanOf(products, () => {
    operator.product(source.fillSign(z), image);
    return dot(z, image);
  });
}

/** ||A||_F^2: mean of ||A z||^2 over `products` >= 2 vectors z of random signs. Errors: `RangeError`. */
export function squaredFrobenius(operator: SymmetricOperator, products: number, source: Stream): Estimate {
  checkProducts('squaredFrobenius', products, 2, 1);
  using arena = new Arena();
  const [z, image] = [arena.float64(operator.size), arena.float64(operator.size)];
  return meanOf(products, () => {
    operator.product(source.fillSign(z), image);
    return dot(image, image);
  });
}

/**
 * Tr(A) from `products` = 3k >= 6 products: exact on the range of A S for k random sign vectors S, Hutchinson's mean over k
 * vectors on the rest. For positive semidefinite A about 1 / accuracy products do what takes Hutchinson 1 / accuracy^2.
 * Cost besides the products: 24 k^2 size flops; 8 k size bytes. Errors: `RangeError`.
 */
export function hutchPlusPlus(operator: SymmetricOperator, products: number, source: Stream): Estimate {
  checkProducts('hutchPlusPlus', products, 6, 3);
  const { size } = operator;
  const k = products / 3;
  using arena = new Arena();
  const range = zeros(arena, k, size);
  const coefficients = arena.float64(k);
  const [z, image] = [arena.float64(size), arena.float64(size)];

  let rank = 0;
  for (let s = 0; s < k; s++) {
    const q = row(range, rank);
    operator.product(source.fillSign(z), q);
    const length = Math.sqrt(dot(q, q));
    const rest = orthogonalize(range, rank, q, coefficients);
    if (rest <= size * Number.EPSILON * length) continue; // already in the span
    for (let j = 0; j < size; j++) q[j]! /= rest;
    rank++;
  }
  let exact = 0;
  for (let s = 0; s < rank; s++) {
    operator.product(row(range, s), image);
    exact += dot(row(range, s), image);
  }
  const rest = meanOf(k, () => {
    orthogonalize(range, rank, source.fillSign(z), coefficients);
    operator.product(z, image);
    return dot(z, image);
  });
  return { value: exact + rest.value, standardError: rest.standardError, count: k + rank + k };
}

function meanOf(count: number, draw: () => number): Estimate {
  const values = Float64Array.from({ length: count }, draw);
  const value = values.reduce((sum, x) => sum + x, 0) / count;
  const squares = values.reduce((sum, x) => sum + (x - value) * (x - value), 0);
  return { value, standardError: Math.sqrt(squares / (count - 1) / count), count };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function checkProducts(name: string, products: number, least: number, multiple: number): void {
  if (Number.isInteger(products) && products >= least && products % multiple === 0) return;
  const expected = multiple === 1 ? 'an integer' : `a multiple of ${multiple}`;
  throw new RangeError(`${name}: products is ${products}, ${expected} of at least ${least} was expected`);
}
