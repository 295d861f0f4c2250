// The parts of the robust ADMM, each against a slow definition on nested arrays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { losses } from '../../src/convex/index.ts';
import { projectRobustCone } from '../../src/convex/robustCone.ts';
import { robustInterior } from '../../src/convex/robustInterior.ts';
import { robustProx } from '../../src/convex/robustProx.ts';
import { factorize, robustSystem, solveRobustSystem } from '../../src/convex/robustSystem.ts';
import { sampleGroups } from '../../src/convex/sampleGroups.ts';
import { fromRows, toRows, zeros } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot } from './instances.ts';
import { lossOf } from './programs.ts';

const names = ['squared', 'hinge', 'bce'] as const;
/** Evenly spread, as doubles of fast-check are not. */
const finite = (size: number) => fc.integer({ min: -1e6, max: 1e6 }).map((value) => (size * value) / 1e6);
const sum = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

/** Least value of a convex function on an interval, by golden sections. */
function least(f: (x: number) => number, low: number, high: number): number {
  const share = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  for (let i = 0; i < 90; i++) {
    const [left, right] = [b - share * (b - a), a + share * (b - a)];
    if (f(left) <= f(right)) b = right;
    else a = left;
  }
  return f((a + b) / 2);
}

for (const name of names)
  test(`the proximal step of the robust loss is that of a numeric search: ${name}`, () => {
    let onTarget = 0;
    fc.assert(
      fc.property(
        ...([
          finite(3),
          finite(3),
          fc.boolean(),
          fc.constantFrom(0.05, 0.5, 4),
          fc.constantFrom(0.05, 0.5, 4),
        ] as const),
        (output, reach, positive, a, b) => {
          const loss = losses[name];
          const target = positive ? 1 : (loss.labels?.[0] ?? -1);
          // The worst loss within t of x, not decreasing in t: where t < 0 the splitting takes its convex continuation.
          const worst = (x: number, t: number) => {
            if (name === 'squared') return Math.max(0, Math.abs(x - target) + t) ** 2 / 2;
            return lossOf[name](x + (positive ? -t : t), target, 1);
          };
          const cost = (x: number, t: number) =>
            worst(x, t) + (x - output) ** 2 / (2 * a) + (t - reach) ** 2 / (2 * b);
          const [z, l] = [Float64Array.of(output), Float64Array.of(reach)];
          robustProx(loss, Float64Array.of(target), a, b, z, l);
          if (name === 'squared' && Math.abs(z[0]! - target) < 1e-12 && l[0]! > 0) onTarget++;
          const own = cost(z[0]!, l[0]!);
          const found = least((x) => least((t) => cost(x, t), -20, 20), -20, 20);
          assert.ok(own <= found + 1e-9 * (1 + found), `${own} above ${found}`);
          assert.ok(own >= found - 1e-9 * (1 + found));
        },
      ),
      { numRuns: 150 },
    );
    if (name === 'squared') assert.ok(onTarget >= 10, String(onTarget));
  });

test('each sample is on its own, and without a reach the proximal step is that of the loss', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.constantFrom(...names), (seed, name) => {
      const source = stream('prox', seed);
      const loss = losses[name];
      const y = Float64Array.from({ length: 5 }, () => loss.labels?.[source.integer(2)] ?? source.normal());
      const [z, l] = [source.fillNormal(new Float64Array(5)), source.fillNormal(new Float64Array(5))];
      const [all, reaches] = [z.slice(), l.slice()];
      robustProx(loss, y, 0.3, 0.7, all, reaches);
      z.forEach((output, k) => {
        const [own, reach] = [Float64Array.of(output), Float64Array.of(l[k]!)];
        // The mean of the hinge loss is over n samples, so its step alone is that of n times the weight.
        const share = name === 'hinge' ? 5 : 1;
        robustProx(loss, Float64Array.of(y[k]!), 0.3 / share, 0.7 / share, own, reach);
        assert.ok(Math.abs(own[0]! - all[k]!) + Math.abs(reach[0]! - reaches[k]!) < 1e-12);
      });
      const expected = new Float64Array(5);
      loss.prox(z, y, 0.3, expected);
      const plain = z.slice();
      robustProx(loss, y, 0.3, 0, plain, new Float64Array(5));
      plain.forEach((value, k) => {
        assert.ok(Math.abs(value - expected[k]!) < 1e-12);
      });
    }),
    { numRuns: 100 },
  );
});

test('the projection on the robust cone satisfies the variational inequality', () => {
  // p = proj(a) if and only if p is in the cone, <a - p, p> = 0 and <a - p, c> <= 0 for every c in the cone.
  const seen = { inside: 0, apex: 0, face: 0 };
  fc.assert(
    fc.property(
      fc.array(finite(3), { minLength: 1, maxLength: 5 }),
      fc.array(finite(3), { minLength: 1, maxLength: 5 }),
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2, noNaN: true })), {
        minLength: 5,
        maxLength: 5,
      }),
      fc.nat(1e6),
      (s, r, reaches, seed) => {
        const e = Float64Array.from(s, (_, k) => reaches[k]!);
        const [ps, pr] = [Float64Array.from(s), Float64Array.from(r)];
        projectRobustCone(ps, pr, e);
        const size = Math.hypot(...s, ...r);
        const length = sum(pr.map(Math.abs));
        ps.forEach((value, k) => {
          assert.ok(value >= e[k]! * length - 1e-13 * size);
        });
        const [offS, offR] = [s.map((value, k) => value - ps[k]!), r.map((value, j) => value - pr[j]!)];
        assert.ok(Math.abs(dot(offS, ps) + dot(offR, pr)) <= 1e-12 * size * size);
        const source = stream('cone', seed);
        const check = (cr: number[]) => {
          const reach = sum(cr.map(Math.abs));
          const cs = s.map((_, k) => e[k]! * reach);
          assert.ok(dot(offS, cs) + dot(offR, cr) <= 1e-11 * size * (1 + Math.hypot(...cs, ...cr)));
        };
        offS.forEach((value) => {
          assert.ok(value <= 1e-13 * size); // c = a unit vector in s
        });
        for (let draw = 0; draw < 20; draw++) check(r.map(() => source.normal()));
        r.forEach((_, j) => {
          for (const sign of [-1, 1]) check(r.map((_x, i) => (i === j ? sign : 0))); // the extreme rays
        });
        if (Math.hypot(...offS, ...offR) === 0) seen.inside++;
        else if (length === 0) seen.apex++;
        else seen.face++;
      },
    ),
    { numRuns: 1000 },
  );
  for (const [where, times] of Object.entries(seen)) assert.ok(times >= 25, `${where} ${times}`);
});

/** x with A x = b, by elimination with pivots. */
function eliminate(A: number[][], b: number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]);
  const size = b.length;
  for (let c = 0; c < size; c++) {
    let pivot = c;
    for (let i = c; i < size; i++) if (Math.abs(rows[i]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = i;
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let i = 0; i < size; i++) {
      if (i === c) continue;
      const factor = rows[i]![c]! / rows[c]![c]!;
      for (let j = c; j <= size; j++) rows[i]![j]! -= factor * rows[c]![j]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}

/** s_v^2 I + s_r^2 E + G' S^2 G + s_t^2 T' T + s_z^2 F' F, row by row. */
function denseSystem(
  X: number[][],
  D: number[][],
  width: number,
  scales: { blocks: number; perturbed: number; parts: number; outputs: number; slacks: Float64Array },
): number[][] {
  const [P, d] = [D.length, X[0]!.length];
  const size = 2 * P * d;
  const H = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const add = (line: number[]) => {
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) H[i]![j]! += line[i]! * line[j]!;
  };
  const empty = () => new Array<number>(size).fill(0);
  for (let b = 0; b < 2 * P; b++) {
    for (let j = 0; j < d; j++) {
      H[b * d + j]![b * d + j]! += scales.blocks ** 2 + (j < width ? scales.perturbed ** 2 : 0);
    }
    X.forEach((x, k) => {
      const line = empty();
      x.forEach((value, j) => {
        line[b * d + j] = scales.slacks[k]! * (2 * D[b % P]![k]! - 1) * value;
      });
      add(line);
    });
  }
  X.forEach((x, k) => {
    const output = empty();
    for (let b = 0; b < 2 * P; b++)
      x.forEach((value, j) => {
        output[b * d + j] = scales.outputs * (b < P ? 1 : -1) * D[b % P]![k]! * value;
      });
    add(output);
    for (let j = 0; j < width; j++) {
      const part = empty();
      for (let b = 0; b < 2 * P; b++) part[b * d + j] = scales.parts * (b < P ? 1 : -1) * D[b % P]![k]!;
      add(part);
    }
  });
  return H;
}

test('the linear system is that of dense elimination', () => {
  const seen = { wide: 0, tall: 0, standard: 0, grouped: 0 };
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 4 }),
      fc.boolean(),
      (seed, n, d, P, features, repeated) => {
        using arena = new Arena();
        const source = stream('system', seed);
        const width = Math.min(features, d);
        const X = Array.from({ length: n }, () => Array.from({ length: d }, () => source.normal()));
        if (repeated && n > 1) X[1] = [...X[0]!];
        const D = Array.from({ length: P }, () => X.map(() => source.integer(2)));
        if (repeated && n > 1) for (const mask of D) mask[1] = mask[0]!;
        const active = fromRows(arena, D);
        const groups = sampleGroups(arena, active);
        const scale = () => 0.3 + 2 * Math.abs(source.normal());
        const scales = {
          blocks: scale(),
          perturbed: width > 0 ? scale() : 0,
          parts: width > 0 ? scale() : 0,
          outputs: scale(),
          slacks: Float64Array.from(X, scale),
        };
        const system = robustSystem(arena, fromRows(arena, X), active, groups, width);
        factorize(system, { ...scales, outputs: 9 }); // the factors of before are no part of those after
        factorize(system, scales);
        const U = zeros(arena, 2 * P, d);
        source.fillNormal(U.data);
        const expected = eliminate(denseSystem(X, D, width, scales), [...U.data]);
        solveRobustSystem(system, U);
        const size = Math.hypot(...expected);
        U.data.forEach((value, e) => {
          assert.ok(
            Math.abs(value - expected[e]!) <= 1e-10 * size,
            `${n} x ${d}, ${P}: ${value} ${expected[e]}`,
          );
        });
        seen[P > n ? 'wide' : 'tall']++;
        if (width === 0) seen.standard++;
        if (groups.counts.length < n) seen.grouped++;
      },
    ),
    { numRuns: 150 },
  );
  for (const [what, times] of Object.entries(seen)) assert.ok(times >= 10, `${what} ${times}`);
});

test('samples are grouped by the patterns in which they are active', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), (seed, n, P) => {
      using arena = new Arena();
      const source = stream('groups', seed);
      const D = Array.from({ length: P }, () => Array.from({ length: n }, () => source.integer(2)));
      const { columns, of, counts } = sampleGroups(arena, fromRows(arena, D));
      const keys = D[0]!.map((_, k) => D.map((mask) => mask[k]!).join(''));
      const distinct = [...new Set(keys)];
      assert.deepEqual(
        [...of],
        keys.map((key) => distinct.indexOf(key)),
      );
      assert.deepEqual(
        [...counts],
        distinct.map((key) => keys.filter((other) => other === key).length),
      );
      assert.deepEqual(
        toRows(columns).map((row) => [...row]),
        D.map((_, i) => distinct.map((key) => Number(key[i]))),
      );
    }),
    { numRuns: 100 },
  );
});

/** m* = max over ||u||_1 = 1 of min_k g_k' u in two perturbed dimensions, by a fine search along the diamond. */
function widest(G: number[][]): number {
  const margin = (angle: number) => {
    const u = [Math.cos(angle), Math.sin(angle)];
    const length = Math.abs(u[0]!) + Math.abs(u[1]!);
    return Math.min(...G.map((g) => dot(g, u) / length));
  };
  let best = -Infinity;
  let at = 0;
  for (let i = 0; i < 2000; i++) {
    const angle = (2 * Math.PI * i) / 2000;
    if (margin(angle) > best) [best, at] = [margin(angle), angle];
  }
  const width = (2 * Math.PI) / 2000;
  return Math.max(best, -least((angle) => -margin(angle), at - width, at + width));
}

test('a cone has a direction where the radius is below the margin of the pattern, else multipliers that prove it empty', () => {
  const seen = { direction: 0, multipliers: 0 };
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(0.02, 0.2, 1),
      (seed, n, radius) => {
        using arena = new Arena();
        const source = stream('interior', seed);
        const a = [source.normal(), source.normal()];
        const signed = (x: number[]) => (dot(x, a) >= 0 ? x : x.map((value) => -value));
        const G = Array.from({ length: n }, () => signed([source.normal(), source.normal()]));
        const margin = widest(G);
        fc.pre(Math.abs(margin - radius) > 1e-3 * radius);
        const { direction, multipliers } = robustInterior(fromRows(arena, G), 2, radius);
        assert.equal(direction !== undefined, margin > radius, `${margin} ${radius}`);
        assert.equal(multipliers !== undefined, margin < radius, `${margin} ${radius}`);
        if (direction) {
          const reach = radius * sum(direction.map(Math.abs));
          for (const g of G) assert.ok(dot(g, direction) > reach);
          seen.direction++;
        }
        if (multipliers) {
          assert.ok(multipliers.every((eta) => eta >= 0) && Math.abs(sum(multipliers) - 1) < 1e-12);
          for (const j of [0, 1])
            assert.ok(Math.abs(G.reduce((total, g, k) => total + multipliers[k]! * g[j]!, 0)) < radius);
          seen.multipliers++;
        }
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(seen.direction >= 60 && seen.multipliers >= 60, JSON.stringify(seen));
});

test('a constant feature that no perturbation reaches keeps every uniform pattern alive', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(0.1, 1, 100),
      (seed, n, radius) => {
        using arena = new Arena();
        const source = stream('constant', seed);
        const X = Array.from({ length: n }, () => [source.normal(), source.normal(), 1]);
        // u = (0, 0, 1) has g' u = 1 > 0 = eps ||u||_1.
        const { direction } = robustInterior(fromRows(arena, X), 2, radius);
        assert.ok(direction, `radius ${radius}`);
        // A sample that is on both sides leaves nothing.
        const opposite = fromRows(arena, [...X, X[0]!.map((value) => -value)]);
        const { multipliers } = robustInterior(opposite, 2, radius);
        assert.ok(multipliers);
        const free = [...X, X[0]!.map((value) => -value)].reduce(
          (total, g, k) => total + multipliers[k]! * g[2]!,
          0,
        );
        assert.ok(Math.abs(free) <= 1e-11 * (1 + Math.hypot(...X.flat())));
      },
    ),
    { numRuns: 100 },
  );
});
