import assert from 'node:assert/strict';
import { test } from 'node:test';
import { e3Claims as claims } from '../../src/papers/stability/claims/e3.ts';
import { e3 } from '../../src/papers/stability/e3.ts';
import { e3Figures as figures } from '../../src/papers/stability/figures/e3.ts';
import { logSlope, rankCorrelation, relativeChange } from '../../src/papers/stability/measurements.ts';
import { byRate, type E3Run, type Results, select } from '../../src/papers/stability/runs.ts';
import type { Profile } from '../../src/spec/experiment.ts';
import { liveBytes } from '../../src/wasm/memory.ts';

const context = { progress: () => {}, signal: new AbortController().signal };
const compute = (runs: ReturnType<typeof e3.runs>): Results =>
  runs.map(({ settings, seed }) => ({ settings, seed, records: e3.run(settings, seed, context) }));
const runsOf = (profile: Profile, algorithm: string, clip: number, rate: number) =>
  e3
    .runs(profile)
    .filter(({ settings: s }) => s.algorithm === algorithm && s.clip === clip && s.learningRate === rate);

const quick = compute(e3.runs('quick').filter(({ seed }) => seed <= 2));

test('the paper profile holds all rates of the fact sheet (8.1), at least three seeds each', () => {
  const counts = new Map<string, Set<number>>();
  for (const { settings: s, seed } of e3.runs('paper')) {
    assert.deepEqual([s.dimension, s.samples, s.support, s.testPoints], [1000, 300, 3, 3000]);
    const point = `${s.algorithm} ${s.clip} ${s.learningRate}`;
    counts.set(point, (counts.get(point) ?? new Set()).add(seed));
  }
  assert.equal(counts.size, 7 + 8 + 10);
  for (const seeds of counts.values()) assert.ok(seeds.size >= 3);
});

test('a run repeats bit for bit and leaves no memory behind', () => {
  for (const algorithm of ['sgd', 'gd']) {
    const [run] = runsOf('quick', algorithm, 50, 0.126);
    const before = liveBytes();
    const first = e3.run(run!.settings, 2, context);
    assert.deepEqual(e3.run(run!.settings, 2, context), first);
    assert.notDeepEqual(e3.run(run!.settings, 3, context), first);
    assert.equal(liveBytes(), before);
  }
});

test('runs of a seed share data and start; only converged runs count as such', () => {
  const bySeed = Map.groupBy(quick, ({ seed }) => seed);
  for (const results of bySeed.values())
    assert.equal(new Set(results.map(({ records: [record] }) => record!.traceAtStart)).size, 1);
  for (const { settings: s, records } of quick)
    for (const r of records) {
      const isQuiet = r.lastClipped === 0 || r.steps - r.lastClipped >= s.quietSteps;
      assert.equal(r.converged, r.loss < s.convergedLoss && isQuiet);
      assert.ok(r.q4 >= r.trace && r.trace >= r.frobenius && r.frobenius >= r.top && r.balance > 1 - 1e-12);
    }
});

test('a run that is cut, or still clipped at its end, is not converged', () => {
  const [run] = runsOf('quick', 'sgd', 1, 0.0316);
  const [cut] = e3.run({ ...run!.settings, maxSteps: 10_000 }, 1, context);
  assert.deepEqual([cut!.status, cut!.converged, cut!.steps], ['step limit', false, 10_000]);
  const [clipped] = e3.run({ ...run!.settings, maxSteps: 10_000, convergedLoss: 1e9 }, 1, context);
  assert.equal(clipped!.converged, false);
});

test('a signal ends a run', () => {
  const [run] = runsOf('quick', 'sgd', 1, 0.0316);
  assert.throws(() => e3.run(run!.settings, 1, { ...context, signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
});

test('at the size of the paper one point of each sweep lies where the fact sheet (8.1) has it', () => {
  const point = (algorithm: string, clip: number, rate: number) =>
    compute(runsOf('paper', algorithm, clip, rate).filter(({ seed }) => seed === 1))[0]!.records[0]!;
  const near = (value: number, expected: number, relative: number) =>
    assert.ok(Math.abs(value / expected - 1) < relative, `${value}, fact sheet: ${expected}`);
  const small = point('sgd', 1, 0.2);
  near(small.trace, 7.7, 0.05);
  near(small.frobenius, 1.15, 0.05);
  near(small.top, 0.67, 0.1);
  near(small.l1, 8.2, 0.1);
  near(small.lastClipped, 48_000, 0.1);
  assert.ok(small.signError > 0.01 && small.signError < 0.1 && small.testError < 0.1);
  near(point('sgd', 50, 0.008).trace, 230, 0.03);
  const full = point('gd', 50, 0.126);
  assert.ok(full.trace > 530 && full.trace < 610 && full.top > 6 && full.top < 7.7);
  assert.ok(full.testError > 100 && full.testError < 170 && full.signError > 0.4 && full.signError < 0.6);
});

test('figures draw every converged run into lines and the others as hollow markers', () => {
  const unconverged = quick.map((result, i) => ({
    ...result,
    records: result.records.map((record) => ({ ...record, converged: i % 7 !== 0 })),
  }));
  for (const results of [quick, unconverged, []])
    for (const figure of figures) {
      const { data } = figure.draw([results]);
      const hollow = data.filter((trace) => /not converged/.test(trace.name ?? ''));
      const drawn = hollow.reduce((sum, trace) => sum + (trace as { x: number[] }).x.length, 0);
      const lost = results.filter(({ records: [record] }) => !record!.converged);
      // Each run is in three panels, but in the first figure each of its three measures has a curve of its own.
      const times = figure.id === 'stability/e3' ? 4 : 3;
      assert.equal(drawn, times * lost.length, figure.id);
    }
  assert.ok(unconverged.some(({ records: [record] }) => !record!.converged));
});

test('statistics of claims: slope, rank correlation, relative change', () => {
  const runs = [1, 2, 4, 8].map((learningRate) => ({
    learningRate,
    trace: 3 / (learningRate * learningRate),
  }));
  const those = runs as unknown as E3Run[];
  assert.ok(Math.abs(logSlope('trace')(those) + 2) < 1e-14);
  assert.equal(rankCorrelation('trace')(those), -1);
  assert.equal(relativeChange('trace')(those), 1 - 1 / 64);
  const shuffled = [1, 3, 2, 4].map((trace, i) => ({ learningRate: i, trace })) as unknown as E3Run[];
  assert.ok(Math.abs(rankCorrelation('trace')(shuffled) - 0.8) < 1e-15);
});

test('runs that are not converged enter no claim but are counted', () => {
  const wild = e3.runs('paper').map(({ settings, seed }, i) => {
    const [record] = claims[0]!.counterexample()[0]![i]!.records;
    return { settings, seed, records: [{ ...record!, converged: false }] };
  });
  const good = e3.runs('paper').map(({ settings, seed }, i) => {
    const [record] = claims[0]!.counterexample()[0]![i]!.records;
    return { settings, seed, records: [{ ...record!, trace: 1.8 / settings.learningRate }] };
  });
  const measure = (results: Results) => claims[0]!.measure([results]).map(({ at: _, ...data }) => data);
  const [alone, mixed] = [measure(good), measure([...good, ...wild])];
  const excluded = select(wild, 'sgd', 1).length + select(wild, 'sgd', 50).length;
  assert.deepEqual(
    mixed,
    alone.map((part) => ({ ...part, excluded })),
  );
  assert.ok(alone.every((part) => part.excluded === 0));
});

test('runs are grouped by ascending rate', () => {
  const rates = byRate(select(quick, 'gd', 50)).map(([rate]) => rate);
  assert.deepEqual(rates, [0.004, 0.008, 0.016, 0.032, 0.063, 0.126, 0.316, 0.5, 1, 2]);
});
