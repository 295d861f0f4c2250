// Gradient descent as it is defined: all coordinates, the full gradient, plain arrays. Shares nothing with the kernels.
import assert from 'node:assert/strict';
import { stream } from '../../src/random/index.ts';
import {
  countCorrect,
  type Descent,
  type DescentOptions,
  frozenDescent,
  gradientDescent,
  type Kept,
  type Trajectory,
} from '../../src/xor/index.ts';

export interface Instance {
  readonly inputs: number[][];
  readonly labels: number[];
  readonly probes: number[][];
  readonly directions: number[][];
  readonly weights: number[][];
  readonly signs: number[];
  readonly learningRate: number;
  readonly readouts: number[];
  readonly contrasts: number[][];
  readonly activity: true;
}

/** How a step is made: -l'(y f), and whether the second layer moves. */
export interface Rule {
  readonly pull: (margin: number) => number;
  readonly bothLayers: boolean;
}

export const frozen: Rule = { pull: () => 0.5, bothLayers: false };
export const logistic: Rule = { pull: (margin) => 1 / (1 + Math.exp(margin)), bothLayers: false };

/** What a run went through; wrong pairs have a_j y_i < 0. */
export interface Seen {
  /** Most wrong samples of one neuron that turn on in the same step and would each turn off by themselves. */
  readonly mostPulses: number;
  /** Most steps that a wrong pair stays active for. */
  readonly longestWrong: number;
  /** Pre-activations of exactly 0. */
  readonly zeros: number;
}

export const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c]! * b[c]!;
  return sum;
};

export function directDescent(given: Instance, { pull, bothLayers }: Rule): Trajectory & { seen: Seen } {
  const { inputs, labels, probes, directions, signs, learningRate, readouts, contrasts } = given;
  const [n, m] = [inputs.length, signs.length];
  const w = given.weights.map((row) => [...row]);
  const a = signs.map((sign) => sign / Math.sqrt(m));
  const relu = (z: number) => (z > 0 ? z : 0);
  const output = (x: readonly number[]) => w.reduce((sum, row, j) => sum + a[j]! * relu(dot(row, x)), 0);
  const each = <T>(value: (row: number[]) => T[]): T[] => w.flatMap(value);
  let before = w.map(() => inputs.map(() => false));
  const streaks = w.map(() => inputs.map(() => 0));
  const seen = { mostPulses: 0, longestWrong: 0, zeros: 0 };
  const read: Record<
    'train' | 'probes' | 'projections' | 'squaredNorms' | 'outputWeights' | 'contrasts',
    Float64Array[]
  > = { train: [], probes: [], projections: [], squaredNorms: [], outputWeights: [], contrasts: [] };
  const activity: { neurons: Float64Array; right: Kept; wrong: Kept }[] = [];
  for (let t = 0; ; t++) {
    const z = w.map((row) => inputs.map((x) => dot(row, x)));
    const f = inputs.map((_, i) => z.reduce((sum, row, j) => sum + a[j]! * relu(row[i]!), 0));
    if (readouts.includes(t)) {
      const active = z.map((row) => row.map((value) => value > 0));
      read.train.push(Float64Array.from(f));
      read.probes.push(Float64Array.from(probes, output));
      read.projections.push(Float64Array.from(each((row) => directions.map((v) => dot(row, v)))));
      read.squaredNorms.push(Float64Array.from(w, (row) => dot(row, row)));
      read.outputWeights.push(Float64Array.from(a));
      read.contrasts.push(
        Float64Array.from(active.flatMap((on) => contrasts.map((c) => dot(c, on.map(Number))))),
      );
      const pairs = (isRight: boolean, holds: (j: number, i: number) => boolean) =>
        active
          .flatMap((on, j) => on.map((_, i) => (a[j]! > 0 === labels[i]! > 0) === isRight && holds(j, i)))
          .filter(Boolean).length;
      const kept = (isRight: boolean): Kept => ({
        before: pairs(isRight, (j, i) => before[j]![i]!),
        still: pairs(isRight, (j, i) => before[j]![i]! && active[j]![i]!),
      });
      activity.push({
        neurons: Float64Array.from(
          inputs.flatMap((_, i) =>
            [true, false].map((plus) => active.filter((on, j) => on[i] && a[j]! > 0 === plus).length),
          ),
        ),
        right: kept(true),
        wrong: kept(false),
      });
      before = active;
    }
    if (t === readouts.at(-1)) return { ...read, activity, seen };
    const g = f.map((value, i) => pull(labels[i]! * value));
    for (let j = 0; j < m; j++) {
      const streak = inputs.map((_, i) =>
        z[j]![i]! > 0 && a[j]! * labels[i]! < 0 ? streaks[j]![i]! + 1 : 0,
      );
      streaks[j] = streak;
      const own = inputs.map((x, i) => (learningRate / n) * g[i]! * Math.abs(a[j]!) * dot(x, x));
      const pulses = streak.filter((length, i) => t > 0 && length === 1 && z[j]![i]! < own[i]!);
      seen.mostPulses = Math.max(seen.mostPulses, pulses.length);
      seen.longestWrong = Math.max(seen.longestWrong, ...streak);
      seen.zeros += z[j]!.filter((value) => value === 0).length;
      let moved = 0;
      for (let i = 0; i < n; i++) {
        if (!(z[j]![i]! > 0)) continue;
        const factor = (learningRate / n) * g[i]! * labels[i]!;
        moved += factor * z[j]![i]!;
        for (let c = 0; c < inputs[i]!.length; c++) w[j]![c]! += factor * a[j]! * inputs[i]![c]!;
      }
      if (bothLayers) a[j]! += moved;
    }
  }
}

/** Largest deviation in units of the largest entry. */
export function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(actual.length, expected.length);
  let [error, size] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    assert.ok(Number.isFinite(actual[i]!), `entry ${i} is ${actual[i]}`);
    error = Math.max(error, Math.abs(actual[i]! - expected[i]!));
    size = Math.max(size, Math.abs(expected[i]!));
  }
  return error === 0 ? 0 : error / size;
}

export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  relative: number,
  what = '',
): void {
  const error = deviation(actual, expected);
  assert.ok(error <= relative, `${what}: relative error ${error}`);
}

/** Everything read out agrees, accuracy and activity to the count. */
export function assertSame(
  actual: Trajectory,
  expected: Trajectory,
  { labels, readouts }: Pick<Instance, 'labels' | 'readouts'>,
  relative = 1e-12,
): void {
  const truth = Float64Array.from(labels);
  for (const name of [
    'train',
    'probes',
    'projections',
    'squaredNorms',
    'outputWeights',
    'contrasts',
  ] as const) {
    assert.equal(actual[name].length, readouts.length, name);
    for (const [place, step] of readouts.entries())
      assertClose(actual[name][place]!, expected[name][place]!, relative, `${name} at step ${step}`);
  }
  for (const [place, step] of readouts.entries())
    assert.equal(
      countCorrect(actual.train[place]!, truth),
      countCorrect(expected.train[place]!, truth),
      `accuracy at step ${step}`,
    );
  assert.deepEqual(actual.activity, expected.activity);
}

export interface Shape {
  readonly n: number;
  readonly p: number;
  readonly m: number;
  readonly probes?: number;
  readonly directions?: number;
  readonly contrasts?: number;
  /** Deviation of the weights at step 0. */
  readonly scale?: number;
  /** Step size over `scale`. */
  readonly ratio?: number;
  readonly readouts?: number[];
  /** Length of a vector common to all inputs. */
  readonly common?: number;
  /** Probability of label +1. */
  readonly share?: number;
}

/** Normal data, random labels and signs. */
export function drawInstance(seed: number, shape: Shape): Instance {
  const { n, p, m, probes = 3, directions = 2, contrasts = 2, scale = 1, ratio = 30 } = shape;
  const { readouts = [0, 1, 2, 3, 7, 20], common = 0, share = 0.5 } = shape;
  const source = stream('instance', seed);
  const normals = (rows: number, factor: number, shift = 0) =>
    Array.from({ length: rows }, () =>
      Array.from({ length: p }, () => factor * source.normal() + shift / Math.sqrt(p)),
    );
  return {
    inputs: normals(n, 1, common),
    labels: Array.from({ length: n }, () => (source.uniform() < share ? 1 : -1)),
    probes: normals(probes, 1, common),
    directions: normals(directions, 3),
    weights: normals(m, scale),
    signs: Array.from({ length: m }, () => source.sign()),
    learningRate: ratio * scale,
    readouts,
    contrasts: Array.from({ length: contrasts }, () =>
      Array.from({ length: n }, () => source.integer(5) - 2),
    ),
    activity: true,
  };
}

export const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, t) => t);

/** Random orthogonal matrix, p x p, by Gram-Schmidt on normal rows. */
export function orthogonal(p: number, seed: number): number[][] {
  const source = stream('orthogonal', seed);
  const rows: number[][] = [];
  while (rows.length < p) {
    let v = Array.from({ length: p }, () => source.normal());
    for (let pass = 0; pass < 2; pass++)
      for (const u of rows) {
        const along = dot(u, v);
        v = v.map((value, c) => value - along * u[c]!);
      }
    const length = Math.sqrt(dot(v, v));
    rows.push(v.map((value) => value / length));
  }
  return rows;
}

/** Every descent there is, and how the direct one does the same. */
export const descents: readonly {
  readonly name: string;
  readonly run: (given: Descent, options?: DescentOptions) => Trajectory;
  readonly rule: Rule;
}[] = [
  { name: 'frozen', run: frozenDescent, rule: frozen },
  ...[false, true].flatMap((bothLayers) => [
    {
      name: `logistic, ${bothLayers ? 'both layers' : 'first layer'}`,
      run: (given: Descent, options?: DescentOptions) =>
        gradientDescent({ ...given, loss: 'logistic', bothLayers }, options),
      rule: { ...logistic, bothLayers },
    },
    {
      name: `exponential, ${bothLayers ? 'both layers' : 'first layer'}`,
      run: (given: Descent, options?: DescentOptions) =>
        gradientDescent({ ...given, loss: 'exponential', bothLayers }, options),
      rule: { pull: (margin: number) => Math.exp(-margin), bothLayers },
    },
  ]),
];
