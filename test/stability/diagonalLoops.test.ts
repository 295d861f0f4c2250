// The compiled descents against plain ones that follow their order of summation, bit for bit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescentSettings, Position } from '../../src/stability/descent.ts';
import { diagonalLoops } from '../../src/stability/diagonalLoops.ts';
import { diagonalNetwork } from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { problemOf, randomSamples, randomTheta, type Samples, stepsIn } from './cases.ts';

const eta = 0.05;
const settings: DescentSettings = {
  learningRate: eta,
  clip: 2,
  tolerance: 1e-12,
  quietSteps: 10,
  maxSteps: 1000,
};
const sizes = [
  [1, 1],
  [3, 5],
  [8, 12],
  [9, 31],
  [42, 70],
] as const;

/** Sum over j of term(j) in `lanes` accumulators, term j in accumulator j mod lanes; pairs of accumulators first. */
function laneSum(length: number, lanes: 2 | 4, term: (j: number) => number): number {
  const s = [0, 0, 0, 0];
  for (let j = 0; j < length; j++) s[j % lanes]! += term(j);
  return s[0]! + s[2]! + (s[1]! + s[3]!);
}

function rate(norm: number, at: { steps: number; lastClipped: number }, s: DescentSettings): number {
  at.steps++;
  if (norm <= s.clip) return eta;
  at.lastClipped = at.steps;
  return eta * (s.clip / norm);
}

function plainSgd({ x, y }: Samples, from: Position, indices: Int32Array, s: DescentSettings): Position {
  const d = x[0]!.length;
  const [a, b] = [from.theta.slice(0, d), from.theta.slice(d)];
  const at = { steps: from.steps, loss: from.loss, lastClipped: from.lastClipped };
  for (const i of indices) {
    const row = x[i]!;
    const e = laneSum(d, 4, (j) => a[j]! * row[j]! * b[j]!) - y[i]!;
    at.loss += (1 / x.length) * (0.5 * e * e - at.loss);
    const squares = laneSum(d, 4, (j) => {
      const [ax, bx] = [a[j]! * row[j]!, b[j]! * row[j]!];
      return ax * ax + bx * bx;
    });
    const step = rate(Math.abs(e) * Math.sqrt(squares), at, s) * e;
    for (let j = 0; j < d; j++) {
      const u = step * row[j]!;
      [a[j], b[j]] = [a[j]! - u * b[j]!, b[j]! - u * a[j]!];
    }
  }
  return { ...at, theta: Float64Array.of(...a, ...b) };
}

function plainGd({ x, y }: Samples, from: Position, count: number, s: DescentSettings): Position {
  const [n, d] = [x.length, x[0]!.length];
  const [a, b] = [from.theta.slice(0, d), from.theta.slice(d)];
  const at = { steps: from.steps, loss: from.loss, lastClipped: from.lastClipped };
  for (let t = 0; t < count; t++) {
    const e = x.map((row, i) => laneSum(d, 2, (j) => a[j]! * b[j]! * row[j]!) - y[i]!);
    const v = new Float64Array(d);
    let squares = 0;
    for (let i = 0; i < n; i += 4) {
      const [e0, e1, e2, e3] = [0, 1, 2, 3].map((k) => e[i + k] ?? 0) as [number, number, number, number];
      squares += e0 * e0 + e1 * e1 + (e2 * e2 + e3 * e3);
      const entry = (k: number, j: number) => x[i + k]?.[j] ?? 0;
      for (let j = 0; j < d; j++)
        v[j]! += e0 * entry(0, j) + e1 * entry(1, j) + (e2 * entry(2, j) + e3 * entry(3, j));
    }
    at.loss = squares / (2 * n);
    const norm2 = laneSum(d, 2, (j) => {
      const [va, vb] = [v[j]! * a[j]!, v[j]! * b[j]!];
      return va * va + vb * vb;
    });
    const step = rate(Math.sqrt(norm2) / n, at, s) / n;
    for (let j = 0; j < d; j++) {
      const u = step * v[j]!;
      [a[j], b[j]] = [a[j]! - u * b[j]!, b[j]! - u * a[j]!];
    }
  }
  return { ...at, theta: Float64Array.of(...a, ...b) };
}

for (const [n, d] of sizes)
  test(`n = ${n}, d = ${d}: both kernels follow the plain recursion bit for bit, clipped steps included`, () => {
    using arena = new Arena();
    const samples = randomSamples(n, d);
    const problem = problemOf(diagonalNetwork(d), samples, arena);
    const from: Position = { theta: randomTheta(2 * d), steps: 40, loss: 3, lastClipped: 0 };
    const indices = Int32Array.from({ length: 25 }, (_, t) => (7 * t) % n);
    const clipped = { ...settings, clip: 0.3 };
    for (const s of [settings, clipped]) {
      const sgd = diagonalLoops(problem, s, 1, arena)(from, stepsIn(arena, 25, [eta], indices));
      assert.deepEqual(sgd, plainSgd(samples, from, indices, s));
      const gd = diagonalLoops(problem, s, 'all', arena)(from, stepsIn(arena, 25, [eta]));
      assert.deepEqual(gd, plainGd(samples, from, 25, s));
      if (s === clipped && d > 1) assert.ok(sgd.lastClipped > 40 && gd.lastClipped > 40);
    }
  });

test('one step multiplies a_j^2 - b_j^2 by 1 - eta^2 v_j^2, v the mean of e_i x_i over the samples of the step', () => {
  using arena = new Arena();
  const [n, d] = [6, 10];
  const samples = randomSamples(n, d);
  const problem = problemOf(diagonalNetwork(d), samples, arena);
  const theta = randomTheta(2 * d);
  const e = samples.x.map(
    (row, i) => row.reduce((sum, x, j) => sum + theta[j]! * theta[d + j]! * x, 0) - samples.y[i]!,
  );
  const difference = (t: Float64Array, j: number) => t[j]! * t[j]! - t[d + j]! * t[d + j]!;
  const from: Position = { theta, steps: 0, loss: 1, lastClipped: 0 };
  for (const clip of [Number.POSITIVE_INFINITY, 0.2])
    for (const batch of [[4], [5, 0], [3, 3], [1, 2, 4], [2, 0, 5, 1, 4], undefined]) {
      const loops = diagonalLoops(problem, { ...settings, clip }, batch?.length ?? 'all', arena);
      const after = loops(from, stepsIn(arena, 1, [eta], batch));
      const taken = batch ?? [0, 1, 2, 3, 4, 5];
      const v = Array.from({ length: d }, (_, j) =>
        taken.reduce((sum, i) => sum + (e[i]! * samples.x[i]![j]!) / taken.length, 0),
      );
      const norm = Math.sqrt(
        v.reduce((sum, vj, j) => sum + vj * vj * (theta[j]! * theta[j]! + theta[d + j]! * theta[d + j]!), 0),
      );
      const step = eta * Math.min(1, clip / norm);
      for (let j = 0; j < d; j++) {
        const expected = difference(theta, j) * (1 - step * step * v[j]! * v[j]!);
        assert.ok(Math.abs(difference(after.theta, j) - expected) < 1e-14 * (1 + Math.abs(expected)));
      }
      // theta moves by eta times the shortened gradient.
      const moved = Math.sqrt(after.theta.reduce((sum, t, k) => sum + (t - theta[k]!) * (t - theta[k]!), 0));
      assert.ok(Math.abs(moved - eta * Math.min(norm, clip)) < 1e-13);
      assert.equal(after.lastClipped, norm > clip ? 1 : 0);
    }
});
