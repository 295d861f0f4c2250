import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { countCorrect, type Descent, frozenDescent } from '../../src/xor/index.ts';

interface Case {
  readonly inputs: number[][];
  readonly labels: number[];
  readonly probes: number[][];
  readonly directions: number[][];
  readonly weights: number[][];
  readonly signs: number[];
  readonly learningRate: number;
  readonly readouts: number[];
}

function drawCase(seed: number, n: number, k: number, p: number, m: number, scale: number): Case {
  const source = stream('frozen descent', seed);
  const normals = (rows: number, factor: number) =>
    Array.from({ length: rows }, () => Array.from({ length: p }, () => factor * source.normal()));
  return {
    inputs: normals(n, 1),
    labels: Array.from({ length: n }, () => source.sign()),
    probes: normals(k, 1),
    directions: normals(2, 3),
    weights: normals(m, scale),
    signs: Array.from({ length: m }, () => source.sign()),
    learningRate: 30 * scale,
    readouts: [0, 1, 2, 3, 7, 20],
  };
}

const run = (given: Descent) => frozenDescent(given);

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

// The paper's algorithm as it stands: all p coordinates, the full logistic gradient at every step.
function directDescent({ inputs, labels, probes, weights, signs, learningRate, readouts }: Case) {
  const m = weights.length;
  const n = inputs.length;
  const w = weights.map((row) => [...row]);
  const output = (x: readonly number[]) =>
    w.reduce((sum, row, j) => sum + (signs[j]! / Math.sqrt(m)) * Math.max(0, dot(row, x)), 0);
  const read: { train: number[]; probes: number[]; weights: number[][] }[] = [];
  for (let t = 0; t <= readouts.at(-1)!; t++) {
    const f = inputs.map(output);
    if (readouts.includes(t))
      read.push({ train: f, probes: probes.map(output), weights: w.map((row) => [...row]) });
    const g = f.map((value, i) => 1 / (1 + Math.exp(labels[i]! * value)));
    w.forEach((row, j) => {
      const active = inputs.map((x) => dot(row, x) > 0);
      inputs.forEach((x, i) => {
        if (!active[i]) return;
        const factor = ((learningRate * signs[j]!) / (n * Math.sqrt(m))) * g[i]! * labels[i]!;
        for (let c = 0; c < x.length; c++) row[c]! += factor * x[c]!;
      });
    });
  }
  return read;
}

function assertClose(actual: ArrayLike<number>, expected: readonly number[], relative: number): void {
  const size = Math.max(...expected.map(Math.abs));
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i]! - value);
    assert.ok(error <= relative * size, `entry ${i}: ${actual[i]} instead of ${value}`);
  });
}

test('equals direct gradient descent with the full logistic gradient where outputs are small', () => {
  for (const [seed, n, k, p, m] of [
    [1, 12, 9, 40, 10],
    [2, 7, 4, 5, 33],
    [3, 1, 1, 3, 1],
    [4, 30, 3, 200, 5],
  ] as const) {
    const given = drawCase(seed, n, k, p, m, 1e-15);
    const trajectory = run(given);
    assert.ok(trajectory.guard < 1e-11, `guard ${trajectory.guard}`);
    directDescent(given).forEach((expected, place) => {
      assertClose(trajectory.train[place]!, expected.train, 1e-10);
      assertClose(trajectory.probes[place]!, expected.probes, 1e-10);
      assert.equal(
        countCorrect(trajectory.train[place]!, Float64Array.from(given.labels)),
        expected.train.filter((f, i) => f * given.labels[i]! > 0).length,
      );
      for (const [sign, side] of [
        [1, trajectory.positive],
        [-1, trajectory.negative],
      ] as const) {
        const members = expected.weights.filter((_, j) => given.signs[j] === sign);
        if (members.length === 0) continue;
        const rms = given.directions.map((v) =>
          Math.sqrt(members.reduce((sum, w) => sum + dot(w, v) ** 2, 0) / members.length),
        );
        assertClose(side[place]!, rms, 1e-10);
      }
    });
  }
});

test('the guard is the largest distance of the loss derivative from 1/2', () => {
  const given = drawCase(5, 10, 2, 20, 6, 1e-3);
  const trajectory = run(given);
  const g = trajectory.train.flatMap((f) =>
    Array.from(f, (v, i) => 1 / (1 + Math.exp(given.labels[i]! * v))),
  );
  const expected = Math.max(...g.map((value) => Math.abs(value - 0.5)));
  assert.ok(expected > 1e-6);
  assert.ok(Math.abs(trajectory.guard - expected) < 1e-12, `${trajectory.guard} instead of ${expected}`);
});

test('scaling initialization and step by the same power of two changes no bit', () => {
  const given = drawCase(6, 21, 8, 30, 17, 1);
  const factor = 2 ** -40;
  const scaled = run({
    ...given,
    weights: given.weights.map((row) => row.map((w) => factor * w)),
    learningRate: factor * given.learningRate,
  });
  const plain = run(given);
  plain.probes.forEach((f, place) => {
    assert.deepEqual(
      scaled.probes[place],
      f.map((value) => factor * value),
    );
  });
});

test('symmetries: order of samples, and labels negated together with output signs', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 15 }),
      fc.integer({ min: 1, max: 12 }),
      (seed, n, m) => {
        const given = drawCase(seed, n, 3, 25, m, 1e-12);
        const plain = run(given);
        const order = [...stream('order', seed).permutation(n)];
        const permuted = run({
          ...given,
          inputs: order.map((i) => given.inputs[i]!),
          labels: order.map((i) => given.labels[i]!),
        });
        const negated = run({
          ...given,
          labels: given.labels.map((y) => -y),
          signs: given.signs.map((a) => -a),
        });
        plain.probes.forEach((f, place) => {
          assertClose(permuted.probes[place]!, [...f], 1e-11);
          // Adding 0 makes -0 and 0 the same.
          assert.deepEqual(
            negated.probes[place]!.map((value) => value + 0),
            f.map((value) => 0 - value),
          );
        });
      },
    ),
    { numRuns: 60 },
  );
});

test('takes nested arrays, ml-matrix and our own matrices alike', () => {
  const given = drawCase(9, 6, 2, 8, 5, 1);
  using arena = new Arena();
  const ours = run({
    ...given,
    inputs: fromRows(arena, given.inputs),
    weights: fromRows(arena, given.weights),
  });
  assert.deepEqual(ours, run(given));
  assert.deepEqual(
    run({ ...given, inputs: new Matrix(given.inputs), probes: new Matrix(given.probes) }),
    ours,
  );
});

test('takes any number of readouts', () => {
  const readouts = Array.from({ length: 100_000 }, (_, t) => t);
  const trajectory = run({ ...drawCase(10, 2, 1, 3, 2, 1e-12), readouts });
  assert.equal(trajectory.train.length, readouts.length);
  assert.ok(trajectory.guard > 0 && trajectory.guard < 0.5);
});

test('leaves no memory behind and stops on a signal', () => {
  const before = liveBytes();
  const given = drawCase(7, 5, 2, 10, 64, 1);
  run(given);
  assert.equal(liveBytes(), before);
  assert.throws(() => frozenDescent(given, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('bad input is refused with what was given and what was expected', () => {
  const given = drawCase(8, 5, 2, 10, 4, 1);
  assert.throws(() => run({ ...given, labels: [1, -1] }), /inputs have 5 rows but labels have 2 entries/);
  assert.throws(() => run({ ...given, signs: [1] }), /weights have 4 rows but signs have 1 entries/);
  assert.throws(() => run({ ...given, probes: [[1, 2]] }), /probes are 1 x 2 but inputs are 5 x 10/);
  assert.throws(() => run({ ...given, labels: [1, 0, 1, 1, 1] }), /labels must be \+1 or -1/);
  assert.throws(() => run({ ...given, readouts: [2, 1] }), /readouts \[2, 1\]: increasing integers/);
  assert.throws(() => run({ ...given, learningRate: Number.NaN }), /learningRate is NaN/);
});
