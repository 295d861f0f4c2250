// The two solvers of robust programs: at radius 0 beside the interior-point method of the standard ones, and how they stop.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { solverFor } from '../../src/convex/auto.ts';
import {
  convexProgram,
  enumeratePatterns,
  interiorPointMethod,
  losses,
  robustAdmm,
  robustInteriorPoint,
  samplePatterns,
  solve,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { oracle } from './oracle.ts';

const solvers = [robustAdmm, robustInteriorPoint];
const goal = { gap: 1e-7, iterations: 20000 };
const names = ['squared', 'hinge', 'bce'] as const;

const programOf = (arena: Arena, loss: (typeof names)[number], radius: number) => {
  const y = loss === 'bce' ? oracle.y.map((value) => (value + 1) / 2) : oracle.y;
  const patterns = enumeratePatterns(arena, oracle.X);
  return convexProgram(arena, { ...oracle, y, patterns, loss: losses[loss], radius });
};

for (const solver of solvers)
  for (const loss of names)
    test(`${solver.name}, ${loss}: radius 0 gives the standard program, and the value grows with the radius`, () => {
      using arena = new Arena();
      const second = { gap: 1e-9, iterations: 100, solver: interiorPointMethod };
      const standard = solve(programOf(arena, loss, 0), second);
      const values = [0, 0.02, 0.05, 0.1, 0.3].map((radius) =>
        solve(programOf(arena, loss, radius), { ...goal, solver }),
      );
      assert.ok(Math.abs(values[0]!.primal - standard.primal) <= 1e-6 * standard.primal);
      values.slice(1).forEach((value, i) => {
        assert.ok(value.dual > values[i]!.primal * (1 + 1e-3), `${value.dual} after ${values[i]!.primal}`);
      });
    });

for (const solver of solvers) {
  test(`${solver.name}: gated programs are refused`, () => {
    using arena = new Arena();
    const problem = { ...programOf(arena, 'hinge', 0.1), gated: true };
    assert.throws(() => solve(problem, { ...goal, solver }), /gated ones: use another solver/);
  });

  test(`${solver.name}: solving again gives the same bits and leaves no memory behind`, () => {
    using arena = new Arena();
    const problem = programOf(arena, 'hinge', 0.1);
    const first = solve(problem, { ...goal, solver });
    const before = liveBytes();
    assert.deepEqual(solve(problem, { ...goal, solver }), first);
    assert.equal(liveBytes(), before);
  });

  test(`${solver.name}: a signal stops it after the iteration that is under way, with the certificate of the point so far`, () => {
    using arena = new Arena();
    const problem = programOf(arena, 'squared', 0.1);
    const controller = new AbortController();
    const last = solver === robustAdmm ? 30 : 5;
    let iterations = 0;
    const progress = () => {
      iterations++;
      if (iterations === last) controller.abort();
    };
    const options = { signal: controller.signal, progress };
    const stopped = solve(problem, { ...goal, gap: 0, solver }, options);
    assert.deepEqual([stopped.status, stopped.iterations], ['aborted', last]);
    assert.ok(stopped.dual <= 1.478998 + 1e-6 && stopped.primal >= 1.478998 - 1e-6);
  });
}

test('robust programs go to the interior-point method up to 1500 unknowns, to ADMM beyond', () => {
  using arena = new Arena();
  const X = Array.from({ length: 4 }, (_, k) => Array.from({ length: 100 }, (_, j) => Math.sin(k + j)));
  const programWith = (count: number) => {
    const patterns = samplePatterns(arena, X, count, stream('robust solvers'));
    return convexProgram(arena, { X, y: [1, 2, 3, 4], beta: 1, radius: 0.1, patterns, loss: losses.squared });
  };
  assert.deepEqual(
    [7, 8].map((count) => solverFor(programWith(count))),
    [robustInteriorPoint, robustAdmm],
  );
});
