import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { betaCdf, binomialCdf } from '../../src/stats/beta.ts';

const close = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1e-3, Math.abs(expected)),
    `${actual} instead of ${expected}`,
  );

test('closed forms of the incomplete beta function', () => {
  for (const x of [0, 1e-9, 0.1, 0.5, 0.8, 1 - 1e-9, 1])
    for (const a of [0.5, 1, 3, 40, 1000]) {
      close(betaCdf(x, a, 1), x ** a);
      close(betaCdf(x, 1, a), -Math.expm1(a * Math.log1p(-x)));
      close(betaCdf(x, 0.5, 0.5), (2 / Math.PI) * Math.atan2(Math.sqrt(x), Math.sqrt(1 - x)));
    }
  assert.ok(Math.abs(betaCdf(0.5, 3e5, 3e5) - 0.5) < 1e-8);
});

test('the binomial law is the sum of its terms', () => {
  const cases = fc.tuple(
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: -1, max: 60 }),
    fc.double({ min: 0.001, max: 0.999 }),
  );
  fc.assert(
    fc.property(cases, ([n, k, p]) => {
      let sum = 0;
      let choose = 1;
      for (let i = 0; i <= Math.min(k, n); i++) {
        sum += choose * p ** i * (1 - p) ** (n - i);
        choose *= (n - i) / (i + 1);
      }
      close(binomialCdf(k, n, p), sum);
    }),
  );
});
