// Robust programs of known values (fact sheet, section 12), and small ones whose optimum has a closed form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convexProgram, enumeratePatterns, kktResiduals, losses, solve } from '../../src/convex/index.ts';
import { fromRows } from '../../src/linalg/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { masks, nested } from './instances.ts';
import { oracle } from './oracle.ts';
import { programObjective, programSlack } from './programs.ts';

const goal = { gap: 1e-7, iterations: 5000 };

/** Section 12: all 12 patterns, eps = 0.1. */
const known = { squared: 1.478998, hinge: 0.583055, bce: 1.535881 } as const;
const names = ['squared', 'hinge', 'bce'] as const;

const targetsOf = (name: (typeof names)[number]) =>
  name === 'bce' ? oracle.y.map((value) => (value + 1) / 2) : oracle.y;

for (const name of names) {
  test(`the robust value of the fact sheet is certified: ${name}`, () => {
    using arena = new Arena();
    const patterns = enumeratePatterns(arena, oracle.X);
    const y = targetsOf(name);
    const problem = convexProgram(arena, { ...oracle, y, patterns, loss: losses[name], radius: 0.1 });
    const solution = solve(problem, goal);
    const { primal, dual, relativeGap } = solution;
    assert.equal(solution.status, 'gap-reached');
    assert.ok(relativeGap <= 1e-6, String(relativeGap));
    assert.ok(Math.abs(primal - known[name]) < 1e-6, String(primal));
    assert.ok(Math.abs(dual - known[name]) < 1e-6, String(dual));
    assert.equal(solution.scope, 'patterns');
    // The same on nested arrays.
    const D = masks(patterns);
    const blocks = nested(solution.blocks, 2);
    const program = {
      ...{ ...oracle, y, loss: name, radius: 0.1, bias: false, gated: false },
      ...({ kind: 'Gaussian', seed: 0, count: 12 } as const),
    };
    assert.ok(Math.abs(programObjective(program, D, blocks) - primal) < 1e-12);
    assert.ok(programSlack(program, D, blocks) >= -1e-14);
    const residuals = kktResiduals(problem, solution.blocks, solution.q, solution.eta, solution);
    // A gap of g leaves errors of order sqrt(g) in flat directions.
    for (const [part, value] of Object.entries(residuals))
      assert.ok(value <= 30 * Math.sqrt(relativeGap), `${part} ${value}`);
  });
}

/** One sample x = a > 0 in one dimension with target 1: theta = v >= 0 on the pattern 1, the worst output (a - eps) v. */
const single = (arena: Arena, name: (typeof names)[number], a: number, beta: number, radius: number) => {
  const patterns = { active: fromRows(arena, [[1]]), directions: fromRows(arena, [[1]]), complete: false };
  return convexProgram(arena, { X: [[a]], y: [1], beta, radius, patterns, loss: losses[name] });
};

/** Optimal value: of the loss at the worst output z = (a - eps) v plus beta v, where loss'(z) = -beta / (a - eps). */
const closed = {
  // The worst error of v is |a v - 1| + eps v, least where it turns, at v = 1 / a, or before it.
  squared: (a: number, beta: number, radius: number) => {
    const smooth = (1 - beta / (a - radius)) / (a - radius);
    const v = Math.max(0, Math.min(smooth, 1 / a));
    return (1 - (a - radius) * v) ** 2 / 2 + beta * v;
  },
  // 1 - (a - eps) v + beta v up to where the loss is 0.
  hinge: (a: number, beta: number, radius: number) => Math.min(1, beta / (a - radius)),
  bce: (a: number, beta: number, radius: number) => {
    const p = Math.min(1, beta / (2 * (a - radius))); // of 1 / (1 + exp(2 z))
    if (p >= 0.5) return Math.LN2;
    const z = Math.log((1 - p) / p) / 2;
    return -Math.log(1 - p) + (beta * z) / (a - radius);
  },
};

for (const name of names)
  test(`one sample in one dimension has the value of its closed form: ${name}`, () => {
    const values: string[] = [];
    for (const a of [0.5, 2, 30])
      for (const radius of [0.01, 0.3, 0.49])
        for (const beta of [1e-3, 0.1, 3]) {
          using arena = new Arena();
          const { primal, dual, relativeGap } = solve(single(arena, name, a, beta, radius), goal);
          const value = closed[name](a, beta, radius);
          const label = `a ${a}, beta ${beta}, radius ${radius}: ${dual} ${value} ${primal}`;
          assert.ok(relativeGap <= 1e-6, `${label}, gap ${relativeGap}`);
          assert.ok(Math.abs(primal - value) <= 1e-6 * value, label);
          values.push(value.toPrecision(6));
        }
    assert.ok(new Set(values).size > 15);
  });

test('beyond the distance of a sample from the origin no pattern has an interior, and zero is optimal', () => {
  for (const name of names) {
    using arena = new Arena();
    const solution = solve(single(arena, name, 0.5, 1e-3, 0.6), goal);
    assert.ok(solution.blocks.every((value) => value === 0));
    const zero = { squared: 0.5, hinge: 1, bce: Math.LN2 }[name];
    assert.ok(Math.abs(solution.primal - zero) < 1e-12 && solution.relativeGap <= 1e-7, name);
  }
});
