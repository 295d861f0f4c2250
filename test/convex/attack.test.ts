import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Attacked,
  fgsm,
  inputGradients,
  losses,
  type Network,
  pgd,
  predict,
  randomNetwork,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { draw } from './instances.ts';

const names = ['squared', 'hinge', 'bce'] as const;

/** Gaussian samples, labels as the loss takes them, and a random network. */
export function attackOf(name: (typeof names)[number], seed: number, n: number, d: number, m: number) {
  const { X, y } = draw('Gaussian', seed, n, d, 1);
  const loss = losses[name];
  const labels = Float64Array.from(y, (value) => loss.labels?.[value > 0 ? 1 : 0] ?? value);
  const attacked: Attacked = { X, y: labels, loss, radius: 0.3, perturbed: d };
  return { network: randomNetwork(m, d, 1, stream('attack', seed)), attacked };
}

const rows = (X: Attacked['X']) => X as number[][];
const lossOf = (network: Network, attacked: Attacked, X: Attacked['X']) =>
  attacked.loss.value(predict(network, X), attacked.y);

test('input gradients are those of finite differences, and of the neurons at least 0', () => {
  const { network, attacked } = attackOf('squared', 1, 12, 4, 9);
  const gradients = inputGradients(network, attacked.X);
  const h = 1e-6;
  rows(attacked.X).forEach((x, k) => {
    x.forEach((_, i) => {
      const at = (shift: number) =>
        predict(network, [x.map((value, place) => (place === i ? value + shift : value))])[0]!;
      assert.ok(Math.abs((at(h) - at(-h)) / (2 * h) - gradients[4 * k + i]!) < 1e-8, `${k} ${i}`);
    });
  });
  // |x| = relu(x) + relu(-x): at 0 both count as active.
  const absolute = { hidden: Float64Array.of(1, -1), output: Float64Array.of(1, 1), d: 1 };
  assert.deepEqual([...inputGradients(absolute, [[2], [-3], [0]])], [1, -1, 0]);
  assert.deepEqual(
    [...inputGradients({ hidden: new Float64Array(0), output: new Float64Array(0), d: 2 }, [[1, 2]])],
    [0, 0],
  );
});

test('FGSM moves each feature by eps towards a larger loss, where its gradient is not 0', () => {
  for (const name of names) {
    const { network, attacked } = attackOf(name, 2, 30, 5, 8);
    const h = 1e-6;
    const { data } = fgsm(network, attacked);
    rows(attacked.X).forEach((x, k) => {
      const label = attacked.y.subarray(k, k + 1);
      x.forEach((_, i) => {
        const at = (shift: number) =>
          attacked.loss.value(
            predict(network, [x.map((value, place) => (place === i ? value + shift : value))]),
            label,
          );
        const slope = (at(h) - at(-h)) / (2 * h);
        const expected = Math.abs(slope) < 1e-7 ? 0 : attacked.radius * Math.sign(slope);
        assert.ok(Math.abs(data[5 * k + i]! - x[i]! - expected) < 1e-15, `${name} ${k} ${i}`);
      });
    });
  }
});

test('a constant feature and a radius of 0 stay', () => {
  const { network, attacked } = attackOf('bce', 3, 10, 4, 6);
  const last = { ...attacked, perturbed: 3 };
  const pgdSettings = { steps: 7, step: 0.1, restarts: { count: 2, source: stream('stay') } };
  for (const { data } of [fgsm(network, last), pgd(network, last, pgdSettings)]) {
    rows(attacked.X).forEach((x, k) => {
      assert.equal(data[4 * k + 3], x[3]);
    });
    assert.ok(rows(attacked.X).some((x, k) => data[4 * k] !== x[0]));
  }
  const still = { ...attacked, radius: 0 };
  for (const { data } of [fgsm(network, still), pgd(network, still, pgdSettings)])
    assert.deepEqual([...data], rows(attacked.X).flat());
});

test('PGD stays in the ball, gains on FGSM, and restarts never lose', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(1e6), (name, seed) => {
      const { network, attacked } = attackOf(name, seed, 6, 3, 10);
      const settings = { steps: 40, step: attacked.radius / 30 };
      const single = pgd(network, attacked, settings);
      const several = pgd(network, attacked, {
        ...settings,
        restarts: { count: 3, source: stream('pgd', seed) },
      });
      for (const { data } of [single, several])
        rows(attacked.X).forEach((x, k) => {
          x.forEach((value, i) => {
            assert.ok(Math.abs(data[3 * k + i]! - value) <= attacked.radius * (1 + 1e-15));
          });
        });
      const [plain, better] = [single, several].map((X) => lossOf(network, attacked, X)) as [number, number];
      assert.ok(better >= plain * (1 - 1e-12));
    }),
    { numRuns: 40 },
  );
  // Over many networks; a single one may be unlucky.
  let [clean, fast, slow] = [0, 0, 0];
  for (let seed = 0; seed < 30; seed++) {
    const { network, attacked } = attackOf('bce', seed, 20, 6, 15);
    clean += lossOf(network, attacked, attacked.X);
    fast += lossOf(network, attacked, fgsm(network, attacked));
    slow += lossOf(network, attacked, pgd(network, attacked, { steps: 40, step: 0.01 }));
  }
  assert.ok(clean < fast && fast < slow, `${clean} ${fast} ${slow}`);
});

test('on a linear network FGSM and PGD with steps enough find the worst case |shift| = eps ||w||_1', () => {
  // relu(w x) - relu(-w x) = w x.
  const w = [0.5, -2, 1.5];
  const linear = {
    hidden: Float64Array.from([...w, ...w.map((v) => -v)]),
    output: Float64Array.of(1, -1),
    d: 3,
  };
  const { attacked } = attackOf('squared', 5, 8, 3, 1);
  const z = predict(linear, attacked.X);
  const worst = attacked.loss.robustValue(z, new Float64Array(8).fill(attacked.radius * 4), attacked.y);
  for (const X of [fgsm(linear, attacked), pgd(linear, attacked, { steps: 40, step: 0.01 })])
    assert.ok(Math.abs(lossOf(linear, attacked, X) - worst) < 1e-10 * worst);
});

test('bad input is named', () => {
  const { network, attacked } = attackOf('bce', 1, 4, 3, 2);
  const settings = { steps: 3, step: 0.1 };
  const wrong: readonly [() => unknown, RegExp][] = [
    [() => inputGradients(network, [[1, 2]]), /X has 2 features but the network was trained on 3/],
    [() => fgsm(network, { ...attacked, X: [[1, 2]] }), /X has 2 features/],
    [() => fgsm(network, { ...attacked, y: Float64Array.of(1) }), /X has 4 rows but y has 1 entries/],
    [() => fgsm(network, { ...attacked, radius: -1 }), /radius is -1/],
    [() => fgsm(network, { ...attacked, perturbed: 4 }), /perturbed is 4: a number of features from 0 to 3/],
    [() => pgd(network, attacked, { ...settings, steps: 1.5 }), /steps is 1.5/],
    [() => pgd(network, attacked, { ...settings, step: Number.NaN }), /step is NaN/],
  ];
  for (const [run, message] of wrong) assert.throws(run, message);
});
