import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  convexProgram,
  enumeratePatterns,
  type Network,
  networkObjective,
  networkProblem,
  patternsOfNetwork,
  polish,
  randomNetwork,
  recover,
  solve,
  squared,
  train,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw, kinds, masks, nested } from './instances.ts';
import { oracle } from './oracle.ts';

const goal = { gap: 1e-8, iterations: 100 };

test('the patterns of a network are those of its neurons, with directions inside their cones', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(1e6),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 10 }),
      fc.boolean(),
      (kind, seed, n, d, m, onPlanes) => {
        using arena = new Arena();
        const { X } = draw(kind, seed, n, d, 1);
        const network = randomNetwork(m, d, 1, stream('own patterns', seed));
        // Some directions in the plane of a sample: at the border of their cone.
        if (onPlanes)
          for (let j = 0; j < m; j += 2) {
            const [u, x] = [network.hidden.subarray(j * d, (j + 1) * d), X[j % n]!];
            const share = dot(x, x) > 0 ? dot(u, x) / dot(x, x) : 0;
            for (let i = 0; i < d; i++) u[i]! -= share * x[i]!;
          }
        const patterns = patternsOfNetwork(arena, X, network);
        const D = masks(patterns);
        const directions = nested(patterns.directions.data, d);
        const keys = D.map((row) => row.join(''));
        assert.equal(new Set(keys).size, keys.length);
        directions.forEach((a, i) => {
          X.forEach((x, k) => {
            if (dot(x, x) > 0) assert.ok((2 * D[i]![k]! - 1) * dot(x, a) > 0, `${kind} ${seed}`);
          });
        });
        // Every neuron that is off all planes has its pattern among them.
        for (const u of nested(network.hidden, d)) {
          const sides = X.map((x) => dot(x, u));
          if (X.some((x, k) => dot(x, x) > 0 && Math.abs(sides[k]!) < 1e-9)) continue;
          assert.ok(keys.includes(sides.map((side) => (side >= 0 ? 1 : 0)).join('')));
        }
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});

test('polishing never returns a worse objective, whatever the solver reaches', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(1e6),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(1, 3, 100),
      (kind, seed, n, d, m, iterations) => {
        using arena = new Arena();
        const data = draw(kind, seed, n, d, 0.05);
        const problem = networkProblem(arena, { ...data, loss: squared });
        const network = randomNetwork(m, d, 0.5, stream('polish', seed));
        const polished = polish(network, { ...data, loss: squared }, { ...goal, iterations });
        assert.ok(polished.objective <= polished.incumbent);
        assert.equal(polished.improved, polished.objective < polished.incumbent);
        assert.ok(polished.incumbent <= networkObjective(problem, network) * (1 + 1e-13));
        assert.equal(networkObjective(problem, polished.network), polished.objective);
      },
    ),
    { numRuns: 150, seed: 2 },
  );
});

test('polishing a trained network reaches the optimum over its patterns, which bounds it from below', () => {
  using arena = new Arena();
  const { X, y, beta } = draw('Gaussian', 4, 30, 4, 0.02);
  const problem = networkProblem(arena, { X, y, beta, loss: squared });
  const settings = { rule: 'adam', learningRate: 0.02, momentum: 0.9, batch: Infinity, epochs: 300 } as const;
  const { network, objective } = train(
    problem,
    randomNetwork(12, 4, 0.3, stream('trained')),
    settings,
    stream('order'),
  );
  const polished = polish(network, { X, y, beta, loss: squared }, goal);
  assert.ok(polished.improved);
  assert.ok(polished.objective < 0.99 * objective, `${polished.objective} ${objective}`);
  const patterns = patternsOfNetwork(arena, X, network);
  assert.equal(polished.patterns, patterns.active.rows);
  const { dual } = solve(convexProgram(arena, { X, y, beta, patterns, loss: squared }), goal);
  assert.ok(polished.objective <= dual * (1 + 1e-7));
});

test('an optimal network is returned as it is', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const { blocks } = solve(convexProgram(arena, { ...oracle, patterns, loss: squared }), {
    ...goal,
    gap: 1e-12,
  });
  const optimal: Network = recover(blocks, 2);
  const polished = polish(optimal, { ...oracle, loss: squared }, { ...goal, gap: 1e-3 });
  assert.ok(!polished.improved);
  assert.equal(polished.objective, polished.incumbent);
});

test('a network of zeros, and programs that do not bound it, are told apart', () => {
  const zero = { hidden: new Float64Array(4), output: new Float64Array(2), d: 2 };
  const polished = polish(zero, { ...oracle, loss: squared }, goal);
  assert.deepEqual(
    [polished.status, polished.objective, polished.network.output.length],
    ['no patterns', 3, 0],
  );
  for (const [change, what] of [
    [{ radius: 0.1 }, 'program of radius 0.1'],
    [{ gated: true }, 'gated program'],
  ] as const)
    assert.throws(() => polish(zero, { ...oracle, loss: squared, ...change }, goal), {
      name: 'RangeError',
      message: `polish was asked for a ${what}: only the standard one bounds the network's objective`,
    });
});
