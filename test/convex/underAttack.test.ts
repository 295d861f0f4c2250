import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fgsmAscent,
  hinge,
  losses,
  pgd,
  pgdAscent,
  predict,
  randomNetwork,
  underAttack,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { draw } from './instances.ts';

/** More samples than a block has. */
function instance(seed: number, n = 300, d = 5) {
  const { X, y } = draw('Gaussian', seed, n, d, 1);
  const labels = Float64Array.from(y, (value) => (value > 0 ? 1 : -1));
  return { X, y: labels, network: randomNetwork(7, d, 1, stream('under attack', seed)) };
}

test('the outputs are those of the attack in plain arithmetic up the slope -y, also where the hinge is flat', () => {
  const margin = {
    ...hinge,
    gradient: (_: Float64Array, y: Float64Array, out: Float64Array) => out.set(y.map((label) => -label)),
  };
  for (const seed of [1, 2, 3]) {
    const { X, y, network } = instance(seed);
    const radius = 0.3;
    const attacked = { X, y, loss: margin, radius, perturbed: 4 };
    for (const ascent of [fgsmAscent(radius, 4), pgdAscent(radius, 4)]) {
      const moved = pgd(network, attacked, { steps: ascent.steps, step: ascent.stepSize });
      const expected = predict(network, moved);
      const outputs = underAttack(network, X, y, hinge, ascent);
      outputs.forEach((z, k) => void assert.ok(Math.abs(z - expected[k]!) < 1e-9, `${seed} ${k}`));
      const clean = predict(network, X);
      assert.ok(clean.some((z, k) => z * y[k]! > 1 && outputs[k]! * y[k]! < z * y[k]!));
    }
  }
});

test('a linear output falls by the radius times the sum of its weights', () => {
  const network = { hidden: Float64Array.of(1, -2, -1, 2), output: Float64Array.of(1, -1), d: 2 }; // x1 - 2 x2
  const outputs = underAttack(
    network,
    [
      [3, 1],
      [0, -2],
    ],
    [1, -1],
    losses.hinge,
    fgsmAscent(0.1, 2),
  );
  assert.ok(Math.abs(outputs[0]! - (1 - 0.3)) < 1e-12 && Math.abs(outputs[1]! - (4 + 0.3)) < 1e-12);
});

test('a network without neurons gives zeros, and what does not fit is refused', () => {
  const { X, y, network } = instance(1, 6);
  const none = { hidden: new Float64Array(), output: new Float64Array(), d: 5 };
  const ascent = fgsmAscent(0.1, 5);
  assert.deepEqual([...underAttack(none, X, y, hinge, ascent)], new Array(6).fill(0));
  assert.throws(() => underAttack(network, [[1, 2]], [1], hinge, ascent), /2 features .* trained on 5/);
  assert.throws(() => underAttack(network, X, [1], hinge, ascent), /6 rows but y has 1/);
  const broken = { ...network, output: network.output.map(() => Number.NaN) };
  assert.throws(() => underAttack(broken, X, y, hinge, ascent), /not finite/);
  const signal = AbortSignal.abort(new Error('enough'));
  assert.throws(() => underAttack(network, X, y, hinge, ascent, { signal }), /enough/);
});
