import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';

const COUNT = 100_000;
// Kolmogorov-Smirnov: P(sqrt(n) D > 2.2) is 1.3e-4; the keys are fixed, so a pass stays a pass.
const KS_LIMIT = 2.2;

// Standard normal distribution function, composite Simpson from 0: error below 1e-10 for |x| < 8.
function normalCdf(x: number): number {
  const steps = 400;
  const h = Math.abs(x) / steps;
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(Math.abs(x));
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(i * h);
  return 0.5 + (Math.sign(x) * sum * h) / 3;
}

// Gamma distribution function of integer shape (Erlang).
function erlangCdf(shape: number, x: number): number {
  let term = Math.exp(-x);
  let tail = 0;
  for (let k = 0; k < shape; k++) {
    tail += term;
    term *= x / (k + 1);
  }
  return 1 - tail;
}

function kolmogorovSmirnov(sample: Float64Array, cdf: (x: number) => number): number {
  const n = sample.length;
  return (
    Math.sqrt(n) *
    sample.sort().reduce((worst, x, i) => {
      const p = cdf(x);
      return Math.max(worst, p - i / n, (i + 1) / n - p);
    }, 0)
  );
}

const draws = (draw: () => number, count = COUNT) => Float64Array.from({ length: count }, draw);

const distributions: readonly [string, () => Float64Array, (x: number) => number][] = [
  ['uniform', () => stream('ks', 'uniform').fillUniform(new Float64Array(COUNT), -2, 3), (x) => (x + 2) / 5],
  [
    'normal',
    () => stream('ks', 'normal').fillNormal(new Float64Array(COUNT), 3, 2),
    (x) => normalCdf((x - 3) / 2),
  ],
  ['gamma(0.5)', () => draws(gammaOf(0.5)), (x) => 2 * normalCdf(Math.sqrt(2 * x)) - 1],
  ['gamma(2)', () => draws(gammaOf(2)), (x) => erlangCdf(2, x)],
  ['gamma(30)', () => draws(gammaOf(30)), (x) => erlangCdf(30, x)],
  // Skewness is 2 / sqrt(shape), so a normal distribution is exact here to 1e-6.
  ['gamma(5e11)', () => draws(gammaOf(5e11)), (x) => normalCdf((x - 5e11) / Math.sqrt(5e11))],
  ['chi(1)', () => draws(chiOf(1)), (x) => 2 * normalCdf(x) - 1],
  ['chi(1e12)', () => draws(chiOf(1e12)), (x) => normalCdf((x - 1e6) * Math.SQRT2)],
];

function gammaOf(shape: number): () => number {
  const source = stream('ks', 'gamma', shape);
  return () => source.gamma(shape);
}

function chiOf(degrees: number): () => number {
  const source = stream('ks', 'chi', degrees);
  return () => source.chi(degrees);
}

for (const [name, sample, cdf] of distributions)
  test(`${name} follows its distribution function (Kolmogorov-Smirnov)`, () => {
    const distance = kolmogorovSmirnov(sample(), cdf);
    assert.ok(distance < KS_LIMIT, `sqrt(n) D = ${distance}`);
  });

test('normal draws have the moments and tails of the normal law', () => {
  const n = 4_000_000;
  const sample = stream('moments').fillNormal(new Float64Array(n));
  const moment = (k: number) => sample.reduce((sum, x) => sum + x ** k, 0) / n;
  // Standard errors of the moments are sqrt((m_2k - m_k^2) / n).
  for (const [k, expected, variance] of [
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ] as const)
    assert.ok(Math.abs(moment(k) - expected) < 4 * Math.sqrt(variance / n), `moment ${k} is ${moment(k)}`);
  const beyond = sample.filter((x) => Math.abs(x) > 3.6541528853610088).length;
  const expected = 2 * (1 - normalCdf(3.6541528853610088)) * n;
  assert.ok(
    Math.abs(beyond - expected) < 4 * Math.sqrt(expected),
    `${beyond} draws in the tail, ${expected} expected`,
  );
});

test('signs and integers are equally likely', () => {
  const signs = stream('signs').fillSign(new Float64Array(COUNT));
  assert.ok(Math.abs(signs.reduce((a, b) => a + b, 0)) < 4 * Math.sqrt(COUNT));
  assert.ok(signs.every((s) => s === 1 || s === -1));
  for (const n of [1, 2, 3, 10, 1000]) {
    const counts = new Float64Array(n);
    for (const i of stream('integers', n).fillIntegers(new Int32Array(COUNT), n)) counts[i]! += 1;
    const expected = COUNT / n;
    const chiSquared = counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
    assert.ok(chiSquared < n - 1 + 4 * Math.sqrt(2 * n), `n = ${n}: chi-squared ${chiSquared}`);
  }
  // A range that is no power of two and near 2^31 would show modulo bias.
  const large = 3 * 2 ** 29;
  const low = draws(() => (stream0.integer(large) < large / 2 ? 1 : 0)).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(low - COUNT / 2) < 4 * Math.sqrt(COUNT / 4));
});
const stream0 = stream('large integers');

test('a permutation holds every index once, and every order is equally likely', () => {
  fc.assert(
    fc.property(fc.nat(200), (n) => {
      const order = stream('permutation', n).permutation(n);
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        Array.from({ length: n }, (_, i) => i),
      );
    }),
  );
  const source = stream('orders');
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = source.permutation(4).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  const chiSquared = [...counts.values()].reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0);
  assert.ok(chiSquared < 23 + 4 * Math.sqrt(46), `chi-squared ${chiSquared}`);
});

test('points on the sphere have the radius and no preferred direction', () => {
  const source = stream('sphere');
  const mean = new Float64Array(3);
  for (let i = 0; i < 20_000; i++) {
    const point = source.fillSphere(new Float64Array(3), 2);
    assert.ok(Math.abs(Math.hypot(...point) - 2) < 1e-14);
    point.forEach((x, k) => {
      mean[k]! += x / 20_000;
    });
  }
  // Each coordinate has variance r^2 / 3.
  assert.ok(
    mean.every((m) => Math.abs(m) < 4 * Math.sqrt(4 / 3 / 20_000)),
    String(mean),
  );
});

test('the same key gives the same bits, whatever else was drawn and wherever the numbers go', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1 }),
      fc.integer({ min: 1, max: 3000 }),
      (key, n) => {
        using arena = new Arena();
        const alone = stream(...key).fillNormal(new Float64Array(n));
        const inPlace = stream(...key).fillNormal(arena.float64(n));
        assert.deepEqual(Array.from(inPlace), Array.from(alone));
        const interleaved = stream(...key);
        const other = stream('other');
        const oneByOne = draws(() => {
          other.uniform();
          return interleaved.normal();
        }, n);
        assert.deepEqual(oneByOne, alone);
        const signs = stream(...key).fillSign(new Float64Array(n));
        assert.deepEqual(Array.from(stream(...key).fillSign(arena.float64(n))), Array.from(signs));
      },
    ),
    { numRuns: 50 },
  );
});

test('different keys give unrelated streams, split is a longer key', () => {
  const pairs = [
    [stream('a', 1), stream('a', 2)],
    [stream('a', 1), stream('a', '1')],
    [stream('a', 'b'), stream('ab')],
    [stream('a'), stream('a').split('b')],
  ] as const;
  for (const [first, second] of pairs) {
    let products = 0;
    for (let i = 0; i < COUNT; i++) products += first.normal() * second.normal();
    assert.ok(
      Math.abs(products) < 4 * Math.sqrt(COUNT),
      `${first.key} against ${second.key}: ${products / COUNT}`,
    );
  }
  const parent = stream('a');
  parent.uniform();
  assert.equal(parent.split('b', 3).uniform(), stream('a', 'b', 3).uniform());
});

test('uniform draws are those of xoshiro256++ started from the SHA-256 of the key', () => {
  const mask = (1n << 64n) - 1n;
  const rotl = (x: bigint, k: bigint) => ((x << k) | (x >> (64n - k))) & mask;
  const digest = createHash('sha256').update('["reference",7]').digest();
  let [a, b, c, d] = [0, 8, 16, 24].map((i) => digest.readBigUInt64LE(i)) as [bigint, bigint, bigint, bigint];
  const source = stream('reference', 7);
  for (let i = 0; i < 100; i++) {
    const word = (rotl((a + d) & mask, 23n) + a) & mask;
    assert.equal(source.uniform(), Number(word >> 11n) / 2 ** 53);
    const shifted = (b << 17n) & mask;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotl(d, 45n);
  }
});

test('recorded bits', () => {
  const source = stream('recorded', 20231004);
  const parts = [
    source.fillUniform(new Float64Array(1000)),
    source.fillNormal(new Float64Array(20_000)),
    source.fillSign(new Float64Array(130)),
    source.fillSphere(new Float64Array(50)),
    source.fillIntegers(new Int32Array(500), 1_234_567),
    source.permutation(100),
    Float64Array.of(...[1e-3, 0.5, 1, 3, 1e3, 1e12].flatMap((k) => [source.gamma(k), source.chi(k)])),
  ];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  assert.equal(hash.digest('hex'), 'f265bea8f1449c93bb261962f6a477ad1044254179d107bebf5e3cdd2babd949');
});

test('bad input is refused with what was given and what was expected', () => {
  assert.throws(() => stream(), /at least one part/);
  assert.throws(() => stream('a', Number.NaN), /\[a, NaN\].*finite/);
  assert.throws(() => stream('a').integer(0), /n = 0: an integer from 1 to 2147483648/);
  assert.throws(() => stream('a').integer(1.5), RangeError);
  assert.throws(() => stream('a').fillIntegers(new Int32Array(1), 2 ** 32), RangeError);
  assert.throws(() => stream('a').gamma(0), /gamma shape 0: a finite number > 0/);
  assert.throws(() => stream('a').chi(Number.POSITIVE_INFINITY), RangeError);
});
