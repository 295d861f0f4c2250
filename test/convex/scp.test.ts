import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { correlations, featuresOf, writeFeatures } from '../../src/convex/features.ts';
import {
  bce,
  certifySampled,
  convexProgram,
  enumeratePatterns,
  hinge,
  networkObjective,
  type SampledProgram,
  sampleDirections,
  sampledNetwork,
  sampledProgram,
  solve,
  solveSampled,
  squared,
} from '../../src/convex/index.ts';
import { init, step } from '../../src/convex/scp.ts';
import { fromRows, zeros } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { type Data, dot, draw, instances, nested, norm } from './instances.ts';
import { oracle } from './oracle.ts';

const idle = () => {};

/** (X u_j)_+ as rows, N x n. */
const featureRows = (X: number[][], U: number[][]): number[][] =>
  U.map((u) => X.map((x) => Math.max(0, dot(x, u))));

const outputsOf = (features: number[][], alpha: ArrayLike<number>): number[] =>
  features[0]!.map((_, k) => features.reduce((sum, feature, j) => sum + alpha[j]! * feature[k]!, 0));

const slopeOf = {
  squared: (z: number, y: number) => z - y,
  bce: (z: number, y: number) => 2 / (1 + Math.exp(-2 * z)) - 2 * y,
};
const lossOf = {
  squared: (z: number, y: number) => ((z - y) * (z - y)) / 2,
  bce: (z: number, y: number) => Math.log1p(Math.exp(-Math.abs(2 * z))) + Math.max(0, 2 * z) - 2 * y * z,
};

/** Proximal gradient steps with their step size and no acceleration: slow, and sure. */
function ista(
  features: number[][],
  y: number[],
  beta: number,
  name: 'squared' | 'bce',
  steps: number,
): number {
  const n = y.length;
  const size = features.reduce((sum, feature) => sum + dot(feature, feature), 0) || 1; // above the largest eigenvalue
  let alpha = features.map(() => 0);
  for (let t = 0; t < steps; t++) {
    const z = outputsOf(features, alpha);
    const g = z.map((value, k) => slopeOf[name](value, y[k]!));
    alpha = alpha.map((weight, j) => {
      const moved = weight - dot(features[j]!, g) / size;
      return Math.sign(moved) * Math.max(0, Math.abs(moved) - beta / size);
    });
  }
  const z = outputsOf(features, alpha);
  let value = beta * alpha.reduce((sum, weight) => sum + Math.abs(weight), 0);
  for (let k = 0; k < n; k++) value += lossOf[name](z[k]!, y[k]!);
  return value;
}

/** Coordinate descent for the squared loss, until a sweep changes nothing to speak of. */
function coordinateDescent(features: number[][], y: number[], beta: number): number {
  const alpha = features.map(() => 0);
  const rest = [...y];
  for (let sweep = 0; sweep < 20_000; sweep++) {
    let change = 0;
    features.forEach((feature, j) => {
      const square = dot(feature, feature);
      if (square === 0) return;
      const best = dot(feature, rest) + square * alpha[j]!;
      const weight = (Math.sign(best) * Math.max(0, Math.abs(best) - beta)) / square;
      const step = weight - alpha[j]!;
      if (step === 0) return;
      alpha[j] = weight;
      for (let k = 0; k < rest.length; k++) rest[k]! -= step * feature[k]!;
      change = Math.max(change, Math.abs(step) * Math.sqrt(square));
    });
    if (change < 1e-13 * norm(y)) break;
  }
  return dot(rest, rest) / 2 + beta * alpha.reduce((sum, weight) => sum + Math.abs(weight), 0);
}

const toLabels = (y: number[]) => y.map((value) => (value > 0 ? 1 : 0));

function programOf(arena: Arena, { X, y, beta }: Data, name: 'squared' | 'bce', N: number, seed: number) {
  const directions = sampleDirections(arena, N, X[0]!.length, stream('scp test', seed));
  const loss = { squared, bce }[name];
  return sampledProgram(arena, { X, y: name === 'bce' ? toLabels(y) : y, loss, beta, directions });
}

const directionsOf = (program: SampledProgram) => nested(program.directions.data, program.directions.cols);

test('correlations are those of features written out, the same bits for any number of directions', () => {
  fc.assert(
    fc.property(
      instances({ min: -1, max: 0 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 300 }),
      ({ kind, seed, X: drawn }, many, few) => {
        using arena = new Arena();
        const X = fromRows(arena, drawn);
        const U = sampleDirections(arena, many, X.cols, stream('correlations', kind, seed));
        const features = featuresOf(arena, X, U);
        const q = stream('correlations', seed, 'q').fillNormal(new Float64Array(X.rows));
        const out = new Float64Array(many);
        correlations(features, q, out, idle);
        featureRows(drawn, nested(U.data, X.cols)).forEach((feature, j) => {
          assert.ok(Math.abs(out[j]! - dot(feature, q)) <= 1e-13 * (1 + norm(feature) * norm(q)), String(j));
        });
        const prefix = new Float64Array(Math.min(few, many));
        correlations(features, q, prefix, idle);
        assert.deepEqual([...prefix], [...out.subarray(0, prefix.length)]);
      },
    ),
    { numRuns: 60 },
  );
});

test('features are written to the rows that are named, and nowhere else', () => {
  using arena = new Arena();
  const { X } = draw('Gaussian', 3, 9, 4, 1);
  const U = sampleDirections(arena, 200, 4, stream('write'));
  const into = zeros(arena, 150, 9);
  into.data.fill(7);
  const chosen = Array.from({ length: 140 }, (_, i) => 199 - i);
  const slots = chosen.map((_, i) => i + 5);
  writeFeatures(featuresOf(arena, fromRows(arena, X), U), chosen, slots, into);
  const expected = featureRows(X, nested(U.data, 4));
  nested(into.data, 9).forEach((values, slot) => {
    const j = chosen[slots.indexOf(slot)];
    values.forEach((value, k) => {
      assert.ok(Math.abs(value - (j === undefined ? 7 : expected[j]![k]!)) < 1e-14, `${slot} ${k}`);
    });
  });
});

test('the squared loss ends where coordinate descent on nested arrays ends, on degenerate data too', () => {
  fc.assert(
    fc.property(instances({ min: -2, max: 0 }), fc.integer({ min: 1, max: 30 }), (data, N) => {
      using arena = new Arena();
      const program = programOf(arena, data, 'squared', N, data.seed);
      const solution = solveSampled(program, { gap: 1e-8, iterations: 100 });
      assert.ok(['optimal', 'gap-reached'].includes(solution.status), solution.status);
      const slow = coordinateDescent(featureRows(data.X, directionsOf(program)), data.y, data.beta);
      assert.ok(solution.dual <= slow * (1 + 1e-12));
      assert.ok(solution.primal <= slow * (1 + 1e-7) + 1e-12);
      // Coordinate descent creeps where features are parallel.
      assert.ok(slow - solution.primal <= 1e-2 * slow, `${solution.primal} ${slow}`);
    }),
    { numRuns: 150 },
  );
});

test('bce ends where plain proximal gradient steps end, on degenerate data too', () => {
  fc.assert(
    fc.property(instances({ min: -1, max: 0 }), fc.integer({ min: 1, max: 8 }), (data, N) => {
      using arena = new Arena();
      const program = programOf(arena, data, 'bce', N, data.seed);
      const solution = solveSampled(program, { gap: 1e-8, iterations: 100 });
      assert.ok(['optimal', 'gap-reached'].includes(solution.status), solution.status);
      const features = featureRows(data.X, directionsOf(program));
      const slow = ista(features, toLabels(data.y), data.beta, 'bce', 3000);
      assert.ok(solution.dual <= slow * (1 + 1e-12), `${solution.dual} ${slow}`);
      assert.ok(solution.primal <= slow * (1 + 1e-7));
      assert.ok(slow - solution.primal <= 1e-2 * slow, `${solution.primal} ${slow}`);
    }),
    { numRuns: 60 },
  );
});

test('the optimality conditions hold: correlations at most beta, and of size beta and opposite sign where a weight is', () => {
  for (const name of ['squared', 'bce'] as const)
    for (const N of [40, 1500]) {
      using arena = new Arena();
      const data = draw('Gaussian', 5, 60, 6, 0.05);
      const program = programOf(arena, data, name, N, 1);
      const { alpha, relativeGap } = solveSampled(program, { gap: 1e-9, iterations: 100 });
      assert.ok(relativeGap <= 1e-9);
      const features = featureRows(data.X, directionsOf(program));
      const z = outputsOf(features, alpha);
      const g = z.map((value, k) => slopeOf[name](value, program.y[k]!));
      let used = 0;
      features.forEach((feature, j) => {
        const slope = dot(feature, g) / program.beta;
        assert.ok(Math.abs(slope) <= 1 + 1e-3, `${name} ${N} ${j}: ${slope}`);
        if (Math.abs(alpha[j]!) < 1e-4) return;
        used++;
        assert.ok(Math.abs(slope + Math.sign(alpha[j]!)) < 1e-3, `${name} ${N} ${j}: ${slope}`);
      });
      assert.ok(used > 10, `${used} in use`);
    }
});

test('a planted optimum of the squared loss is found', () => {
  using arena = new Arena();
  const { X } = draw('Gaussian', 11, 40, 5, 1);
  const [N, beta] = [60, 0.3];
  const directions = sampleDirections(arena, N, 5, stream('planted'));
  const features = featureRows(X, nested(directions.data, 5));
  const q = stream('planted', 'q').fillNormal(new Float64Array(40));
  const slopes = features.map((feature) => dot(feature, q));
  const steepest = Math.max(...slopes.map(Math.abs));
  q.forEach((value, k) => {
    q[k] = (value * beta) / steepest;
  });
  // One constraint is tight: its weight may be any number of the sign opposite to the correlation.
  const j = slopes.findIndex((slope) => Math.abs(slope) === steepest);
  const planted = features.map((_, i) => (i === j ? -2.5 * Math.sign(slopes[j]!) : 0));
  const y = outputsOf(features, planted).map((z, k) => z - q[k]!);
  const solution = solveSampled(sampledProgram(arena, { X, y, loss: squared, beta, directions }), {
    gap: 1e-9,
    iterations: 100,
  });
  assert.equal(solution.status, 'optimal');
  assert.ok(Math.abs(solution.primal - (dot(q, q) / 2 + 2.5 * beta)) < 1e-8);
  assert.ok(Math.abs(solution.alpha[j]! - planted[j]!) < 1e-3);
});

test('beyond the largest correlation zero is optimal, and found at once', () => {
  using arena = new Arena();
  const data = draw('Gaussian', 2, 30, 4, 1);
  for (const name of ['squared', 'bce'] as const) {
    const features = featureRows(data.X, directionsOf(programOf(arena, data, name, 50, 1)));
    const y = name === 'bce' ? toLabels(data.y) : data.y;
    const g = y.map((value) => slopeOf[name](0, value));
    const largest = Math.max(...features.map((feature) => Math.abs(dot(feature, g))));
    for (const factor of [1.001, 1e6]) {
      const program = programOf(arena, { ...data, beta: factor * largest }, name, 50, 1);
      const solution = solveSampled(program, { gap: 1e-9, iterations: 10 });
      assert.equal(solution.status, 'optimal');
      assert.ok(solution.alpha.every((weight) => weight === 0));
      assert.ok(solution.iterations <= 3);
    }
    const program = programOf(arena, { ...data, beta: 0.999 * largest }, name, 50, 1);
    const { alpha } = solveSampled(program, { gap: 1e-9, iterations: 100 });
    assert.ok(alpha.some((weight) => weight !== 0));
  }
});

test('the balanced network has the value of the program, which is not below the optimum over all networks', () => {
  using arena = new Arena();
  const convex = convexProgram(arena, {
    ...oracle,
    loss: squared,
    patterns: enumeratePatterns(arena, oracle.X),
  });
  const { dual } = solve(convex, { gap: 1e-10, iterations: 100 });
  let before = Infinity;
  for (const N of [3, 10, 100, 5000]) {
    const program = programOf(arena, oracle, 'squared', N, 4);
    const solution = solveSampled(program, { gap: 1e-8, iterations: 100 });
    const network = sampledNetwork(program, solution.alpha);
    assert.ok(network.output.every((weight) => weight !== 0));
    assert.ok(Math.abs(networkObjective(convex, network) - solution.primal) < 1e-9, String(N));
    assert.ok(solution.primal >= dual);
    assert.ok(solution.primal <= before * (1 + 1e-8), 'more of the same directions are not worse');
    before = solution.primal;
  }
  assert.ok(before - oracle.optimum < 2e-3, `5000 directions in the plane: ${before}`);
});

test('the certificate bounds the optimum whatever it is given, and evaluates what it is given', () => {
  fc.assert(
    fc.property(
      instances({ min: -2, max: 0 }),
      fc.constantFrom('squared' as const, 'bce' as const),
      fc.integer({ min: 1, max: 200 }),
      (data, name, N) => {
        using arena = new Arena();
        const program = programOf(arena, data, name, N, data.seed);
        const best = solveSampled(program, { gap: 1e-7, iterations: 100 });
        const source = stream('certificate', data.seed);
        const alpha = source.fillNormal(new Float64Array(N));
        const q = source.fillNormal(new Float64Array(data.y.length));
        const { primal, dual, q: point } = certifySampled(program, alpha, q);
        const features = featureRows(data.X, directionsOf(program));
        const y = [...program.y];
        const value =
          outputsOf(features, alpha).reduce((sum, z, k) => sum + lossOf[name](z, y[k]!), 0) +
          data.beta * alpha.reduce((sum, weight) => sum + Math.abs(weight), 0);
        assert.ok(primal >= value && primal - value <= 1e-11 * (1 + value), `${primal} ${value}`);
        assert.ok(primal >= best.dual * (1 - 1e-12));
        assert.ok(dual <= best.primal);
        for (const feature of features) assert.ok(Math.abs(dot(feature, point)) <= data.beta * (1 + 1e-12));
        assert.ok(certifySampled(program, alpha, q.fill(Number.NaN)).dual === 0);
      },
    ),
    { numRuns: 60 },
  );
});

test('settings that repeat give the same bits; another pool gives the same optimum', () => {
  using arena = new Arena();
  const data = draw('Gaussian', 8, 80, 5, 0.02);
  const program = programOf(arena, data, 'bce', 3000, 3);
  const goal = { gap: 1e-7, iterations: 100 };
  const [once, again] = [solveSampled(program, goal), solveSampled(program, goal)];
  assert.deepEqual(once, again);
  const small = solveSampled(program, { ...goal, pool: 150 });
  assert.ok(small.relativeGap <= goal.gap);
  assert.ok(Math.abs(small.primal - once.primal) <= 2e-7 * once.primal);
});

test('a pool that the features in use fill is named', () => {
  using arena = new Arena();
  const program = programOf(arena, draw('Gaussian', 8, 80, 5, 1e-3), 'squared', 3000, 3);
  const { status, relativeGap } = solveSampled(program, { gap: 1e-6, iterations: 200, pool: 8 });
  assert.ok(relativeGap > 1e-6);
  assert.equal(status, 'pool-full');
});

test('a run reports, proceeds, and stops at the signal or after its iterations with bounds that hold', () => {
  using arena = new Arena();
  const program = programOf(arena, draw('Gaussian', 8, 80, 5, 0.02), 'bce', 3000, 3);
  const goal = { gap: 1e-6, iterations: 100 };
  const gaps: number[] = [];
  const fractions: number[] = [];
  const done = solveSampled(program, goal, {
    report: ({ gap }) => gaps.push(gap),
    progress: (fraction) => fractions.push(fraction),
  });
  assert.ok(gaps.length > 2 && gaps.every((gap, i) => i === 0 || gap <= gaps[i - 1]!));
  assert.ok(fractions.every((f, i) => f >= (fractions[i - 1] ?? 0) && f <= 1));
  assert.equal(fractions.at(-1), 1);

  for (const after of [0, 1, 5]) {
    const control = new AbortController();
    let calls = 0;
    if (after === 0) control.abort();
    const stopped = solveSampled(program, goal, {
      signal: control.signal,
      progress: () => {
        if (++calls === after) control.abort();
      },
    });
    assert.equal(stopped.status, 'aborted');
    assert.ok(stopped.dual <= done.primal && stopped.primal >= done.dual);
  }
  const short = solveSampled(program, { ...goal, iterations: 3 });
  assert.equal(short.status, 'max-iterations');
  assert.ok(short.dual <= done.primal && short.primal >= done.dual);
});

test('what a step throws leaves the state before it valid', () => {
  using arena = new Arena();
  const program = programOf(arena, draw('Gaussian', 8, 80, 5, 0.02), 'bce', 300, 3);
  const { work, state } = init(arena, program, { pool: 300, gap: 1e-6 }, idle);
  assert.ok(step(work, state, idle).iteration > state.iteration);
});

test('bad input is named', () => {
  using arena = new Arena();
  const { X, y } = draw('Gaussian', 1, 4, 2, 1);
  const directions = [
    [1, 0],
    [0.6, 0.8],
  ];
  const given = { X, y, loss: squared, beta: 1, directions };
  const goal = { gap: 1e-3, iterations: 10 };
  const wrong: readonly [() => unknown, RegExp][] = [
    [() => sampledProgram(arena, { ...given, y: [1] }), /X has 4 rows but y has 1 entries/],
    [() => sampledProgram(arena, { ...given, directions: [] }), /there are no directions/],
    [
      () => sampledProgram(arena, { ...given, directions: [[1, 0, 0]] }),
      /X has 2 features but the directions have 3 entries/,
    ],
    [
      () =>
        sampledProgram(arena, {
          ...given,
          directions: [
            [1, 0],
            [2, 0],
          ],
        }),
      /direction 1 has length 2: 1 was expected, see sampleDirections/,
    ],
    [() => sampledProgram(arena, { ...given, directions: [[Number.NaN, 0]] }), /direction 0 has length NaN/],
    [() => sampledProgram(arena, { ...given, beta: 0 }), /beta is 0: a finite number > 0/],
    [() => sampledProgram(arena, { ...given, y: [1, 2, Infinity, 3] }), /y\[2\] is Infinity/],
    [() => sampledProgram(arena, { ...given, loss: bce }), /the bce loss takes 0 and 1/],
    [
      () => solveSampled(sampledProgram(arena, { ...given, y: [1, -1, 1, 1], loss: hinge }), goal),
      /squared and bce, not hinge/,
    ],
    [() => solveSampled(sampledProgram(arena, given), { ...goal, gap: -1 }), /gap is -1/],
    [() => solveSampled(sampledProgram(arena, given), { ...goal, pool: 0 }), /pool is 0/],
    [() => certifySampled(sampledProgram(arena, given), [1], y), /alpha has 1 entries but there are 2/],
    [() => certifySampled(sampledProgram(arena, given), [1, 1], [1]), /q has 1 entries but there are 4/],
  ];
  for (const [run, message] of wrong) assert.throws(run, message);
});
