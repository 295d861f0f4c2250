import assert from 'node:assert/strict';
import { test } from 'node:test';
import { e1Claims } from '../../src/papers/convex/claims/e1.ts';
import { neuronsInUse, samplingTheorem } from '../../src/papers/convex/claims/samplingBound.ts';
import { samplingWith, withOptima } from '../../src/papers/convex/counterexamples.ts';
import { discSamples } from '../../src/papers/convex/disc.ts';
import { counts, e1, quotedBound, repetitions, variants } from '../../src/papers/convex/e1.ts';
import { optimumByPatterns } from '../../src/papers/convex/figures/e1.ts';
import { extraPattern } from '../../src/papers/convex/figures/samplingBound.ts';
import { samplingBound, shareBound } from '../../src/papers/convex/samplingBound.ts';
import { stream } from '../../src/random/index.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { verdict } from '../../src/spec/verdict.ts';

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };
const aborted = { ...context, signal: AbortSignal.abort(new Error('enough')) };

const e1Results = e1
  .runs('quick')
  .map((run) => ({ ...run, records: e1.run(run.settings, run.seed, context) }));

test('points of the disc have the label -1 and all lie in the square', () => {
  const { X, y } = discSamples(500, true, stream('disc'));
  let inside = 0;
  y.forEach((label, k) => {
    const [a, b, one] = X.data.subarray(3 * k, 3 * k + 3) as unknown as [number, number, number];
    assert.ok(Math.abs(a) <= 1 && Math.abs(b) <= 1 && one === 1);
    assert.equal(label, a * a + b * b < 0.6 ? -1 : 1);
    if (label < 0) inside++;
  });
  assert.ok(Math.abs(inside / 500 - (0.6 * Math.PI) / 4) < 0.07, String(inside));
  assert.equal(discSamples(7, false, stream('disc')).X.cols, 2);
});

test('optima of a repetition fall with the number of patterns, down to the certified one over all', () => {
  for (const { bias } of variants)
    for (const seed of [1, 2, 3]) {
      const own = e1Results.filter((run) => run.settings.bias === bias && run.seed === seed);
      const sampled = own.filter(({ settings }) => settings.patterns !== 'all');
      sampled.forEach(({ settings, records: [record] }, i) => {
        assert.ok(record!.optimum - record!.lowerBound <= settings.gap * record!.optimum);
        assert.ok(record!.effective <= (settings.patterns as number) && record!.draws >= record!.effective);
        const before = sampled[i - 1]?.records[0];
        if (before) assert.ok(record!.lowerBound <= before.optimum && record!.effective >= before.effective);
      });
      const all = e1Results.find((run) => run.settings.bias === bias && run.settings.patterns === 'all');
      if (all === undefined) continue;
      const [record] = all.records;
      assert.deepEqual([record!.effective, record!.global], [80, true]);
      for (const { records } of sampled) assert.ok(records[0]!.optimum >= record!.lowerBound);
      assert.ok(sampled.at(-1)!.records[0]!.optimum <= record!.optimum * 1.001);
    }
});

test('without bias sampling stops at the 80 patterns that exist', () => {
  const { settings, seed } = e1
    .runs('paper')
    .find((run) => !run.settings.bias && run.settings.patterns === 2048)!;
  const [record] = e1.run(settings, seed, context);
  assert.ok(record!.effective >= 79 && record!.effective <= 80 && record!.draws > 1000);
});

test('runs repeat bit for bit, and an aborted one throws', () => {
  const { settings, seed, records } = e1Results[5]!;
  assert.deepEqual(e1.run(settings, seed, context), records);
  assert.throws(() => e1.run(settings, seed, aborted), /enough/);
  const again = samplingBound.runs('quick')[0]!;
  const record = samplingBound.run(again.settings, again.seed, context);
  assert.deepEqual(samplingBound.run(again.settings, again.seed, context), record);
  assert.throws(() => samplingBound.run(again.settings, again.seed, aborted), /enough/);
});

test('the paper profile has the numbers of the fact sheet', () => {
  const runs = e1.runs('paper');
  assert.deepEqual([counts[0], counts.at(-1), counts.length, repetitions], [4, 2048, 10, 15]);
  assert.equal(runs.length, 2 * (10 * 15 + 1));
  const { settings } = runs[0]!;
  assert.deepEqual([settings.samples, settings.beta], [40, 1e-4]);
  assert.equal(Math.round(4 * ((Math.E * 39) / 2) ** 2), quotedBound);
  assert.equal(Number(shareBound({ samples: 40, draws: 128 }).toFixed(3)), 0.318);
  const groups = Map.groupBy(
    samplingBound.runs('paper'),
    ({ settings: { bias, draws } }) => `${bias} ${draws}`,
  );
  for (const group of groups.values()) assert.equal(group.length, 50);
});

test('further patterns that violate lower the optimum, the others leave it', () => {
  let some = 0;
  for (const { settings, seed } of samplingBound.runs('quick')) {
    const [record] = samplingBound.run(settings, seed, context);
    assert.ok(record);
    assert.equal(record.violatedDraws > 0, record.highest > 1 + settings.violated);
    assert.ok(record.violatedDraws <= record.newDraws && record.newDraws <= settings.fresh);
    assert.ok(record.neurons <= settings.samples && record.patterns <= settings.draws);
    if (!settings.again) continue;
    some++;
    assert.ok(record.withMostViolated === null || record.withMostViolated < record.lowerBound);
    assert.ok(record.withKept! >= record.lowerBound * (1 - 1e-5));
  }
  assert.ok(some >= 2);
});

test('each claim on E1 holds for optima that settle in time, and for no others', () => {
  const judge = (...optima: Parameters<typeof withOptima>) =>
    e1Claims.map((claim) => verdict(claim.measure([withOptima(...optima)])));
  const noise = (seed: number) => ((seed * 7) % 15) / 15;
  const [yes, no] = ['reproduced', 'not reproduced'];
  const good = (patterns: number, seed: number) => 1 + (patterns > 2000 ? 0 : (noise(seed) + 0.1) / patterns);
  assert.deepEqual(judge(good), [yes, yes]);
  const settled = (patterns: number) => 1 + (patterns <= 128 ? 0.3 : 0);
  assert.equal(judge((patterns, seed) => settled(patterns) * good(patterns, seed))[0], no);
  const late = (patterns: number) => (patterns === 512 ? 1.2 : 1);
  assert.equal(judge((patterns, seed) => late(patterns) * good(patterns, seed))[0], no);
  assert.equal(judge((patterns, seed) => (patterns === 128 ? 1 + 0.01 * noise(seed) : 1))[0], no);
  assert.equal(judge((patterns, seed) => good(patterns, seed) * (patterns === 4096 ? 0.9 : 1))[1], no);
});

test('optima that are not certified are excluded, counted, and fail the claim if they are many', () => {
  const optima = withOptima((patterns, seed) => 1 + ((seed % 4) + 1) / patterns);
  const spoilt = (from: number) =>
    optima.map((run) => ({
      ...run,
      records: run.records.map((record) => (run.seed >= from ? { ...record, lowerBound: 0.5 } : record)),
    }));
  const few = e1Claims[0]!.measure([spoilt(15)]);
  assert.equal(few[1]!.excluded, 1);
  assert.equal(few[1]!.count, 14);
  assert.equal(verdict(e1Claims[0]!.measure([spoilt(8)])), 'not reproduced');
});

test('the sampling bound fails where too many patterns violate, or those that do not lower the optimum', () => {
  const judge = (change: Parameters<typeof samplingWith>[0]) =>
    [samplingTheorem, neuronsInUse].map((claim) => verdict(claim.measure([samplingWith(change)])));
  const [yes, no] = ['reproduced', 'not reproduced'];
  assert.deepEqual(judge({}), [yes, yes]);
  assert.deepEqual(judge({ violatedDraws: 30 }), [yes, no]);
  assert.deepEqual(judge({ violatedDraws: 40 }), [no, no]);
  assert.deepEqual(judge({ withKept: 0.009 }), [no, yes]);
  assert.deepEqual(judge({ withMostViolated: 0.01 }), [no, yes]);
  const parts = samplingTheorem.measure([samplingWith({ lowerBound: 0.009 })]);
  assert.equal(parts.length, 2); // nothing is left but the repeated solves
});

test('the figures show means with best and worst, the certified optimum, and the bound', () => {
  const { data, layout } = optimumByPatterns.draw([e1Results]);
  const bars = data.filter((trace) => 'error_y' in trace && trace.error_y) as readonly {
    readonly x: readonly number[];
    readonly y: readonly number[];
  }[];
  assert.deepEqual(
    bars.map(({ x }) => x),
    [
      [4, 8, 16, 32, 64, 128],
      [4, 8, 16, 32, 64, 128],
    ],
  );
  assert.match(JSON.stringify(layout.shapes), /ψξ = 0.318/);
  assert.match(JSON.stringify(data), /all patterns: 0\.\d{4}/);
  assert.match(optimumByPatterns.caption, /remembered of the paper, unverified/);
  const bound = extraPattern.draw([samplingWith({})]);
  assert.match(JSON.stringify(bound.data), /with a bias/);
  assert.match(JSON.stringify(bound.data), /without bias/);
});
