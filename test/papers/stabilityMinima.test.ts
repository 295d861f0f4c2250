// Measurements of the stability paper beyond E3, on planted data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows } from '../../src/linalg/index.ts';
import { alignment } from '../../src/papers/stability/alignment.ts';
import { balanceAt } from '../../src/papers/stability/claims/balancing.ts';
import { expectedSteps } from '../../src/papers/stability/claims/escape.ts';
import { e4, settings as ofE4, ratios, unbalanced } from '../../src/papers/stability/e4.ts';
import {
  escapeStep,
  escapes,
  growth,
  meanSquareFactor,
  settings,
} from '../../src/papers/stability/escape.ts';
import { meanSquareAndAlmostSure } from '../../src/papers/stability/figures/escape.ts';
import { figures } from '../../src/papers/stability/figures.ts';
import { minima } from '../../src/papers/stability/minima.ts';
import { setUp } from '../../src/papers/stability/networks.ts';
import { planted } from '../../src/papers/stability/planted.ts';
import { lyapunovExponent } from '../../src/papers/stability/thresholds.ts';
import { hasConverged, statesAt } from '../../src/papers/stability/training.ts';
import { stream } from '../../src/random/index.ts';
import type { AnyExperiment } from '../../src/spec/experiment.ts';
import { balanceRatio, createProblem, linearModel, sgd } from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { log } from '../../src/wasm/math.ts';
import { liveBytes } from '../../src/wasm/memory.ts';

const context = { progress: () => {}, signal: new AbortController().signal };
const near = (value: number, expected: number, error = 1e-12) =>
  assert.ok(Math.abs(value - expected) <= error, `${value}, expected ${expected}`);

const experiments: readonly AnyExperiment[] = [e4, alignment, minima, planted, escapes];

for (const experiment of experiments)
  test(`${experiment.id}: a run repeats bit for bit, differs between seeds and leaves no memory behind`, async () => {
    const runs = experiment.runs('quick');
    const run = runs.reduce((a, b) => (experiment.cost(b).seconds < experiment.cost(a).seconds ? b : a));
    const before = liveBytes();
    const first = await experiment.run(run.settings, 1, context);
    assert.deepEqual(await experiment.run(run.settings, 1, context), first);
    assert.equal(liveBytes(), before);
    if (experiment !== escapes) assert.notDeepEqual(await experiment.run(run.settings, 2, context), first);
  });

test('an unbalanced start has the balance ratio that was asked for', () => {
  for (const ratio of ratios)
    near(
      balanceRatio(unbalanced({ ...ofE4, dimension: 50, ratio }, stream('test', ratio))),
      ratio,
      1e-12 * ratio,
    );
});

test('the balance after a step is that of the last readout up to it', () => {
  const run = { at: [0, 10, 37], balances: [4, 3, 2] };
  assert.deepEqual(
    [0, 9, 10, 36, 37, 5000].map((step) => balanceAt(run, step)),
    [4, 4, 3, 3, 2, 2],
  );
});

test('states at given steps are those of one descent, and a signal ends it', () => {
  using arena = new Arena();
  const size = {
    network: 'diagonal',
    dimension: 30,
    width: 0,
    samples: 12,
    support: 2,
    deviation: 0.3,
  } as const;
  const { problem, start } = setUp(size, stream('test'), arena);
  const rules = { learningRate: 0.1, clip: 10, tolerance: 1e-9, quietSteps: 10, maxSteps: 50_000 };
  const descent = sgd(problem, rules, stream('test', 'samples'), arena);
  const marks = [0, 7, 100, 50_000];
  const states = [...statesAt(descent, start, marks, 13, context)];
  assert.deepEqual(
    states.slice(0, 3).map(({ steps }) => steps),
    [0, 7, 100],
  );
  assert.deepEqual(states[2], descent.step(descent.init(start), 100));
  assert.equal(states[3]!.status, 'converged');
  assert.ok(hasConverged(problem, states[3]!, 10));
  assert.ok(!hasConverged(problem, states[1]!, 10));
  assert.ok(!hasConverged(problem, { ...states[3]!, lastClipped: states[3]!.steps - 9 }, 10));
  assert.throws(() => [...statesAt(descent, start, marks, 13, { ...context, signal: AbortSignal.abort() })], {
    name: 'AbortError',
  });
});

test('the Lyapunov exponent of orthogonal gradients is that of a multiplication at every n-th step', () => {
  using arena = new Arena();
  const n = 4;
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 2 : 0)));
  const inputs = fromRows(arena, { rows: n, cols: n, data: rows.flat() });
  const problem = createProblem(linearModel(n), inputs, new Float64Array(n), arena);
  for (const learningRate of [0.01, 0.49, 0.51]) {
    const at = { batch: 1, replacement: true, learningRate };
    const exponent = lyapunovExponent(problem, new Float64Array(n), at, stream('test', learningRate));
    // The largest of four sums: off by the scatter of how often a sample is drawn.
    near(
      exponent,
      log(Math.abs(1 - 4 * learningRate)) / n,
      0.02 * Math.abs(log(Math.abs(1 - 4 * learningRate))),
    );
  }
});

test('the toy: GD stays below its edge and leaves above it, SGD follows the samples it is given', () => {
  assert.equal(escapeStep(settings), Infinity);
  assert.notEqual(escapeStep({ ...settings, learningRate: 1.05 }), Infinity);
  assert.equal(
    escapeStep(settings, () => 0),
    Infinity,
  );
  // Sample 2 alone multiplies x - 1 by 1 - 0.7 * 3.8 = -1.66 a step, until x < 0.58.
  const left = escapeStep(settings, () => 1);
  const steps = log(0.42 / settings.offset) / log(1.66);
  assert.ok(left > steps && left < steps + 5, `${left} steps, ${steps} to the edge`);
});

test('the toy: edges of the mean square and of almost every trajectory', () => {
  const { meanSquare, almostSure } = meanSquareAndAlmostSure(settings);
  near(meanSquareFactor({ ...settings, learningRate: meanSquare }), 1);
  near(growth({ ...settings, learningRate: almostSure }), 0);
  assert.ok(meanSquare < almostSure && almostSure < settings.learningRate);
  near(expectedSteps(settings), log(1e5) / ((log(0.86) + log(1.66)) / 2), 1e-9);
});

test('thresholds at given points: bounds on both sides, and those of batch 1 agree with the batch formula', async () => {
  for (const { settings: s, seed } of planted.runs('quick').filter(({ seed }) => seed === 1)) {
    const [record] = planted.run(s, seed);
    const { critical, bounds } = record!;
    assert.ok(bounds.sufficient <= critical * (1 + 1e-9) && critical <= bounds.batch * (1 + 1e-9));
    assert.ok(critical < bounds.gd);
    if (s.batch === 1) near(bounds.batch / bounds.q4, 1, 1e-12);
  }
});

test('figures draw without results, and from the quick profile', async () => {
  const own = figures.filter(({ experiments: used }) => used.some((one) => experiments.includes(one)));
  assert.equal(own.length, 5);
  const computed = new Map<AnyExperiment, unknown>();
  for (const experiment of [escapes, planted]) {
    const results = [];
    for (const { settings: s, seed } of experiment.runs('quick'))
      results.push({ settings: s, seed, records: await (experiment as AnyExperiment).run(s, seed, context) });
    computed.set(experiment, results);
  }
  for (const figure of own) {
    const draw = figure.draw as (results: unknown) => { readonly data: readonly unknown[] };
    assert.ok(draw(figure.experiments.map(() => [])).data.length > 0, figure.id);
    if (figure.experiments.every((one) => computed.has(one)))
      assert.ok(draw(figure.experiments.map((one) => computed.get(one))).data.length > 0, figure.id);
  }
});
