import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assess, bce, hinge, squared } from '../../src/convex/index.ts';

test('classes: outputs on the right side by hand count, one on the boundary counts as negative', () => {
  const z = Float64Array.of(2, -1, 0.5, 0, 0);
  assert.deepEqual(assess(z, Float64Array.of(1, -1, -1, -1, -1), hinge), {
    count: 5,
    meanLoss: (0 + 0 + 1.5 + 1 + 1) / 5,
    correct: 4,
  });
  const { correct, meanLoss } = assess(z, Float64Array.of(1, 0, 0, 0, 0), bce);
  assert.equal(correct, 4);
  const expected = [[-4], [-2], [1], [0], [0]].map(([m]) => Math.log1p(Math.exp(m!)));
  assert.ok(Math.abs(meanLoss - expected.reduce((a, b) => a + b) / 5) < 1e-15);
});

test('quantities: root mean squared error and R^2; targets of -1 and 1 have an accuracy too', () => {
  const y = Float64Array.of(1, 2, 3, 6);
  const assessment = assess(Float64Array.of(1, 2, 3, 4), y, squared);
  assert.deepEqual(assessment, { count: 4, meanLoss: 0.5, rmse: 1, explained: 1 - 4 / 14 });
  const mean = assess(new Float64Array(4).fill(3), y, squared);
  assert.equal(mean.explained, 0);
  assert.ok(!('explained' in assess(y, new Float64Array(4).fill(5), squared)));
  assert.equal(assess(Float64Array.of(0.1, 3), Float64Array.of(-1, 1), squared).correct, 1);
});
