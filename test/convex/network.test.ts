import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix as MlMatrix } from 'ml-matrix';
import { predict, randomNetwork, recover } from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { dot, draw, norm } from './instances.ts';

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
