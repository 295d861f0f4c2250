// Every loss against its definition in the fact sheet (section 1), and its parts against each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bce, type Loss, losses } from '../../src/convex/index.ts';

const definitions: Record<string, (z: number, y: number, n: number) => number> = {
  squared: (z, y) => ((z - y) * (z - y)) / 2,
  hinge: (z, y, n) => Math.max(0, 1 - y * z) / n,
  bce: (z, y) => Math.log(1 + Math.exp(2 * z)) - 2 * y * z,
};

const number = (size: number) => fc.double({ min: -size, max: size, noNaN: true });

const cases = (loss: Loss) =>
  fc
    .array(fc.tuple(number(8), loss.labels ? fc.constantFrom(...loss.labels) : number(3), number(2)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((rows) => ({
      z: Float64Array.from(rows, ([z]) => z),
      y: Float64Array.from(rows, ([, y]) => y),
      other: Float64Array.from(rows, ([, , x]) => x),
    }));

for (const loss of Object.values(losses)) {
  const defined = (z: Float64Array, y: Float64Array) =>
    z.reduce((sum, value, k) => sum + definitions[loss.name]!(value, y[k]!, y.length), 0);

  test(`${loss.name}: value, gradient and curvature are those of the definition`, () => {
    fc.assert(
      fc.property(cases(loss), ({ z, y }) => {
        assert.ok(Math.abs(loss.value(z, y) - defined(z, y)) <= 1e-13 * (1 + defined(z, y)));
        const [gradient, curvature] = [new Float64Array(z.length), new Float64Array(z.length)];
        loss.gradient(z, y, gradient);
        loss.curvature(z, y, curvature);
        const h = 1e-4;
        z.forEach((value, k) => {
          if (loss.name === 'hinge' && Math.abs(y[k]! * value - 1) < 2 * h) return;
          const at = (x: number) => definitions[loss.name]!(x, y[k]!, y.length);
          assert.ok(Math.abs((at(value + h) - at(value - h)) / (2 * h) - gradient[k]!) < 1e-6);
          assert.ok(
            Math.abs((at(value + h) - 2 * at(value) + at(value - h)) / (h * h) - curvature[k]!) < 1e-5,
          );
        });
      }),
      { seed: 1 },
    );
  });

  test(`${loss.name}: the proximal point is below all others`, () => {
    fc.assert(
      fc.property(cases(loss), fc.double({ min: -4, max: 4, noNaN: true }), ({ z, y, other }, exponent) => {
        const t = 10 ** exponent;
        const x = new Float64Array(z.length);
        loss.prox(z, y, t, x);
        const cost = (point: Float64Array) =>
          loss.value(point, y) + point.reduce((sum, p, k) => sum + (p - z[k]!) ** 2, 0) / (2 * t);
        const least = cost(x);
        for (const scale of [1, 1e-2, 1e-4])
          assert.ok(cost(x.map((value, k) => value + scale * other[k]!)) >= least - 1e-12 * (1 + least));
      }),
      { seed: 1 },
    );
  });

  test(`${loss.name}: Fenchel's inequality holds, with equality at the gradient`, () => {
    fc.assert(
      fc.property(cases(loss), ({ z, y, other }) => {
        const q = new Float64Array(z.length);
        loss.gradient(z, y, q);
        const product = (a: Float64Array) => a.reduce((sum, value, k) => sum + value * q[k]!, 0);
        const conjugate = loss.conjugate(q, y);
        assert.ok(Math.abs(loss.value(z, y) + conjugate - product(z)) <= 1e-12 * (1 + Math.abs(product(z))));
        assert.ok(
          loss.value(other, y) + conjugate - product(other) >= -1e-12 * (1 + Math.abs(product(other))),
        );
      }),
      { seed: 1 },
    );
  });

  test(`${loss.name}: no other multiple of a dual direction gives a better bound`, () => {
    fc.assert(
      fc.property(cases(loss), fc.double({ min: 0.01, max: 10, noNaN: true }), ({ y, other }, limit) => {
        const q = new Float64Array(y.length);
        loss.towardsDomain(other, y, q);
        const bound = (c: number) =>
          -loss.conjugate(
            q.map((value) => c * value),
            y,
          );
        const best = loss.dualScale(q, y, limit);
        assert.ok(best >= 0 && best <= limit && bound(best) >= -1e-14);
        for (let i = 0; i <= 50; i++)
          assert.ok(bound((i / 50) * limit) <= bound(best) + 1e-12 * (1 + bound(best)));
      }),
      { seed: 1 },
    );
  });

  test(`${loss.name}: the robust value is the largest over perturbed outputs`, () => {
    fc.assert(
      fc.property(cases(loss), ({ z, y, other }) => {
        const t = other.map(Math.abs);
        const worst = loss.robustValue(z, t, y);
        assert.ok(
          Math.abs(
            loss.robustValue(
              z,
              t.map(() => 0),
              y,
            ) - loss.value(z, y),
          ) <=
            1e-14 * (1 + worst),
        );
        let largest = 0;
        z.forEach((value, k) => {
          const at = (x: number) => definitions[loss.name]!(x, y[k]!, y.length);
          largest += Math.max(at(value - t[k]!), at(value + t[k]!));
        });
        assert.ok(Math.abs(worst - largest) <= 1e-13 * (1 + largest));
      }),
      { seed: 1 },
    );
  });
}

test('the proximal point of cross-entropy solves its equation, for steps of all sizes', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -12, max: 12, noNaN: true }),
      fc.double({ min: -4, max: 4, noNaN: true }),
      fc.constantFrom(0, 1),
      (z, log10t, label) => {
        const t = 10 ** log10t;
        const s = 2 * label - 1;
        const out = new Float64Array(1);
        bce.prox(Float64Array.of(z), Float64Array.of(label), t, out);
        // s x - s z - 2 t / (1 + exp(2 s x)) rises with s x from below 0 to above: bisection.
        let [low, high] = [s * z, s * z + 2 * t];
        for (let round = 0; round < 200; round++) {
          const middle = (low + high) / 2;
          if (middle - s * z < (2 * t) / (1 + Math.exp(2 * middle))) low = middle;
          else high = middle;
        }
        const scale = 1 + Math.abs(z) + Math.abs(high);
        assert.ok(Math.abs(s * out[0]! - high) <= 1e-13 * scale, `${z} ${t} ${label}: ${out[0]} ${s * high}`);
      },
    ),
    { numRuns: 2000, examples: [[4.789051214765637, Math.log10(3.4303775800626), 0]] },
  );
});
