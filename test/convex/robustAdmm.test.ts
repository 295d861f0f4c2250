// The robust ADMM at radius 0 and beside the interior-point method, and how it stops.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  convexProgram,
  enumeratePatterns,
  interiorPointMethod,
  losses,
  robustAdmm,
  solve,
} from '../../src/convex/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { oracle } from './oracle.ts';

const goal = { gap: 1e-7, iterations: 20000, solver: robustAdmm };
const names = ['squared', 'hinge', 'bce'] as const;

const programOf = (arena: Arena, loss: (typeof names)[number], radius: number) => {
  const y = loss === 'bce' ? oracle.y.map((value) => (value + 1) / 2) : oracle.y;
  const patterns = enumeratePatterns(arena, oracle.X);
  return convexProgram(arena, { ...oracle, y, patterns, loss: losses[loss], radius });
};

for (const loss of names)
  test(`radius 0 gives the standard program of the interior-point method, and the value grows with the radius: ${loss}`, () => {
    using arena = new Arena();
    const second = { gap: 1e-9, iterations: 100, solver: interiorPointMethod };
    const standard = solve(programOf(arena, loss, 0), second);
    const values = [0, 0.02, 0.05, 0.1, 0.3].map((radius) => solve(programOf(arena, loss, radius), goal));
    assert.ok(Math.abs(values[0]!.primal - standard.primal) <= 1e-6 * standard.primal);
    values.slice(1).forEach((value, i) => {
      assert.ok(value.dual > values[i]!.primal * (1 + 1e-3), `${value.dual} after ${values[i]!.primal}`);
    });
  });

test('gated programs are refused', () => {
  using arena = new Arena();
  const problem = { ...programOf(arena, 'hinge', 0.1), gated: true };
  assert.throws(() => solve(problem, goal), /gated ones: use another solver/);
});

test('solving again gives the same bits and leaves no memory behind', () => {
  using arena = new Arena();
  const problem = programOf(arena, 'hinge', 0.1);
  const first = solve(problem, goal);
  const before = liveBytes();
  assert.deepEqual(solve(problem, goal), first);
  assert.equal(liveBytes(), before);
});

test('a signal stops it after the iteration that is under way, with the certificate of the point so far', () => {
  using arena = new Arena();
  const problem = programOf(arena, 'squared', 0.1);
  const controller = new AbortController();
  let iterations = 0;
  const progress = () => {
    iterations++;
    if (iterations === 30) controller.abort();
  };
  const stopped = solve(problem, { ...goal, gap: 0 }, { signal: controller.signal, progress });
  assert.deepEqual([stopped.status, stopped.iterations], ['aborted', 30]);
  assert.ok(stopped.dual <= 1.478998 + 1e-6 && stopped.primal >= 1.478998 - 1e-6);
});
