import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Measurement } from '../../src/spec/claim.ts';
import { partStates, verdict } from '../../src/spec/verdict.ts';
import { exact, tInterval } from '../../src/stats/index.ts';
import { normalCdf, normalPart } from './parts.ts';

const fixed = (low: number, high: number): Measurement => ({
  label: 'part',
  value: (low + high) / 2,
  low,
  high,
  count: 3,
  interval: '',
  expected: [0, 1],
  at: () => ({ low, high }),
});

test('a verdict needs the whole interval of every part', () => {
  assert.equal(verdict([fixed(0, 1)]), 'reproduced');
  assert.equal(verdict([fixed(0.5, 1.5)]), 'inconclusive');
  assert.equal(verdict([fixed(1.1, 1.5)]), 'not reproduced');
  assert.equal(verdict([fixed(0, 1), fixed(-3, -2), fixed(0.5, 2)]), 'not reproduced');
  assert.equal(verdict([fixed(0, 1), fixed(0.5, 2)]), 'inconclusive');
  assert.equal(verdict([]), 'inconclusive');
  assert.equal(verdict([fixed(Number.NaN, Number.NaN)]), 'inconclusive');
  assert.equal(verdict([fixed(-Infinity, Infinity)]), 'inconclusive');
});

test('one of many parts may lie a little outside: at 95 % each, one of ten would fail by chance', () => {
  const outside = normalPart(2.2, 1, [-5, 0]); // 2.2 standard errors beyond, p = 0.028
  const inside = normalPart(-2.5, 1, [-5, 0]);
  assert.deepEqual(partStates([outside]), ['outside']);
  assert.deepEqual(partStates([outside, inside]), ['open', 'inside']);
  assert.equal(verdict([outside, ...Array(9).fill(inside)]), 'inconclusive');
});

test('a failure makes the others easier: the method steps down', () => {
  const strong = normalPart(2.6, 1, [-5, 0]); // p = 0.0093 < 0.05 / 2
  const weak = normalPart(2.1, 1, [-5, 0]); // p = 0.036: below 0.05, above 0.05 / 2
  assert.deepEqual(partStates([weak, strong]), ['outside', 'outside']);
  assert.deepEqual(partStates([weak, weak]), ['open', 'open']);
});

/** Which of the hypotheses Holm's method rejects, from their p-values in ascending order (Holm 1979). */
function holm(p: readonly number[]): boolean[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!);
  const rejected = p.map(() => false);
  for (const [rank, i] of order.entries()) {
    if (p[i]! >= 0.05 / (p.length - rank)) break;
    rejected[i] = true;
  }
  return rejected;
}

test("the parts that fail are those that Holm's method rejects by their p-values", () => {
  const distances = fc.array(fc.integer({ min: -100, max: 400 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(distances, (hundredths) => {
      const beyond = hundredths.map((x) => x / 100);
      const p = beyond.map((z) => Math.min(1, 2 * normalCdf(-z))); // of |value - bound| / standard error
      fc.pre(p.every((x) => p.every((_, r) => Math.abs(x - 0.05 / (r + 1)) > 1e-9)));
      const states = partStates(beyond.map((z) => normalPart(z, 1, [-100, 0])));
      assert.deepEqual(
        states.map((state) => state === 'outside'),
        holm(p),
      );
    }),
  );
});

test("the same with Student's t of three values, whose p-value has a closed form", () => {
  const samples = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(samples, (drawn) => {
      // Mean m and standard error s / sqrt(3); with 2 degrees of freedom P(|T| > t) = 1 - t / sqrt(2 + t^2).
      const p = drawn.map(([m, s]) => 1 - m / Math.sqrt((2 * s * s) / 3 + m * m));
      const parts = drawn.map(([m, s]) => ({
        label: '',
        ...tInterval([m - s, m, m + s]),
        expected: [-1000, 0] as const,
      }));
      fc.pre(p.every((x) => p.every((_, r) => Math.abs(x - 0.05 / (r + 1)) > 1e-9)));
      assert.deepEqual(
        partStates(parts).map((state) => state === 'outside'),
        holm(p),
      );
    }),
  );
});

test('an exact value is inside or outside at any level', () => {
  const part = (value: number) => ({ label: '', ...exact(value, 9), expected: [0, 1] as const });
  assert.deepEqual(partStates([part(1), part(2), part(-1), part(Number.NaN)]), [
    'inside',
    'outside',
    'outside',
    'open',
  ]);
});
