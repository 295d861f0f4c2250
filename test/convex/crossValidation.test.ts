import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  assess,
  crossValidate,
  type FitSettings,
  fit,
  foldsOf,
  respond,
  squared,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';

test('folds are equal in size to one sample, in every class too, and depend on the stream alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 40 }),
      fc.nat(1e6),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (labels, seed, share) => {
        const y = Float64Array.from(labels);
        const counts = [0, 1].map((label) => labels.filter((one) => one === label).length);
        fc.pre(counts.every((count) => count !== 1));
        const folds = 2 + Math.floor(share * (y.length - 2));
        const fold = foldsOf(y, true, folds, stream('folds', seed));
        for (const members of [[0], [1], [0, 1]]) {
          const sizes = new Array<number>(folds).fill(0);
          for (const [k, f] of fold.entries()) if (members.includes(y[k]!)) sizes[f]!++;
          assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, String(sizes));
        }
        assert.deepEqual(foldsOf(y, true, folds, stream('folds', seed)), fold);
      },
    ),
    { numRuns: 200 },
  );
});

const source = stream('cross-validation test');
const n = 24;
const X = { rows: n, cols: 2, data: source.fillNormal(new Float64Array(2 * n)) };
const y = Float64Array.from({ length: n }, (_, k) => (X.data[2 * k]! * X.data[2 * k + 1]! > 0 ? 1 : -1));
const settings: FitSettings = {
  ...{ loss: 'squared', beta: 1, patterns: 10, radius: 0, bias: true, scale: true },
  ...{ gap: 1e-6, iterations: 200, seed: 5 },
};

test('held-out scores are those of fits on the other folds, with the standard error of their mean', () => {
  const grid = [0.1, 1];
  const fractions: number[] = [];
  const { rows } = crossValidate(X, y, settings, grid, 3, { progress: (f) => fractions.push(f) });
  const fold = foldsOf(y, true, 3, stream('fit', 5, 'folds'));
  const part = (keep: (f: number) => boolean) => {
    const kept = [...y.keys()].filter((k) => keep(fold[k]!));
    const data = Float64Array.from(kept.flatMap((k) => [X.data[2 * k]!, X.data[2 * k + 1]!]));
    return { X: { rows: kept.length, cols: 2, data }, y: Float64Array.from(kept, (k) => y[k]!) };
  };
  grid.forEach((beta, i) => {
    const scores = [0, 1, 2].map((held) => {
      const [inside, outside] = [part((f) => f !== held), part((f) => f === held)];
      return assess(respond(fit(inside.X, inside.y, { ...settings, beta }), outside.X), outside.y, squared);
    });
    const shares = scores.map(({ correct, count }) => correct! / count);
    const mean = (shares[0]! + shares[1]! + shares[2]!) / 3;
    const variance = shares.reduce((sum, share) => sum + (share - mean) * (share - mean), 0) / 2;
    assert.ok(Math.abs(rows[i]!.accuracy!.mean - mean) < 1e-15);
    assert.ok(Math.abs(rows[i]!.accuracy!.standardError - Math.sqrt(variance / 3)) < 1e-15);
    const loss = scores.reduce((sum, { meanLoss }) => sum + meanLoss, 0) / 3;
    assert.ok(Math.abs(rows[i]!.loss.mean - loss) < 1e-15);
  });
  assert.ok(fractions.every((f, i) => f >= (fractions[i - 1] ?? 0) && f <= 1));
});

test('the largest beta within one standard error of the best is chosen; the gap not reached is counted', () => {
  const { rows, best, chosen, unfinished } = crossValidate(X, y, settings, [3, 0.1, 1, 0.3], 4);
  assert.deepEqual(
    rows.map(({ beta }) => beta),
    [3, 0.1, 1, 0.3],
    'in the order of the grid',
  );
  const most = Math.max(...rows.map(({ accuracy }) => accuracy!.mean));
  const top = rows.filter(({ accuracy }) => accuracy!.mean === most).sort((a, b) => b.beta - a.beta)[0]!;
  assert.equal(best, top.beta);
  const near = rows.filter(({ accuracy }) => accuracy!.mean >= most - top.accuracy!.standardError);
  assert.equal(chosen, Math.max(...near.map(({ beta }) => beta)));
  assert.ok(chosen > best, 'the rule matters here');
  assert.equal(unfinished, 0);
  assert.equal(crossValidate(X, y, { ...settings, iterations: 2 }, [0.01, 0.1], 2).unfinished, 4);
});

test('quantities are judged by their loss', () => {
  const quantities = y.map((label, k) => 3 * label + X.data[2 * k]!);
  const { rows, best } = crossValidate(X, quantities, settings, [0.1, 1, 1000], 3);
  assert.ok(rows.every((row) => !('accuracy' in row)));
  assert.equal(best, rows.reduce((a, b) => (b.loss.mean < a.loss.mean ? b : a)).beta);
});

test('wrong folds and a stop are said', () => {
  const wrong =
    (folds: number, labels = y) =>
    () =>
      crossValidate(X, labels, settings, [1], folds);
  assert.throws(wrong(1), {
    name: 'RangeError',
    message: '1 folds of 24 samples: an integer from 2 to 24 was expected',
  });
  assert.throws(wrong(25), { message: /25 folds of 24 samples/ });
  assert.throws(wrong(2.5), { message: /2\.5 folds/ });
  assert.throws(
    wrong(
      2,
      y.map((_, k) => (k === 0 ? 1 : -1)),
    ),
    {
      message: 'the class of target 1 has one sample: at least 2 are needed for folds',
    },
  );
  assert.throws(() => crossValidate(X, y, settings, [], 3), { message: /the grid has no beta/ });
  const signal = AbortSignal.abort(new Error('enough'));
  assert.throws(() => crossValidate(X, y, settings, [1], 3, { signal }), { message: 'enough' });
});
