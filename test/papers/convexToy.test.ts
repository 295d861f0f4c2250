import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Network, networkObjective, predict } from '../../src/convex/index.ts';
import { toyClaims } from '../../src/papers/convex/claims/toy.ts';
import { toyEnds } from '../../src/papers/convex/counterexamples.ts';
import { toyCurves } from '../../src/papers/convex/figures/toy.ts';
import { landscape } from '../../src/papers/convex/figures/toyLandscape.ts';
import { planeThrough } from '../../src/papers/convex/plane.ts';
import {
  base,
  globalOptimum,
  inputs,
  points,
  readouts,
  settingsOf,
  toy,
  widths,
} from '../../src/papers/convex/toy.ts';
import { nearestForm, toyLandscape } from '../../src/papers/convex/toyLandscape.ts';
import { stream } from '../../src/random/index.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { Arena } from '../../src/wasm/arena.ts';

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };

test('the optimum over the 10 patterns is certified for all networks, its network has it, and descent comes to it', () => {
  using arena = new Arena();
  const { problem, optimum, network } = globalOptimum(arena, base);
  assert.equal(problem.patterns.active.rows, 10);
  assert.deepEqual([optimum.scope, optimum.status], ['global', 'optimal']);
  assert.ok(Math.abs(networkObjective(problem, network) - optimum.primal) < 1e-9 * optimum.primal);
  assert.ok(network.output.length <= 5);
  const [record] = toy.run(settingsOf('descent', 50), 7, context);
  assert.ok(record!.end >= optimum.dual && record!.end <= optimum.primal * 1.001, String(record!.end));
});

test('a run reads its curve where it says, ends where the curve does, and repeats bit for bit', () => {
  const { settings, seed } = toy.runs('quick')[0]!;
  const [record] = toy.run(settings, seed, context);
  assert.ok(record);
  assert.deepEqual(record.epoch, [0, ...readouts(settings.epochs)]);
  assert.equal(record.objective.length, record.epoch.length);
  assert.equal(record.objective.at(-1), record.end);
  assert.ok(record.own <= record.end && record.own >= record.lowerBound);
  assert.equal(record.fit.length, inputs.length);
  // The fit's errors are part of the objective.
  const errors = points.x.map((x, k) => record.fit[inputs.indexOf(x)]! - points.y[k]!);
  assert.ok(errors.reduce((sum, e) => sum + (e * e) / 2, 0) < record.end);
  assert.deepEqual(toy.run(settings, seed, context), [record]);
  const signal = AbortSignal.abort(new Error('enough'));
  assert.throws(() => toy.run(settings, seed, { ...context, signal }), /enough/);
  const plane = toyLandscape.runs('quick')[0]!;
  assert.throws(() => toyLandscape.run(plane.settings, plane.seed, { ...context, signal }), /enough/);
});

test('readouts rise by about a tenth to the last', () => {
  assert.deepEqual(readouts(5), [1, 2, 3, 4, 5]);
  const many = readouts(20_000);
  assert.ok(
    many.every(
      (k, i) => i === 0 || (k > many[i - 1]! && k <= Math.max(many[i - 1]! + 1, 1.15 * many[i - 1]!)),
    ),
  );
  assert.equal(many.at(-1), 20_000);
});

test('a plane gives back its own points, and nearest ones of others', () => {
  const source = stream('plane');
  const draw = () => source.fillNormal(new Float64Array(6));
  const [a, b, c, other] = [draw(), draw(), draw(), draw()];
  const { distance, coordinates, point } = planeThrough(a, b, c);
  const apart = (p: Float64Array, q: Float64Array) => Math.hypot(...p.map((value, i) => value - q[i]!));
  assert.ok(Math.abs(distance - apart(a, b)) < 1e-12);
  for (const p of [a, b, c]) assert.ok(apart(point(...coordinates(p)), p) < 1e-12);
  assert.ok(coordinates(c)[1] > 0 && Math.abs(coordinates(b)[1]) < 1e-12);
  const [along, across] = coordinates(other);
  const nearest = apart(point(along, across), other);
  for (const [x, y] of [
    [1e-3, 0],
    [0, 1e-3],
    [-1e-3, 1e-3],
  ] as const)
    assert.ok(apart(point(along + x, across + y), other) > nearest);
  assert.throws(() => planeThrough(a, b, b), /on a line/);
});

test('the nearest form is the same function, and no other order of the neurons is nearer', () => {
  const drawn = (width: number, source: ReturnType<typeof stream>): Network => ({
    hidden: source.fillNormal(new Float64Array(2 * width)),
    output: source.fillNormal(new Float64Array(width)),
    d: 2,
  });
  const apart = (a: Network, b: Network) =>
    Math.hypot(
      ...a.hidden.map((value, i) => value - b.hidden[i]!),
      ...a.output.map((value, i) => value - b.output[i]!),
    );
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 0, max: 4 }), (seed, few) => {
      const source = stream('form', seed);
      const [network, other] = [drawn(few, source), drawn(5, source)];
      const form = nearestForm(network, other);
      const X = [
        [1, 2],
        [-1, 0.5],
        [0.3, -2],
      ];
      predict(form, X).forEach((z, k) => {
        assert.ok(Math.abs(z - predict(network, X)[k]!) < 1e-12);
      });
      for (let trial = 0; trial < 50; trial++) {
        const order = source.permutation(5);
        const shuffled: Network = {
          hidden: Float64Array.from(
            { length: 10 },
            (_, e) => network.hidden[2 * order[e >> 1]! + (e % 2)] ?? 0,
          ),
          output: Float64Array.from(order, (i) => network.output[i] ?? 0),
          d: 2,
        };
        assert.ok(apart(shuffled, other) >= apart(form, other) - 1e-12);
      }
    }),
    { numRuns: 30, seed: 1 },
  );
});

test('the landscape holds the end at its origin, the optimum at its distance, and nothing below the bound', () => {
  const { settings, seed } = toyLandscape.runs('quick')[0]!;
  const [record] = toyLandscape.run(settings, seed, context);
  assert.ok(record);
  const { along, across, objective, line, distance, lowerBound, end } = record;
  assert.deepEqual([objective.length, objective[0]!.length], [across.length, along.length]);
  assert.ok(objective.flat().every((value) => value >= lowerBound));
  const at = (x: number) =>
    line[along.reduce((best, a, i) => (Math.abs(a - x) < Math.abs(along[best]! - x) ? i : best), 0)]!;
  assert.ok(Math.abs(at(0) / end - 1) < 0.05, `${at(0)} ${end}`);
  assert.ok(at(distance) < 2 * lowerBound, String(at(distance) / lowerBound));
  assert.ok(Math.hypot(record.trackAlong.at(-1)!, record.trackAcross.at(-1)!) < 1e-12);
});

test('each claim on the toy holds where it should, and fails elsewhere', () => {
  const judge = (...ends: Parameters<typeof toyEnds>) =>
    toyClaims.map((claim) => verdict(claim.measure([toyEnds(...ends)])));
  const [yes, no] = ['reproduced', 'not reproduced'];
  const good = (width: number, seed: number) => (width === 50 || seed % 2 === 0 ? 1.01 : 50);
  assert.deepEqual(judge(good), [yes, yes]);
  assert.equal(judge((width, seed) => (width === 50 ? 50 : good(width, seed)))[0], no);
  assert.equal(judge((width, seed) => (width === 15 ? 1 : good(width, seed)))[0], no);
  assert.equal(judge(good, () => 1)[1], no);
  assert.equal(judge(() => 0.9)[1], no);
  assert.equal(judge(good, good, { lowerBound: 0.0099 })[1], no);
  assert.equal(judge(good, good, { global: false })[1], no);
});

test('the figures have a panel for each width, and two planes', () => {
  const results = toy
    .runs('quick')
    .filter(({ seed }) => seed === 2)
    .map((run) => ({ ...run, records: toy.run(run.settings, run.seed, context) }));
  const curves = toyCurves.draw([results]);
  assert.match(JSON.stringify(curves.layout.annotations), /50 neurons: \d of 1 reach/);
  const planes = toyLandscape
    .runs('quick')
    .map((run) => ({ ...run, records: toyLandscape.run(run.settings, run.seed, context) }));
  const { data } = landscape.draw([planes, results]);
  assert.equal(data.filter(({ type }) => type === 'heatmap').length, 2);
  assert.equal(widths.length, 3);
  assert.match(landscape.caption, /remembered, unverified/);
});
