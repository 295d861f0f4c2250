import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { balance, type Network, predict, prune, randomNetwork } from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { dot, draw, kinds, norm } from './instances.ts';

/** sum of ||u||^2 + alpha^2 over 2: what weight decay takes, beside the factor beta. */
const decay = ({ hidden, output }: Network) => (dot(hidden, hidden) + dot(output, output)) / 2;

const apart = (a: Float64Array, b: Float64Array) => Math.max(...a.map((value, k) => Math.abs(value - b[k]!)));

test('the balanced form is the same function, costs no more, and has layers of one length', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 0, max: 6 }), (seed, m) => {
      const network = randomNetwork(m, 3, 1, stream('balance', seed));
      if (m > 2) network.output[1] = 0;
      if (m > 3) network.hidden.fill(0, 6, 9);
      const balanced = balance(network);
      const { X } = draw('Gaussian', seed, 20, 3, 1);
      assert.ok(apart(predict(network, X), predict(balanced, X)) <= 1e-13 * (1 + decay(network)));
      assert.ok(decay(balanced) <= decay(network) * (1 + 1e-14));
      assert.equal(balanced.output.length, m - (m > 2 ? 1 : 0) - (m > 3 ? 1 : 0));
      balanced.output.forEach((alpha, j) => {
        const length = norm(balanced.hidden.subarray(3 * j, 3 * j + 3));
        assert.ok(Math.abs(length - Math.abs(alpha)) <= 1e-14 * length);
      });
    }),
    { numRuns: 50, seed: 1 },
  );
});

test('pruning keeps the outputs, does not raise the weight decay, and leaves at most n neurons', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(1e6),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 60 }),
      (kind, seed, n, d, m) => {
        const { X } = draw(kind, seed, n, d, 1);
        const network = randomNetwork(m, d, 1, stream('prune', seed));
        if (m > 4) network.hidden.copyWithin(d, 0, d); // two neurons along one direction
        const pruned = prune(X, network);
        assert.ok(pruned.output.length <= Math.min(n, m), `${pruned.output.length} neurons`);
        assert.ok(decay(pruned) <= decay(network) * (1 + 1e-13));
        const size = decay(network) * Math.max(...X.map(norm));
        assert.ok(apart(predict(network, X), predict(pruned, X)) <= 1e-12 * size, kind);
        assert.ok(pruned.output.every(Number.isFinite) && pruned.hidden.every(Number.isFinite));
      },
    ),
    { numRuns: 300, seed: 2 },
  );
});

test('a network with one pattern becomes one neuron of each sign', () => {
  const X = [
    [1, 2],
    [2, 1],
  ];
  const network = { hidden: Float64Array.of(1, 0, 0, 1, 3, 4), output: Float64Array.of(1, 1, -1), d: 2 };
  const pruned = prune(X, network);
  // On two samples four weights are more than enough: 1 * (1, 0) + 1 * (0, 1) - (3, 4) = -(2, 3).
  assert.ok(pruned.output.length <= 2);
  assert.ok(decay(pruned) < decay(network));
  assert.ok(apart(predict(network, X), predict(pruned, X)) < 1e-14);
});

test('600 neurons on 120 samples are pruned to 120 within rounding', () => {
  const { X } = draw('Gaussian', 3, 120, 10, 1);
  const network = randomNetwork(600, 10, 0.3, stream('large'));
  const pruned = prune(X, network);
  assert.ok(pruned.output.length <= 120);
  assert.ok(decay(pruned) < decay(network));
  assert.ok(apart(predict(network, X), predict(pruned, X)) <= 1e-11 * decay(network));
});

test('what does not fit is refused', () => {
  const network = randomNetwork(2, 3, 1, stream('refused'));
  assert.throws(() => prune([[1, 2]], network), {
    name: 'ShapeError',
    message: 'X has 2 features but the network was trained on 3',
  });
  network.output[1] = Number.NaN;
  assert.throws(() => balance(network), {
    name: 'RangeError',
    message: /^neuron 1 has alpha = NaN and \|\|u\|\| = /,
  });
});
