import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { certify, convexProgram, enumeratePatterns, solve, squared } from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { instances, leastSlack, masks, nested, norm, objective, problemOf } from './instances.ts';
import { oracle } from './oracle.ts';

test('whatever the point, the bounds lie on their sides of the optimum', () => {
  fc.assert(
    fc.property(
      instances({ min: -3, max: 1 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (instance, size) => {
        using arena = new Arena();
        const problem = problemOf(arena, instance);
        const { primal, dual, blocks, q } = solve(problem, { gap: 1e-11, iterations: 100 });
        const source = stream('arbitrary point', instance.seed);
        const D = masks(problem.patterns);
        for (const scale of [1, 1e-3, 1e-8]) {
          const shaken = (values: Float64Array) =>
            values.map((value) => value + scale * size * source.normal());
          const bounds = certify(problem, { blocks: shaken(blocks), q: shaken(q) });
          assert.ok(bounds.primal >= dual, `primal ${bounds.primal} below ${dual}`);
          assert.ok(bounds.dual <= primal, `dual ${bounds.dual} above ${primal}`);
          assert.ok(bounds.dual >= 0 && bounds.relativeGap >= 0 && bounds.relativeGap <= 1);
          // The repaired point is what the bound is for.
          const repaired = nested(bounds.blocks, problem.X.cols);
          assert.ok(leastSlack(instance.X, D, repaired) >= -1e-15 * norm(bounds.blocks) - 1e-300);
          const value = objective(instance, D, repaired);
          assert.ok(Math.abs(value - bounds.primal) <= 1e-11 * (1 + value));
        }
      },
    ),
    { numRuns: 150, seed: 1 },
  );
});

test('bounds tighten with the point: the gap of a point off by e is of order e', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared });
  const { blocks, q } = solve(problem, { gap: 1e-12, iterations: 100 });
  const source = stream('tighten');
  const noise = [blocks, q].map((values) => source.fillNormal(new Float64Array(values.length)));
  for (const size of [1e-3, 1e-5, 1e-7, 1e-9]) {
    const off = (values: Float64Array, of: Float64Array) => values.map((value, e) => value + size * of[e]!);
    const { relativeGap, violation } = certify(problem, {
      blocks: off(blocks, noise[0]!),
      q: off(q, noise[1]!),
    });
    assert.ok(relativeGap < 300 * size && relativeGap > size / 100, `${size}: ${relativeGap}`);
    assert.ok(violation < 5 * size && violation > size / 10);
  }
});

test('the dual point may have any length: the best scale is found', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared });
  const { blocks, q, dual } = solve(problem, { gap: 1e-12, iterations: 100 });
  for (const factor of [1e-6, 0.5, 3, 1e8])
    assert.ok(Math.abs(certify(problem, { blocks, q: q.map((x) => factor * x) }).dual - dual) < 1e-12);
  assert.equal(certify(problem, { blocks, q: q.map((x) => -x) }).dual, 0);
});

test('numbers that are not finite give wide bounds, not wrong ones', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared });
  const blocks = new Float64Array(48).fill(Number.NaN);
  const bounds = certify(problem, { blocks, q: new Float64Array(6).fill(Infinity) });
  assert.ok(Math.abs(bounds.primal - 3) < 1e-12); // ||y||^2 / 2, of the zero network
  assert.equal(bounds.dual, 0);
  assert.equal(bounds.relativeGap, 1);
});

test('a point too long for its objective to be a number leaves the gap open', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared });
  const blocks = new Float64Array(48).fill(1e200);
  const { primal, relativeGap } = certify(problem, { blocks, q: oracle.y.map((value) => -value) });
  assert.deepEqual([primal, relativeGap], [Infinity, 1]);
});

test('a zero target needs no network', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, y: [0, 0, 0, 0, 0, 0], patterns, loss: squared });
  const { primal, dual, relativeGap, iterations } = solve(problem, { gap: 0, iterations: 5 });
  assert.deepEqual([primal, dual, relativeGap, iterations], [0, 0, 0, 0]);
});

test('a block outside its cone may take the other one of its pattern along, which leaves the outputs as they are', () => {
  using arena = new Arena();
  const { X } = oracle;
  const patterns = enumeratePatterns(arena, X);
  const [D] = masks(patterns);
  const g = [...patterns.directions.data.subarray(0, 2)];
  const y = X.map((x, k) => -D![k]! * (x[0]! * g[0]! + x[1]! * g[1]!));
  const problem = convexProgram(arena, { X, y, beta: 1e-6, patterns, loss: squared });
  const blocks = new Float64Array(48);
  blocks.set(g.map((value) => -value)); // v_1, where w_1 = g would do
  const { primal } = certify(problem, { blocks, q: new Float64Array(6) });
  assert.ok(norm(y) > 0.1 && primal < 1e-3 * norm(y), String(primal));
});

test('points of another size are refused', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared });
  assert.throws(() => certify(problem, { blocks: new Float64Array(47), q: new Float64Array(6) }), {
    name: 'ShapeError',
    message: '47 numbers are not 2P = 24 blocks of d = 2 entries',
  });
  assert.throws(() => certify(problem, { blocks: new Float64Array(48), q: new Float64Array(5) }), {
    name: 'ShapeError',
    message: 'q has 5 entries but there are 6 samples',
  });
});
