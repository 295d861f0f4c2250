// What holds for every descent, frozen or exact, of one layer or both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import type { Descent, Trajectory } from '../../src/xor/index.ts';
import {
  assertClose,
  assertSame,
  descents,
  dot,
  drawInstance,
  type Instance,
  orthogonal,
  upTo,
} from './direct.ts';

for (const { name, run } of descents) {
  const draw = (seed: number, n: number, m: number): Instance =>
    drawInstance(seed, { n, p: 12, m, scale: 0.1, ratio: 3 });

  test(`${name}: what is read out does not depend on which readouts are asked for`, () => {
    const given = drawInstance(4, { n: 40, p: 20, m: 9, scale: 0.1, ratio: 3, readouts: upTo(200) });
    const dense = run(given);
    for (const readouts of [[0, 200], [200], [0, 1, 2, 3, 4, 5, 100, 200], [7, 8, 199], [150]]) {
      const sparse = run({ ...given, readouts });
      for (const what of [
        'train',
        'probes',
        'projections',
        'squaredNorms',
        'outputWeights',
        'contrasts',
      ] as const)
        for (const [place, step] of readouts.entries())
          assertClose(
            sparse[what][place]!,
            dense[what][step]!,
            1e-12,
            `${what} at step ${step} of [${readouts}]`,
          );
      sparse.activity.forEach(({ neurons }, place) => {
        assert.deepEqual(neurons, dense.activity[readouts[place]!]!.neurons);
      });
    }
  });

  // One instance and another that must do the same, up to the map of what is read out.
  const symmetric = (
    change: (given: Instance, seed: number) => Instance,
    map: (read: Trajectory, seed: number) => Trajectory,
  ) =>
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 12 }),
        (seed, n, m) => {
          const given = draw(seed, n, m);
          const changed = change(given, seed);
          assertSame(run(changed), map(run(given), seed), changed, 1e-11);
        },
      ),
      { numRuns: 25 },
    );
  const orderOf = (count: number, seed: number) => [...stream('order', seed).permutation(count)];
  const negate = (values: readonly Float64Array[]) => values.map((row) => row.map((value) => 0 - value));

  test(`${name}: samples in another order change nothing but the order of their outputs`, () => {
    symmetric(
      (given, seed) => {
        const order = orderOf(given.labels.length, seed);
        const permuted = <T>(values: readonly T[]): T[] => order.map((i) => values[i]!);
        return {
          ...given,
          inputs: permuted(given.inputs),
          labels: permuted(given.labels),
          contrasts: given.contrasts.map(permuted),
        };
      },
      (read, seed) => {
        const order = orderOf(read.train[0]!.length, seed);
        return {
          ...read,
          train: read.train.map((f) => Float64Array.from(order, (i) => f[i]!)),
          activity: read.activity.map(({ neurons, ...pairs }) => ({
            ...pairs,
            neurons: Float64Array.from(order.flatMap((i) => [neurons[2 * i]!, neurons[2 * i + 1]!])),
          })),
        };
      },
    );
  });

  test(`${name}: neurons in another order change nothing but the order of what is read of them`, () => {
    symmetric(
      (given, seed) => {
        const order = orderOf(given.signs.length, seed);
        return {
          ...given,
          weights: order.map((j) => given.weights[j]!),
          signs: order.map((j) => given.signs[j]!),
        };
      },
      (read, seed) => {
        const m = read.outputWeights[0]!.length;
        const reordered = (rows: readonly Float64Array[]) =>
          rows.map((values) => {
            const width = values.length / m;
            return Float64Array.from(
              orderOf(m, seed).flatMap((j) => [...values.subarray(j * width, (j + 1) * width)]),
            );
          });
        return {
          ...read,
          projections: reordered(read.projections),
          squaredNorms: reordered(read.squaredNorms),
          outputWeights: reordered(read.outputWeights),
          contrasts: reordered(read.contrasts),
        };
      },
    );
  });

  test(`${name}: labels negated together with output signs negate the outputs and leave the first layer`, () => {
    symmetric(
      (given) => ({
        ...given,
        labels: given.labels.map((y) => -y),
        signs: given.signs.map((a) => -a),
      }),
      (read) => ({
        ...read,
        train: negate(read.train),
        probes: negate(read.probes),
        outputWeights: negate(read.outputWeights),
        activity: read.activity.map(({ neurons, ...pairs }) => ({
          ...pairs,
          neurons: neurons.map((_, k) => neurons[k ^ 1]!),
        })),
      }),
    );
  });

  test(`${name}: an orthogonal map of inputs, probes, directions and weights changes nothing`, () => {
    symmetric(
      (given, seed) => {
        const Q = orthogonal(12, seed);
        const mapped = (rows: number[][]) => rows.map((x) => Q.map((q) => dot(q, x)));
        return {
          ...given,
          inputs: mapped(given.inputs),
          probes: mapped(given.probes),
          directions: mapped(given.directions),
          weights: mapped(given.weights),
        };
      },
      (read) => read,
    );
  });

  test(`${name}: every sample given twice changes nothing but the number of pairs`, () => {
    const twice = ({ before, still }: { before: number; still: number }) => ({
      before: 2 * before,
      still: 2 * still,
    });
    symmetric(
      (given) => ({
        ...given,
        inputs: [...given.inputs, ...given.inputs],
        labels: [...given.labels, ...given.labels],
        contrasts: given.contrasts.map((row) => [...row, ...row.map(() => 0)]),
      }),
      (read) => ({
        ...read,
        train: read.train.map((f) => Float64Array.of(...f, ...f)),
        activity: read.activity.map(({ neurons, right, wrong }) => ({
          neurons: Float64Array.of(...neurons, ...neurons),
          right: twice(right),
          wrong: twice(wrong),
        })),
      }),
    );
  });

  test(`${name}: takes nested arrays, flat data, ml-matrix and our own matrices alike`, () => {
    const given = draw(9, 6, 5);
    const expected = run(given);
    using arena = new Arena();
    const flat = (rows: number[][]) => ({ rows: rows.length, cols: rows[0]!.length, data: rows.flat() });
    for (const form of [
      flat,
      (rows: number[][]) => new Matrix(rows),
      (rows: number[][]) => fromRows(arena, rows),
    ])
      assert.deepEqual(
        run({
          ...given,
          inputs: form(given.inputs),
          probes: form(given.probes),
          directions: form(given.directions),
          weights: form(given.weights),
          contrasts: form(given.contrasts),
          labels: Float64Array.from(given.labels),
          signs: Int8Array.from(given.signs),
        }),
        expected,
      );
    const { contrasts, activity, ...bare } = given;
    const { contrasts: sums, activity: none, ...rest } = run(bare);
    assert.deepEqual({ ...rest, contrasts: expected.contrasts, activity: expected.activity }, expected);
    assert.deepEqual([sums.map(({ length }) => length), none], [given.readouts.map(() => 0), []]);
  });

  test(`${name}: changes nothing that it is given`, () => {
    using arena = new Arena();
    const given = draw(11, 9, 5);
    const ours = { ...given, inputs: fromRows(arena, given.inputs), weights: fromRows(arena, given.weights) };
    run(ours);
    assert.deepEqual([...ours.inputs.data], given.inputs.flat());
    assert.deepEqual([...ours.weights.data], given.weights.flat());
    assert.deepEqual(given, draw(11, 9, 5));
  });

  test(`${name}: reports rising progress and leaves no memory behind, also when stopped or refused`, () => {
    const given = draw(7, 5, 80);
    const before = liveBytes();
    const fractions: number[] = [];
    run(given, { progress: (fraction) => fractions.push(fraction) });
    assert.ok(fractions.length > 1);
    assert.ok(
      fractions.every((value, k) => value >= 0 && value < 1 && (k === 0 || value > fractions[k - 1]!)),
    );
    assert.equal(liveBytes(), before);
    assert.throws(() => run(given, { signal: AbortSignal.abort() }), { name: 'AbortError' });
    assert.equal(liveBytes(), before);
    const stop = new AbortController();
    let looks = 0;
    const progress = () => {
      looks++;
      stop.abort();
    };
    assert.throws(() => run(given, { signal: stop.signal, progress }), { name: 'AbortError' });
    assert.equal(looks, 1);
    assert.equal(liveBytes(), before);
    assert.throws(() => run({ ...given, signs: [1] }), { name: 'ShapeError' });
    assert.equal(liveBytes(), before);
  });

  test(`${name}: outputs and weights that are not finite are refused`, () => {
    const before = liveBytes();
    const given: Descent = { ...draw(12, 9, 5), readouts: [0, 1, 2, 3] };
    assert.throws(() => run({ ...given, learningRate: 1e308 }), {
      name: 'RangeError',
      message:
        /^(outputs or weights are not finite at step 1: weights, or the learningRate of 1e\+308, are out of scale|the derivative of the loss is not finite at step [12]: smaller weights, or a smaller learningRate than 1e\+308, are needed)$/,
    });
    // The neuron is thrown far below zero on every sample: outputs are 0, but its length overflows.
    const dead: Descent = {
      inputs: [
        [1, 0],
        [1, 1],
      ],
      labels: [-1, -1],
      probes: [],
      directions: [],
      weights: [[1, 1]],
      signs: [1],
      learningRate: 1e200,
      readouts: [1],
    };
    assert.throws(() => run(dead), { name: 'RangeError', message: /weights are not finite at step 1/ });
    // The same at a probe: it is far away, and the output there overflows.
    const far = { ...dead, learningRate: 1, probes: [[1e300, 0]], weights: [[1e10, 1]] };
    assert.throws(() => run({ ...far, readouts: [0] }), {
      name: 'RangeError',
      message: /not finite at step 0/,
    });
    assert.equal(liveBytes(), before);
  });

  test(`${name}: bad input is refused with what was given and what was expected`, () => {
    const given = { ...draw(8, 5, 4), readouts: [0, 1] };
    const refused = (change: Partial<Descent>, error: string, message: string) =>
      assert.throws(() => run({ ...given, ...change }), { name: error, message });
    const shape = (change: Partial<Descent>, message: string) => refused(change, 'ShapeError', message);
    const range = (change: Partial<Descent>, message: string) => refused(change, 'RangeError', message);
    shape({ inputs: [], labels: [] }, '0 inputs and 4 neurons: at least one of each was expected');
    shape({ weights: [], signs: [] }, '5 inputs and 0 neurons: at least one of each was expected');
    shape({ labels: [1, -1] }, 'inputs have 5 rows but labels have 2 entries');
    shape({ signs: [1] }, 'weights have 4 rows but signs have 1 entries');
    shape({ probes: [[1, 2]] }, 'probes are 1 x 2 but inputs are 5 x 12');
    shape({ directions: [[1], [2]] }, 'directions are 2 x 1 but inputs are 5 x 12');
    shape({ weights: [[1], [1], [1], [1]] }, 'weights are 4 x 1 but inputs are 5 x 12');
    shape({ contrasts: [[1, 2, 3]] }, 'contrasts are 1 x 3 but there are 5 inputs');
    shape({ probes: [[1, 2], [3]] }, 'row 1 has 1 entries but row 0 has 2');
    range({ labels: [1, 0, 1, 1, 1] }, 'labels[1] is 0: +1 or -1 was expected');
    range({ labels: [1, 1, 1, 1, Number.NaN] }, 'labels[4] is NaN: +1 or -1 was expected');
    range({ signs: [1, 2, 1, 1] }, 'signs[1] is 2: +1 or -1 was expected');
    for (const what of ['inputs', 'probes', 'directions', 'weights', 'contrasts'] as const)
      for (const value of [Number.NaN, Infinity, -Infinity]) {
        const rows = given[what].map((row, i) => (i === 1 ? row.with(3, value) : row));
        range({ [what]: rows }, `${what} have ${value} in row 1, column 3: finite numbers were expected`);
      }
    for (const learningRate of [0, -1, Number.NaN, Infinity])
      range({ learningRate }, `learningRate is ${learningRate}: a finite number > 0 was expected`);
    for (const readouts of [
      [],
      [2, 1],
      [1, 1],
      [-1, 0],
      [0.5],
      [0, Number.NaN],
      [0, Infinity],
      [0, 0x8000_0000],
    ])
      range(
        { readouts },
        `readouts [${readouts.join(', ')}]: increasing integers from 0 to 2147483647 were expected`,
      );
  });
}
