import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { perturbedPatterns, samplePatterns } from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { liveBytes } from '../../src/wasm/memory.ts';
import { dot, draw, kinds, masks, nested } from './instances.ts';

const keysOf = (patterns: Parameters<typeof masks>[0]): string[] =>
  masks(patterns).map((mask) => mask.join(''));

test('each is the pattern of some data within the radius, in its own direction, and none comes twice', () => {
  let moved = 0;
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom(...kinds),
        seed: fc.nat(1e6),
        n: fc.integer({ min: 1, max: 8 }),
        d: fc.integer({ min: 1, max: 4 }),
        count: fc.integer({ min: 1, max: 12 }),
        radius: fc.constantFrom(0, 0.05, 0.5, 3),
        dataSets: fc.integer({ min: 1, max: 6 }),
        bias: fc.boolean(),
      }),
      ({ kind, seed, n, d, count, radius, dataSets, bias }) => {
        using arena = new Arena();
        const drawn = draw(kind, seed, n, d, 1).X;
        const X = bias ? drawn.map((x) => [...x, 1]) : drawn;
        const perturbation = { radius, dataSets, bias };
        const patterns = perturbedPatterns(arena, X, count, perturbation, stream('perturbed', seed));
        const directions = nested(patterns.directions.data, X[0]!.length);
        const D = masks(patterns);
        assert.ok(D.length >= 1 && D.length <= count);
        assert.equal(new Set(keysOf(patterns)).size, D.length);
        assert.equal(patterns.complete, false);
        assert.ok(patterns.draws >= D.length);
        D.forEach((mask, i) => {
          const a = directions[i]!;
          const reach = radius * a.slice(0, d).reduce((sum, value) => sum + Math.abs(value), 0);
          X.forEach((x, k) => {
            const side = dot(x, a);
            const rounding = 1e-12 * (1 + Math.abs(side) + reach);
            // The sides of perturbed samples fill [side - reach, side + reach].
            assert.ok(mask[k] === 1 ? side + reach >= -rounding : side - reach <= rounding);
            if (mask[k] !== (side >= 0 ? 1 : 0)) moved++;
          });
        });
      },
    ),
    { numRuns: 200 },
  );
  assert.ok(moved >= 100, String(moved));
});

test('without a radius, or with one data set, they are those of the samples', () => {
  using arena = new Arena();
  const { X } = draw('Gaussian', 3, 6, 3, 1);
  const plain = samplePatterns(arena, X, 10, stream('same'));
  const single = perturbedPatterns(arena, X, 10, { radius: 0.5, dataSets: 1 }, stream('same'));
  assert.deepEqual(keysOf(single), keysOf(plain));
  assert.deepEqual([...single.directions.data], [...plain.directions.data]);
  assert.equal(single.draws, plain.draws);
  const still = perturbedPatterns(arena, X, 400, { radius: 0, dataSets: 3 }, stream('same'));
  const all = samplePatterns(arena, X, 400, stream('same'));
  assert.ok(still.active.rows > 20 && keysOf(still).every((key) => keysOf(all).includes(key)));
  const unlike = perturbedPatterns(arena, X, 400, { radius: 0.5, dataSets: 3 }, stream('same'));
  assert.ok(unlike.active.rows > all.active.rows);
});

test('one sample on a line has its other pattern in the same direction where the ball holds the origin', () => {
  using arena = new Arena();
  for (const [radius, expected] of [
    [0.9, ['1', '0']],
    [1.1, ['1', '0']],
  ] as const) {
    const found = perturbedPatterns(arena, [[1]], 5, { radius, dataSets: 8 }, stream('line'));
    assert.deepEqual(keysOf(found).sort(), [...expected].sort());
    const [first, second] = nested(found.directions.data, 1);
    // Beyond the origin a corner of the ball has the other pattern in the same direction.
    assert.equal(first![0] === second![0], radius > 1);
  }
});

test('a bias is not perturbed', () => {
  using arena = new Arena();
  const X = [
    [0, 1],
    [0, 1],
    [0, 1],
  ];
  const find = (bias: boolean) =>
    perturbedPatterns(arena, X, 8, { radius: 1e-3, dataSets: 50, bias }, stream('bias'));
  const held = masks(find(true));
  for (const [i, a] of nested(find(true).directions.data, 2).entries())
    for (const on of held[i]!)
      if (Math.abs(a[1]!) > 2e-3 * Math.abs(a[0]!)) assert.equal(on, a[1]! >= 0 ? 1 : 0);
  // One feature that is 1 for all samples, and nothing to perturb: only the two patterns.
  const alone = perturbedPatterns(
    arena,
    [[1], [1]],
    8,
    { radius: 5, dataSets: 4, bias: true },
    stream('bias'),
  );
  assert.deepEqual(keysOf(alone).sort(), ['00', '11']);
  const loose = perturbedPatterns(arena, [[1], [1]], 8, { radius: 5, dataSets: 4 }, stream('bias'));
  assert.deepEqual(keysOf(loose).sort(), ['00', '01', '10', '11']);
});

test('the search ends with the last pattern asked for, or 3000 data sets from that of the last new one on', () => {
  using arena = new Arena();
  const perturbation = { radius: 5, dataSets: 7 };
  const search = (count: number) => perturbedPatterns(arena, [[1], [1]], count, perturbation, stream('end'));
  const [four, all] = [search(4), search(5)];
  assert.equal(four.active.rows, 4);
  assert.equal(all.active.rows, 4);
  assert.equal(all.draws - (four.draws - 1), 3000); // from that of the fourth on
  // Fewer are the first of more.
  for (const count of [1, 2, 3]) {
    const fewer = search(count);
    assert.deepEqual(keysOf(fewer), keysOf(four).slice(0, count));
    assert.ok(fewer.draws <= four.draws);
  }
  assert.equal(search(1).draws, 1);
});

test('the same stream gives the same bits, and nothing is left behind', () => {
  const { X } = draw('Gaussian', 5, 8, 3, 1);
  const before = liveBytes();
  const find = (seed: number) => {
    using own = new Arena();
    const { active, directions, draws } = perturbedPatterns(
      own,
      X,
      9,
      { radius: 0.3, dataSets: 3 },
      stream('bits', seed),
    );
    return { active: [...active.data], directions: [...directions.data], draws };
  };
  assert.deepEqual(find(1), find(1));
  assert.notDeepEqual(find(1), find(2));
  assert.equal(liveBytes(), before);
});

test('what cannot be searched for is refused', () => {
  using arena = new Arena();
  const find = (count: number, radius: number, dataSets: number) => () =>
    perturbedPatterns(arena, [[1]], count, { radius, dataSets }, stream('refused'));
  const refused = (message: string) => ({ name: 'RangeError', message });
  assert.throws(find(0, 0.1, 1), refused('count is 0: an integer > 0 was expected'));
  assert.throws(find(1.5, 0.1, 1), refused('count is 1.5: an integer > 0 was expected'));
  assert.throws(find(1, 0.1, 0), refused('dataSets is 0: an integer > 0 was expected'));
  for (const radius of [-1, Number.NaN, Infinity])
    assert.throws(find(1, radius, 1), refused(`radius is ${radius}: a finite number >= 0 was expected`));
});
