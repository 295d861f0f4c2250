import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows, row } from '../../src/linalg/index.ts';
import { ratios } from '../../src/papers/stability/claims/e2.ts';
import { growth, spread } from '../../src/papers/stability/claims/size.ts';
import { e1, gradients, readouts } from '../../src/papers/stability/e1.ts';
import { e2 } from '../../src/papers/stability/e2.ts';
import { onCentredSphere } from '../../src/papers/stability/fashion.ts';
import { medianAt, overSeedsAt } from '../../src/papers/stability/figures/common.ts';
import { e1Clipped, e1Figure } from '../../src/papers/stability/figures/e1.ts';
import { e2Edge, e2Figure } from '../../src/papers/stability/figures/e2.ts';
import { fashionFigure } from '../../src/papers/stability/figures/fashion.ts';
import { normsFigure } from '../../src/papers/stability/figures/norms.ts';
import { sizeFigure } from '../../src/papers/stability/figures/size.ts';
import { norms } from '../../src/papers/stability/norms.ts';
import { endOf, normsOf, stepsAtOnce, testErrors } from '../../src/papers/stability/reluMinimum.ts';
import { size } from '../../src/papers/stability/size.ts';
import { smallSizes, startOf, teacherProblem } from '../../src/papers/stability/teacher.ts';
import { stream } from '../../src/random/index.ts';
import type { Experiment, Result, ResultRecord, Settings } from '../../src/spec/experiment.ts';
import { createProblem, curvature, gram, residuals, twoLayerRelu } from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';

const context = { progress: () => {}, signal: new AbortController().signal };
const close = (a: number, b: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} is not ${b}`);

async function quick<S extends Settings, R extends ResultRecord>(
  experiment: Experiment<S, R>,
  wanted: (settings: S) => boolean = () => true,
): Promise<Result<S, R>[]> {
  const results: Result<S, R>[] = [];
  for (const { settings, seed } of experiment.runs('quick').filter((run) => wanted(run.settings)))
    results.push({ settings, seed, records: await experiment.run(settings, seed, context) });
  return results;
}

test('the teacher itself has no error, its path norm is the number of its neurons, inputs have length sqrt(d)', () => {
  using arena = new Arena();
  const s = { ...smallSizes, width: smallSizes.teachers, start: 'variance' } as const;
  const { problem, test: points } = teacherProblem(s, stream('teacher test', 1), arena);
  for (let i = 0; i < 5; i++) {
    const x = row(problem.inputs, i);
    close(
      x.reduce((sum, value) => sum + value * value, 0),
      s.dimension,
    );
  }
  const theta = new Float64Array(s.teachers * (s.dimension + 1)).fill(1);
  const directions = stream('teacher test', 1).split('teacher');
  for (let j = 0; j < s.teachers; j++)
    directions.fillSphere(theta.subarray(j * s.dimension, (j + 1) * s.dimension));
  assert.ok(residuals(problem, theta).every((e) => Math.abs(e) < 1e-12));
  const { testError, signError } = testErrors(problem, theta, points.inputs, points.truth);
  assert.ok(testError < 1e-24 && signError < 0.2); // all teachers may be silent
  const { pathNorm, normD, norm1 } = normsOf(problem, theta);
  close(pathNorm, s.teachers);
  close(normD, s.teachers * (1 + s.dimension));
  close(norm1, 2 * s.teachers);
});

test('the two readings of the start differ by d^(1/4) in the first layer only', () => {
  const [d, m] = [81, 50];
  const [variance, deviation] = (['variance', 'deviation'] as const).map((reading) =>
    startOf(reading, d, m, stream('start test')),
  );
  for (let k = 0; k < m * (d + 1); k++) close(variance![k]!, deviation![k]! * (k < m * d ? 3 : 1));
  const square = deviation!.subarray(0, m * d).reduce((sum, w) => sum + w * w, 0) / (m * d);
  close(square, 1 / d, 0.1);
});

test('sign and squared error of planted outputs; lengths must agree', () => {
  using arena = new Arena();
  // f(x) = relu(x) - 2 relu(-x)
  const theta = Float64Array.from([1, -1, 1, -2]);
  const inputs = fromRows(arena, { rows: 3, cols: 1, data: Float64Array.from([1, -1, 2]) }); // f = 1, -2, 2
  const problem = createProblem(twoLayerRelu(1, 2), inputs, [0, 0, 0], arena);
  const errors = testErrors(problem, theta, inputs, Float64Array.from([1, 1, -1]));
  close(errors.testError, (0 + 9 + 9) / 3);
  close(errors.signError, 2 / 3);
  assert.throws(() => testErrors(problem, theta, inputs, new Float64Array(2)), { name: 'ShapeError' });
});

test('a state counts as converged by loss, status and the quiet steps at its end', () => {
  using arena = new Arena();
  const inputs = fromRows(arena, { rows: 1, cols: 1, data: Float64Array.from([1]) });
  const problem = createProblem(twoLayerRelu(1, 1), inputs, [1], arena);
  const rule = { quietSteps: 10, convergedLoss: 1e-6 };
  const state = { status: 'step limit', theta: Float64Array.from([1, 1]), steps: 100, loss: 0 } as const;
  const counts = (change: object) => endOf(problem, { ...state, lastClipped: 90, ...change }, rule).converged;
  assert.ok(counts({}) && counts({ lastClipped: 0, steps: 1 }));
  assert.ok(!counts({ lastClipped: 91 }));
  assert.ok(!counts({ status: 'diverged' }));
  assert.ok(!counts({ theta: Float64Array.from([1, 1.1]) }));
});

test('some 20 ms of steps lie between two looks at the signal', () => {
  using arena = new Arena();
  const inputs = fromRows(arena, { rows: 10, cols: 2, data: new Float64Array(20).fill(1) });
  const problem = createProblem(twoLayerRelu(2, 100), inputs, new Float64Array(10), arena);
  assert.equal(stepsAtOnce(problem, 'sgd'), Math.floor(1e8 / 300));
  assert.equal(stepsAtOnce(problem, 'gd'), Math.floor(1e8 / 3000));
});

test('readouts ascend from 0 to the last step without repetition', () => {
  for (const last of [1, 7, 1000, 50_000]) {
    const steps = readouts(last);
    assert.equal(steps[0], 0);
    assert.equal(steps.at(-1), last);
    assert.ok(steps.every((step, i) => i === 0 || step > steps[i - 1]!));
  }
});

test('trace and gradient lengths of planted norms and residuals', () => {
  const { trace, rootMeanGradient, largestGradient } = gradients(
    Float64Array.from([4, 9]),
    Float64Array.from([-3, 1]),
  );
  close(trace, 6.5);
  close(rootMeanGradient, Math.sqrt((36 + 9) / 2));
  close(largestGradient, 6);
});

test('images are centred by the mean of the reference and scaled to length sqrt(d)', () => {
  const reference = { rows: 2, cols: 2, data: Float64Array.from([1, 2, 3, 6]) }; // mean (2, 4)
  const { data } = onCentredSphere(reference)({ rows: 2, cols: 2, data: Float64Array.from([2, 9, 5, 8]) });
  const expected = [0, Math.SQRT2, 3 * (Math.SQRT2 / 5), 4 * (Math.SQRT2 / 5)];
  expected.forEach((value, k) => {
    close(data[k]!, value);
  });
  assert.deepEqual([...reference.data], [1, 2, 3, 6]);
});

test('spread and growth over planted sizes', () => {
  const runs = [
    { size: 400, trace: 30, q4: 5 },
    { size: 100, trace: 10, q4: 5 },
    { size: 200, trace: 20, q4: 5 },
  ];
  close(spread('trace')(runs), 1);
  assert.equal(spread('q4')(runs), 0);
  assert.deepEqual(growth(runs), { trace: 3, size: 4 });
});

test('runs are paired by seed and by rate or axis; a pair counts if both do', () => {
  const run = (seed: number, axis: number, learningRate: number, value: number, converged = true) => ({
    seed,
    axis,
    learningRate,
    converged,
    value,
  });
  const sgd = [run(1, 0.1, 0.01, 2), run(2, 0.1, 0.01, 3), run(3, 0.1, 0.01, 5)];
  const gd = [run(2, 0.1, 0.1, 6, false), run(1, 0.1, 0.1, 8), run(1, 0.01, 0.01, 1)];
  const value = (one: (typeof sgd)[number]) => one.value;
  assert.deepEqual(
    ratios(sgd, gd, 'axis', value).map(({ seed, ratio, converged }) => [seed, ratio, converged]),
    [
      [1, 0.25, true],
      [2, 0.5, false],
    ],
  );
  assert.deepEqual(
    ratios(sgd, gd, 'learningRate', value).map(({ ratio }) => ratio),
    [2],
  );
});

test('figures take medians of converged runs only, and show the others as they are', () => {
  const runs = [1, 2, 9, 100].map((y, i) => ({ x: 1, y, converged: i < 3 }));
  const [, line, hollow] = overSeedsAt(runs, 'x', 'y', 'y', '#0072b2');
  assert.deepEqual([line!.x, line!.y], [[1], [2]]);
  assert.deepEqual([hollow!.x, hollow!.y], [[1], [100]]);
  assert.equal(medianAt(runs, 'x', 1, 'y'), 5.5);
  assert.ok(Number.isNaN(medianAt(runs, 'x', 2, 'y')));
});

test('runs of E1, E2 and the sizes repeat bit for bit and leave no memory behind', async () => {
  const short = { maxSteps: 3000 };
  const again = async <S extends Settings, R extends ResultRecord>(experiment: Experiment<S, R>) => {
    const { settings } = experiment.runs('quick')[0]!;
    const cut = { ...settings, ...short };
    const before = liveBytes();
    const first = await experiment.run(cut, 2, context);
    assert.deepEqual(await experiment.run(cut, 2, context), first);
    assert.notDeepEqual(await experiment.run(cut, 3, context), first);
    assert.equal(liveBytes(), before);
  };
  await again(e1);
  await again(e2);
  await again(size);
  await again(norms);
});

test('E1 reads the trace of the Gram matrix at its start, and all columns at the same steps', () => {
  const { settings, seed } = e1.runs('quick')[0]!;
  const [record] = e1.run({ ...settings, maxSteps: 100 }, seed, context);
  using arena = new Arena();
  const { problem, start } = teacherProblem(settings, stream('stability/e1', seed), arena);
  close(record!.trace[0]!, curvature(gram(problem, start, arena)).trace);
  assert.deepEqual(record!.steps, readouts(100));
  for (const column of ['trainLoss', 'testLoss', 'largestGradient', 'pathNorm', 'lastClippedAt'] as const)
    assert.equal(record![column].length, record!.steps.length);
  assert.equal(record!.unclipped, false);
});

test('at the size of the paper points of E2 lie where the fact sheet (8.2) has them', () => {
  const point = (algorithm: string, start: string, axis: number) => {
    const run = e2
      .runs('paper')
      .find(
        ({ settings: s, seed }) =>
          seed === 1 && s.algorithm === algorithm && s.clip === 100 && s.start === start && s.axis === axis,
      )!;
    return e2.run(run.settings, run.seed, context)[0]!;
  };
  const near = (value: number, expected: number, relative: number) =>
    assert.ok(Math.abs(value / expected - 1) < relative, `${value}, fact sheet: ${expected}`);
  const sgd = point('sgd', 'variance', 0.0464);
  near(sgd.trace, 362, 0.05);
  near(sgd.pathNorm, 20.7, 0.1);
  near(sgd.top, 104, 0.1);
  near(sgd.testError, 2, 0.2);
  const gd = point('gd', 'variance', 0.06);
  near(gd.top, 26, 0.15);
  near(gd.pathNorm, 51, 0.2);
  near(point('sgd', 'deviation', 0.1).pathNorm, 12.5, 0.1);
});

test('every figure draws quick results, and none', async () => {
  const [curves, sweep, sizes, random] = [
    await quick(e1, ({ name }) => name === 'slow'),
    await quick(e2, ({ axis }) => axis >= 0.02),
    await quick(size, ({ algorithm }) => algorithm === 'sgd'),
    await quick(norms),
  ];
  for (const figure of [e1Figure, e1Clipped])
    for (const results of [curves, []]) assert.ok(figure.draw([results]).data.length > 0);
  for (const figure of [e2Figure, e2Edge])
    for (const results of [sweep, []]) assert.ok(figure.draw([results]).data.length > 0);
  for (const results of [sizes, []]) assert.ok(sizeFigure.draw([results]).data.length > 0);
  for (const results of [random, []]) assert.ok(normsFigure.draw([results, sweep]).data.length > 0);
  assert.ok(fashionFigure.draw([[]]).data.length > 0);
});
