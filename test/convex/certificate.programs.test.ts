// Certificates of all programs: three losses, standard, gated and robust, against a barrier method on dense matrices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  certifier,
  certify,
  convexProgram,
  enumeratePatterns,
  kktResiduals,
  losses,
  networkObjective,
  randomNetwork,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { barrier } from './barrier.ts';
import { masks, nested, norm } from './instances.ts';
import { oracle } from './oracle.ts';
import { programObjective, programOf, programSlack, programs } from './programs.ts';

const known = {
  squared: [1.1936, 1.478998],
  hinge: [0.514715, 0.583055],
  bce: [1.112204, 1.535881],
} as const;

for (const loss of ['squared', 'hinge', 'bce'] as const)
  for (const [variant, radius, gated] of [
    ['standard', 0, false],
    ['robust', 0.1, false],
    ['gated', 0, true],
  ] as const)
    test(`the optimum of the fact sheet is certified: ${loss}, ${variant}`, () => {
      using arena = new Arena();
      const patterns = enumeratePatterns(arena, oracle.X);
      const y = loss === 'bce' ? oracle.y.map((value) => (value + 1) / 2) : oracle.y;
      const program = { ...oracle, y, radius, gated };
      const reference = barrier({ ...program, loss, D: masks(patterns) }, 1e-7);
      const problem = convexProgram(arena, { ...program, patterns, loss: losses[loss] });
      const certificate = certify(problem, reference);
      const { primal, dual, relativeGap, scope, globalDual } = certificate;
      assert.ok(primal >= reference.value - 1e-6 && dual <= reference.value + 1e-12);
      assert.ok(relativeGap < 2e-5, String(relativeGap));
      if (!gated) {
        const value = known[loss][radius > 0 ? 1 : 0];
        assert.ok(dual - 1e-6 <= value && value <= primal + 1e-6);
        assert.ok(Math.abs(primal - value) < 2e-6);
      }
      assert.equal(scope, radius > 0 ? 'patterns' : 'global');
      assert.ok(radius > 0 ? globalDual < dual : globalDual === dual);
      const residuals = kktResiduals(
        problem,
        certificate.blocks,
        certificate.q,
        certificate.eta,
        certificate,
      );
      for (const [name, value] of Object.entries(residuals)) assert.ok(value < 1e-2, `${name} ${value}`);
      const off = kktResiduals(
        problem,
        certificate.blocks,
        certificate.q.map((v) => 1.1 * v),
        certificate.eta,
      );
      assert.ok(off.stationarity > 0.03 || off.dualLink > 0.03);
    });

/** Any candidate: of size `scale`, some parts missing. */
function arbitrary(
  seed: number,
  scale: number,
  sizes: { blocks: number; n: number; eta: number; shift: number },
) {
  const source = stream('arbitrary candidate', seed);
  const normals = (count: number, by: number) =>
    source.fillNormal(new Float64Array(count)).map((value) => by * value);
  return {
    blocks: normals(sizes.blocks, scale),
    q: normals(sizes.n, scale),
    ...(seed % 2 === 0 ? { eta: normals(sizes.eta, scale).map((value) => Math.max(0, value)) } : {}),
    ...(seed % 3 === 0 ? { shift: normals(sizes.shift, 1) } : {}),
  };
}

test('for any candidates of any program, bounds lie on their sides and say what they are bounds of', () => {
  fc.assert(
    fc.property(programs({ min: -3, max: 0.5 }), (program) => {
      using arena = new Arena();
      const problem = programOf(arena, program);
      const D = masks(problem.patterns);
      const [n, d, P] = [program.X.length, program.X[0]!.length, D.length];
      const sizes = { blocks: 2 * P * d, n, eta: 2 * P * n, shift: n * d };
      const judge = certifier(problem);
      let [highest, lowest] = [0, Infinity];
      for (let seed = 0; seed < 12; seed++) {
        const bounds = judge(arbitrary(program.seed + seed, 10 ** -(seed % 4), sizes));
        highest = Math.max(highest, bounds.dual, bounds.globalDual);
        lowest = Math.min(lowest, bounds.primal);
        assert.ok(highest <= lowest, `dual ${highest} above primal ${lowest}`);
        assert.ok(bounds.globalDual <= bounds.dual);
        const repaired = nested(bounds.blocks, d);
        const value = programObjective(program, D, repaired);
        assert.ok(Math.abs(value - bounds.primal) <= 1e-11 * (1 + value));
        if (!program.gated)
          assert.ok(
            programSlack(program, D, repaired) >= -1e-15 * norm(bounds.blocks) * (1 + program.radius),
          );
        if (bounds.dual > bounds.globalDual) assert.ok(dualValue(program, bounds) >= bounds.dual - 1e-12);
        assert.ok(dualExcess(program, D, bounds) <= 1e-9 * program.beta);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

type Bounds = ReturnType<typeof certify>;

/** -l*(q), with p^2 in place of q^2 for the squared loss; by the definitions. */
function dualValue({ loss, y }: { loss: string; y: number[] }, { q, pressure }: Bounds): number {
  const n = y.length;
  const xlogx = (x: number) => (x > 0 ? x * Math.log(x) : 0);
  return y.reduce((sum, target, k) => {
    const [own, p] = [q[k]!, pressure[k]!];
    assert.ok(p >= Math.abs(own) * (1 - 1e-15));
    if (loss === 'squared') return sum - own * target - (p * p) / 2;
    assert.ok(Math.abs(p - Math.abs(own)) <= 1e-15 * p);
    const share = loss === 'hinge' ? -own * target : (-own * (2 * target - 1)) / 2;
    assert.ok(share >= 0 && share * (loss === 'hinge' ? n : 1) <= 1 + 1e-15);
    return sum + (loss === 'hinge' ? share : -xlogx(share) - xlogx(1 - share));
  }, 0);
}

/** Largest ||F_b' q + sum +-d_bk m_k - G_b' eta_b + kappa_b zeta_b|| - beta for the best zeta, at least 0. */
function dualExcess(
  { X, beta, radius, bias, gated }: Parameters<typeof programObjective>[0],
  D: number[][],
  { q, eta, shift, pressure }: Bounds,
): number {
  const [n, d] = [X.length, X[0]!.length];
  const reached = bias ? d - 1 : d;
  assert.ok(eta.every((weight) => (gated ? weight === 0 : weight >= 0)));
  shift.forEach((value, e) => {
    assert.ok(Math.abs(value) <= (e % d < reached ? radius : 0));
  });
  let excess = 0;
  for (let b = 0; b < 2 * D.length; b++) {
    const mask = D[b % D.length]!;
    const side = b < D.length ? 1 : -1;
    const weights = eta.subarray(b * n, (b + 1) * n);
    const kappa = radius * weights.reduce((sum, weight) => sum + weight, 0);
    const rest = X[0]!.map((_, j) => {
      const value = X.reduce((sum, x, k) => {
        const moved = radius > 0 ? (q[k]! < 0 ? -1 : 1) * pressure[k]! * shift[k * d + j]! : 0;
        return sum + side * mask[k]! * (q[k]! * x[j]! + moved) - (2 * mask[k]! - 1) * weights[k]! * x[j]!;
      }, 0);
      return j < reached ? Math.sign(value) * Math.max(0, Math.abs(value) - kappa) : value;
    });
    excess = Math.max(excess, norm(rest) - beta);
  }
  return excess;
}

test('the optimum of generated programs is certified from the multipliers of the barrier method', () => {
  let tight = 0;
  fc.assert(
    fc.property(programs({ min: -1.5, max: 0 }), (program) => {
      fc.pre(program.X.length <= 6 && program.X[0]!.length <= 3 && program.count <= 4);
      using arena = new Arena();
      const problem = programOf(arena, program);
      const reference = barrier({ ...program, D: masks(problem.patterns) }, 1e-7);
      const { primal, dual } = certify(problem, reference);
      assert.ok(primal >= dual && dual <= reference.value + 1e-9, `${dual} above ${reference.value}`);
      assert.ok(primal <= reference.value + 1e-4 * (1 + reference.value));
      if (primal - dual <= 1e-4 * primal) tight++;
    }),
    { numRuns: 40, seed: 2 },
  );
  assert.ok(tight >= 36, String(tight));
});

test('no network costs less than the global bound, whatever its patterns', () => {
  fc.assert(
    fc.property(programs({ min: -3, max: 0.5 }), (program) => {
      using arena = new Arena();
      const problem = programOf(arena, program);
      const [n, d, P] = [program.X.length, program.X[0]!.length, problem.patterns.active.rows];
      const sizes = { blocks: 2 * P * d, n, eta: 2 * P * n, shift: n * d };
      for (let seed = 0; seed < 4; seed++) {
        const bounds = certify(problem, arbitrary(program.seed + seed, 1, sizes));
        // Its cost at one perturbation is at most its worst one.
        const X = program.X.map((x, k) => x.map((value, j) => value + (bounds.shift[k * d + j] ?? 0)));
        const moved = convexProgram(arena, { ...problem, X, radius: 0 });
        for (const deviation of [0.01, 0.1, 0.3, 1]) {
          const network = randomNetwork(6, d, deviation, stream('any network', program.seed + seed));
          assert.ok(networkObjective(moved, network) >= bounds.globalDual * (1 - 1e-12));
        }
      }
    }),
    { numRuns: 100, seed: 3 },
  );
});

test('a robust program with too large a ball keeps all blocks at zero', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, loss: losses.hinge, patterns, radius: 3 });
  const { blocks, primal } = certify(problem, {
    blocks: new Float64Array(48).fill(1),
    q: new Float64Array(6),
  });
  assert.ok(blocks.every((value) => value === 0));
  assert.ok(Math.abs(primal - 1) < 1e-12);
});

test('multipliers and shifts of another size are refused', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const problem = convexProgram(arena, { ...oracle, loss: losses.hinge, patterns, radius: 0.1 });
  const point = { blocks: new Float64Array(48), q: new Float64Array(6) };
  assert.throws(() => certify(problem, { ...point, eta: [1] }), {
    name: 'ShapeError',
    message: 'eta has 1 entries but 2P = 24 blocks of n = 6 have 144',
  });
  assert.throws(() => certify(problem, { ...point, shift: [1] }), {
    name: 'ShapeError',
    message: 'shift has 1 entries but X is 6 x 2',
  });
});
