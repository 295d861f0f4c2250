import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix as MlMatrix, solve as solveDense } from 'ml-matrix';
import { init, step } from '../../src/convex/admm.ts';
import { monitor } from '../../src/convex/admmTable.ts';
import {
  admmTable,
  convexProgram,
  enumeratePatterns,
  kktResiduals,
  type Problem,
  predict,
  recover,
  samplePatterns,
  solve,
  squared,
} from '../../src/convex/index.ts';
import { shrinkRows } from '../../src/convex/operators.ts';
import { fromRows, zeros } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import {
  dot,
  draw,
  fit,
  instances,
  masks,
  nested,
  norm,
  patternsOfDirections,
  problemOf,
} from './instances.ts';
import { gaussian, oracle } from './oracle.ts';

const everything = (arena: Arena): Problem =>
  convexProgram(arena, { ...oracle, patterns: enumeratePatterns(arena, oracle.X), loss: squared });

/** A state as nested arrays, which the next step does not overwrite. */
const copy = (state: ReturnType<typeof init>['state']) => ({
  u: nested(state.u.data, state.u.cols),
  v: nested(state.v.data, state.v.cols),
  lambda: nested(state.lambda.data, state.lambda.cols),
  s: nested(state.s.data, state.s.cols),
  nu: nested(state.nu.data, state.nu.cols),
});

const close = (a: readonly number[][], b: readonly number[][], tolerance: number, what: string) => {
  const [x, y] = [a.flat(), b.flat()];
  assert.equal(x.length, y.length);
  const difference = norm(x.map((value, e) => value - y[e]!));
  assert.ok(difference <= tolerance * (1 + norm(y)), `${what}: ${difference}`);
};

test('one iteration is that of Algorithm 3.1, written out densely', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.constantFrom('Gaussian', 'duplicate rows', 'zero row'), (seed, kind) => {
      using arena = new Arena();
      const data = draw(kind, seed, 5, 3, 0.05);
      const patterns = samplePatterns(arena, data.X, 4, stream('admm', seed));
      const [rho, gamma] = [0.3, 0.1];
      let { admm, state } = init(
        arena,
        convexProgram(arena, { ...data, patterns, loss: squared }),
        { rho, gamma },
        stream('admm start', seed),
      );
      for (let iteration = 1; iteration <= 3; iteration++) {
        const before = copy(state);
        state = step(admm, state);
        const after = copy(state);
        assert.equal(state.iteration, iteration);

        // Dense F (n x 2dP), G (2Pn x 2dP) and the normal equations by ml-matrix.
        const D = masks(patterns);
        const [P, d] = [D.length, 3];
        const F = data.X.map((x, k) =>
          Array.from({ length: 2 * P }, (_, b) =>
            x.map((value) => (b < P ? 1 : -1) * D[b % P]![k]! * value),
          ).flat(),
        );
        const G = Array.from({ length: 2 * P }, (_, b) =>
          data.X.map((x, k) => {
            const row = new Array<number>(2 * P * d).fill(0);
            x.forEach((value, j) => {
              row[b * d + j] = (2 * D[b % P]![k]! - 1) * value;
            });
            return row;
          }),
        ).flat();
        const [FM, GM] = [new MlMatrix(F), new MlMatrix(G)];
        const A = MlMatrix.eye(2 * P * d)
          .add(FM.transpose().mmul(FM).div(rho))
          .add(GM.transpose().mmul(GM));
        const column = (rows: number[][]) => MlMatrix.columnVector(rows.flat());
        const b = FM.transpose()
          .mmul(MlMatrix.columnVector(data.y))
          .div(rho)
          .add(column(before.v))
          .sub(column(before.lambda))
          .add(GM.transpose().mmul(column(before.s).sub(column(before.nu))));
        const u = solveDense(A, b);
        close(after.u, [u.to1DArray()], 1e-11, 'u');

        const Gu = GM.mmul(u).to1DArray();
        const s = Gu.map((value, e) => Math.max(0, value + before.nu.flat()[e]!));
        close(after.s, [s], 1e-11, 's');
        const v = after.u.map((row, index) => {
          const t = row.map((value, j) => value + before.lambda[index]![j]!);
          return t.map((value) => Math.max(0, 1 - data.beta / rho / norm(t)) * value);
        });
        close(after.v, v, 1e-11, 'v');
        close(
          after.lambda,
          before.lambda.map((row, i) => row.map((l, j) => l + (gamma / rho) * (after.u[i]![j]! - v[i]![j]!))),
          1e-11,
          'lambda',
        );
        close(
          after.nu,
          [before.nu.flat().map((value, e) => value + (gamma / rho) * (Gu[e]! - s[e]!))],
          1e-11,
          'nu',
        );
      }
    }),
    { numRuns: 20, seed: 1 },
  );
});

test('the step of a block minimizes threshold ||v|| + ||v - t||^2 / 2', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 5 }),
      fc.double({ min: 0.01, max: 4, noNaN: true }),
      (t, threshold) => {
        using arena = new Arena();
        const V = zeros(arena, 1, t.length);
        shrinkRows(fromRows(arena, [t]), threshold, V);
        const value = (v: ArrayLike<number>) => {
          const rest = Array.from(v, (x, j) => x - t[j]!);
          return threshold * norm(v) + dot(rest, rest) / 2;
        };
        const best = value(V.data);
        const source = stream('prox', t.length, threshold);
        for (const size of [1, 1e-2, 1e-4])
          for (let k = 0; k < 30; k++)
            assert.ok(value(V.data.map((x) => x + size * source.normal())) >= best - 1e-14 * (1 + best));
        assert.ok(value(t.map(() => 0)) >= best && value(t) >= best);
      },
    ),
    { numRuns: 100, seed: 2 },
  );
});

test('rows of the table are the costs and residuals of their definitions', () => {
  using arena = new Arena();
  const problem = everything(arena);
  const { X, y, beta } = oracle;
  const [rho, gamma] = [0.2, 0.1];
  let { admm, state } = init(arena, problem, { rho, gamma });
  for (let k = 0; k < 7; k++) state = step(admm, state);
  const { u, v, lambda, s, nu } = copy(state);
  const D = masks(problem.patterns);
  const P = D.length;
  const row = monitor(admm, state);
  const same = (a: number, b: number, what: string) =>
    assert.ok(Math.abs(a - b) <= 1e-12 * (1 + b), `${what}: ${a} ${b}`);
  assert.equal(row.iteration, 7);

  const z = fit(X, D, u);
  const loss = (outputs: readonly number[]) =>
    outputs.reduce((sum, value, k) => sum + ((value - y[k]!) * (value - y[k]!)) / 2, 0);
  same(row.objective, loss(z) + beta * v.reduce((sum, b) => sum + norm(b), 0), 'objective');

  const neurons = v.map((block, b) => ({ block, sign: b < P ? 1 : -1, root: Math.sqrt(norm(block)) }));
  const kept = neurons.filter(({ root }) => root > 0);
  const relu = X.map((x) =>
    kept.reduce((sum, { block, sign, root }) => sum + sign * root * Math.max(0, dot(x, block) / root), 0),
  );
  const decay = kept.reduce(
    (sum, { block, root }) => sum + dot(block, block) / (root * root) + root * root,
    0,
  );
  same(row.networkObjective, loss(relu) + (beta / 2) * decay, 'networkObjective');

  const sign = (b: number, k: number) => 2 * D[b % P]![k]! - 1;
  const Gu = u.map((block, b) => X.map((x, k) => sign(b, k) * dot(x, block)));
  const primal = [...u.flatMap((block, b) => block.map((value, j) => value - v[b]![j]!))].concat(
    Gu.flatMap((side, b) => side.map((value, k) => value - s[b]![k]!)),
  );
  same(row.primalResidual, norm(primal), 'primalResidual');
  const stationarity = u.flatMap((_, b) =>
    X[0]!.map(
      (_x, j) =>
        rho * lambda[b]![j]! +
        X.reduce(
          (sum, x, k) =>
            sum +
            x[j]! * ((b < P ? 1 : -1) * D[b % P]![k]! * (z[k]! - y[k]!) + rho * sign(b, k) * nu[b]![k]!),
          0,
        ),
    ),
  );
  const blocks = v.flatMap((block, b) =>
    norm(block) === 0 ? [] : block.map((value, j) => (beta * value) / norm(block) - rho * lambda[b]![j]!),
  );
  same(row.dualResidual, norm([...stationarity, ...blocks]), 'dualResidual');
});

test('on the Gaussian instance the gaps are those of the fact sheet, section 5.6', () => {
  using arena = new Arena();
  const patterns = patternsOfDirections(arena, gaussian.X, gaussian.directions);
  const problem = convexProgram(arena, { ...gaussian, patterns, loss: squared });
  const optimum = solve(problem, { gap: 1e-11, iterations: 100 }).primal;
  const readouts = [10, 50, 200, 1000, 2000];
  for (const [rho, expected] of [
    [0.4, [1.7e-2, 6.6e-3, 1.6e-3, 4.8e-6, 4e-8]],
    [0.1, [9.8e-3, 1.6e-3, 1.3e-5, 1e-10, 0]],
    [0.01, [1.6e-3, 3.4e-4, 1.3e-7, 0, 0]],
  ] as const) {
    const { rows } = admmTable(problem, { rho, gamma: rho, readouts, tolerance: 0 });
    rows.forEach(({ objective }, i) => {
      const gap = Math.abs(objective - optimum);
      assert.ok(Math.abs(gap - expected[i]!) <= 0.1 * expected[i]! + 1e-11, `${rho}, ${readouts[i]}: ${gap}`);
    });
  }
});

test('it converges to the certified optimum, in both cost notions, on all kinds of problems', () => {
  let converged = 0;
  const runs = 60;
  fc.assert(
    fc.property(instances({ min: -1.5, max: 0 }), (instance) => {
      using arena = new Arena();
      const problem = problemOf(arena, instance);
      const { primal, dual } = solve(problem, { gap: 1e-11, iterations: 100 });
      const rho = Math.min(instance.beta, 1);
      const readouts = Array.from({ length: 60 }, (_, i) => 100 * (i + 1));
      const { rows, blocks, status } = admmTable(problem, { rho, gamma: rho, readouts, tolerance: 1e-9 });
      const { objective, networkObjective } = rows.at(-1)!;
      if (status !== 'residuals-reached') return;
      converged++;
      const slack = 1e-7 * (1 + primal);
      for (const cost of [objective, networkObjective])
        assert.ok(cost <= primal + slack && cost >= dual - slack, `${cost} outside [${dual}, ${primal}]`);
      const outputs = predict(recover(blocks, problem.X.cols), instance.X);
      const z = fit(instance.X, masks(problem.patterns), nested(blocks, problem.X.cols));
      assert.ok(norm(z.map((value, k) => value - outputs[k]!)) < 1e-7 * (1 + norm(z)));
    }),
    { numRuns: runs, seed: 3 },
  );
  assert.ok(converged > 0.8 * runs, `${converged} of ${runs}`);
});

test('multipliers of a converged run satisfy the optimality conditions', () => {
  using arena = new Arena();
  const problem = everything(arena);
  let { admm, state } = init(arena, problem, { rho: 0.1, gamma: 0.1 });
  for (let k = 0; k < 20_000; k++) state = step(admm, state);
  const z = fit(oracle.X, masks(problem.patterns), nested(state.v.data, 2));
  const q = Float64Array.from(z, (value, k) => value - oracle.y[k]!);
  const eta = state.nu.data.map((nu) => Math.max(0, -admm.rho * nu)); // -rho nu, as the sheet says
  const residuals = kktResiduals(problem, state.v.data, q, eta);
  for (const [name, value] of Object.entries(residuals)) assert.ok(value < 1e-9, `${name}: ${value}`);
});

test('the start does not matter, and the same start gives the same bits', () => {
  using arena = new Arena();
  const problem = everything(arena);
  const settings = { rho: 0.1, gamma: 0.1, readouts: [20_000], tolerance: 0 };
  const costs = [undefined, 1, 2].map(
    (start) =>
      admmTable(problem, { ...settings, ...(start ? { start: stream('start', start) } : {}) }).rows[0]!
        .objective,
  );
  for (const cost of costs) assert.ok(Math.abs(cost - costs[0]!) < 1e-9, costs.join(' '));
  const short = { ...settings, readouts: [0, 50] };
  const before = liveBytes();
  assert.deepEqual(admmTable(problem, short), admmTable(problem, short));
  assert.equal(liveBytes(), before);
});

test('it stops when the residuals are small, when aborted, and refuses bad settings', () => {
  using arena = new Arena();
  const problem = everything(arena);
  const settings = {
    rho: 0.1,
    gamma: 0.1,
    readouts: [100, 200, 400, 800, 1600, 3200, 6400],
    tolerance: 1e-3,
  };
  const { rows, status } = admmTable(problem, settings);
  assert.equal(status, 'residuals-reached');
  const last = rows.at(-1)!;
  assert.ok(last.iteration < 6400 && last.primalResidual <= 1e-3 && last.dualResidual <= 1e-3);
  assert.equal(admmTable(problem, { ...settings, readouts: [1] }).status, 'max-iterations');

  const abort = new AbortController();
  const progress = () => abort.abort(new Error('enough'));
  assert.throws(
    () => admmTable(problem, { ...settings, tolerance: 0 }, { signal: abort.signal, progress }),
    /enough/,
  );

  const fails = (change: object, message: string) =>
    assert.throws(() => admmTable(problem, { ...settings, ...change }), { name: 'RangeError', message });
  fails({ rho: 0 }, 'rho is 0: a finite number > 0 was expected');
  fails({ gamma: Number.NaN }, 'gamma is NaN: a finite number > 0 was expected');
  fails({ readouts: [] }, 'readouts []: increasing integers >= 0 were expected');
  fails({ readouts: [5, 5] }, 'readouts [5, 5]: increasing integers >= 0 were expected');
});
