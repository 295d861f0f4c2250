import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  convexProgram,
  enumeratePatterns,
  type Network,
  squared,
  worstObjective,
} from '../../src/convex/index.ts';
import { dataStatus } from '../../src/data/index.ts';
import { boxSamples } from '../../src/papers/convex/boxSamples.ts';
import { c12 } from '../../src/papers/convex/c12.ts';
import {
  adversarialClaims,
  invented7,
  invented8,
  invented12,
} from '../../src/papers/convex/claims/adversarial.ts';
import { e10Claims, inventedE10 } from '../../src/papers/convex/claims/e10.ts';
import { departure } from '../../src/papers/convex/convexModel.ts';
import { e7 } from '../../src/papers/convex/e7.ts';
import { e8 } from '../../src/papers/convex/e8.ts';
import { e10 } from '../../src/papers/convex/e10.ts';
import { worstCases } from '../../src/papers/convex/figures/c12.ts';
import { regions } from '../../src/papers/convex/figures/e7.ts';
import { landscapes } from '../../src/papers/convex/figures/e8.ts';
import { otherLosses } from '../../src/papers/convex/figures/e10.ts';
import { vertexObjective } from '../../src/papers/convex/vertexObjective.ts';
import { stream } from '../../src/random/index.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { useRealData } from '../realData.ts';

useRealData();
const here = (await dataStatus()).some(({ name, available }) => name === 'cifar-10' && available);
const context: RunContext = { progress: () => {}, signal: new AbortController().signal };

/** x -> |x|. */
const absolute: Network = { hidden: Float64Array.of(1, -1), output: Float64Array.of(1, 1), d: 1 };

test('boxes of samples are disjoint, labels are signs, and a full square is refused', () => {
  const radius = 0.1;
  const { X, y } = boxSamples(15, 2, radius, stream('boxes'));
  assert.ok(y.every((label) => Math.abs(label) === 1));
  for (let k = 0; k < 15; k++) {
    assert.equal(X.data[3 * k + 2], 1);
    for (let l = 0; l < k; l++) {
      const apart = [0, 1].map((j) => Math.abs(X.data[3 * k + j]! - X.data[3 * l + j]!));
      assert.ok(Math.max(...apart) > 2 * radius);
    }
  }
  assert.throws(() => boxSamples(50, 2, 0.5, stream('boxes')), /50 boxes of radius 0.5 do not fit/);
});

test('vertices miss a worst case inside the box, where the network has its kink', () => {
  using arena = new Arena();
  const X = [[0.25]];
  const patterns = enumeratePatterns(arena, X);
  const problem = convexProgram(arena, { X, y: [1], loss: squared, beta: 0.5, patterns, radius: 0.5 });
  const decay = 1; // (0.5 / 2) (1 + 1 + 1 + 1)
  assert.ok(Math.abs(worstObjective(problem, absolute) - (0.5 + decay)) < 1e-12); // at 0
  assert.ok(Math.abs(vertexObjective(problem, absolute) - (0.5 * 0.75 ** 2 + decay)) < 1e-12); // at -0.25
});

test('the departure from the model is that behind the kink', () => {
  using arena = new Arena();
  const X = [[0.05]];
  const patterns = enumeratePatterns(arena, X);
  const problem = convexProgram(arena, { X, y: [1], loss: squared, beta: 0.5, patterns });
  const blocks = new Float64Array(2 * patterns.active.rows);
  blocks[patterns.active.data.indexOf(1)] = 1; // theta = 1: the model is x
  const far = departure(problem, blocks, absolute, 0.1, 200, stream('points'));
  assert.ok(far > 0.09 && far <= 0.1 + 1e-12, String(far)); // 2 * 0.05 at x = -0.05
  assert.ok(departure(problem, blocks, absolute, 0.04, 200, stream('points')) < 1e-15);
});

test('E7 repeats bit by bit, its bounds are in order, and no grid of a box contradicts what is cut', () => {
  const [{ settings, seed } = assert.fail('no run')] = e7.runs('quick');
  const records = e7.run(settings, seed, context);
  const [record] = records;
  assert.deepEqual(e7.run(settings, seed, context), records);
  for (const kind of ['standard', 'robust'] as const) {
    const { objective, lowerBound, cut, safe, outputs } = record![kind];
    assert.ok(lowerBound <= objective && cut >= 0 && cut + safe <= 1);
    assert.equal(outputs.length, settings.grid ** 2);
    // Points of the drawn grid in the boxes are points of the boxes.
    let seen = 0;
    record!.x.forEach(([a, b], k) => {
      const inside = outputs.filter((_, i) => {
        const [x, y] = [record!.axis[i % settings.grid]!, record!.axis[Math.floor(i / settings.grid)]!];
        return Math.abs(x - a!) < settings.radius && Math.abs(y - b!) < settings.radius;
      });
      if (inside.some((z) => z * record!.labels[k]! < -1e-4)) seen++;
    });
    assert.ok(seen <= Math.round((1 - safe) * settings.samples), `${kind}: ${seen}`);
  }
  assert.throws(
    () => e7.run(settings, seed, { ...context, signal: AbortSignal.abort(new Error('enough')) }),
    /enough/,
  );
});

test('E8: a robust network is its model on the boxes, a standard one is not', () => {
  for (const { settings, seed } of e8.runs('quick')) {
    const [record] = e8.run(settings, seed, context);
    assert.ok(record!.robust.departure < 1e-9 && record!.standard.departure > 1e-3);
    const change = record!.robust.networkLoss.map((loss, i) => Math.abs(loss - record!.robust.modelLoss[i]!));
    record!.axis.forEach((up, j) => {
      record!.axis.forEach((right, i) => {
        if (Math.max(Math.abs(up), Math.abs(right)) < settings.radius)
          assert.ok(change[j * settings.grid + i]! <= 1e-6);
      });
    });
  }
});

test('C12: by all losses vertices stay below the exact worst case, and that of the robust network is the value of the program', () => {
  for (const { settings, seed } of c12.runs('quick')) {
    const [record] = c12.run(settings, seed, context);
    const { robust, standard, objective, lowerBound, standardObjective } = record!;
    assert.ok(lowerBound <= objective && standardObjective < objective, settings.loss);
    assert.ok(robust.worst <= objective * (1 + 1e-9) && robust.worst >= objective * (1 - 1e-8));
    for (const { worst, atVertices } of [robust, standard]) assert.ok(atVertices <= worst * (1 + 1e-9));
    assert.ok(standard.worst > objective);
  }
});

test('each claim holds for results in its favour, and for no other', () => {
  const [first, c13, ...c12s] = adversarialClaims;
  const yes = 'reproduced';
  assert.equal(verdict(first!.measure([invented7({ standard: 0.2, robust: 0 })] as never)), yes);
  assert.equal(verdict(c13!.measure([invented8({ standard: 1, robust: 1e-13 })] as never)), yes);
  assert.equal(
    verdict(c13!.measure([invented8({ standard: 1e-9, robust: 1e-13 })] as never)),
    'not reproduced',
  );
  for (const claim of c12s)
    assert.equal(verdict(claim.measure([invented12(1, 1.2)] as never)), yes, claim.id);
  for (const claim of e10Claims) assert.equal(verdict(claim.measure([inventedE10()])), yes, claim.id);
  const judged = e10Claims.map((claim) =>
    verdict(claim.measure([inventedE10({ 'gd-pgd': { pgd: 70, objective: 100 } })])),
  );
  assert.deepEqual(judged, ['not reproduced', 'not reproduced', yes, yes]);
});

test('figures draw the run with a grid, and refuse results without one', () => {
  const results = <S, R>(experiment: {
    runs: (p: 'quick') => readonly { settings: S; seed: number }[];
    run: (s: S, seed: number, c: RunContext) => R;
  }) =>
    experiment
      .runs('quick')
      .slice(0, 1)
      .map((run) => ({ ...run, records: experiment.run(run.settings, run.seed, context) }));
  assert.equal(regions.draw([results(e7)] as never).data.length, 12);
  assert.equal(landscapes.draw([results(e8)] as never).data.length, 12);
  assert.ok(worstCases.draw([invented12(1, 1.2)]).data.length >= 12);
  assert.ok(otherLosses.draw([inventedE10()]).data.length >= 10);
  assert.throws(() => regions.draw([[]]), /no run of E7/);
  assert.throws(() => landscapes.draw([[]]), /no run of E8/);
});

for (const { settings, seed } of e10.runs('quick').filter((run) => run.seed === 1))
  test(`E10, ${settings.loss}, ${settings.method}: repeated bit by bit, its objective is what PGD or clean samples give`, {
    skip: here ? false : 'cifar-10 is not here',
  }, async () => {
    const records = await e10.run(settings, seed, context);
    const [record] = records;
    const robust = settings.method === 'gd-pgd' || settings.method === 'convex-robust';
    const expected = robust ? record!.pgdObjective : record!.cleanObjective;
    assert.ok(Math.abs(record!.objective - expected) <= 1e-6 * expected, `${record!.objective} ${expected}`);
    assert.ok(record!.lowerBound <= record!.objective && record!.pgd[0]! <= record!.clean);
    if (settings.method === 'convex-robust') assert.ok(record!.departure! < 1e-9);
    if (settings.method === 'convex') assert.ok(record!.departure! > 1e-3);
    assert.deepEqual(await e10.run(settings, seed, context), records);
  });
