// The compiled loops of every model against the plain ones, which share nothing with them but the model's gradient.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stream } from '../../src/random/index.ts';
import type { DescentSettings, Position } from '../../src/stability/descent.ts';
import { diagonalNetwork, type Model, trainLoss, twoLayerRelu } from '../../src/stability/index.ts';
import { type BatchSize, plainLoops } from '../../src/stability/loops.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { distance, problemOf, randomSamples, randomTheta, type Samples, stepsIn } from './cases.ts';

const settings: DescentSettings = {
  learningRate: 0.02,
  clip: Number.POSITIVE_INFINITY,
  tolerance: 0,
  quietSteps: 0,
  maxSteps: 1000,
};

interface Case {
  readonly samples: Samples;
  readonly batchSize: BatchSize;
  readonly count: number;
  readonly settings?: Partial<DescentSettings>;
  readonly changingRate?: boolean;
  readonly noise?: boolean;
}

/** Both loops on the same steps, from the same theta. */
function both(model: Model, { samples, batchSize, count, ...one }: Case): readonly [Position, Position] {
  using arena = new Arena();
  const n = samples.x.length;
  const B = batchSize === 'all' ? n : batchSize;
  const s = { ...settings, ...one.settings };
  const problem = problemOf(model, samples, arena);
  const from: Position = { theta: randomTheta(model.parameters), steps: 7, loss: 3, lastClipped: 0 };
  const rates = Array.from({ length: one.changingRate ? count : 1 }, (_, t) => 0.02 / (1 + t));
  const drawn = Array.from({ length: count * B }, (_, k) => (5 * k + k * k) % n);
  const noise = stream('test noise').fillNormal(new Float64Array(count * B), 0, 0.5);
  const steps = stepsIn(
    arena,
    count,
    rates,
    batchSize === 'all' ? undefined : drawn,
    one.noise ? noise : undefined,
  );
  return [
    model.loops!(problem, s, batchSize, arena)(from, steps),
    plainLoops(problem, s, batchSize)(from, steps),
  ];
}

function assertEqual([compiled, plain]: readonly [Position, Position]): void {
  assert.deepEqual([compiled.steps, compiled.lastClipped], [plain.steps, plain.lastClipped]);
  assert.ok(Math.abs(compiled.loss - plain.loss) <= 1e-12 * plain.loss, `${compiled.loss}, ${plain.loss}`);
  assert.ok(distance(compiled.theta, plain.theta) < 1e-12);
}

const zeroRows = ({ x, y }: Samples): Samples => ({
  x: x.map((row, i) => (i % 2 ? row : row.map(() => 0))),
  y,
});

const kinds: readonly [string, (d: number, m: number) => Model][] = [
  ['diagonal network', (d) => diagonalNetwork(d)],
  ['two-layer ReLU network', twoLayerRelu],
];

for (const [name, build] of kinds) {
  test(`${name}: any shape, batch, clipping, schedule and noise gives the steps of the plain loops`, () => {
    const size = fc.integer({ min: 1, max: 19 });
    const clip = fc.constantFrom(Number.POSITIVE_INFINITY, 1, 0.1);
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.integer({ min: 0, max: 19 }),
        clip,
        fc.boolean(),
        fc.boolean(),
        (n, d, m, B, clip, changingRate, noise) => {
          const batchSize = B === 0 ? 'all' : Math.min(B, n);
          const one = { samples: randomSamples(n, d), batchSize, count: 12, settings: { clip } } as const;
          assertEqual(both(build(d, m), { ...one, changingRate, noise }));
        },
      ),
      { numRuns: 150 },
    );
  });

  for (const batchSize of [1, 3, 'all'] as const)
    test(`${name}, B = ${batchSize}: zero inputs, clipped and quiet steps, the size of a test in the sheet`, () => {
      const samples = randomSamples(40, 20);
      const model = build(20, 50);
      assertEqual(both(model, { samples: zeroRows(samples), batchSize, count: 50 }));
      const clipped = both(model, { samples, batchSize, count: 50, settings: { clip: 0.2 } });
      assert.ok(clipped[0].lastClipped > 7);
      assertEqual(clipped);
      // Ends the quiet steps after the last clipped one, or at once.
      const early = { clip: 0.5, tolerance: 1e6, quietSteps: 4 };
      const ended = both(model, { samples, batchSize, count: 300, settings: early });
      assertEqual(ended);
      const wild = both(model, { samples, batchSize, count: 50, settings: { tolerance: 1e6 } });
      assert.equal(wild[0].steps, 7);
      assertEqual(wild);
    });

  for (const batchSize of [1, 3, 'all'] as const)
    test(`${name}, B = ${batchSize}: one call or many, the same bits`, () => {
      using arena = new Arena();
      const model = build(9, 11);
      const [n, B, count] = [10, batchSize === 'all' ? 10 : batchSize, 30];
      const problem = problemOf(model, randomSamples(n, 9), arena);
      const loops = model.loops!(problem, { ...settings, clip: 1 }, batchSize, arena);
      const rates = Array.from({ length: count }, (_, t) => 0.05 / (1 + t));
      const drawn = Array.from({ length: count * B }, (_, k) => (3 * k + k * k) % n);
      const noise = [...stream('test noise').fillNormal(new Float64Array(count * B))];
      const steps = (first: number, last: number) =>
        stepsIn(
          arena,
          last - first,
          rates.slice(first, last),
          batchSize === 'all' ? undefined : drawn.slice(first * B, last * B),
          noise.slice(first * B, last * B),
        );
      const from: Position = { theta: randomTheta(model.parameters), steps: 0, loss: 3, lastClipped: 0 };
      const whole = loops(from, steps(0, count));
      for (const chunk of [1, 7]) {
        let position = from;
        for (let t = 0; t < count; t += chunk)
          position = loops(position, steps(t, Math.min(t + chunk, count)));
        assert.deepEqual(position, whole);
      }
    });
}

for (const [name, build] of kinds)
  for (const batchSize of [1, 2, 'all'] as const)
    test(`${name}, B = ${batchSize}: a gradient too long for a number ends the steps at the same theta`, () => {
      using arena = new Arena();
      const model = build(1, 1);
      const theta = Float64Array.of(1, 0);
      const problem = problemOf(model, { x: [[1e160], [1e160], [1e160]], y: [1, 1, 1] }, arena); // f = 0, g = (0, 1e160)
      const s = { ...settings, clip: 1 };
      const steps = stepsIn(arena, 2, [0.1], batchSize === 'all' ? undefined : [0, 1, 2, 0]);
      const from: Position = { theta, steps: 7, loss: 3, lastClipped: 0 };
      const expected = { ...from, loss: Number.POSITIVE_INFINITY };
      assert.deepEqual(model.loops!(problem, s, batchSize, arena)(from, steps), expected);
      assert.deepEqual(plainLoops(problem, s, batchSize)(from, steps), expected);
    });

for (const [name, build] of kinds)
  test(`${name}, B = n: the loss is L(theta) before the step, whatever it was before`, () => {
    using arena = new Arena();
    const model = build(4, 6);
    const problem = problemOf(model, randomSamples(5, 4), arena);
    const theta = randomTheta(model.parameters);
    const from: Position = { theta, steps: 0, loss: 1e30, lastClipped: 0 };
    const loss = trainLoss(problem, theta);
    for (const samples of [undefined, [4, 2, 0, 1, 3]]) {
      const batchSize = samples ? 5 : 'all';
      const steps = stepsIn(arena, 1, [0.1], samples);
      for (const loops of [
        model.loops!(problem, settings, batchSize, arena),
        plainLoops(problem, settings, batchSize),
      ])
        assert.ok(Math.abs(loops(from, steps).loss - loss) < 1e-14 * loss);
    }
  });

test('two-layer ReLU network: NaN in one weight is seen in the loss, also where the neuron might look silent', () => {
  using arena = new Arena();
  const model = twoLayerRelu(5, 3);
  const problem = problemOf(model, randomSamples(4, 5), arena);
  const theta = randomTheta(model.parameters).fill(Number.NaN, 7, 8);
  for (const batchSize of [1, 'all'] as const) {
    const steps = stepsIn(arena, 1, [0.1], batchSize === 1 ? [2] : undefined);
    for (const loops of [
      model.loops!(problem, settings, batchSize, arena),
      plainLoops(problem, settings, batchSize),
    ])
      assert.ok(Number.isNaN(loops({ theta, steps: 0, loss: 1, lastClipped: 0 }, steps).loss));
  }
});
