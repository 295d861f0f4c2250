import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { type BlockDescent, createBlockDescent, minimizeBlocks } from '../../src/convex/blockDescent.ts';
import {
  accuracy,
  authorsSchedule,
  backtracking,
  bce,
  constantSchedule,
  constantStep,
  convexProgram,
  hinge,
  type Loss,
  networkObjective,
  type Problem,
  predict,
  type RbcdTableSettings,
  rbcd,
  rbcdTable,
  recover,
  type StepRule,
  samplePatterns,
  solve,
  squared,
} from '../../src/convex/index.ts';
import { init, monitor, type RbcdState, step } from '../../src/convex/rbcd.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { draw, kinds, masks, nested } from './instances.ts';

const nothing = () => {};

/** Labels of the loss: the sign of a random linear rule with some noise, so that they can be learnt. */
function instance(
  arena: Arena,
  loss: Loss,
  n: number,
  d: number,
  P: number,
  seed: number,
  kind: (typeof kinds)[number] = 'Gaussian',
  beta = 0.01,
): Problem {
  const { X, y } = draw(kind, seed, n, d, 1);
  const labels = loss.name === 'bce' ? y.map((value) => (value > 0 ? 1 : 0)) : y;
  const patterns = samplePatterns(arena, X, P, stream('rbcd test patterns', seed));
  return convexProgram(arena, { X, y: labels, loss, beta, patterns });
}

const rowsOf = ({ X }: Problem): number[][] => nested(X.data, X.cols);

/** F and G of the problem, written out: n x 2dP and 2nP x 2dP. */
function matrices(problem: Problem): { F: Matrix; G: Matrix; X: Matrix } {
  const rows = rowsOf(problem);
  const D = masks(problem.patterns);
  const [n, d, P] = [rows.length, rows[0]!.length, D.length];
  const F = Matrix.zeros(n, 2 * P * d);
  const G = Matrix.zeros(2 * P * n, 2 * P * d);
  for (let b = 0; b < 2 * P; b++)
    for (let k = 0; k < n; k++)
      for (let j = 0; j < d; j++) {
        const active = D[b % P]![k]!;
        F.set(k, b * d + j, (b < P ? 1 : -1) * active * rows[k]![j]!);
        G.set(b * n + k, b * d + j, (2 * active - 1) * rows[k]![j]!);
      }
  return { F, G, X: new Matrix(rows) };
}

/** A state with random v, lambda, s, nu, and u with its image. */
function randomState(arena: Arena, problem: Problem, seed: number): RbcdState {
  const { state } = init(arena, problem, settingsOf({ seed }));
  const source = stream('rbcd test state', seed);
  for (const { data } of [state.u, state.v, state.lambda, state.s, state.nu]) source.fillNormal(data);
  const { X } = matrices(problem);
  const image = new Matrix(nested(state.u.data, state.u.cols)).mmul(X.transpose());
  state.Xu.data.set(image.to1DArray());
  return state;
}

/** The objective of the u-step, written out. */
function objectiveOf(problem: Problem, state: RbcdState, rho: number) {
  const { F, G } = matrices(problem);
  const column = (values: Float64Array) => Matrix.columnVector([...values]);
  const c = Matrix.sub(column(state.v.data), column(state.lambda.data));
  const e = Matrix.sub(column(state.s.data), column(state.nu.data));
  return (u: ArrayLike<number>): number => {
    const at = Matrix.columnVector(Array.from(u));
    const z = Float64Array.from(F.mmul(at).to1DArray());
    const apart = Matrix.sub(at, c).norm() ** 2 + Matrix.sub(G.mmul(at), e).norm() ** 2;
    return problem.loss.value(z, problem.y) + (rho / 2) * apart;
  };
}

const settingsOf = ({
  seed = 1,
  rho = 0.5,
  ratio = 1,
  threshold = 1e-13,
  block = 1,
  stepRule = backtracking(1e-2),
  schedule = constantSchedule,
}: Partial<RbcdTableSettings> & { seed?: number } = {}) => ({
  rho,
  ratio,
  threshold,
  block,
  stepRule,
  schedule,
  source: stream('rbcd test', seed),
});

/** 1 / ((2 + rho) ||X||^2 + rho). */
function longestStep(problem: Problem, rho: number): number {
  const { X } = matrices(problem);
  const largest = Math.max(...new EigenvalueDecomposition(X.transpose().mmul(X)).realEigenvalues);
  return 1 / ((2 + rho) * largest + rho);
}

const descentOf = (
  arena: Arena,
  problem: Problem,
  block: number,
  stepRule: StepRule,
  slip = false,
): BlockDescent =>
  createBlockDescent(arena, problem, { block, stepRule, slip }, stream('rbcd test blocks', 1));

/** Solution of the u-step of the squared loss, from its normal equations. */
function solutionOf(problem: Problem, state: RbcdState, rho: number): number[] {
  const { F, G } = matrices(problem);
  const column = (values: ArrayLike<number>) => Matrix.columnVector(Array.from(values));
  const A = F.transpose()
    .mmul(F)
    .add(G.transpose().mmul(G).add(Matrix.eye(F.columns)).mul(rho));
  const b = F.transpose()
    .mmul(column(problem.y))
    .add(Matrix.sub(column(state.v.data), column(state.lambda.data)).mul(rho))
    .add(
      G.transpose()
        .mmul(Matrix.sub(column(state.s.data), column(state.nu.data)))
        .mul(rho),
    );
  return new CholeskyDecomposition(A).solve(b).to1DArray();
}

test('constant steps of one pattern end at the solution of the linear system of the squared loss, on degenerate data too', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.nat(1e6), (kind, seed) => {
      using arena = new Arena();
      const problem = instance(arena, squared, 7, 3, 4, seed, kind);
      const rho = 0.5;
      const state = randomState(arena, problem, seed);
      const expected = solutionOf(problem, state, rho);
      const rule = constantStep(longestStep(problem, rho));
      minimizeBlocks(descentOf(arena, problem, 1, rule), state, rho, 1e-15, rule.first, nothing);
      const error = Math.max(...expected.map((value, e) => Math.abs(value - state.u.data[e]!)));
      assert.ok(error < 1e-5 * (1 + Math.max(...expected.map(Math.abs))), `${kind}: ${error}`);
    }),
    { numRuns: 20 },
  );
});

test('back-tracking of all patterns at once ends where the gradient is shorter than 1e-3, and does not go on for ever', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.nat(1e6), (kind, seed) => {
      using arena = new Arena();
      const problem = instance(arena, squared, 7, 3, 4, seed, kind);
      const rho = 0.5;
      const state = randomState(arena, problem, seed);
      const expected = solutionOf(problem, state, rho);
      minimizeBlocks(descentOf(arena, problem, 4, backtracking(0.1)), state, rho, 1e-18, 0.1, nothing);
      // The objective is rho-strongly convex.
      const error = Math.hypot(...expected.map((value, e) => value - state.u.data[e]!));
      assert.ok(error < 1.01e-3 / rho, `${kind}: ${error}`);
    }),
    { numRuns: 6 },
  );
});

test('constant steps of the cross-entropy end where finite differences of its objective vanish', () => {
  for (const seed of [1, 2]) {
    using arena = new Arena();
    const problem = instance(arena, bce, 9, 3, 4, seed);
    const rho = 0.5;
    const state = randomState(arena, problem, seed);
    const objective = objectiveOf(problem, state, rho);
    const rule = constantStep(longestStep(problem, rho));
    minimizeBlocks(descentOf(arena, problem, 1, rule), state, rho, 1e-15, rule.first, nothing);
    const h = 1e-4;
    for (let e = 0; e < state.u.data.length; e++) {
      const [up, down] = [1, -1].map((side) => {
        const moved = Float64Array.from(state.u.data);
        moved[e]! += side * h;
        return objective(moved);
      });
      assert.ok(Math.abs(up! - down!) / (2 * h) < 1e-5, `${e}: ${up! - down!}`);
    }
  }
});

/** A step rule that also remembers every step it chose, with the length of its gradient. */
function recording(rule: StepRule) {
  const steps: { slope: number; trial: number; size: number; change: number; next: number }[] = [];
  const remember: StepRule = {
    first: rule.first,
    choose: (line, trial) => {
      const chosen = rule.choose(line, trial);
      steps.push({ slope: line.slope, trial, ...chosen });
      return chosen;
    },
  };
  return { rule: remember, steps };
}

test('constant steps within the bound lower the objective by gamma_r / 2 times the squared gradient, each of them', () => {
  for (const [loss, seed] of [
    [squared, 3],
    [bce, 4],
  ] as const) {
    using arena = new Arena();
    const problem = instance(arena, loss, 12, 4, 5, seed);
    const rho = 0.3;
    const { rule, steps } = recording(constantStep(longestStep(problem, rho)));
    const state = randomState(arena, problem, seed);
    minimizeBlocks(descentOf(arena, problem, 1, rule), state, rho, 1e-6, rule.first, nothing);
    assert.ok(steps.length > 20);
    for (const { size, slope, change } of steps)
      assert.ok(change <= (-size / 2) * slope * slope + 1e-10, `${change} against ${slope}`);
  }
});

test('the change that a step reports is that of the objective, and the slip adds rho ||z - w + lambda||^2 to it', () => {
  for (const slip of [false, true]) {
    using arena = new Arena();
    const problem = instance(arena, bce, 10, 3, 2, 5);
    const state = randomState(arena, problem, 5);
    const objective = objectiveOf(problem, state, 0.7);
    const before = Float64Array.from(state.u.data);
    const { rule, steps } = recording(constantStep(1e-3));
    const once: StepRule = {
      first: 1e-3,
      choose: (line, trial) => {
        if (steps.length > 0) throw new Error('one step is enough');
        return rule.choose(line, trial);
      },
    };
    // Both patterns at once: the block is all of u.
    const run = () =>
      minimizeBlocks(descentOf(arena, problem, 2, once, slip), state, 0.7, 1e-9, 1e-3, nothing);
    assert.throws(run, /one step is enough/);
    let excess = 0;
    for (let e = before.length / 2; e < before.length; e++)
      excess += 0.7 * (before[e]! - state.v.data[e]! + state.lambda.data[e]!) ** 2;
    const expected = objective(state.u.data) - objective(before) + (slip ? excess : 0);
    assert.ok(Math.abs(steps[0]!.change - expected) < 1e-9, `${steps[0]!.change} against ${expected}`);
  }
});

test('back-tracking takes the first of alpha_0, alpha_0 / 2.5, .. that lowers the objective by 1e-3 of the step, and carries alpha_0 on', () => {
  const bowl = (curvature: number, slope: number) => ({
    slope,
    change: (t: number) => -t * slope * slope + (curvature / 2) * t * t * slope * slope,
  });
  const accepted = backtracking(0.1).choose(bowl(1, 2), 0.1);
  assert.deepEqual([accepted.size, accepted.next], [0.1, 0.1 * 1.05]);
  // 1 is refused, .4 and .16 too: at .064 the bowl of curvature 20 is below its start.
  const shorter = backtracking(1).choose(bowl(20, 1), 1);
  assert.ok(Math.abs(shorter.size - 1 / 2.5 ** 3) < 1e-15);
  assert.ok(Math.abs(shorter.next - 1.05 / 1.5 ** 3) < 1e-15);
  // The length of the step counts, not its square: this decrease is below 1e-3 of it, and every shorter step's too.
  const flat = { slope: 0.5, change: (t: number) => -0.4e-3 * t };
  const last = backtracking(1e-6).choose(flat, 1e-6);
  assert.ok(last.size <= 1e-8 && last.size > 1e-8 / 2.5);
  // The base does not fall below 1e-10.
  assert.equal(backtracking(1e-10).choose({ slope: 1, change: () => 1 }, 2e-8).next, 1.05 * (2e-8 / 1.5));
  assert.equal(backtracking(1e-10).choose({ slope: 1, change: () => 1 }, 1e-10).next, 1.05 * 1e-10);
});

test('an inner solve makes at least ceil(8 sqrt(P / b)) steps, each of both blocks of b distinct patterns, all of them in the end', () => {
  using arena = new Arena();
  const problem = instance(arena, squared, 12, 4, 10, 6);
  for (const block of [1, 3, 10, 99]) {
    const b = Math.min(block, 10);
    const state = randomState(arena, problem, 1);
    const ever = new Set<number>();
    let before = state.u.data.slice();
    const watch = (): void => {
      const moved = [...before.keys()].filter((e) => before[e] !== state.u.data[e]);
      const rows = new Set(moved.map((e) => Math.floor(e / state.u.cols)));
      for (const row of rows) {
        assert.ok(rows.has((row + 10) % 20));
        ever.add(row);
      }
      if (moved.length > 0) assert.equal(rows.size, 2 * b);
      before = state.u.data.slice();
    };
    const rule = constantStep(1e-9);
    const watched: StepRule = {
      ...rule,
      choose: (line, trial) => {
        watch();
        return rule.choose(line, trial);
      },
    };
    const { steps } = minimizeBlocks(descentOf(arena, problem, block, watched), state, 1, 1, 1e-9, nothing);
    watch();
    assert.equal(steps, Math.ceil(8 * Math.sqrt(10 / b)));
    if (b > 1) assert.equal(ever.size, 20);
  }
});

const small = (arena: Arena, loss: Loss, seed: number) => instance(arena, loss, 20, 3, 4, seed);

test('with exact u-steps and gamma_a = rho the method reaches the certified optimum of the squared loss', () => {
  using arena = new Arena();
  const problem = instance(arena, squared, 6, 5, 4, 7, 'Gaussian', 0.3);
  const optimum = solve(problem, { gap: 1e-9, iterations: 100 }).primal;
  const settings = settingsOf({
    rho: 0.3,
    threshold: 1e-9,
    stepRule: constantStep(longestStep(problem, 0.3)),
  });
  const { objective, networkObjective: network } = rbcdTable(problem, {
    ...settings,
    iterations: 300,
  }).rows.at(-1)!;
  assert.ok(Math.abs(objective / optimum - 1) < 1e-5, `${objective} against ${optimum}`);
  assert.ok(Math.abs(network / optimum - 1) < 1e-5, `${network} against ${optimum}`);
});

test('as a solver it reaches certified gaps, of both losses and degenerate data', () => {
  for (const kind of kinds)
    for (const loss of [squared, bce]) {
      using arena = new Arena();
      const problem = instance(arena, loss, 6, 4, 3, 14, kind, 0.3);
      const stepRule = constantStep(longestStep(problem, 0.3));
      const solver = rbcd(settingsOf({ rho: 0.3, threshold: 1e-10, stepRule }));
      const { status, primal, dual, relativeGap } = solve(problem, { gap: 1e-4, iterations: 2000, solver });
      assert.ok(
        status === 'gap-reached' || status === 'optimal',
        `${kind}, ${loss.name}: ${status} ${relativeGap}`,
      );
      assert.ok(dual <= primal && primal - dual <= 1e-4 * primal);
      if (loss !== squared) continue;
      const reference = solve(problem, { gap: 1e-9, iterations: 100 });
      assert.ok(
        primal >= reference.dual && dual <= reference.primal,
        `${kind}: ${primal} ${reference.primal}`,
      );
    }
});

test('the residuals of a state are those of the equations written out', () => {
  using arena = new Arena();
  const problem = instance(arena, squared, 7, 3, 4, 15);
  const solver = rbcd(settingsOf({ rho: 0.6 }));
  const { work } = solver.init(arena, problem);
  const state = { ...randomState(arena, problem, 15), rho: 0.6 };
  const { F, G } = matrices(problem);
  const column = (values: Float64Array) => Matrix.columnVector([...values]);
  const [u, v, s, lambda, nu] = [state.u, state.v, state.s, state.lambda, state.nu].map(({ data }) =>
    column(data),
  );
  const Gu = G.mmul(u!);
  const apart = Math.hypot(Matrix.sub(u!, v!).norm(), Matrix.sub(Gu, s!).norm());
  const q = Matrix.sub(F.mmul(u!), column(problem.y));
  const rest = F.transpose()
    .mmul(q)
    .add(Matrix.add(lambda!, G.transpose().mmul(nu!)).mul(0.6));
  const { primalResidual, dualResidual } = solver.monitor(work, state);
  assert.ok(Math.abs(primalResidual / (apart / Math.hypot(u!.norm(), Gu.norm())) - 1) < 1e-12);
  assert.ok(Math.abs(dualResidual / (rest.norm() / (problem.beta * Math.sqrt(8))) - 1) < 1e-12);
});

test('the rows are those of the recovered network, evaluated from X', () => {
  for (const loss of [squared, bce]) {
    using arena = new Arena();
    const problem = small(arena, loss, 8);
    let seen = 0;
    rbcdTable(
      problem,
      { ...settingsOf({ threshold: 1e-2, block: 2, schedule: authorsSchedule }), iterations: 25 },
      {
        report: (row, blocks) => {
          const network = recover(blocks.data, blocks.cols);
          const expected = networkObjective(problem, network);
          assert.ok(Math.abs(row.networkObjective - expected) < 1e-10 * (1 + expected));
          assert.equal(row.trainAccuracy, accuracy(predict(network, problem.X), problem.y));
          assert.equal(row.iteration, seen++);
        },
      },
    );
    assert.equal(seen, 26);
  }
});

test('the images under X do not drift from the variables', () => {
  using arena = new Arena();
  const problem = small(arena, bce, 9);
  const { X } = matrices(problem);
  let { rbcd, state } = init(arena, problem, settingsOf({ threshold: 1e-4, block: 2 }));
  for (let k = 0; k < 50; k++) state = step(rbcd, state);
  assert.ok(monitor(rbcd, state).innerSteps > 1000);
  for (const [variable, image] of [
    [state.u, state.Xu],
    [state.v, state.Xv],
    [state.lambda, state.Xlambda],
  ] as const) {
    const expected = new Matrix(nested(variable.data, variable.cols)).mmul(X.transpose()).to1DArray();
    const largest = Math.max(...expected.map(Math.abs));
    assert.ok(expected.every((value, e) => Math.abs(value - image.data[e]!) < 1e-12 * (1 + largest)));
  }
});

test("the authors' schedule multiplies the threshold by .96 and the ratio by .99 and adds 1e-4 to rho between u-step and v-step", () => {
  using arena = new Arena();
  const problem = small(arena, bce, 10);
  const { rbcd, state } = init(
    arena,
    problem,
    settingsOf({ rho: 2, ratio: 0.5, threshold: 3, schedule: authorsSchedule }),
  );
  const after = step(rbcd, state);
  assert.deepEqual([after.rho, after.ratio, after.threshold], [2 + 1e-4, 0.99 * 0.5, 0.96 * 3]);
  // From lambda = 0: v shrinks u by beta over the new rho, lambda is the new ratio times what it took.
  const [u, v, lambda] = [after.u, after.v, after.lambda].map(({ data }) => data.subarray(0, 3));
  const length = Math.hypot(...u!);
  const factor = Math.max(0, 1 - problem.beta / (2 + 1e-4) / length);
  u!.forEach((value, j) => {
    assert.ok(Math.abs(v![j]! - factor * value) < 1e-14);
    assert.ok(Math.abs(lambda![j]! - 0.495 * (value - v![j]!)) < 1e-14);
  });
});

test('the slip makes no difference with a loose threshold, and much with a tight one', () => {
  using arena = new Arena();
  const source = stream('rbcd test slip', 1);
  const [n, d] = [400, 10];
  const X = { rows: n, cols: d, data: source.fillNormal(new Float64Array(n * d)) };
  const rule = source.fillNormal(new Float64Array(d));
  const y = Array.from({ length: n }, (_, k) =>
    X.data.subarray(k * d, (k + 1) * d).reduce((sum, x, j) => sum + x * rule[j]!, 0) > 0 ? 1 : 0,
  );
  const patterns = samplePatterns(arena, X, 8, source);
  const problem = convexProgram(arena, { X, y, loss: bce, beta: 1e-4, patterns });
  const end = (threshold: number, slip: boolean) => {
    const settings = settingsOf({ rho: 0.02, ratio: 0.2, threshold, block: 3, schedule: authorsSchedule });
    return rbcdTable(problem, { ...settings, slip, stepRule: backtracking(1e-4), iterations: 20 }).rows.at(
      -1,
    )!.objective;
  };
  assert.ok(Math.abs(end(0.7, true) / end(0.7, false) - 1) < 0.02);
  assert.ok(end(1e-3, true) > 2 * end(1e-3, false));
});

test('equal settings give equal bits, and the stream decides which blocks are drawn', () => {
  using arena = new Arena();
  const problem = small(arena, bce, 11);
  const run = (seed: number) =>
    rbcdTable(problem, { ...settingsOf({ seed, threshold: 0.1, block: 2 }), iterations: 5 });
  const settings = { ...settingsOf({ threshold: 0.1, block: 2 }), iterations: 5 };
  assert.deepEqual(rbcdTable(problem, settings), rbcdTable(problem, settings)); // one stream, twice
  assert.deepEqual(run(1), run(1));
  assert.notDeepEqual(run(1).blocks, run(2).blocks);
});

test('an abort within an inner solve ends the run, and progress rises to 1', () => {
  using arena = new Arena();
  const problem = small(arena, bce, 12);
  const settings = { ...settingsOf({ threshold: 1e-6 }), iterations: 3 };
  const controller = new AbortController();
  let calls = 0;
  const progress = () => {
    calls++;
    if (calls === 10) controller.abort(new Error('enough')); // within the first inner solve
  };
  assert.throws(() => rbcdTable(problem, settings, { signal: controller.signal, progress }), /enough/);
  assert.equal(calls, 10);
  const fractions: number[] = [];
  rbcdTable(problem, settings, { progress: (fraction) => fractions.push(fraction) });
  assert.ok(fractions.every((fraction, i) => i === 0 || fraction >= fractions[i - 1]!));
  assert.equal(fractions.at(-1), 1);
});

test('what cannot be solved is refused with the reason', () => {
  using arena = new Arena();
  const problem = small(arena, squared, 13);
  const run = (change: Partial<RbcdTableSettings>, of = problem) =>
    rbcdTable(of, { ...settingsOf(change), iterations: change.iterations ?? 1 });
  assert.throws(() => run({}, { ...problem, loss: hinge }), /smooth losses, squared or bce, not hinge/);
  assert.throws(() => run({}, { ...problem, gated: true }), /neither gated nor robust/);
  assert.throws(() => run({}, { ...problem, radius: 0.1 }), /neither gated nor robust/);
  for (const value of [0, -1, Number.NaN, Infinity]) {
    assert.throws(() => run({ rho: value }), /rho is/);
    assert.throws(() => run({ ratio: value }), /ratio is/);
    assert.throws(() => run({ threshold: value }), /threshold is/);
    assert.throws(() => constantStep(value), /gamma_r is/);
    assert.throws(() => backtracking(value), /alpha_0 is/);
  }
  assert.throws(() => run({ block: 0 }), /blocks of 0 patterns/);
  assert.throws(() => run({ block: 1.5 }), /blocks of 1.5 patterns/);
  assert.throws(() => run({ iterations: -1 }), /-1 iterations/);
  assert.throws(() => run({ stepRule: constantStep(1e300) }), /steps of 1e\+300 are too long/);
});
