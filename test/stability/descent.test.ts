// SGD and GD as solvers: thresholds known in closed form, statuses, repeatability, errors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stream } from '../../src/random/index.ts';
import {
  cosineDecay,
  createProblem,
  type Descent,
  type DescentSettings,
  type DescentState,
  diagonalNetwork,
  done,
  gd,
  linearModel,
  sgd,
  trainLoss,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { eigenvalues, problemOf, randomSamples, randomTheta } from './cases.ts';

const settings: DescentSettings = {
  learningRate: 0.1,
  clip: Number.POSITIVE_INFINITY,
  tolerance: 1e-12,
  quietSteps: 50,
  maxSteps: 100_000,
};

function descend(descent: Descent, theta: Float64Array, chunk = 1000): DescentState {
  let state = descent.init(theta);
  while (!done(state)) state = descent.step(state, chunk);
  return state;
}

/** n orthogonal inputs of squared norm s: Tr G = s, lambda_max(G) = s/n, and each e_i evolves by itself. */
function orthogonal(n: number, s: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? Math.sqrt(s) : 0)),
  );
}

test('linear model, orthogonal inputs: SGD converges just below 2/Tr G and diverges just above, GD at 2/lambda_max', () => {
  using arena = new Arena();
  const [n, s] = [5, 3];
  const problem = createProblem(linearModel(n), orthogonal(n, s), [1, -2, 3, -4, 5], arena);
  const start = new Float64Array(n);
  for (const [factor, status] of [
    [0.98, 'converged'],
    [1.02, 'diverged'],
  ] as const) {
    const bySgd = sgd(problem, { ...settings, learningRate: (factor * 2) / s }, stream('edge'), arena);
    assert.equal(descend(bySgd, start).status, status);
    const byGd = gd(problem, { ...settings, learningRate: (factor * 2 * n) / s }, arena);
    assert.equal(descend(byGd, start).status, status);
  }
});

test('linear model, random inputs: GD converges just below 2/lambda_max and diverges just above', () => {
  using arena = new Arena();
  const samples = randomSamples(6, 9);
  const G = Array.from({ length: 9 }, (_, j) =>
    Array.from({ length: 9 }, (_, k) => samples.x.reduce((sum, row) => sum + (row[j]! * row[k]!) / 6, 0)),
  );
  const threshold = 2 / eigenvalues(G).at(-1)!;
  const problem = problemOf(linearModel(9), samples, arena);
  const end = (factor: number) =>
    descend(gd(problem, { ...settings, learningRate: factor * threshold }, arena), randomTheta(9));
  const below = end(0.99);
  assert.equal(below.status, 'converged');
  assert.ok(trainLoss(problem, below.theta) < settings.tolerance);
  assert.equal(end(1.01).status, 'diverged');
});

test('diagonal network at the size of E3, no clipping: SGD converges at eta = 0.004 and diverges at once at 0.008', () => {
  using arena = new Arena();
  const [n, d] = [300, 1000];
  const x = Array.from({ length: n }, (_, i) => stream('test E3', i).fillUniform(new Float64Array(d), -1, 1));
  const y = x.map((row) => row[0]! + row[1]! + row[2]!);
  const problem = createProblem(diagonalNetwork(d), x, y, arena);
  const start = stream('test E3', 'start').fillNormal(new Float64Array(2 * d));
  const end = (learningRate: number) =>
    descend(
      sgd(problem, { ...settings, learningRate, tolerance: 1e-9 }, stream('test E3'), arena),
      start,
      8192,
    );
  const converged = end(0.004);
  assert.equal(converged.status, 'converged');
  assert.ok(trainLoss(problem, converged.theta) < 1e-8);
  const diverged = end(0.008);
  assert.equal(diverged.status, 'diverged');
  assert.ok(diverged.steps < 100, `${diverged.steps} steps`);
});

test('any division into calls gives the same bits, and so does a second descent with the same seed', () => {
  using arena = new Arena();
  const problem = problemOf(diagonalNetwork(6), randomSamples(4, 6), arena);
  const long = { ...settings, clip: 1, tolerance: 0, maxSteps: 20_000 }; // three blocks of indices
  const start = randomTheta(12);
  const whole = descend(sgd(problem, long, stream('calls'), arena), start, 20_000);
  const wholeGd = descend(gd(problem, long, arena), start, 20_000);
  assert.equal(whole.status, 'step limit');
  assert.deepEqual(descend(sgd(problem, long, stream('calls'), arena), start, 20_000), whole);
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 20_000 }), (chunk) => {
      assert.deepEqual(descend(sgd(problem, long, stream('calls'), arena), start, chunk), whole);
      assert.deepEqual(descend(gd(problem, long, arena), start, chunk), wholeGd);
    }),
    { numRuns: 20, seed: 1 },
  );
  assert.notDeepEqual(descend(sgd(problem, long, stream('other'), arena), start).theta, whole.theta);
});

test('a step leaves the state before it as it was, and a state that is done stays', () => {
  using arena = new Arena();
  const problem = problemOf(diagonalNetwork(6), randomSamples(4, 6), arena);
  const byGd = gd(problem, settings, arena);
  for (const descent of [sgd(problem, settings, stream('pure'), arena), byGd]) {
    const start = descent.init(randomTheta(12));
    const first = descent.step(start, 9000);
    assert.deepEqual(start, descent.init(randomTheta(12)));
    const second = descent.step(first, 10);
    assert.deepEqual(descent.step(start, 9000), first);
    assert.deepEqual(descent.step(first, 10), second);
    const another =
      descent === byGd ? gd(problem, settings, arena) : sgd(problem, settings, stream('pure'), arena);
    assert.deepEqual(another.step(first, 10), second);
    const end = descend(descent, randomTheta(12));
    assert.equal(descent.step(end, 10), end);
  }
});

test('SGD draws samples with replacement and uniformly: its mean step is that of GD', () => {
  using arena = new Arena();
  const n = 5;
  // Orthonormal inputs and a tiny rate: entry i of w counts how often sample i was drawn.
  const problem = createProblem(linearModel(n), orthogonal(n, 1), [1, 1, 1, 1, 1], arena);
  const steps = 50_000;
  const tiny = { ...settings, learningRate: 1e-9, maxSteps: steps };
  const descent = sgd(problem, tiny, stream('uniform'), arena);
  const { theta } = descend(descent, new Float64Array(n));
  const expected = (steps / n) * 1e-9;
  const deviation = Math.sqrt((steps / n) * (1 - 1 / n)) * 1e-9;
  for (const drawn of theta) assert.ok(Math.abs(drawn - expected) < 4 * deviation);
  assert.ok(new Set(theta).size > 1, 'equal counts would be sampling without replacement');
  const counts = (state: DescentState) => [...state.theta].map((value) => Math.round(value * 1e9));
  const first = descent.step(descent.init(new Float64Array(n)), 8192);
  const twice = counts(descent.step(first, 8192));
  assert.notDeepEqual(
    twice,
    counts(first).map((count) => 2 * count),
    'later blocks of indices are drawn anew',
  );
});

test('the descent ends at the first theta below the tolerance, but not before the quiet steps are over', () => {
  using arena = new Arena();
  const problem = problemOf(diagonalNetwork(6), randomSamples(4, 6), arena);
  const clipped = { ...settings, clip: 0.05, tolerance: 1e-6 };
  const quick = descend(gd(problem, { ...clipped, quietSteps: 0 }, arena), randomTheta(12), 7);
  assert.equal(quick.status, 'converged');
  assert.ok(quick.loss < 1e-6 && trainLoss(problem, quick.theta) < 1e-6);
  const before = { ...clipped, quietSteps: 0, maxSteps: quick.steps - 1 };
  const earlier = descend(gd(problem, before, arena), randomTheta(12), 7);
  assert.equal(earlier.status, 'step limit');
  assert.ok(trainLoss(problem, earlier.theta) >= 1e-6);
  assert.ok(quick.lastClipped > 0);

  const slow = descend(gd(problem, { ...clipped, quietSteps: 3000 }, arena), randomTheta(12), 7);
  assert.equal(slow.lastClipped, quick.lastClipped);
  assert.equal(slow.steps, slow.lastClipped + 3000);
});

test('the running loss of SGD is a mean over about n steps that starts at the train loss', () => {
  using arena = new Arena();
  const { x, y } = randomSamples(4, 6);
  const problem = createProblem(linearModel(6), x, y, arena);
  const descent = sgd(
    problem,
    { ...settings, learningRate: 1e-300, maxSteps: 100_000 },
    stream('loss'),
    arena,
  );
  const start = descent.init(new Float64Array(6));
  const exact = y.reduce((sum, value) => sum + (value * value) / 8, 0);
  assert.ok(Math.abs(start.loss - exact) < 1e-15);
  let [state, sum] = [start, 0];
  for (let k = 0; k < 2000; k++) {
    state = descent.step(state, 16);
    sum += state.loss / 2000;
  }
  assert.ok(Math.abs(sum / exact - 1) < 0.05, 'theta does not move, so its mean is the train loss');
});

test('a loss without a finite value ends a descent as diverged', () => {
  using arena = new Arena();
  const samples = randomSamples(4, 6);
  const problem = problemOf(diagonalNetwork(6), samples, arena);
  assert.equal(gd(problem, settings, arena).init(randomTheta(12).fill(1e200)).status, 'diverged');
  const wild = { ...settings, learningRate: 10 };
  for (const descent of [sgd(problem, wild, stream('wild'), arena), gd(problem, wild, arena)]) {
    const end = descend(descent, randomTheta(12));
    assert.equal(end.status, 'diverged');
    assert.ok(end.steps < 1000 && !(end.loss < Infinity));
  }
});

test('mismatched shapes, empty data and settings out of range are named', () => {
  using arena = new Arena();
  const { x, y } = randomSamples(4, 6);
  const model = diagonalNetwork(6);
  const shape = (message: RegExp) => ({ name: 'ShapeError', message });
  assert.throws(() => createProblem(model, x, [1, 2, 3], arena), shape(/4 rows but targets have 3 entries/));
  assert.throws(
    () => createProblem(diagonalNetwork(5), x, y, arena),
    shape(/4 x 6 but the model takes inputs of length 5/),
  );
  assert.throws(() => createProblem(model, [], [], arena), shape(/no rows/));
  const problem = createProblem(model, x, y, arena);
  assert.throws(
    () => gd(problem, settings, arena).init(new Float64Array(6)),
    shape(/theta has 6 entries but the model has 12 parameters/),
  );
  const notFinite = (message: RegExp) => ({ name: 'NotFiniteError', message });
  const [first, ...others] = x as [number[], ...number[][]];
  const odd = [first, others[0]!.with(2, Number.NaN), ...others.slice(1)];
  assert.throws(() => createProblem(model, odd, y, arena), notFinite(/entry \(1, 2\) of the inputs is NaN/));
  assert.throws(
    () => createProblem(model, x, y.with(3, Number.NEGATIVE_INFINITY), arena),
    notFinite(/target 3 is -Infinity/),
  );
  assert.throws(
    () => gd(problem, settings, arena).init(randomTheta(12).fill(Number.NaN, 3, 4)),
    notFinite(/entry 3 of theta is NaN/),
  );
  const range = (change: Partial<DescentSettings>, message: RegExp) => {
    assert.throws(() => gd(problem, { ...settings, ...change }, arena), { name: 'RangeError', message });
    assert.throws(() => sgd(problem, { ...settings, ...change }, stream('x'), arena), {
      name: 'RangeError',
      message,
    });
  };
  range({ learningRate: -0.1 }, /learningRate is -0.1/);
  range({ learningRate: Number.POSITIVE_INFINITY }, /learningRate is Infinity/);
  range({ clip: 0 }, /clip is 0/);
  range({ clip: Number.NaN }, /clip is NaN/);
  range({ tolerance: -1 }, /tolerance is -1/);
  range({ quietSteps: 1.5 }, /quietSteps is 1.5/);
  range({ maxSteps: 0 }, /maxSteps is 0/);
  range({ labelNoise: -1 }, /labelNoise is -1/);
  const refused = (batch: number) =>
    assert.throws(() => sgd(problem, { ...settings, batch }, stream('x'), arena), {
      name: 'RangeError',
      message: `batch is ${batch}: an integer from 1 to the 4 samples was expected`,
    });
  for (const size of [0, -1, 5, 1.5, Number.NaN]) refused(size);
  assert.throws(() => gd(problem, { ...settings, labelNoise: 0.1 }, arena), {
    name: 'RangeError',
    message: /labelNoise is 0.1, but there is no stream/,
  });
  const negative = gd(problem, { ...settings, learningRate: (t) => 2 - t }, arena);
  assert.throws(() => negative.step(negative.init(randomTheta(12)), 10), {
    name: 'RangeError',
    message: 'learningRate(3) is -1: a finite number >= 0 was expected',
  });
  assert.throws(() => cosineDecay(0, 10), { name: 'RangeError', message: /first rate is 0/ });
  assert.throws(() => cosineDecay(1, 0.5), { name: 'RangeError', message: /decay in 0.5 steps/ });
  const descent = gd(problem, settings, arena);
  assert.throws(() => descent.step(descent.init(randomTheta(12)), 0), {
    name: 'RangeError',
    message: /0 steps were asked for/,
  });
});
