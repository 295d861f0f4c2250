import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FitSettings,
  fit,
  losses,
  predict,
  respond,
  respondUnderAttack,
  type Samples,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { oracle } from './oracle.ts';

const samplesOf = (X: readonly (readonly number[])[]): Samples => ({
  rows: X.length,
  cols: X[0]!.length,
  data: Float64Array.from(X.flat()),
});
const X = samplesOf(oracle.X);
const y = Float64Array.from(oracle.y);
const settings: FitSettings = {
  ...{ loss: 'squared', beta: oracle.beta, patterns: 50, radius: 0, bias: false, scale: false },
  ...{ gap: 1e-9, iterations: 200, seed: 1 },
};

/** Optimal values of the fact sheet, section 12, for each loss. */
const { optima } = oracle;

for (const [name, optimum] of Object.entries(optima))
  test(`${name}: with all patterns the certified optimum is that of the fact sheet, and the network attains it`, () => {
    const loss = name as keyof typeof optima;
    const [negative, positive] = losses[loss].labels ?? [-1, 1];
    const targets = y.map((label) => (label > 0 ? positive : negative));
    const fitted = fit(X, targets, { ...settings, loss });
    const { status, primal, dual, globalDual, scope, networkObjective } = fitted.certificate;
    assert.equal(globalDual, dual);
    assert.ok(fitted.network.output.length <= 6, 'pruned');
    assert.equal(status, 'optimal');
    assert.equal(scope, 'global');
    assert.deepEqual([fitted.patterns, fitted.draws], [12, 0]);
    assert.ok(Math.abs(primal - optimum) < 1e-6 && dual <= primal && primal - dual < 1e-8);
    assert.ok(Math.abs(networkObjective! - optimum) < 1e-6);
    const { hidden, output } = fitted.network;
    const squares = [...hidden, ...output].reduce((sum, weight) => sum + weight * weight, 0);
    const byHand = losses[loss].value(respond(fitted, X), targets) + (oracle.beta / 2) * squares;
    assert.ok(Math.abs(byHand - optimum) < 1e-6);
  });

function drawn(n: number, d: number) {
  const source = stream('fit test');
  const data = Float64Array.from({ length: n * d }, (_, e) => (e % d === 0 ? 1000 : 1) * source.normal() + 5);
  const targets = Float64Array.from(
    { length: n },
    (_, k) => 100 + Math.abs(data[k * d]!) + 300 * data[k * d + 1]!,
  );
  return { X: { rows: n, cols: d, data }, y: targets };
}

test('scaling makes the result independent of the units of features and target', () => {
  const { X, y } = drawn(20, 2);
  const chosen = { ...settings, patterns: 12, bias: true, scale: true };
  const fitted = fit(X, y, chosen);
  // Powers of two, so that rounding is the same.
  const units = { ...X, data: X.data.map((value, e) => value * (e % 2 === 0 ? 1 / 1024 : 64)) };
  const other = fit(
    units,
    y.map((value) => value * 4),
    chosen,
  );
  assert.deepEqual(other.network, fitted.network);
  const expected = respond(fitted, X).map((value) => value * 4);
  assert.deepEqual(respond(other, units), expected);
});

test('outputs are those of the network on scaled samples with a bias, by hand', () => {
  const { X, y } = drawn(20, 2);
  const fitted = fit(X, y, { ...settings, patterns: 12, bias: true, scale: true });
  const { inputs, outputs, network } = fitted;
  const rows = Array.from({ length: X.rows }, (_, k) => [
    ...[0, 1].map((j) => (X.data[2 * k + j]! - inputs!.mean[j]!) / inputs!.std[j]!),
    1,
  ]);
  const z = predict(network, rows).map((value) => outputs!.mean + outputs!.std * value);
  assert.deepEqual(respond(fitted, X), z);
  assert.ok(Math.abs(outputs!.mean - y.reduce((a, b) => a + b) / y.length) < 1e-9);
  assert.throws(() => respond(fitted, { rows: 1, cols: 3, data: new Float64Array(3) }), {
    name: 'ShapeError',
    message: 'X has 3 features but the model takes 2',
  });
});

test('targets of -1 and 1 are taken as they are', () => {
  assert.ok(!('outputs' in fit(X, y, { ...settings, scale: true })));
});

test('fitting again gives the same bits and leaves no memory behind; another seed draws other patterns', () => {
  const { X, y } = drawn(30, 3);
  const before = liveBytes();
  const few = { ...settings, patterns: 6 };
  const first = fit(X, y, few);
  assert.deepEqual(fit(X, y, few), first);
  assert.equal(liveBytes(), before);
  assert.equal(first.certificate.scope, 'patterns');
  assert.equal(first.patterns, 6);
  assert.notDeepEqual(fit(X, y, { ...few, seed: 2 }).network, first.network);
});

test('nearly parallel rows, whose patterns cannot be enumerated, get drawn ones', () => {
  const parallel = samplesOf([
    [1, 2],
    [1, 2 + 4e-10],
    [1, -1],
  ]);
  const fitted = fit(parallel, Float64Array.of(1, 2, -1), settings);
  assert.ok(fitted.patterns >= 4 && fitted.certificate.relativeGap < 1e-6);
});

test('where zero is optimal the model has no neurons and answers with the mean of the target', () => {
  const { X, y } = drawn(20, 2);
  const fitted = fit(X, y, { ...settings, beta: 1e6, scale: true });
  assert.equal(fitted.network.output.length, 0);
  assert.deepEqual(respond(fitted, X), new Float64Array(20).fill(fitted.outputs!.mean));
});

test('progress rises to the end, rows are reported, and a stopped fit is the best network so far', () => {
  const { X, y } = drawn(20, 2);
  const fractions: number[] = [];
  const gaps: number[] = [];
  fit(
    X,
    y,
    { ...settings, scale: true, patterns: 12 },
    { progress: (f) => fractions.push(f), report: ({ gap }) => gaps.push(gap) },
  );
  assert.ok(
    fractions.length > 5 && fractions.every((f, i) => f >= 0 && f <= 1 && f >= (fractions[i - 1] ?? 0)),
  );
  assert.ok(fractions.at(-1)! > 0.5, String(fractions.at(-1)));
  assert.ok(gaps.length > 5);

  const stop = new AbortController();
  let steps = 0;
  const stopped = fit(
    X,
    y,
    { ...settings, scale: true, patterns: 12 },
    { signal: stop.signal, progress: () => ++steps === 8 && stop.abort() },
  );
  assert.equal(stopped.certificate.status, 'aborted');
  assert.equal(stopped.certificate.iterations, 8);
  assert.ok(stopped.certificate.dual <= stopped.certificate.primal);
});

test('from a network: its own patterns, scaling and bias, and it is kept unless it is beaten', () => {
  const { X, y } = drawn(20, 2);
  const few = fit(X, y, { ...settings, patterns: 4, bias: true, scale: true, beta: 0.3 });
  const poor = {
    ...few,
    network: { ...few.network, output: few.network.output.map((weight) => weight / 2) },
  };
  const again = fit(X, y, { ...settings, beta: 0.3 }, {}, poor);
  assert.deepEqual(
    [again.inputs, again.outputs, again.bias, again.draws],
    [few.inputs, few.outputs, true, 0],
  );
  assert.ok(again.patterns <= 4 && again.incumbent! > again.certificate.networkObjective!);
  assert.ok(again.certificate.primal <= few.certificate.primal * (1 + 1e-8));

  const stopped = fit(X, y, { ...settings, beta: 0.3, iterations: 1 }, {}, few);
  assert.equal(stopped.certificate.status, 'max-iterations');
  assert.equal(stopped.certificate.networkObjective, stopped.incumbent);
  const expected = respond(few, X);
  assert.ok(
    respond(stopped, X).every((value, k) => Math.abs(value - expected[k]!) <= 1e-9 * Math.abs(expected[k]!)),
  );
  assert.throws(() => fit(X, y, { ...settings, radius: 0.1 }, {}, few), {
    name: 'RangeError',
    message: 'the radius is 0.1: the patterns of a network are for standard training, radius 0',
  });
});

/** Two clouds in the plane whose classes a line tells apart, and the largest loss of each sample at the corners of its ball. */
function clouds() {
  const source = stream('fit test', 'clouds');
  const n = 16;
  const label = (k: number) => (k % 2 === 0 ? 1 : -1);
  const data = Float64Array.from(
    { length: 2 * n },
    (_, e) => (e % 2 === 0 ? 40 * (2 * label(e >> 1) + 0.5 * source.normal()) : 0.1 * source.normal()) + 3,
  );
  return { X: { rows: n, cols: 2, data }, labels: Float64Array.from({ length: n }, (_, k) => label(k)) };
}

for (const loss of ['squared', 'hinge', 'bce'] as const)
  test(`${loss}: robust training bounds the loss at every corner of the balls, in standard deviations`, () => {
    const { X, labels } = clouds();
    const targets = loss === 'bce' ? labels.map((one) => (one + 1) / 2) : labels;
    const radius = 0.3;
    const beta = loss === 'hinge' ? 0.01 : 0.1;
    const chosen = { ...settings, loss, beta, radius, bias: true, scale: true, gap: 1e-3, iterations: 4000 };
    const fitted = fit(X, targets, chosen);
    const { primal, dual, globalDual, relativeGap, scope, networkObjective } = fitted.certificate;
    assert.ok(relativeGap <= 1e-3 && scope === 'patterns' && networkObjective === undefined);
    assert.ok(globalDual <= dual * (1 + 1e-12) && dual <= primal && primal > 0);
    const { hidden, output } = fitted.network;
    assert.ok(output.length > 0, 'not the zero network');

    const costOf = (z: number, k: number) =>
      losses[loss].value(Float64Array.of(z), targets.subarray(k, k + 1));
    const clean = respond(fitted, X);
    const worst = Array.from(targets, (_, k) => costOf(clean[k]!, k));
    for (const signs of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ]) {
      const data = X.data.map((x, e) => x + radius * fitted.inputs!.std[e % 2]! * signs[e % 2]!);
      const z = respond(fitted, { ...X, data });
      for (const k of worst.keys()) worst[k] = Math.max(worst[k]!, costOf(z[k]!, k));
    }
    const total = worst.reduce((a, b) => a + b) / (loss === 'hinge' ? X.rows : 1);
    const squares = [...hidden, ...output].reduce((sum, weight) => sum + weight * weight, 0);
    assert.ok(total + (beta / 2) * squares <= primal * (1 + 1e-9), `${total} ${primal}`);

    const attacked = respondUnderAttack(fitted, X, targets, losses[loss], radius);
    // Not the hinge itself: its optimum may have no loss at any corner.
    const harm = (k: number) =>
      loss === 'hinge'
        ? labels[k]! * (clean[k]! - attacked[k]!)
        : costOf(attacked[k]!, k) - costOf(clean[k]!, k);
    assert.ok([...attacked.keys()].filter((k) => harm(k) > 1e-6).length > 0, 'the attack harms some output');
    for (const [k, z] of attacked.entries()) assert.ok(costOf(z, k) <= primal * X.rows);
    const standard = fit(X, targets, { ...chosen, radius: 0 });
    assert.ok(standard.certificate.primal < primal, 'perturbations cost something');
  });

test('an attack on a target in its own units moves a linear output by the radius times its slope', () => {
  // Inputs 10 x scaled, output 100 + 5 (2 s1 - 3 s2): a perturbation of 0.2 standard deviations moves it by 5 (2 + 3) 0.2.
  const predictor = {
    network: { hidden: Float64Array.of(2, -3, -2, 3), output: Float64Array.of(1, -1), d: 2 },
    bias: false,
    inputs: { mean: Float64Array.of(1, 2), std: Float64Array.of(10, 0.1) },
    outputs: { mean: 100, std: 5 },
  };
  const X = samplesOf([
    [11, 2.1],
    [31, 1.9],
  ]);
  const clean = respond(predictor, X);
  const attacked = respondUnderAttack(predictor, X, Float64Array.of(1000, -1000), losses.squared, 0.2);
  assert.ok(Math.abs(attacked[0]! - (clean[0]! - 5)) < 1e-9);
  assert.ok(Math.abs(attacked[1]! - (clean[1]! + 5)) < 1e-9);
});

test('where no cone has room for the perturbations it is said; with a bias there always is one', () => {
  const { X, y } = drawn(60, 2);
  const tight = { ...settings, patterns: 5, scale: true, radius: 1 };
  assert.throws(() => fit(X, y, tight), {
    name: 'RangeError',
    message:
      'none of the 5 patterns drawn has room for perturbations of radius 1: take a smaller radius, more patterns, or a bias',
  });
  const linear = fit(X, y, { ...tight, bias: true, gap: 1e-2, iterations: 4000 });
  assert.ok(linear.patterns >= 1 && linear.certificate.relativeGap <= 1e-2);
  const tighter = fit(X, y, { ...tight, patterns: 1, bias: true, gap: 1e-2, iterations: 4000 });
  assert.ok(tighter.patterns === 1 && tighter.certificate.relativeGap <= 1e-2);
  assert.ok(linear.certificate.primal <= tighter.certificate.primal * 1.01);
});

test('of more neurons than samples at most n remain, with the same outputs and objective', () => {
  const { X, y } = drawn(6, 3);
  const fitted = fit(X, y, { ...settings, patterns: 12, scale: true, beta: 0.01 });
  const { primal, networkObjective } = fitted.certificate;
  assert.equal(fitted.patterns, 12);
  assert.ok(fitted.network.output.length > 0 && fitted.network.output.length <= 6);
  assert.ok(Math.abs(networkObjective! - primal) <= 1e-9 * primal);
  const squares = [...fitted.network.hidden, ...fitted.network.output].reduce((sum, w) => sum + w * w, 0);
  const { mean, std } = fitted.outputs!;
  const residual = respond(fitted, X).map((z, k) => (z - mean) / std - (y[k]! - mean) / std);
  const byHand = residual.reduce((sum, r) => sum + (r * r) / 2, 0) + (0.01 / 2) * squares;
  assert.ok(Math.abs(byHand - primal) <= 1e-6 * primal);
});
