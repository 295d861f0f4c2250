import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  convexProgram,
  enumeratePatterns,
  losses,
  type Network,
  networkObjective,
  outputRange,
  pgd,
  predict,
  randomNetwork,
  worstCase,
  worstObjective,
} from '../../src/convex/index.ts';
import { solveSmall } from '../../src/convex/solveSmall.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, draw } from './instances.ts';
import { oracle } from './oracle.ts';

/** A point of a grid over the ball, ends included. */
function* gridOf(x: readonly number[], radius: number, perturbed: number, cuts: number): Generator<number[]> {
  const count = (cuts + 1) ** perturbed;
  for (let number = 0; number < count; number++) {
    let rest = number;
    yield x.map((value, i) => {
      if (i >= perturbed) return value;
      const place = rest % (cuts + 1);
      rest = Math.floor(rest / (cuts + 1));
      return value - radius + (2 * radius * place) / cuts;
    });
  }
}

const steepness = ({ hidden, output, d }: Network): number =>
  output.reduce((sum, alpha, j) => {
    const u = hidden.subarray(j * d, (j + 1) * d);
    return sum + Math.abs(alpha) * u.reduce((size, weight) => size + Math.abs(weight), 0);
  }, 0);

test('|x| is smallest inside the ball', () => {
  const absolute = { hidden: Float64Array.of(1, -1), output: Float64Array.of(1, 1), d: 1 };
  const range = outputRange(absolute, Float64Array.of(0.2), 0.5, 1);
  assert.equal(range.low, 0);
  assert.ok(Math.abs(range.high - 0.7) < 1e-15);
  assert.ok(Math.abs(range.lowAt[0]!) < 1e-15);
  // So the worst squared loss against target 1 is that of output 0, which no end of the interval has.
  const attacked = { X: [[0.2]], y: Float64Array.of(1), loss: losses.squared, radius: 0.5, perturbed: 1 };
  assert.equal(worstCase(absolute, attacked).loss, 0.5);
});

test('no point of a fine grid is beyond the range, and some are close to its ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 8 }),
      fc.nat(1e6),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      (perturbed, bias, m, seed, radius) => {
        const d = perturbed + (bias ? 1 : 0);
        const network = randomNetwork(m, d, 1, stream('worst', seed));
        const x = draw('Gaussian', seed, 1, d, 1).X[0]!;
        if (bias) x[perturbed] = 1;
        const { low, high, lowAt, highAt } = outputRange(network, Float64Array.from(x), radius, perturbed);
        const cuts = [0, 2000, 60, 20][perturbed]!;
        const grid = [...gridOf(x, radius, perturbed, cuts)];
        const outputs = predict(network, grid);
        const [smallest, largest] = [Math.min(...outputs), Math.max(...outputs)];
        const rounding = 1e-12 * (1 + steepness(network) * (radius + 3));
        assert.ok(low <= smallest + rounding && high >= largest - rounding);
        const reach = (steepness(network) * radius) / cuts; // Lipschitz: half a cell in every feature
        assert.ok(smallest - low <= reach + rounding && high - largest <= reach + rounding);
        for (const [point, value] of [
          [lowAt, low],
          [highAt, high],
        ] as const) {
          point.forEach((coordinate, i) => {
            assert.ok(Math.abs(coordinate - x[i]!) <= (i < perturbed ? radius * (1 + 1e-15) + 1e-15 : 0));
          });
          assert.ok(Math.abs(predict(network, [point])[0]! - value) <= rounding);
        }
      },
    ),
    { numRuns: 120 },
  );
});

test('parallel, repeated and opposite neurons do no harm', () => {
  const hidden = Float64Array.of(1, 0, 1, 0, -1, 0, 2, 0, 0, 0, 0.5, 0.5, 0.5, 0.5);
  const network = { hidden, output: Float64Array.of(1, -3, 2, 1, 5, -1, 0.5), d: 2 };
  const x = [0.1, -0.2];
  const { low, high } = outputRange(network, Float64Array.from(x), 0.7, 2);
  const outputs = predict(network, [...gridOf(x, 0.7, 2, 250)]);
  assert.ok(Math.abs(low - Math.min(...outputs)) < 0.02 && low <= Math.min(...outputs) + 1e-12);
  assert.ok(Math.abs(high - Math.max(...outputs)) < 0.02 && high >= Math.max(...outputs) - 1e-12);
});

test('where no neuron changes sign the worst case is that of the linear map', () => {
  const network = randomNetwork(20, 3, 1, stream('fixed'));
  const x = Float64Array.of(1, -2, 0.5);
  const theta = [0, 0, 0];
  for (let j = 0; j < 20; j++) {
    const u = network.hidden.subarray(3 * j, 3 * j + 3);
    if (dot(u, x) <= 0) continue;
    u.forEach((weight, i) => {
      theta[i]! += network.output[j]! * weight;
    });
  }
  const radius = 1e-4;
  const { low, high } = outputRange(network, x, radius, 3);
  const [z, reach] = [dot(theta, x), radius * theta.reduce((sum, t) => sum + Math.abs(t), 0)];
  assert.ok(Math.abs(high - z - reach) < 1e-12 && Math.abs(low - z + reach) < 1e-12);
});

test('attacks never exceed the worst case; with restarts they often find it; at radius 0 it is the loss', () => {
  let found = 0;
  for (const name of ['squared', 'hinge', 'bce'] as const)
    for (let seed = 0; seed < 8; seed++) {
      const { X, y } = draw('Gaussian', seed, 6, 2, 1);
      const loss = losses[name];
      const labels = Float64Array.from(y, (value) => loss.labels?.[value > 0 ? 1 : 0] ?? value);
      const attacked = { X, y: labels, loss, radius: 0.4, perturbed: 2 };
      const network = randomNetwork(7, 2, 1, stream('bound', seed));
      const worst = worstCase(network, attacked);
      assert.ok(
        Math.abs(loss.value(predict(network, { rows: 6, cols: 2, data: worst.data }), labels) - worst.loss) <
          1e-12 * (1 + worst.loss),
      );
      const restarts = { count: 20, source: stream('bound', seed, 'starts') };
      const attack = pgd(network, attacked, { steps: 60, step: 0.02, restarts });
      const reached = loss.value(predict(network, attack), labels);
      assert.ok(reached <= worst.loss * (1 + 1e-12), `${name} ${seed}`);
      if (reached > 0.99 * worst.loss) found++;
      const still = worstCase(network, { ...attacked, radius: 0 });
      assert.ok(Math.abs(still.loss - loss.value(predict(network, X), labels)) < 1e-12 * (1 + still.loss));
    }
  assert.ok(found >= 12, `${found} of 24`);
});

test('the worst objective is the worst loss with the weight decay, and that of the network at radius 0', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const network = randomNetwork(6, 2, 0.5, stream('objective'));
  const problem = (radius: number) =>
    convexProgram(arena, { ...oracle, patterns, loss: losses.squared, radius });
  const plain = networkObjective(problem(0), network);
  assert.ok(Math.abs(worstObjective(problem(0), network) - plain) < 1e-12);
  const { loss } = worstCase(network, problem(0.1));
  const decay = plain - losses.squared.value(predict(network, oracle.X), Float64Array.from(oracle.y));
  assert.ok(Math.abs(worstObjective(problem(0.1), network) - loss - decay) < 1e-12);
  assert.ok(loss + decay > plain);
});

test('a small system is solved, and a singular one is named', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(1e6), (n, seed) => {
      const source = stream('small', seed);
      const A = Array.from({ length: n }, () => Array.from({ length: n }, () => source.normal()));
      const x = Array.from({ length: n }, () => source.normal());
      const solved = solveSmall(
        A.map((row) => [...row]),
        A.map((row) => dot(row, x)),
      );
      assert.ok(solved);
      // Backward stable: the residual is small whatever the condition.
      A.forEach((row) => {
        assert.ok(Math.abs(dot(row, solved) - dot(row, x)) < 1e-11 * (1 + Math.sqrt(dot(solved, solved))));
      });
    }),
  );
  for (const A of [
    [[0]],
    [
      [1, 2],
      [2, 4],
    ],
    [
      [0, 0],
      [1, 1],
    ],
  ])
    assert.equal(
      solveSmall(
        A.map((row) => [...row]),
        A.map(() => 1),
      ),
      undefined,
    );
});

test('too many vertices are refused with the number', () => {
  // C(300, 4) + 8 C(300, 3) + 24 C(300, 2) + 32 * 300 + 16
  const network = randomNetwork(300, 4, 1, stream('many'));
  assert.throws(() => outputRange(network, new Float64Array(4), 1, 4), {
    name: 'RangeError',
    message:
      /^300 neurons change sign in a ball of 4 features, which has up to 367517991 vertices, more than 1000000: use pgd for a lower bound, a smaller radius or a smaller network$/,
  });
});
