import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inverseGradient } from '../../src/convex/inverseGradient.ts';
import { losses } from '../../src/convex/losses.ts';
import { stream } from '../../src/random/index.ts';

test('the gradient at the inverse of c q is c q', () => {
  const n = 40;
  for (const loss of [losses.squared, losses.bce])
    for (const c of [1, 0.5, 1e-9]) {
      const source = stream('inverse', loss.name);
      const y = Float64Array.from({ length: n }, () =>
        loss.labels ? loss.labels[source.integer(2)]! : source.normal(),
      );
      const q = source.fillNormal(new Float64Array(n));
      loss.gradient(q, y, q); // inside the domain of the conjugate
      const z = new Float64Array(n);
      inverseGradient(loss, y, q, c, z);
      const back = new Float64Array(n);
      loss.gradient(z, y, back);
      back.forEach((value, k) => {
        // Of the squared loss z - y cancels: c q is small beside y.
        const room = loss.name === 'squared' ? Math.abs(y[k]!) : Math.abs(c * q[k]!);
        assert.ok(Math.abs(value - c * q[k]!) <= 1e-13 * room, `${loss.name} ${c} ${k}`);
      });
    }
});

test('the hinge loss is refused', () => {
  const one = Float64Array.of(1);
  assert.throws(() => inverseGradient(losses.hinge, one, one, 1, one.slice()), {
    name: 'RangeError',
    message: 'the gradient of the hinge loss has no inverse: use the squared or the bce loss',
  });
});
