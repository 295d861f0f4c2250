// docs/add-a-model.md: its example trains like the built-in models.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { biasedRelu } from '../../docs/biasedRelu.ts';
import { stream } from '../../src/random/index.ts';
import { createProblem, curvature, done, gram, sgd, trainLoss } from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { randomSamples, randomTheta } from './cases.ts';

test('the biased ReLU network of docs fits a parity of two signs by SGD, at a trace below 2 B / eta', () => {
  using arena = new Arena();
  const inputs = randomSamples(30, 4).x;
  const targets = inputs.map((x) => Math.sign(x[0]! * x[1]!));
  const model = biasedRelu(4, 30);
  const problem = createProblem(model, inputs, targets, arena);
  const settings = { learningRate: 0.01, clip: 10, tolerance: 1e-6, quietSteps: 1000, maxSteps: 200_000 };
  const descent = sgd(problem, { ...settings, batch: 4, replacement: false }, stream('my run', 1), arena);
  let state = descent.init(randomTheta(model.parameters));
  while (!done(state)) state = descent.step(state, 1000);
  assert.equal(state.status, 'converged');
  assert.ok(trainLoss(problem, state.theta) < 1e-5);
  const { trace, top } = curvature(gram(problem, state.theta, arena));
  assert.ok(top > 0 && top < trace && trace < (2 * 4) / settings.learningRate);
});
