// The parts of the robust interior-point method, each against its definition on dense matrices and nested arrays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { losses } from '../../src/convex/index.ts';
import {
  absoluteBlock,
  eliminateBounds,
  reduceRight,
  solveForBounds,
} from '../../src/convex/interior/robust/absoluteBlock.ts';
import {
  coimage,
  constraintsOf,
  image,
  pairsOf,
  variablesOf,
} from '../../src/convex/interior/robust/pairs.ts';
import { robustEquation, robustTerm } from '../../src/convex/interior/robust/term.ts';
import { robustInteriorPoint } from '../../src/convex/robustInteriorPoint.ts';
import { splittingOf } from '../../src/convex/robustSplitting.ts';
import { zeros } from '../../src/linalg/index.ts';
import { type Stream, stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot } from './instances.ts';
import { programOf, programs } from './programs.ts';

const names = ['squared', 'hinge', 'bce'] as const;
const normals = (source: Stream, count: number) => source.fillNormal(new Float64Array(count));
const positive = (source: Stream, count: number) => normals(source, count).map(Math.exp);

/** Solution of a dense system by Gauss and Jordan's elimination with pivots. */
function eliminate(A: number[][], b: number[]): number[] {
  const rows = A.map((line, i) => [...line, b[i]!]);
  rows.forEach((_, i) => {
    const pivot = rows.reduce(
      (best, line, r) => (r >= i && Math.abs(line[i]!) > Math.abs(rows[best]![i]!) ? r : best),
      i,
    );
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    const top = rows[i]!.map((value) => value / rows[i]![i]!);
    rows[i] = top;
    rows.forEach((line, r) => {
      if (r !== i) rows[r] = line.map((value, c) => value - line[i]! * top[c]!);
    });
  });
  return rows.map((line) => line.at(-1)!);
}

test('bounds are eliminated as dense elimination does, with weights that differ by 6 orders', () => {
  const sizes = fc.record({
    seed: fc.nat(1e6),
    m: fc.integer({ min: 1, max: 6 }),
    d: fc.integer({ min: 1, max: 5 }),
    fixed: fc.integer({ min: 0, max: 1 }),
    spread: fc.constantFrom(0, 3),
    radius: fc.constantFrom(1e-3, 0.1, 1),
  });
  fc.assert(
    fc.property(sizes, ({ seed, m, d, fixed, spread, radius }) => {
      using arena = new Arena();
      const source = stream('absolute block', seed);
      const width = Math.max(0, d - fixed);
      const X = zeros(arena, m, d);
      source.fillNormal(X.data);
      const factors = normals(source, m);
      const weight = (count: number) =>
        normals(source, count).map((value) => 10 ** Math.max(-spread, Math.min(spread, spread * value)));
      const [weights, up, down] = [weight(m), weight(width), weight(width)];
      const S = zeros(arena, d, d);
      const everyone = [...Array(m).keys()];
      const block = eliminateBounds(
        absoluteBlock(arena, m, d, width, radius),
        X,
        everyone,
        factors,
        weights,
        up,
        down,
        S,
      );

      // Rows of all constraints over (x, a), each with its weight.
      const unit = (j: number, size: number, value: number) => new Array<number>(size).fill(0).with(j, value);
      const rows: (readonly [number, number[]])[] = everyone.map((k) => [
        weights[k]!,
        [
          ...Array.from({ length: d }, (_, j) => factors[k]! * X.data[k * d + j]!),
          ...new Array<number>(width).fill(-radius),
        ],
      ]);
      for (let j = 0; j < width; j++) {
        rows.push([up[j]!, unit(j, d + width, -1).with(d + j, 1)]);
        rows.push([down[j]!, unit(j, d + width, 1).with(d + j, 1)]);
      }
      const A = Array.from({ length: d }, (_, i) =>
        Array.from({ length: d }, (_, j) => (i === j ? 10 ** -spread : 0)),
      );
      const H = Array.from({ length: d + width }, (_, i) =>
        Array.from({ length: d + width }, (_, j) =>
          rows.reduce((sum, [w, row]) => sum + w * row[i]! * row[j]!, i < d && j < d ? A[i]![j]! : 0),
        ),
      );
      const right = normals(source, d + width);
      const [x, a] = [right.slice(0, d), right.slice(d)];
      reduceRight(block, a, x);
      const reduced = A.map((line, i) =>
        line.map((value, j) => value + S.data[Math.max(i, j) * d + Math.min(i, j)]!),
      );
      x.set(eliminate(reduced, [...x]));
      solveForBounds(block, x, a);
      // What the whole system leaves of the right side, beside the sizes of its terms.
      H.forEach((line, i) => {
        const solution = [...x, ...a];
        const size = line.reduce(
          (sum, value, j) => sum + Math.abs(value * solution[j]!),
          Math.abs(right[i]!),
        );
        assert.ok(
          Math.abs(dot(line, solution) - right[i]!) <= 1e-8 * size,
          `${i}: ${dot(line, solution)} ${right[i]}`,
        );
      });
      if (spread === 0) {
        const whole = eliminate(H, [...right]);
        const size = Math.max(...whole.map(Math.abs));
        for (const [i, value] of [...x, ...a].entries())
          assert.ok(Math.abs(value - whole[i]!) <= 1e-9 * size);
      }
    }),
    { numRuns: 300 },
  );
});

test('the constraints are those of the program, and the adjoint is one', () => {
  fc.assert(
    fc.property(programs({ min: -2, max: 0 }), (program) => {
      using arena = new Arena();
      const problem = programOf(arena, program);
      const splitting = splittingOf(arena, problem, problem.patterns.active);
      const { active, groups, width } = splitting;
      const [n, d, P] = [problem.X.rows, problem.X.cols, active.rows];
      const constraints = constraintsOf(arena, splitting);
      const source = stream('pairs', program.seed);
      const x = variablesOf(arena, splitting);
      for (const part of [x.u, x.a, x.t]) source.fillNormal(part.data);
      const slacks = pairsOf(splitting);
      const [z, l] = [new Float64Array(n), new Float64Array(n)];
      image(constraints, x, slacks, z, l);

      const theta = (k: number, j: number) => {
        let sum = 0;
        for (let i = 0; i < P; i++)
          if (active.data[i * n + k] === 1) sum += x.u.data[i * d + j]! - x.u.data[(P + i) * d + j]!;
        return sum;
      };
      const close = (a: number, b: number) =>
        assert.ok(Math.abs(a - b) <= 1e-12 * (1 + Math.abs(b)) * (n + d) * P, `${a} ${b}`);
      for (let k = 0; k < n; k++) {
        const sample = problem.X.data.subarray(k * d, (k + 1) * d);
        const g = groups.of[k]!;
        close(
          z[k]!,
          sample.reduce((sum, value, j) => sum + value * theta(k, j), 0),
        );
        close(
          l[k]!,
          problem.radius *
            x.t.data.subarray(g * width, (g + 1) * width).reduce((sum, value) => sum + value, 0),
        );
        for (let b = 0; b < 2 * P; b++) {
          const side = 2 * active.data[(b % P) * n + k]! - 1;
          const own = sample.reduce((sum, value, j) => sum + side * value * x.u.data[b * d + j]!, 0);
          const reach = x.a.data.subarray(b * width, (b + 1) * width).reduce((sum, value) => sum + value, 0);
          const length = Math.hypot(...sample, problem.radius * Math.sqrt(width)) || 1;
          close(slacks.cone[b * n + k]!, (own - problem.radius * reach) / length);
        }
        for (let j = 0; j < width; j++) {
          close(slacks.above[g * width + j]!, x.t.data[g * width + j]! - theta(k, j));
          close(slacks.below[g * width + j]!, x.t.data[g * width + j]! + theta(k, j));
        }
      }
      for (let b = 0, e = 0; b < 2 * P; b++)
        for (let j = 0; j < width; j++, e++) {
          close(slacks.up[e]!, x.a.data[e]! - x.u.data[b * d + j]!);
          close(slacks.down[e]!, x.a.data[e]! + x.u.data[b * d + j]!);
        }

      const multipliers = pairsOf(splitting);
      multipliers.all.set(normals(source, multipliers.all.length));
      const [q, pressure] = [normals(source, n), normals(source, n)];
      const y = variablesOf(arena, splitting);
      coimage(constraints, multipliers, q, pressure, y);
      const there = dot(slacks.all, multipliers.all) - dot(z, q) - dot(l, pressure);
      const back = dot(x.u.data, y.u.data) + dot(x.a.data, y.a.data) + dot(x.t.data, y.t.data);
      assert.ok(Math.abs(there - back) <= 1e-10 * (1 + Math.abs(there)) * slacks.all.length);
    }),
    { numRuns: 100 },
  );
});

for (const name of names)
  test(`Newton steps of the robust loss end at the slopes of its smooth approximation: ${name}`, () => {
    // With z and l held, steps towards mu converge to the point of the central path: its q and p are the slopes of
    // min over h of the loss of h less mu log of the slacks.
    const loss = losses[name];
    const [negative, one] = loss.labels ?? [-1, 1];
    fc.assert(
      fc.property(fc.nat(1e6), fc.constantFrom(1e-2, 1e-4), (seed, mu) => {
        const source = stream('robust term', seed);
        const n = 5;
        const y = normals(source, n).map((value) => (loss.labels ? (value > 0 ? one : negative) : value));
        const [z, l] = [normals(source, n), normals(source, n).map(Math.abs)];
        const term = robustTerm(loss, y);
        const equation = robustEquation(n);
        const zero = new Float64Array(n);
        term.centre(1);
        let predicted = { q: zero, p: zero };
        for (let i = 0; i < 200; i++) {
          const target = Math.max(mu, 0.5 ** i);
          term.equation(z, l, target, 'affine', equation);
          term.complete(zero, zero, target, 'affine');
          const length = Math.min(1, 0.9 * term.longest('affine'));
          predicted = { q: equation.toQ.slice(), p: equation.toP.slice() };
          term.advance('affine', length);
        }
        // The smooth value by a fine search over h, and its slopes by central differences.
        const smooth = (output: number, reach: number, k: number): number => {
          if (name === 'bce')
            return loss.robustValue(Float64Array.of(output), Float64Array.of(reach), y.subarray(k, k + 1));
          const worst = name === 'squared' ? Math.abs(output - y[k]!) + reach : 0;
          const cost = (h: number) => {
            if (name === 'squared')
              return (
                (h * h) / 2 -
                mu * Math.log(h - reach - output + y[k]!) -
                mu * Math.log(h - reach + output - y[k]!)
              );
            return h / n - mu * Math.log(h) - mu * Math.log(h - 1 + y[k]! * output - reach);
          };
          let low = name === 'squared' ? worst : Math.max(0, 1 - y[k]! * output + reach);
          let high = low + 10;
          const share = (Math.sqrt(5) - 1) / 2;
          for (let i = 0; i < 120; i++) {
            const [left, right] = [high - share * (high - low), low + share * (high - low)];
            if (cost(left) <= cost(right)) high = right;
            else low = left;
          }
          return cost((low + high) / 2);
        };
        for (let k = 0; k < n; k++) {
          const step = 1e-4;
          const slopeZ = (smooth(z[k]! + step, l[k]!, k) - smooth(z[k]! - step, l[k]!, k)) / (2 * step);
          const slopeL = (smooth(z[k]!, l[k]! + step, k) - smooth(z[k]!, l[k]! - step, k)) / (2 * step);
          const size = name === 'hinge' ? 1 / n : 1;
          assert.ok(Math.abs(term.q[k]! - slopeZ) <= 2e-3 * size, `q ${term.q[k]} ${slopeZ}`);
          assert.ok(Math.abs(term.pressure[k]! - slopeL) <= 2e-3 * size, `p ${term.pressure[k]} ${slopeL}`);
          assert.ok(
            Math.abs(predicted.q[k]! - term.q[k]!) <= 1e-9 &&
              Math.abs(predicted.p[k]! - term.pressure[k]!) <= 1e-9,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

for (const name of names)
  test(`the equations of a step tell how q and p follow outputs and reaches: ${name}`, () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        const source = stream('robust equation', seed);
        const n = 4;
        const loss = losses[name];
        const [negative, one] = loss.labels ?? [-1, 1];
        const y = normals(source, n).map((value) => (loss.labels ? (value > 0 ? one : negative) : value));
        const [z, l] = [normals(source, n), positive(source, n)];
        const [dz, dl] = [normals(source, n), normals(source, n)];
        const moved = (share: number) => {
          const term = robustTerm(loss, y);
          const equation = robustEquation(n);
          term.centre(0.3);
          const before = { q: term.q.slice(), p: term.pressure.slice() };
          term.equation(z, l, 0.2, 'affine', equation);
          term.complete(
            dz.map((value) => share * value),
            dl.map((value) => share * value),
            0.2,
            'affine',
          );
          const length = 1e-6;
          term.advance('affine', length);
          const change = (now: Float64Array, then: Float64Array) =>
            now.map((value, k) => (value - then[k]!) / length);
          return { equation, before, dq: change(term.q, before.q), dp: change(term.pressure, before.p) };
        };
        const { equation, before, dq, dp } = moved(1);
        const { sigma, omega, kappa, toQ, toP } = equation;
        for (let k = 0; k < n; k++) {
          const along = omega[k]! * (sigma[k]! * dz[k]! - dl[k]!);
          const size = 1 + Math.abs(dq[k]!) + Math.abs(dp[k]!);
          assert.ok(omega[k]! >= 0 && kappa[k]! >= 0);
          assert.ok(
            Math.abs(before.q[k]! + dq[k]! - (toQ[k]! + kappa[k]! * dz[k]! + sigma[k]! * along)) <=
              1e-4 * size,
          );
          assert.ok(Math.abs(before.p[k]! + dp[k]! - (toP[k]! - along)) <= 1e-4 * size);
        }
      }),
      { numRuns: 60 },
    );
  });

test('what the dual equations miss falls with every step', () => {
  fc.assert(
    fc.property(
      programs({ min: -3, max: 0 }).filter(({ radius, loss }) => radius > 0 && loss !== 'bce'),
      (program) => {
        using arena = new Arena();
        const problem = programOf(arena, program);
        const { work, state } = robustInteriorPoint.init(arena, problem);
        const before = robustInteriorPoint.monitor(work, state);
        const { point } = robustInteriorPoint.step(work, state);
        const after = robustInteriorPoint.monitor(work, { iteration: 1, point });
        assert.ok(after.dualResidual <= before.dualResidual * (1 + 1e-9) + 1e-9);
        for (let iteration = 1; iteration < 8; iteration++)
          robustInteriorPoint.step(work, { iteration, point });
        const last = robustInteriorPoint.monitor(work, { iteration: 8, point });
        assert.ok(last.dualResidual <= 0.5 * before.dualResidual + 1e-9);
      },
    ),
    { numRuns: 100 },
  );
});
