import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../src/random/index.ts';
import { countCorrect, testError } from '../../src/xor/index.ts';

const outputs = Float64Array.of(1e-300, -2, 0, -0, 3, -1, Number.NaN);
const labels = Float64Array.of(1, -1, 1, -1, -1, 1, 1);

test('an output is correct where it has the sign of its label, and 0 never is', () => {
  assert.equal(countCorrect(outputs, labels), 2);
  assert.equal(
    countCorrect(
      outputs,
      labels.map((y) => -y),
    ),
    2,
  );
  assert.equal(countCorrect(new Float64Array(0), new Float64Array(0)), 0);
});

test('counts only samples that are asked for', () => {
  assert.equal(
    countCorrect(outputs, labels, (i) => i === 0),
    1,
  );
  assert.equal(
    countCorrect(outputs, labels, (i) => i > 1),
    0,
  );
});

test('the test error is the share of wrong predictions', () => {
  const { value, standardError, count } = testError(outputs, labels);
  assert.ok(Math.abs(value - 5 / 7) < 1e-15);
  assert.ok(Math.abs(standardError - Math.sqrt((5 / 7) * (2 / 7) * (1 / 7))) < 1e-15);
  assert.equal(count, 7);
  assert.deepEqual(testError(labels, labels), { value: 0, standardError: 0, count: 7 });
});

test('the standard error of the test error is its deviation over fresh points', () => {
  const source = stream('fresh points');
  const [runs, points, rate] = [2000, 150, 0.2];
  const ones = new Float64Array(points).fill(1);
  const estimates = Array.from({ length: runs }, () =>
    testError(source.fillUniform(new Float64Array(points), -rate, 1 - rate), ones),
  );
  const variance = estimates.reduce((sum, { value }) => sum + (value - rate) ** 2, 0) / runs;
  const stated = estimates.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / runs;
  // The variance over 2000 runs has a relative standard error of sqrt(2 / 2000).
  assert.ok(Math.abs(stated / variance - 1) < 4 * Math.sqrt(2 / runs), `${stated} stated, ${variance} found`);
});
