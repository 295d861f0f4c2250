import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { convexProgram, interiorPointMethod, samplePatterns } from '../../src/convex/index.ts';
import { blockSystem, factorize } from '../../src/convex/interior/blockSystem.ts';
import { moveToCentre } from '../../src/convex/interior/coneCentre.ts';
import {
  longestNormStep,
  normCurvature,
  normScaling,
  scaleNorms,
} from '../../src/convex/interior/normCones.ts';
import { solveSystem } from '../../src/convex/interior/solveSystem.ts';
import { unitSamples } from '../../src/convex/interior/unitSamples.ts';
import { fromRows, row, toRows, zeros } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import {
  dot,
  draw,
  dualNorms,
  fit,
  instances,
  leastSlack,
  masks,
  nested,
  norm,
  problemOf,
} from './instances.ts';
import { lossCases } from './lossCases.ts';

/** A random point inside the cones of `blocks` norms in d dimensions. */
function normPoint(arena: Arena, seed: number, blocks: number, d: number) {
  const source = stream('norm point', seed);
  const [u, p] = [zeros(arena, blocks, d), zeros(arena, blocks, d)];
  source.fillNormal(u.data);
  source.fillNormal(p.data);
  const outside = (v: Float64Array) => norm(v) * (1 + source.normal() ** 2 + 1e-6);
  const t = Float64Array.from({ length: blocks }, (_, b) => outside(row(u, b)));
  const radius = Float64Array.from({ length: blocks }, (_, b) => outside(row(p, b)));
  return { u, t, p, radius };
}

test('the scaling of the norms maps the multipliers to the point', () => {
  // W^-2 (t, u) = (rho, -p); with t eliminated: p + A u = 2 rho head tail / (2 head^2 - 1).
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 6 }), (seed, d) => {
      using arena = new Arena();
      const point = normPoint(arena, seed, 1, d);
      const scaling = normScaling(arena, 1, d);
      scaleNorms(point, scaling);
      const A = zeros(arena, d, d);
      normCurvature(scaling, 0, A);
      const [head, tail] = [scaling.head[0]!, scaling.tail.data];
      toRows(A).forEach((line, i) => {
        const expected = (2 * point.radius[0]! * head * tail[i]!) / (2 * head * head - 1) - point.p.data[i]!;
        const size = point.radius[0]! * (1 + head * head);
        assert.ok(Math.abs(dot(line, point.u.data) - expected) <= 1e-12 * size);
      });
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('the longest step of the norms ends on a boundary', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 4 }), (seed, d) => {
      using arena = new Arena();
      const point = normPoint(arena, seed, 3, d);
      const other = normPoint(arena, seed + 1, 3, d);
      const beta = 0.5;
      const length = longestNormStep(
        point,
        { du: other.u, dt: other.t.map((x) => x - 3), dp: other.p },
        beta,
      );
      const room = (a: number) =>
        Math.min(
          ...[0, 1, 2].flatMap((b) => {
            const moved = (v: Float64Array, dv: Float64Array) => norm(v.map((x, j) => x + a * dv[j]!));
            const t = point.t[b]! + a * (other.t[b]! - 3);
            const radius = point.radius[b]! + a * (beta - point.radius[b]!);
            return [
              t - moved(row(point.u, b), row(other.u, b)),
              radius - moved(row(point.p, b), row(other.p, b)),
            ];
          }),
        );
      assert.ok(length > 0);
      if (length === Infinity) assert.ok(room(1e6) > 0);
      else {
        assert.ok(Math.abs(room(length)) <= 1e-9 * (1 + length));
        for (const part of [0.1, 0.5, 0.9, 0.999]) assert.ok(room(part * length) > 0);
      }
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('the centre of a cone balances the inverse slacks', () => {
  for (const [seed, n, d] of [
    [1, 5, 5],
    [2, 30, 4],
    [3, 200, 10],
  ] as const) {
    using arena = new Arena();
    const { X } = draw('Gaussian', seed, n, d, 1);
    const rows = fromRows(
      arena,
      X.map((x) => x.map((value) => value / norm(x))),
    );
    const patterns = samplePatterns(arena, X, 1, stream('centre', seed));
    const signs = Float64Array.from(patterns.active.data, (on) => 2 * on - 1);
    const u = row(patterns.directions, 0);
    const length = norm(u);
    for (let j = 0; j < d; j++) u[j]! /= length;
    for (let call = 0; call < 3; call++) moveToCentre(rows, signs, u);
    const pull = new Array<number>(d).fill(0);
    toRows(rows).forEach((x, k) => {
      const slack = signs[k]! * dot(x, u);
      assert.ok(slack > 0);
      x.forEach((value, j) => {
        pull[j]! += (signs[k]! * value) / slack;
      });
    });
    for (let j = 0; j < d; j++) assert.ok(Math.abs(pull[j]! / n - u[j]!) < 0.05, `${n} x ${d}: ${j}`);
    assert.ok(Math.abs(norm(u) - 1) < 0.05);
  }
});

test('fewer samples than features: the same products and norms in fewer coordinates', () => {
  using arena = new Arena();
  const { X, y } = draw('Gaussian', 8, 4, 9, 1);
  X[3] = X[0]!.map((value, j) => 2 * value - X[1]![j]!);
  X.push(X[0]!.map(() => 0));
  const patterns = samplePatterns(arena, X, 3, stream('basis', 1));
  const problem = convexProgram(arena, { X, y: [...y, 1], beta: 1, patterns, loss: lossCases[0]!.loss });
  const { rows, lengths, samples, basis } = unitSamples(arena, problem);
  assert.deepEqual([...samples], [0, 1, 2, 3]);
  assert.ok(basis && basis.rows === 3 && basis.cols === 9);
  const reduced = toRows(rows);
  for (let k = 0; k < 4; k++) {
    const back = reduced[k]!.reduce<number[]>(
      (sum, share, r) => sum.map((value, j) => value + share * row(basis, r)[j]!),
      new Array<number>(9).fill(0),
    );
    back.forEach((value, j) => {
      assert.ok(Math.abs(lengths[k]! * value - X[k]![j]!) < 1e-13);
    });
    for (let r = 0; r < basis.rows; r++)
      for (let c = 0; c < basis.rows; c++)
        assert.ok(Math.abs(dot(row(basis, r), row(basis, c)) - (r === c ? 1 : 0)) < 1e-14);
  }
});

test('the equations of a step are solved through either capacitance', () => {
  const seen = new Set<boolean>();
  for (const [n, d, count, constant] of [
    [6, 4, 5, true],
    [60, 3, 2, true],
    [60, 3, 2, false],
    [30, 9, 7, false],
  ] as const) {
    using arena = new Arena();
    const { X, y } = draw('Gaussian', n, n, d, 1);
    const patterns = samplePatterns(arena, X, count, stream('system', n));
    const problem = convexProgram(arena, { X, y, beta: 1, patterns, loss: lossCases[0]!.loss });
    const samples = unitSamples(arena, problem);
    const [rows, D] = [toRows(samples.rows), masks({ ...patterns, active: samples.active })];
    const source = stream('system', n, 'right');
    const scaling = normScaling(arena, 2 * count, d);
    scaleNorms(normPoint(arena, n, 2 * count, d), scaling);
    const weights = zeros(arena, 2 * count, n);
    source.fillNormal(weights.data);
    for (let f = 0; f < weights.data.length; f++) weights.data[f] = weights.data[f]! ** 2;
    const inverse = Float64Array.from({ length: n }, () => 0.1 + source.normal() ** 2);
    const R = zeros(arena, 2 * count, d);
    source.fillNormal(R.data);
    const e = source.fillNormal(arena.float64(n));
    const [right, rightOutputs] = [toRows(R), [...e]];
    const system = blockSystem(arena, samples, constant);
    seen.add(system.byOutputs);
    factorize(system, scaling, weights, inverse);
    solveSystem(system, R, inverse, e);

    const du = toRows(R);
    const z = fit(rows, D, du);
    rightOutputs.forEach((value, k) => {
      assert.ok(Math.abs(z[k]! - inverse[k]! * e[k]! - value) < 1e-10);
    });
    const A = zeros(arena, d, d);
    du.forEach((change, b) => {
      normCurvature(scaling, b, A);
      const mask = D[b % count]!;
      toRows(A).forEach((line, j) => {
        let left = dot(line, change);
        rows.forEach((x, k) => {
          left += weights.data[b * n + k]! * dot(x, change) * x[j]!;
          left += (b < count ? 1 : -1) * mask[k]! * e[k]! * x[j]!;
        });
        assert.ok(Math.abs(left - right[b]![j]!) < 1e-10, `${n} x ${d}, ${b} ${j}: ${left}`);
      });
    });
  }
  assert.deepEqual([...seen].sort(), [false, true]);
});

for (const { loss, targets, value, conjugate } of lossCases)
  test(`the table of the ${loss.name} loss shows bounds that its own candidate attains`, () => {
    fc.assert(
      fc.property(instances({ min: -4, max: 0 }), (drawn) => {
        using arena = new Arena();
        const instance = { ...drawn, y: targets(drawn.y) };
        fc.pre(drawn.X.some((x) => norm(x) > 0));
        const problem = problemOf(arena, instance, loss);
        let { work, state } = interiorPointMethod.init(arena, problem);
        const steps = 1 + (drawn.seed % 5);
        for (let iteration = 0; iteration < steps; iteration++) state = interiorPointMethod.step(work, state);
        const shown = interiorPointMethod.monitor(work, state);
        const candidate = interiorPointMethod.candidate(work, state);
        const { X, y, beta } = instance;
        const D = masks(problem.patterns);
        const blocks = nested(Float64Array.from(candidate.blocks), problem.X.cols);
        const size = norm(Float64Array.from(candidate.blocks)) * Math.max(...X.map(norm));
        assert.ok(leastSlack(X, D, blocks) >= -1e-10 * size);
        const primal = value(fit(X, D, blocks), y) + beta * blocks.reduce((sum, u) => sum + norm(u), 0);
        assert.ok(Math.abs(primal - shown.objective) <= 1e-9 * primal);
        const eta = nested(Float64Array.from(candidate.eta!), y.length);
        assert.ok(eta.flat().every((weight) => weight >= 0));
        const steepest = Math.max(...dualNorms(X, D, candidate.q, eta));
        const { q } = candidate;
        const best = loss.dualScale(Float64Array.from(q), Float64Array.from(y), beta / steepest);
        const dual = -conjugate(
          Array.from(q, (entry) => best * entry),
          y,
        );
        assert.ok(Math.abs((primal - dual) / primal - shown.gap) <= 1e-6 * (1 + shown.gap));
        assert.ok(dual <= primal * (1 + 1e-9));
      }),
      { numRuns: 100, seed: 3 },
    );
  });

test('thin cones: 300 samples of 20 features to 1e-8 within 40 iterations, with every loss', () => {
  for (const { loss, targets } of lossCases) {
    using arena = new Arena();
    const { X, y } = draw('Gaussian', 5, 300, 20, 1);
    const patterns = samplePatterns(arena, X, 6, stream('thin', 1));
    const beta = loss.name === 'hinge' ? 1e-3 : 0.1;
    const problem = convexProgram(arena, { X, y: targets(y), beta, patterns, loss });
    let { work, state } = interiorPointMethod.init(arena, problem);
    let gap = 1;
    while (gap > 1e-8 && state.iteration < 40) {
      state = interiorPointMethod.step(work, state);
      ({ gap } = interiorPointMethod.monitor(work, state));
    }
    assert.ok(gap <= 1e-8, `${loss.name}: ${gap}`);
  }
});
