import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../src/random/index.ts';
import { clusterMargins, clusters, frobeniusNorm, meanRelu, normalCdf } from '../../src/xor/index.ts';
import { dot } from './direct.ts';

const density = (s: number) => Math.exp((-s * s) / 2) / Math.sqrt(2 * Math.PI);

/** Simpson's rule with compensated summation. */
function integral(f: (s: number) => number, from: number, to: number, intervals = 4000): number {
  const h = (to - from) / intervals;
  let [sum, lost] = [0, 0];
  for (let k = 0; k <= intervals; k++) {
    const term = f(from + k * h) * (k === 0 || k === intervals ? 1 : k % 2 === 1 ? 4 : 2) - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return (sum * h) / 3;
}

const near = (value: number, expected: number, error: number, what = '') =>
  assert.ok(Math.abs(value - expected) <= error, `${what}: ${value} instead of ${expected}`);

test('normalCdf is within 1e-15 of the integral of the density', () => {
  for (let r = -10; r <= 10; r += 0.173)
    near(
      normalCdf(r),
      r < 0 ? integral(density, r - 12, r, 20_000) : 0.5 + integral(density, 0, r),
      1e-15,
      `at ${r}`,
    );
  // Published digits.
  near(normalCdf(1), 0.8413447460685429, 1e-15);
  near(normalCdf(2), 0.9772498680518208, 1e-15);
  near(normalCdf(-5), 2.866515718791939e-7, 1e-15);
});

test('normalCdf is symmetric about 1/2, rises, and ends at 0 and 1', () => {
  let last = 0;
  for (let r = -9; r <= 9; r += 0.01) {
    near(normalCdf(r) + normalCdf(-r), 1, 1e-15, `at ${r}`);
    assert.ok(normalCdf(r) >= last - 1e-15);
    last = normalCdf(r);
  }
  assert.deepEqual([0, -0, -Infinity, Infinity, -9, 9].map(normalCdf), [0.5, 0.5, 0, 1, 0, 1]);
  assert.ok(Number.isNaN(normalCdf(Number.NaN)));
});

test('meanRelu is the integral of relu against the normal density', () => {
  for (const deviation of [1e-12, 0.3, 1, 1e5])
    for (let r = -9; r <= 9; r += 0.37) {
      const mean = r * deviation;
      const expected = integral((s) => (mean + deviation * s) * density(s), -r, Math.max(-r, 0) + 12, 20_000);
      near(
        meanRelu(mean, deviation) / deviation,
        expected / deviation,
        1e-14 * Math.max(1, r),
        `mean ${r} deviations`,
      );
      near(
        (meanRelu(mean, deviation) - meanRelu(-mean, deviation)) / deviation,
        r,
        1e-14 * Math.max(1, Math.abs(r)),
      );
    }
  assert.deepEqual([meanRelu(2, 0), meanRelu(-2, 0), meanRelu(0, 0)], [2, 0, 0]);
  near(meanRelu(0, 3), 3 / Math.sqrt(2 * Math.PI), 1e-15 * 3);
});

/** A network with weights in p dimensions, as explicit rows and as `clusterMargins` takes it. */
function drawNetwork(m: number, p: number, muNorm: number) {
  const source = stream('network', m);
  const weights = Array.from({ length: m }, () => Array.from({ length: p }, () => source.normal()));
  return {
    weights,
    at: {
      projections: Float64Array.from(
        weights.flatMap(([along1, along2]) => [muNorm * along1!, muNorm * along2!]),
      ),
      squaredNorms: Float64Array.from(weights, (w) => dot(w, w)),
      outputWeights: Float64Array.from({ length: m }, () => source.normal()),
    },
  };
}

test('cluster margins are the mean of y f over fresh points, within 4 standard errors', () => {
  const [p, muNorm, count] = [12, 5, 40_000];
  for (const m of [1, 7]) {
    const { weights, at } = drawNetwork(m, p, muNorm);
    const margins = clusterMargins(at);
    const source = stream('fresh', m);
    clusters.forEach(({ label, sign, name }, nu) => {
      let [sum, squares] = [0, 0];
      for (let k = 0; k < count; k++) {
        const x = Array.from({ length: p }, () => source.normal());
        x[label === 1 ? 0 : 1]! += sign * muNorm;
        const f = weights.reduce((total, w, j) => total + at.outputWeights[j]! * Math.max(0, dot(w, x)), 0);
        sum += label * f;
        squares += f * f;
      }
      const mean = sum / count;
      near(margins[nu]!, mean, 4 * Math.sqrt((squares / count - mean ** 2) / count), `${m} neurons, ${name}`);
    });
  }
});

test('exchanging the centres and negating the outputs exchanges the margins of the clusters', () => {
  const { at } = drawNetwork(9, 6, 3);
  const [a, b, c, d] = clusterMargins(at);
  const exchanged = clusterMargins({
    ...at,
    projections: at.projections.map((_, k) => at.projections[k ^ 1]!),
    outputWeights: at.outputWeights.map((value) => -value),
  });
  assert.deepEqual(exchanged, [c, d, a, b]);
  // Projections negated: +mu and -mu change places.
  assert.deepEqual(clusterMargins({ ...at, projections: at.projections.map((value) => -value) }), [
    b,
    a,
    d,
    c,
  ]);
  // f is homogeneous of degree 1 in the first layer and in the second.
  const doubled = {
    ...at,
    projections: at.projections.map((x) => 2 * x),
    squaredNorms: at.squaredNorms.map((x) => 4 * x),
  };
  assert.deepEqual(
    clusterMargins(doubled),
    [a, b, c, d].map((margin) => 2 * margin!),
  );
});

test('the Frobenius norm is the length of all weights together', () => {
  const { weights, at } = drawNetwork(5, 8, 1);
  near(frobeniusNorm(at), Math.hypot(...weights.flat()), 1e-13);
  assert.equal(frobeniusNorm({ squaredNorms: Float64Array.of(9, 16) }), 5);
});
