import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { type ClusterSettings, drawClusters } from '../../src/xor/index.ts';

const settings: ClusterSettings = { samples: 4, testSamples: 3, dimension: 30, muNorm: 4, noise: 0.2 };

/** All inner products of the seven samples, and the labels of their clusters. */
interface Draw {
  readonly gram: number[][];
  readonly clean: number[];
}

const gramOf = (rows: readonly (readonly number[])[]) =>
  rows.map((a) => rows.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)));

function reduced(seed: number): Draw {
  using arena = new Arena();
  const { train, test: fresh } = drawClusters(settings, stream('reduced', seed), arena);
  const rows = [train, fresh].flatMap(({ rows: r }) =>
    Array.from({ length: r.rows }, (_, i) => [...r.data.subarray(i * r.cols, (i + 1) * r.cols)]),
  );
  return { gram: gramOf(rows), clean: [...train.clean, ...fresh.clean] };
}

// The definition itself: p coordinates, centre plus standard normal noise.
function direct(seed: number): Draw {
  const source = stream('direct', seed);
  const clean: number[] = [];
  const rows = Array.from({ length: settings.samples + settings.testSamples }, () => {
    const row = Array.from({ length: settings.dimension }, () => source.normal());
    const label = source.sign();
    clean.push(label);
    row[label === 1 ? 0 : 1]! += source.sign() * settings.muNorm;
    return row;
  });
  return { gram: gramOf(rows), clean };
}

/** Two-sample Kolmogorov-Smirnov distance times sqrt(n / 2). */
function kolmogorovSmirnov(a: number[], b: number[]): number {
  const merged = [...a.map((x) => [x, 1] as const), ...b.map((x) => [x, -1] as const)].sort(
    (x, y) => x[0] - y[0],
  );
  let difference = 0;
  let worst = 0;
  for (const [, side] of merged) {
    difference += side;
    worst = Math.max(worst, Math.abs(difference));
  }
  return (worst / a.length) * Math.sqrt(a.length / 2);
}

test('reduced data have the law of the inner products of p-dimensional data', () => {
  const count = 10_000;
  const [ours, theirs] = [reduced, direct].map((draw) =>
    Array.from({ length: count }, (_, seed) => draw(seed)),
  );
  // First, last and training-against-test entries; within and across the classes; and a three-fold product, which
  // sees the dependence between entries.
  const statistics: readonly ((draw: Draw) => number | undefined)[] = [
    ({ gram }) => gram[0]![0]!,
    ({ gram }) => gram[6]![6]!,
    ({ gram }) => gram[2]![5]!,
    ({ gram, clean }) => (clean[1] === clean[3] ? gram[1]![3]! : undefined),
    ({ gram, clean }) => (clean[1] !== clean[3] ? gram[1]![3]! : undefined),
    ({ gram }) => gram[0]![1]! * gram[1]![6]! * gram[6]![0]!,
  ];
  for (const [index, statistic] of statistics.entries()) {
    const sample = (draws: readonly Draw[]) => draws.map(statistic).filter((x) => x !== undefined);
    const [a, b] = [sample(ours!), sample(theirs!)];
    const size = Math.min(a.length, b.length);
    const distance = kolmogorovSmirnov(a.slice(0, size), b.slice(0, size));
    // P(distance > 2) is 7e-4 for equal laws.
    assert.ok(distance < 2, `statistic ${index}: ${distance}`);
  }
});

test('centres, labels and flips occur as often as the definition says', () => {
  using arena = new Arena();
  const large = { samples: 1500, testSamples: 500, dimension: 1e6, muNorm: 1e4, noise: 0.2 };
  const { train, test: fresh } = drawClusters(large, stream('shares'), arena);
  const centres = new Map<string, number>();
  for (let i = 0; i < large.samples; i++) {
    const [a, b] = train.rows.data.subarray(i * train.rows.cols, i * train.rows.cols + 2);
    // mu is 10^4 standard deviations long, so the centre of a sample is plain.
    const centre = `${Math.round(a! / large.muNorm)},${Math.round(b! / large.muNorm)}`;
    centres.set(centre, (centres.get(centre) ?? 0) + 1);
    assert.equal(train.clean[i], Math.abs(a!) > Math.abs(b!) ? 1 : -1);
  }
  assert.deepEqual([...centres.keys()].map((key) => key.replace('-0', '0')).sort(), [
    '-1,0',
    '0,-1',
    '0,1',
    '1,0',
  ]);
  for (const count of centres.values())
    assert.ok(Math.abs(count - 375) < 4 * Math.sqrt(1500 * (3 / 16)), String(count));
  const flipped = train.labels.filter((y, i) => y !== train.clean[i]).length;
  assert.ok(Math.abs(flipped - 300) < 4 * Math.sqrt(1500 * 0.16), `${flipped} labels flipped`);
  assert.deepEqual(fresh.labels, fresh.clean);
});

test('the ambient dimension may be 4e11', () => {
  using arena = new Arena();
  const { train } = drawClusters({ ...settings, dimension: 4e11 }, stream('huge'), arena);
  const row = train.rows.data.subarray(0, train.rows.cols);
  const squares = row.reduce((sum, x) => sum + x * x, 0);
  // ||x||^2 is p plus about sqrt(2p).
  assert.ok(Math.abs(squares - 4e11) < 5 * Math.sqrt(8e11), String(squares));
});

test('settings out of range are refused', () => {
  using arena = new Arena();
  const draw = (change: Partial<ClusterSettings>) => () =>
    drawClusters({ ...settings, ...change }, stream('bad'), arena);
  assert.throws(draw({ samples: 0 }), /samples is 0: an integer >= 1/);
  assert.throws(draw({ testSamples: 2.5 }), /testSamples is 2.5/);
  assert.throws(draw({ dimension: 8 }), /dimension is 8: an integer >= samples \+ testSamples \+ 2 = 9/);
  assert.throws(draw({ noise: 0.5 }), /noise is 0.5: a probability in \[0, 1\/2\)/);
  assert.throws(draw({ muNorm: Number.NaN }), /muNorm is NaN/);
});
