// Dual points of the robust programs: how their blocks descend, what they prove, and their polish.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { certifier, solve } from '../../src/convex/index.ts';
import { robustAdmm } from '../../src/convex/robustAdmm.ts';
import { descents, expand, type RobustDual, robustDual } from '../../src/convex/robustDual.ts';
import { freedomOf, ray } from '../../src/convex/robustFreedom.ts';
import { polish } from '../../src/convex/robustPolish.ts';
import { type Splitting, splittingOf } from '../../src/convex/robustSplitting.ts';
import { robustSurvivors, scatter } from '../../src/convex/robustSurvivors.ts';
import { zeros } from '../../src/linalg/index.ts';
import { type Stream, stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, masks, nested, norm } from './instances.ts';
import { type ProgramCase, programOf, programs, reached } from './programs.ts';

const anyRadius = programs({ min: -1.5, max: 0 }).filter(({ gated }) => !gated);
const robust = anyRadius.filter(({ radius }) => radius > 0);

const width = (program: ProgramCase): number => (program.radius > 0 ? reached(program) : 0);
const steepest = ({ loss, X }: ProgramCase): number =>
  ({ squared: Infinity, hinge: 1 / X.length, bce: 2 })[loss];
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** r_b as the header of robustDual.ts defines it, with c_ig spelled out: d_ik of the samples k in group g. */
function slowDescents(program: ProgramCase, D: number[][], group: Int32Array, dual: RobustDual): number[][] {
  const { X, radius } = program;
  const [P, n, w] = [D.length, X.length, width(program)];
  const [sigma, zeta] = [nested(dual.sigma, w), nested(dual.zeta, w)];
  return nested(dual.eta, n).map((eta, b) => {
    const mask = D[b % P]!;
    return X[0]!.map((_, j) => {
      const forces = X.map(
        (x, k) =>
          mask[k]! * (dual.q[k]! * x[j]! + (j < w ? radius * dual.pressure[k]! * sigma[group[k]!]![j]! : 0)),
      );
      const inward = X.map((x, k) => (2 * mask[k]! - 1) * eta[k]! * x[j]!);
      return (b < P ? 1 : -1) * sum(forces) - sum(inward) + (j < w ? radius * sum(eta) * zeta[b]![j]! : 0);
    });
  });
}

/** Largest ||r_b|| for the best zeta. */
const longest = (program: ProgramCase, D: number[][], group: Int32Array, dual: RobustDual): number => {
  const still = { ...dual, zeta: new Float64Array(dual.zeta.length) };
  const eta = nested(dual.eta, program.X.length);
  const lengths = slowDescents(program, D, group, still).map((r, b) => {
    const kappa = program.radius * sum(eta[b]!);
    return norm(r.map((value, j) => (j < width(program) ? Math.max(0, Math.abs(value) - kappa) : value)));
  });
  return Math.max(0, ...lengths);
};

function assertInDomain(program: ProgramCase, { q, pressure, sigma, eta, zeta }: RobustDual): void {
  const { loss, y } = program;
  q.forEach((value, k) => {
    const away = y[k]! > 0 ? value <= 1e-15 : value >= -1e-15;
    assert.ok(Math.abs(value) <= steepest(program) + 1e-15 && (loss === 'squared' || away), `q ${value}`);
    assert.ok(loss === 'squared' ? pressure[k]! >= Math.abs(value) : pressure[k] === Math.abs(value));
  });
  assert.ok([...sigma, ...zeta].every((value) => Math.abs(value) <= 1) && eta.every((value) => value >= 0));
}

/** Anywhere in the domain; in the squared loss half of the pressures are more than |q|. */
function randomDual({ active, groups, width }: Splitting, program: ProgramCase, source: Stream) {
  const [n, blocks] = [program.X.length, 2 * active.rows];
  const most = Math.min(1, steepest(program));
  const uniform = (size: number) => Float64Array.from({ length: size }, () => 2 * source.uniform() - 1);
  const q = uniform(n).map((value, k) =>
    program.loss === 'squared' ? value : -Math.sign(program.y[k]! || -1) * most * Math.abs(value),
  );
  const more = q.map((value) => Math.abs(value) + source.integer(2) * source.uniform());
  return {
    q,
    pressure: program.loss === 'squared' ? more : q.map(Math.abs),
    sigma: uniform(groups.counts.length * width),
    eta: uniform(blocks * n).map((value) => Math.max(0, value)),
    zeta: uniform(blocks * width),
  };
}

test('the descent of each block is that of nested loops', () => {
  fc.assert(
    fc.property(anyRadius, (program) => {
      using arena = new Arena();
      const problem = programOf(arena, program);
      const splitting = splittingOf(arena, problem, problem.patterns.active);
      const dual = randomDual(splitting, program, stream('descents', program.seed));
      const expected = slowDescents(program, masks(problem.patterns), splitting.groups.of, dual).flat();
      const size = 1 + norm(expected);
      descents(splitting, dual).forEach((value, e) => {
        assert.ok(Math.abs(value - expected[e]!) <= 1e-13 * size);
      });
    }),
    { numRuns: 200 },
  );
});

test('differences of the descents are those that the freedom of a point announces', () => {
  fc.assert(
    fc.property(anyRadius, (program) => {
      using arena = new Arena();
      const problem = programOf(arena, program);
      const splitting = splittingOf(arena, problem, problem.patterns.active);
      const D = masks(problem.patterns);
      const dual = randomDual(splitting, program, stream('freedom', program.seed));
      const { of } = splitting.groups;
      const [P, n, d, w] = [D.length, program.X.length, program.X[0]!.length, width(program)];
      const freedom = freedomOf(splitting, dual);
      const start = descents(splitting, dual);
      const size = 1 + norm(start);
      /** Moves one variable, and compares with the slope in feature j of block b. */
      const compare = (moved: Partial<RobustDual>, h: number, slope: (b: number, j: number) => number) => {
        descents(splitting, { ...dual, ...moved }).forEach((value, e) => {
          const expected = h * slope(Math.floor(e / d), e % d);
          assert.ok(Math.abs(value - start[e]! - expected) <= 1e-13 * size);
        });
      };
      const onGroup = (b: number, g: number) => (b < P ? 1 : -1) * D[b % P]![of.indexOf(g)]!;
      const at = (values: Float64Array, e: number, h: number) => values.with(e, values[e]! + h);
      dual.q.forEach((value, k) => {
        const follows = dual.pressure[k] === Math.abs(value);
        const end = follows ? steepest(program) : dual.pressure[k]!;
        assert.equal(freedom.q[k], Math.min(Math.abs(value), end - Math.abs(value)));
        for (const h of [-freedom.q[k]!, freedom.q[k]!]) {
          const q = at(dual.q, k, h);
          const pressure = follows ? dual.pressure.with(k, Math.abs(q[k]!)) : dual.pressure;
          compare({ q, pressure }, h, (b, j) => onGroup(b, of[k]!) * freedom.samples[k * d + j]!);
        }
      });
      dual.sigma.forEach((_, e) => {
        const [g, feature] = [Math.floor(e / w), e % w];
        compare({ sigma: at(dual.sigma, e, 0.5) }, 0.5, (b, j) =>
          j === feature ? onGroup(b, g) * freedom.pressures[g]! : 0,
        );
      });
      dual.zeta.forEach((_, e) => {
        const [block, feature] = [Math.floor(e / w), e % w];
        compare({ zeta: at(dual.zeta, e, 0.5) }, 0.5, (b, j) =>
          b === block && j === feature ? freedom.kappas[b]! : 0,
        );
      });
      dual.eta.forEach((_, e) => {
        const [block, k] = [Math.floor(e / n), e % n];
        compare({ eta: at(dual.eta, e, 0.5) }, 0.5, (b, j) =>
          b === block ? ray(splitting, dual, b, k, j) : 0,
        );
      });
    }),
    { numRuns: 80 },
  );
});

/** The ADMM after up to 600 iterations, and the dual point of its multipliers. */
function converged(arena: Arena, program: ProgramCase) {
  const problem = programOf(arena, program);
  const { init, step, monitor, candidate } = robustAdmm;
  let { work, state } = init(arena, problem);
  do state = step(work, state);
  while (state.iteration < 600 && (state.iteration % 50 > 0 || !(monitor(work, state).gap < 1e-8)));
  const { splitting, survivors, images } = work;
  for (let i = 0; i < images.vector.length; i++)
    images.vector[i] = state.point.vector[i]! - state.copy.vector[i]!;
  const dual = robustDual(splitting, state.scale, images.each);
  const D = nested(survivors.active.data, program.X.length);
  const { blocks } = candidate(work, state);
  return { problem, splitting, survivors, D, group: splitting.groups.of, dual, blocks };
}

/** -l*(q), with p^2 in place of q^2 in the squared loss. */
function dualValue({ loss, y }: ProgramCase, q: number[], pressure: number[]): number {
  const entropy = (p: number) => (p > 0 && p < 1 ? -p * Math.log(p) - (1 - p) * Math.log1p(-p) : 0);
  if (loss === 'bce') return sum(q.map((value) => entropy(Math.abs(value) / 2)));
  return -dot(q, y) - (loss === 'squared' ? dot(pressure, pressure) / 2 : 0);
}

test('the multipliers of the ADMM bound the optimum closely, and outweigh what pulls at blocks that are 0', () => {
  const seen = { nonzero: 0, outweighed: 0, kink: 0 };
  fc.assert(
    fc.property(robust, (program) => {
      using arena = new Arena();
      const { problem, splitting, survivors, D, group, dual: start, blocks } = converged(arena, program);
      assertInDomain(program, start);
      const dual = polish(splitting, start);
      const optimum = solve(problem, { gap: 1e-7, iterations: 4000 });
      const c = Math.min(1, program.beta / longest(program, D, group, dual));
      const scaled = (values: Float64Array) => Array.from(values, (value) => c * value);
      const bound = dualValue(program, scaled(dual.q), scaled(dual.pressure));
      assert.ok(
        bound <= optimum.primal * (1 + 1e-12) && bound >= optimum.dual * (1 - 1e-3),
        `${bound} ${optimum.primal}`,
      );

      const { q, eta, shift, pressure } = expand(splitting, survivors, dual);
      const certificate = certifier(problem)({ blocks, q, eta, shift });
      assert.ok(certificate.dual <= optimum.primal && certificate.dual >= optimum.dual * (1 - 1e-3));
      const { X, radius } = program;
      const masksOfAll = masks(problem.patterns);
      const [n, d, P] = [X.length, X[0]!.length, masksOfAll.length];
      const moved = nested(shift, d).map((row, k) =>
        row.map((value) => (q[k]! < 0 ? -1 : 1) * pressure[k]! * value),
      );
      assert.ok(shift.every((value, e) => Math.abs(value) <= (e % d < reached(program) ? radius : 0)));
      nested(eta, n).forEach((weights, b) => {
        const mask = masksOfAll[b % P]!;
        const r = X[0]!.map((_, j) =>
          sum(
            X.map(
              (x, k) =>
                (b < P ? 1 : -1) * mask[k]! * (q[k]! * x[j]! + moved[k]![j]!) -
                (2 * mask[k]! - 1) * weights[k]! * x[j]!,
            ),
          ),
        );
        const kappa = radius * sum(weights);
        const short = r.map((value, j) =>
          j < reached(program) ? Math.max(0, Math.abs(value) - kappa) : value,
        );
        const dead = survivors.proofs.has(b % P);
        if (dead) seen.outweighed++;
        // In a bias, which no perturbation reaches, the proof of a block that is 0 has no weight.
        const size = norm(dead ? short.slice(0, reached(program)) : short);
        assert.ok(size <= (dead ? 1e-9 : 1 / c + 1e-12) * program.beta, `${size} in block ${b}`);
      });
      if (norm(optimum.blocks) > 0) seen.nonzero++;
      if (pressure.some((value, k) => value > Math.abs(q[k]!))) seen.kink++;
    }),
    { numRuns: 80 },
  );
  for (const [what, times] of Object.entries(seen)) assert.ok(times >= 5, `${what} ${times}`);
});

/** The same with every variable off by a tenth, but in its interval. */
function disturbed(program: ProgramCase, dual: RobustDual, source: Stream): RobustDual {
  const noisy = (values: Float64Array, most: number) =>
    values.map((value) => Math.max(-most, Math.min(most, value * (1 + source.normal() / 10))));
  const q = noisy(dual.q, steepest(program)).map((value, k) => (value * dual.q[k]! > 0 ? value : 0));
  return {
    q,
    pressure: q.map((value, k) =>
      dual.pressure[k] === Math.abs(dual.q[k]!)
        ? Math.abs(value)
        : Math.max(dual.pressure[k]!, Math.abs(value)),
    ),
    sigma: noisy(dual.sigma, 1),
    eta: noisy(dual.eta, Infinity).map((value) => Math.max(0, value)),
    zeta: noisy(dual.zeta, 1),
  };
}

test('a polish shortens the descents to about beta, within the domain, and never makes the longest one longer', () => {
  const none = () => ({ starts: 0, short: 0, before: 0, after: 0 });
  const seen = { disturbed: none(), random: none(), stuck: none() };
  fc.assert(
    fc.property(robust, (program) => {
      using arena = new Arena();
      const { splitting, D, group, dual } = converged(arena, program);
      const source = stream('polish', program.seed);
      const random = randomDual(splitting, program, source);
      const [sigma, zeta] = [random.sigma.map(Math.sign), random.zeta.map(Math.sign)];
      const starts = {
        disturbed: disturbed(program, dual, source),
        random,
        // All but q at the ends of their intervals, or nearly so: no room for what is needed.
        stuck: { ...random, sigma, zeta, eta: random.eta.map((value) => value / 1000) },
      };
      /** How much longer than beta the longest one is for the point's own zeta. */
      const excess = (point: RobustDual) =>
        Math.max(0, Math.max(...slowDescents(program, D, group, point).map(norm)) / program.beta - 1);
      for (const name of ['disturbed', 'random', 'stuck'] as const) {
        const [start, end, beta] = [starts[name], polish(splitting, starts[name]), program.beta];
        assertInDomain(program, end);
        const [before, after] = [longest(program, D, group, start), longest(program, D, group, end)];
        assert.ok(after <= Math.max(beta, before) * (1 + 1e-12), `${name}: ${before} ${after}`);
        if (before <= beta) continue;
        if (name === 'random')
          assert.ok(after / beta - 1 <= Math.max(0.1, 0.1 * (before / beta - 1)), `${before} ${after}`);
        seen[name].starts++;
        if (after <= 1.02 * beta) seen[name].short++;
        seen[name].before += excess(start);
        seen[name].after += excess(end);
      }
    }),
    { numRuns: 80 },
  );
  for (const { starts, short, before, after } of [seen.disturbed, seen.random])
    assert.ok(starts >= 12 && short >= 0.8 * starts && after <= 0.08 * before, JSON.stringify(seen));
});

test('a pattern survives, or its cone is proved to be {0} on nested arrays', () => {
  const seen = { kept: 0, proved: 0 };
  fc.assert(
    fc.property(anyRadius, (program) => {
      using arena = new Arena();
      const problem = programOf(arena, program);
      const { kept, active, proofs } = robustSurvivors(arena, problem);
      const { X, radius } = program;
      const D = masks(problem.patterns);
      assert.deepEqual(
        [...kept, ...proofs.keys()].sort((a, b) => a - b),
        [...D.keys()],
      );
      assert.deepEqual(
        nested(active.data, X.length),
        kept.map((i) => D[i]),
      );
      if (radius === 0) assert.equal(proofs.size, 0);
      nested(problem.patterns.directions.data, X[0]!.length).forEach((u, i) => {
        const reach = radius * sum(u.slice(0, reached(program)).map(Math.abs));
        if (X.every((x, k) => (2 * D[i]![k]! - 1) * dot(x, u) > reach)) assert.ok(!proofs.has(i));
        else if (radius > 0 && !proofs.has(i)) seen.kept++;
      });
      for (const [i, eta] of proofs) {
        assert.ok(eta.every((value) => value >= 0) && Math.abs(sum([...eta]) - 1) < 1e-12);
        X[0]!.forEach((_, j) => {
          const force = Math.abs(sum(X.map((x, k) => (2 * D[i]![k]! - 1) * eta[k]! * x[j]!)));
          assert.ok(j < reached(program) ? force < radius : force <= 1e-11 * (1 + norm(X.flat())));
        });
        seen.proved++;
      }
    }),
    { numRuns: 200 },
  );
  assert.ok(seen.kept >= 20 && seen.proved >= 100, JSON.stringify(seen));
});

test('blocks of survivors are put where their patterns are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 3 }),
      (alive, d) => {
        using arena = new Arena();
        const P = alive.length;
        const kept = [...alive.keys()].filter((i) => alive[i]);
        const value = (side: number, i: number) =>
          Array.from({ length: d }, (_, j) => 1 + j + d * (i + P * side));
        const blocks = { ...zeros(arena, 2 * kept.length, d) };
        blocks.data.set([0, 1].flatMap((side) => kept.flatMap((i) => value(side, i))));
        const all = scatter({ kept, active: blocks, proofs: new Map() }, P, blocks);
        const expected = [0, 1].flatMap((side) =>
          alive.map((lives, i) => value(side, i).map((x) => (lives ? x : 0))),
        );
        assert.deepEqual(nested(all, d), expected);
      },
    ),
  );
});
