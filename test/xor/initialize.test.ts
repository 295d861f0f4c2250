import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { initialize } from '../../src/xor/index.ts';
import { dot } from './direct.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';

/** The mean is `mean` and the variance `variance` within 4 standard errors, for a law with the kurtosis given. */
function assertMoments(values: readonly number[], mean: number, variance: number, kurtosis = 3): void {
  const n = values.length;
  const first = values.reduce((sum, x) => sum + x, 0) / n;
  const second = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
  assert.ok(Math.abs(first - mean) <= 4 * Math.sqrt(variance / n), `mean ${first} instead of ${mean}`);
  const error = variance * Math.sqrt((kurtosis - 1) / n);
  assert.ok(Math.abs(second - variance) <= 4 * error, `variance ${second} instead of ${variance}`);
}

test('first-layer weights are N(0, omega^2) and output signs +-1, equally likely', () => {
  using arena = new Arena();
  const [neurons, drawn, omega] = [500, 40, 3e-5];
  const { weights, signs } = initialize(neurons, 1000, drawn, omega, stream('weights'), arena);
  assert.deepEqual([weights.rows, weights.cols], [neurons, drawn]);
  assertMoments([...weights.data], 0, omega ** 2);
  assert.ok(signs.every((sign) => sign === 1 || sign === -1));
  assertMoments([...signs], 0, 1, 1);
  // Of each neuron's own sign: rows of either sign are as long.
  const lengths = toRows(weights).map((w) => dot(w, w) / omega ** 2);
  for (const sign of [1, -1])
    assertMoments(
      lengths.filter((_, j) => signs[j] === sign),
      drawn,
      2 * drawn,
      4,
    );
});

test('the length in the dimensions that are not drawn is that of the dimensions left out', () => {
  using arena = new Arena();
  const [neurons, dimension, drawn, omega] = [2000, 60, 20, 0.5];
  const reduced = initialize(neurons, dimension, drawn, omega, stream('reduced'), arena);
  const full = initialize(neurons, dimension, dimension, omega, stream('full'), arena);
  const outside = toRows(full.weights).map((w) => dot(w.slice(drawn), w.slice(drawn)));
  assert.ok(kolmogorovSmirnov([...reduced.outside], outside) < 2);
  const whole = toRows(reduced.weights).map((w, j) => dot(w, w) + reduced.outside[j]!);
  assert.ok(
    kolmogorovSmirnov(
      whole,
      toRows(full.weights).map((w) => dot(w, w)),
    ) < 2,
  );
  assert.ok(full.outside.every((square) => square === 0));
});

test('the ambient dimension may be 4e11', () => {
  using arena = new Arena();
  const { outside } = initialize(400, 4e11, 5, 2, stream('huge'), arena);
  assertMoments(
    Array.from(outside, (square) => (square / 4 - 4e11) / Math.sqrt(8e11)),
    0,
    1,
  );
});

test('bad sizes are refused with what was given and what was expected', () => {
  using arena = new Arena();
  const refused = (neurons: number, dimension: number, drawn: number, omega: number, message: string) =>
    assert.throws(() => initialize(neurons, dimension, drawn, omega, stream('bad'), arena), {
      name: 'RangeError',
      message,
    });
  for (const neurons of [0, 2.5, Number.NaN])
    refused(neurons, 5, 5, 1, `neurons is ${neurons}: an integer >= 1 was expected`);
  for (const omega of [0, -1, Number.NaN, Infinity])
    refused(3, 5, 5, omega, `omega is ${omega}: a finite number > 0 was expected`);
  refused(3, 5, 6, 1, '6 of 5 coordinates are to be drawn: at most all was expected');
  refused(3, Number.NaN, 6, 1, '6 of NaN coordinates are to be drawn: at most all was expected');
});
