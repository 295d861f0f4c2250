import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gradientDescent, pulls } from '../../src/xor/index.ts';
import {
  assertClose,
  assertSame,
  descents,
  directDescent,
  dot,
  drawInstance,
  type Shape,
  upTo,
} from './direct.ts';

const scale = 0.1;
const shapes: Record<string, Shape> = {
  'few samples': { n: 12, p: 40, m: 10, scale, ratio: 10 },
  'many neurons': { n: 7, p: 5, m: 33, scale, ratio: 3 },
  'one sample': { n: 1, p: 3, m: 3, ratio: 1 },
  'one neuron': { n: 10, p: 20, m: 1, scale, ratio: 3 },
  'one dimension': { n: 9, p: 1, m: 5, ratio: 1 },
  'all labels +1': { n: 19, p: 30, m: 9, scale, ratio: 5, share: 1 },
  'all labels -1': { n: 19, p: 30, m: 9, scale, ratio: 5, share: 0 },
  'no probes, directions or contrasts': {
    n: 21,
    p: 10,
    m: 12,
    scale,
    ratio: 5,
    probes: 0,
    directions: 0,
    contrasts: 0,
  },
  'no directions': { n: 8, p: 10, m: 12, scale, ratio: 5, directions: 0 },
  'step 0 alone': { n: 8, p: 10, m: 12, readouts: [0] },
  'sparse readouts': { n: 21, p: 30, m: 12, scale, ratio: 2, readouts: [0, 1, 50, 300] },
  'correlated samples': { n: 20, p: 8, m: 12, scale, ratio: 2, common: 3, readouts: upTo(60) },
};

test('equals direct gradient descent, also where the loss derivative moves far', () => {
  for (const { name: descent, run, rule } of descents.slice(1)) {
    let [farthest, changedSigns] = [0, 0];
    for (const [name, shape] of Object.entries(shapes))
      for (const seed of [1, 2]) {
        const given = drawInstance(seed, shape);
        const expected = directDescent(given, rule);
        try {
          assertSame(run(given), expected, given);
        } catch (cause) {
          throw new Error(`${descent}: ${name}, seed ${seed}`, { cause });
        }
        for (const f of expected.train)
          f.forEach((value, i) => {
            farthest = Math.max(farthest, Math.abs(rule.pull(given.labels[i]! * value) - rule.pull(0)));
          });
        changedSigns += expected.outputWeights.at(-1)!.filter((a, j) => a * given.signs[j]! < 0).length;
      }
    assert.ok(farthest > 0.4, `${descent}: derivative moved by ${farthest}`);
    assert.equal(
      changedSigns > 0,
      rule.bothLayers,
      `${descent}: ${changedSigns} output weights changed sign`,
    );
  }
});

test('equals direct gradient descent with steps so large that most samples have a derivative of 0 or 1', () => {
  // Both layers at this step are chaotic: after 30 steps rounding errors have grown to 1e-12.
  for (const { run, rule } of descents.filter(({ name }) => name.startsWith('logistic')))
    for (const seed of [1, 2]) {
      const given = drawInstance(seed, { n: 20, p: 40, m: 12, scale, ratio: 100, readouts: upTo(15) });
      assertSame(run(given), directDescent(given, rule), given);
    }
});

test('a pre-activation of exactly 0 is not active', () => {
  for (const { run, rule } of descents) {
    const given = {
      ...drawInstance(2, { n: 3, p: 2, m: 4, ratio: 0.7, readouts: [0, 1, 2, 5] }),
      inputs: [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      weights: [
        [0, 0],
        [1, 0],
        [0, -1],
        [1, -1],
      ],
    };
    const { seen, ...expected } = directDescent(given, rule);
    assert.ok(seen.zeros > 5);
    const trajectory = run(given);
    assertSame(trajectory, expected, given);
    // No sample ever activates the first and the third neuron.
    assert.deepEqual([trajectory.squaredNorms[3]![0], trajectory.squaredNorms[3]![2]], [0, 1]);
  }
});

const losses = {
  logistic: (margin: number) => Math.log1p(Math.exp(-margin)),
  exponential: (margin: number) => Math.exp(-margin),
};

test('a pull is minus the derivative of its loss', () => {
  for (const loss of ['logistic', 'exponential'] as const)
    for (const margin of [-8, -1, 0, 0.3, 5]) {
      const h = 1e-5;
      const slope = (losses[loss](margin + h) - losses[loss](margin - h)) / (2 * h);
      assert.ok(
        Math.abs(pulls[loss](margin) + slope) < 1e-8 * Math.max(1, pulls[loss](margin)),
        `${loss}, ${margin}`,
      );
    }
});

test('one step is minus the step size times the gradient of the mean loss by finite differences', () => {
  const [p, m] = [5, 4];
  const identity = Array.from({ length: p }, (_, i) =>
    Array.from({ length: p }, (_, k) => (i === k ? 1 : 0)),
  );
  const given = { ...drawInstance(3, { n: 11, p, m, ratio: 0.7 }), directions: identity, readouts: [0, 1] };
  for (const loss of ['logistic', 'exponential'] as const)
    for (const bothLayers of [false, true]) {
      const lossAt = (w: number[][], a: number[]) =>
        given.inputs.reduce((sum, x, i) => {
          const f = w.reduce((total, row, j) => total + a[j]! * Math.max(0, dot(row, x)), 0);
          return sum + losses[loss](given.labels[i]! * f) / given.inputs.length;
        }, 0);
      const a = given.signs.map((sign) => sign / Math.sqrt(m));
      const h = 1e-6;
      const moved = (value: number, slope: number) => value - (given.learningRate * slope) / (2 * h);
      const weights = given.weights.flatMap((row, j) =>
        row.map((value, k) => {
          const shifted = (by: number) => given.weights.map((r, i) => (i === j ? r.with(k, value + by) : r));
          return moved(value, lossAt(shifted(h), a) - lossAt(shifted(-h), a));
        }),
      );
      const outputs = a.map((value, j) => {
        const slope =
          lossAt(given.weights, a.with(j, value + h)) - lossAt(given.weights, a.with(j, value - h));
        return bothLayers ? moved(value, slope) : value;
      });
      const { projections, outputWeights } = gradientDescent({ ...given, loss, bothLayers });
      assertClose(projections[1]!, weights, 1e-8, 'first layer');
      assertClose(outputWeights[1]!, outputs, 1e-8, 'second layer');
    }
});

test('an unknown loss is refused with those there are', () => {
  const given = { ...drawInstance(8, { n: 5, p: 10, m: 4 }), loss: 'hinge' as 'logistic', bothLayers: false };
  assert.throws(() => gradientDescent(given), {
    name: 'RangeError',
    message: 'loss is hinge: logistic or exponential was expected',
  });
});
