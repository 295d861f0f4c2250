import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix as MlMatrix, solve as solveDense } from 'ml-matrix';
import { init, step, weightsOf } from '../../src/convex/acceleratedAdmm.ts';
import { monitor } from '../../src/convex/acceleratedAdmmReadout.ts';
import {
  acceleratedAdmm,
  admmTable,
  certify,
  convexProgram,
  enumeratePatterns,
  losses,
  type Patterns,
  samplePatterns,
  solve,
  squared,
} from '../../src/convex/index.ts';
import { blockSystem, sampleSystem } from '../../src/convex/uStep.ts';
import { conjugateGradients } from '../../src/convex/uStepByCg.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { boundsOf, type LossName } from './bounds.ts';
import { type Data, dot, dualNorms, instances, masks, nested, norm, objective } from './instances.ts';
import { oracle } from './oracle.ts';

const values = { squared: 1.1936, hinge: 0.514715, bce: 1.112204 } as const; // fact sheet, section 12
const names = ['squared', 'hinge', 'bce'] as const;

/** Targets as the loss takes them. */
const targets = (name: LossName, y: readonly number[]): number[] =>
  y.map((value) => (name === 'squared' ? value : value >= 0 ? 1 : name === 'hinge' ? -1 : 0));

/** Bounds after at most `most` iterations, as soon as their gap is at most `goal`. */
function run(data: Data, patterns: Patterns, name: LossName, gated: boolean, goal: number, most: number) {
  using arena = new Arena();
  const own = { ...data, y: targets(name, data.y) };
  const problem = convexProgram(arena, { ...own, patterns, loss: losses[name], gated });
  let { work, state } = init(arena, problem);
  const D = masks(patterns);
  const directions = nested(patterns.directions.data, patterns.directions.cols);
  for (;;) {
    for (let k = 0; k < 100; k++) state = step(work, state);
    const bounds = boundsOf(own, D, directions, { name, gated }, acceleratedAdmm.candidate(work, state));
    const gap = (bounds.primal - bounds.dual) / (bounds.primal || 1);
    if (gap <= goal || state.iteration >= most) return { ...bounds, gap, iterations: state.iteration };
  }
}

for (const name of names)
  test(`${name}: the optimum over all 12 patterns is the fact sheet's ${values[name]}`, () => {
    using arena = new Arena();
    const patterns = enumeratePatterns(arena, oracle.X);
    const { primal, dual, gap } = run(oracle, patterns, name, false, 1e-7, 5000);
    assert.ok(gap <= 1e-7, String(gap));
    assert.ok(Math.abs(primal - values[name]) < 1e-6 && Math.abs(dual - values[name]) < 1e-6);
  });

for (const name of names)
  for (const gated of [false, true])
    test(`${name}, ${gated ? 'gated' : 'standard'}: all kinds of problems are solved to 1e-6 by its own dual`, () => {
      fc.assert(
        fc.property(instances({ min: -3, max: 0 }), (instance) => {
          using arena = new Arena();
          const patterns = samplePatterns(arena, instance.X, instance.count, stream('admm', instance.seed));
          const { primal, dual, gap } = run(instance, patterns, name, gated, 1e-6, 5000);
          assert.ok(dual <= primal + 1e-12 * (1 + primal), `dual ${dual} above primal ${primal}`);
          assert.ok(gap <= 1e-6, `gap ${gap}`);
        }),
        { numRuns: 100, seed: 1 },
      );
    });

test('one iteration is that of scaled ADMM with over-relaxation, written out densely', () => {
  fc.assert(
    fc.property(
      instances({ min: -2, max: 0 }),
      fc.constantFrom(...names),
      fc.boolean(),
      (instance, name, gated) => {
        using arena = new Arena();
        const patterns = samplePatterns(arena, instance.X, instance.count, stream('dense', instance.seed));
        const y = targets(name, instance.y);
        const X = instance.X;
        if (X.length < X[0]!.length) return; // solved in other coordinates
        const loss = losses[name];
        const problem = convexProgram(arena, { X, y, beta: instance.beta, patterns, loss, gated });
        let { work, state } = init(arena, problem);
        const { sigma, tau } = work.splitting;
        const { rho } = state;
        const D = masks(patterns);
        const [P, n, d] = [D.length, X.length, X[0]!.length];
        const sign = (b: number, k: number) => 2 * D[b % P]![k]! - 1;
        // Rows of [I; sigma G; tau F], 2P d columns.
        const place = (
          b: number,
          x: readonly number[],
          factor: number,
          row = new Array<number>(2 * P * d).fill(0),
        ) => {
          x.forEach((value, j) => {
            row[b * d + j] = factor * value;
          });
          return row;
        };
        const all = Array.from({ length: 2 * P }, (_, b) => b);
        const rows = [
          ...all.flatMap((b) =>
            X[0]!.map((_, j) =>
              place(
                b,
                X[0]!.map((_x, i) => (i === j ? 1 : 0)),
                1,
              ),
            ),
          ),
          ...(gated ? [] : all.flatMap((b) => X.map((x, k) => place(b, x, sigma * sign(b, k))))),
          ...X.map((x, k) => {
            const row = new Array<number>(2 * P * d).fill(0);
            for (const b of all) place(b, x, tau * (b < P ? 1 : -1) * D[b % P]![k]!, row);
            return row;
          }),
        ];
        const A = new MlMatrix(rows);
        const normal = A.transpose().mmul(A);
        const N = rows.length;
        let copies = new Array<number>(N).fill(0);
        let multipliers = new Array<number>(N).fill(0);
        for (let iteration = 1; iteration <= 4; iteration++) {
          // The point is copies + multipliers, before the prox of the next step tells them apart.
          const t = copies.map((copy, e) => copy + multipliers[e]!);
          const outputs = Float64Array.from(t.slice(N - n), (value) => value / tau);
          loss.prox(outputs, Float64Array.from(y), 1 / (rho * tau * tau), outputs);
          const w = [
            ...all.flatMap((b) => {
              const u = t.slice(b * d, (b + 1) * d);
              return u.map((value) => Math.max(0, 1 - instance.beta / rho / norm(u)) * value || 0);
            }),
            ...t.slice(2 * P * d, N - n).map((value) => Math.max(0, value)),
            ...Array.from(outputs, (value) => tau * value),
          ];
          const lambda = t.map((value, e) => value - w[e]!);
          const u = solveDense(
            normal,
            A.transpose().mmul(MlMatrix.columnVector(w.map((value, e) => value - lambda[e]!))),
          );
          const x = A.mmul(u).to1DArray();
          copies = w;
          multipliers = lambda.map((value, e) => value + 1.8 * (x[e]! - w[e]!));
          state = step(work, state);
          const expected = copies.map((copy, e) => copy + multipliers[e]!);
          const off = norm(expected.map((value, e) => value - state.point.all[e]!));
          assert.ok(off <= 1e-10 * (1 + norm(expected)), `${name} ${iteration}: ${off}`);
        }
      },
    ),
    { numRuns: 40, seed: 2 },
  );
});

test('it agrees with the interior-point method and with Algorithm 3.1', () => {
  fc.assert(
    fc.property(instances({ min: -1.5, max: 0 }), (instance) => {
      using arena = new Arena();
      const patterns = samplePatterns(arena, instance.X, instance.count, stream('two', instance.seed));
      const { X, y, beta } = instance;
      const problem = convexProgram(arena, { X, y, beta, patterns, loss: squared });
      const exact = solve(problem, { gap: 1e-10, iterations: 100 });
      const ours = solve(problem, { gap: 1e-7, iterations: 5000, solver: acceleratedAdmm });
      assert.ok(ours.relativeGap <= 1e-7, ours.status);
      assert.ok(Math.abs(ours.primal - exact.primal) <= 1e-6 * exact.primal);
      const { rows, status } = admmTable(problem, {
        ...{ rho: Math.min(1, beta), gamma: Math.min(1, beta) },
        ...{ readouts: [3000], tolerance: 1e-7 },
      });
      if (status !== 'residuals-reached') return;
      assert.ok(Math.abs(rows[0]!.objective - ours.primal) <= 1e-4 * (1 + ours.primal));
    }),
    { numRuns: 40, seed: 3 },
  );
});

test('every u-step leads to the same points, conjugate gradients with a falling tolerance to the same optimum', () => {
  using arena = new Arena();
  const source = stream('u-steps');
  const X = { rows: 20, cols: 4, data: source.fillNormal(new Float64Array(80)) };
  const patterns = samplePatterns(arena, X, 9, source);
  const y = source.fillNormal(new Float64Array(20));
  const problem = convexProgram(arena, { X, y, beta: 0.05, patterns, loss: squared });
  const ends = [sampleSystem, blockSystem, conjugateGradients].map((make) => {
    const { work: own, state: start } = init(arena, problem);
    const uStep = make(arena, problem, weightsOf(problem));
    const work = { ...own, splitting: { ...own.splitting, uStep } };
    let state = start;
    for (let k = 0; k < 40; k++) state = step(work, state);
    const early = [...state.point.all];
    while (state.iteration < 1500) state = step(work, state);
    return { early, gap: monitor(work, state).gap };
  });
  for (const { gap } of ends) assert.ok(gap < 1e-7, String(gap));
  const [samples, blocks] = [ends[0]!.early, ends[1]!.early];
  assert.ok(norm(samples.map((value, e) => value - blocks[e]!)) <= 1e-9 * norm(samples));
});

test('gated, one pattern with all samples active and orthonormal features: the group lasso in closed form', () => {
  const X = [
    [0.6, 0],
    [0.8, 0],
    [0, 1],
  ];
  const y = [2, -1, 0.7];
  using arena = new Arena();
  const patterns = samplePatterns(arena, X, 1, stream('group lasso'));
  patterns.active.data.fill(1);
  const along = [0.6 * 2 - 0.8, 0.7]; // X'y
  for (const beta of [0.01, 0.3, 0.9, 2]) {
    // 1/2 ||y||^2 - 1/2 (||X'y|| - beta)_+^2
    const optimum = norm(y) ** 2 / 2 - Math.max(0, norm(along) - beta) ** 2 / 2;
    const { primal, gap } = run({ X, y, beta }, patterns, 'squared', true, 1e-9, 2000);
    assert.ok(gap <= 1e-9 && Math.abs(primal - optimum) <= 1e-8 * optimum, `${beta}: ${primal} ${optimum}`);
  }
});

test('one sample of one feature, hinge: beta / |x| until zero is optimal', () => {
  using arena = new Arena();
  for (const x of [0.5, 3]) {
    const patterns = enumeratePatterns(arena, [[x]]);
    for (const beta of [0.1, 0.4, 2]) {
      const { primal, gap } = run({ X: [[x]], y: [1], beta }, patterns, 'hinge', false, 1e-9, 2000);
      assert.ok(gap <= 1e-9 && Math.abs(primal - Math.min(1, beta / x)) <= 1e-8, `${x} ${beta}: ${primal}`);
    }
  }
});

test('a row has the objective of v, and in its gap twice what its violations cost by the multipliers', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const D = masks(patterns);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared });
  let { work, state } = init(arena, problem);
  for (let k = 0; k < 30; k++) state = step(work, state);
  const row = monitor(work, state);
  const v = nested(work.splitting.v.data, 2);
  const { q, eta } = acceleratedAdmm.candidate(work, state);
  const multipliers = nested(Float64Array.from(eta!), 6);
  const value = objective(oracle, D, v);
  const cost = v.reduce(
    (sum, u, b) =>
      sum +
      oracle.X.reduce((part, x, k) => {
        const side = (2 * D[b % 12]![k]! - 1) * dot(x, u);
        return part + multipliers[b]![k]! * Math.max(0, -side);
      }, 0),
    0,
  );
  const largest = Math.max(...dualNorms(oracle.X, D, q, multipliers));
  const c = Math.min(-dot(q, oracle.y) / dot(q, q), oracle.beta / largest);
  const dual = -c * dot(q, oracle.y) - (c * c * dot(q, q)) / 2;
  assert.ok(cost > 1e-4 * value, `violations cost ${cost}`);
  assert.ok(Math.abs(row.objective - value) <= 1e-12);
  assert.ok(Math.abs(row.gap - (Math.abs(value - dual) + 2 * cost) / value) <= 1e-12, `${row.gap}`);
});

test('rounding leaves no dual outside the domain of a conjugate', () => {
  using arena = new Arena();
  const X = Array.from({ length: 40 }, (_, k) => [0.3 + k / 7]);
  const patterns = enumeratePatterns(arena, X);
  for (const [name, label] of [
    ['hinge', 1],
    ['hinge', -1],
    ['bce', 0],
  ] as const) {
    const y = X.map(() => label);
    let { work, state } = init(
      arena,
      convexProgram(arena, { X, y, beta: 1e-2, patterns, loss: losses[name] }),
    );
    for (let k = 0; k < 60; k++) {
      state = step(work, state);
      const { q } = acceleratedAdmm.candidate(work, state);
      for (const value of Array.from(q)) assert.ok(label === 1 ? value <= 0 : value >= 0, `${value}`);
    }
  }
});

test('the gap of a row is about that of the certificate', () => {
  using arena = new Arena();
  const source = stream('honest');
  const [n, d] = [30, 6];
  const X = { rows: n, cols: d, data: source.fillNormal(new Float64Array(n * d)) };
  const y = source.fillNormal(new Float64Array(n));
  const patterns = samplePatterns(arena, X, 12, source);
  for (const name of names) {
    const own = Float64Array.from(targets(name, [...y]));
    const problem = convexProgram(arena, { X, y: own, beta: 1e-2, patterns, loss: losses[name] });
    let { work, state } = init(arena, problem);
    let compared = 0;
    while (state.iteration < 4000) {
      state = step(work, state);
      if (state.iteration % 100 > 0) continue;
      const { gap } = acceleratedAdmm.monitor(work, state);
      if (gap > 1e-2) continue;
      const { relativeGap } = certify(problem, acceleratedAdmm.candidate(work, state));
      assert.ok(relativeGap < 20 * gap + 1e-9, `${name} ${state.iteration}: ${gap} but ${relativeGap}`);
      compared++;
      if (relativeGap < 1e-8) break;
    }
    assert.ok(compared >= 3, `${name}: ${compared}`);
  }
});

test('units do not matter: twice the samples, targets and beta to match give the same bits', () => {
  using arena = new Arena();
  const { X, y } = oracle;
  const patterns = enumeratePatterns(arena, X);
  const blocks = ([samples, outputs, beta]: readonly [number, number, number]) => {
    const problem = convexProgram(arena, {
      X: X.map((row) => row.map((value) => samples * value)),
      y: y.map((value) => outputs * value),
      beta: beta * oracle.beta,
      ...{ patterns, loss: squared },
    });
    let { work, state } = init(arena, problem);
    for (let k = 0; k < 150; k++) state = step(work, state);
    return [...(acceleratedAdmm.candidate(work, state).blocks as Float64Array)];
  };
  const own = blocks([1, 1, 1]);
  assert.ok(norm(own) > 0);
  assert.deepEqual(
    blocks([4, 1, 4]),
    own.map((value) => value / 4),
  );
  assert.deepEqual(
    blocks([1, 8, 8]),
    own.map((value) => 8 * value),
  );
});

test('fewer samples than features are solved in the space of the samples, with blocks of all features', () => {
  using arena = new Arena();
  const source = stream('wide');
  const X = { rows: 4, cols: 9, data: source.fillNormal(new Float64Array(36)) };
  const patterns = samplePatterns(arena, X, 6, source);
  const problem = convexProgram(arena, { X, y: [1, -1, 1, 1], beta: 0.05, patterns, loss: squared });
  assert.equal(init(arena, problem).work.problem.X.cols, 4);
  const exact = solve(problem, { gap: 1e-10, iterations: 100 });
  const ours = solve(problem, { gap: 1e-8, iterations: 3000, solver: acceleratedAdmm });
  assert.equal(ours.blocks.length, 12 * 9);
  assert.ok(Math.abs(ours.primal - exact.primal) <= 1e-7 * exact.primal);
});

test('solving again gives the same bits and leaves no memory behind', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared });
  const goal = { gap: 1e-6, iterations: 2000, solver: acceleratedAdmm };
  const before = liveBytes();
  const [first, second] = [solve(problem, goal), solve(problem, goal)];
  assert.deepEqual(first, second);
  assert.equal(first.status, 'gap-reached');
  assert.equal(liveBytes(), before);
});

test('a robust program is refused', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, patterns, loss: squared, radius: 0.1 });
  assert.throws(() => init(arena, problem), {
    name: 'RangeError',
    message:
      'the accelerated ADMM solves programs without perturbations, but radius is 0.1: use another solver',
  });
});
