import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix as MlMatrix } from 'ml-matrix';
import {
  convexProgram,
  descend,
  enumeratePatterns,
  type Network,
  networkGradient,
  networkObjective,
  predict,
  randomNetwork,
  recover,
  solve,
  squared,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw, norm } from './instances.ts';
import { oracle } from './oracle.ts';

const problemOf = (arena: Arena) =>
  convexProgram(arena, { ...oracle, patterns: enumeratePatterns(arena, oracle.X), loss: squared });

const goal = { gap: 1e-10, iterations: 100 };

test('recovery balances the layers, signs w negative and drops zero blocks', () => {
  const blocks = Float64Array.of(3, 4, 0, 0, 0, 0, 0, -9); // v_1, v_2 = 0, w_1 = 0, w_2
  const network = recover(blocks, 2);
  const root = Math.sqrt(5);
  assert.deepEqual([...network.output], [root, -3]);
  assert.deepEqual([...network.hidden], [3 / root, 4 / root, 0, -3]);
  assert.ok(Math.abs(norm(network.hidden.subarray(0, 2)) - root) < 1e-15);
});

test('predictions are sums of rectified neurons, for every form of X', () => {
  const { X } = draw('Gaussian', 1, 7, 3, 1);
  const network = randomNetwork(4, 3, 1, stream('predict'));
  const expected = X.map((x) =>
    [0, 1, 2, 3].reduce(
      (sum, j) => sum + network.output[j]! * Math.max(0, dot(x, network.hidden.subarray(3 * j, 3 * j + 3))),
      0,
    ),
  );
  const forms = [
    X,
    X.map((row) => Float64Array.from(row)),
    new MlMatrix(X),
    { rows: 7, cols: 3, data: Float64Array.from(X.flat()) },
  ];
  for (const form of forms)
    predict(network, form).forEach((z, k) => {
      assert.ok(Math.abs(z - expected[k]!) < 1e-14);
    });
  assert.deepEqual(
    [...predict({ hidden: new Float64Array(0), output: new Float64Array(0), d: 3 }, X)],
    [0, 0, 0, 0, 0, 0, 0],
  );
  assert.throws(() => predict(network, [[1, 2]]), {
    name: 'ShapeError',
    message: 'X has 2 features but the network was trained on 3',
  });
});

test('the gradient is that of finite differences', () => {
  using arena = new Arena();
  const problem = problemOf(arena);
  const network = randomNetwork(5, 2, 1, stream('gradient'));
  const gradient = networkGradient(problem, network);
  const h = 1e-6;
  for (const part of ['hidden', 'output'] as const)
    network[part].forEach((_, e) => {
      const at = (shift: number): Network => ({
        ...network,
        [part]: network[part].map((weight, i) => (i === e ? weight + shift : weight)),
      });
      const slope = (networkObjective(problem, at(h)) - networkObjective(problem, at(-h))) / (2 * h);
      assert.ok(Math.abs(slope - gradient[part][e]!) < 1e-7 * (1 + Math.abs(slope)), `${part} ${e}`);
    });
});

test('descent comes close to the global optimum, never below it', () => {
  using arena = new Arena();
  const problem = problemOf(arena);
  const { dual } = solve(problem, goal);
  const settings = { learningRate: 0.02, momentum: 0.9, steps: 2000 };
  const ends = Array.from({ length: 10 }, (_, start) => {
    const { network, objective } = descend(
      problem,
      randomNetwork(20, 2, 0.3, stream('descend', start)),
      settings,
    );
    assert.equal(networkObjective(problem, network), objective);
    assert.ok(objective >= dual, `${objective} below ${dual}`);
    return objective;
  });
  // The fact sheet's best of 60 L-BFGS runs with 30 neurons is 1.19835.
  assert.ok(Math.min(...ends) < 1.195, String(Math.min(...ends)));
  const tooFast = descend(problem, randomNetwork(20, 2, 3, stream('fast')), { ...settings, learningRate: 1 });
  assert.ok(!Number.isFinite(tooFast.objective));
});
