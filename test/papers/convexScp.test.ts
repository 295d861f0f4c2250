import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataStatus } from '../../src/data/index.ts';
import { sampledClose, sampledViolations, violationBound } from '../../src/papers/convex/claims/e6.ts';
import { e6, paperWidth } from '../../src/papers/convex/e6.ts';
import { sampledGap, sampledWidth } from '../../src/papers/convex/figures/e6.ts';
import { scpGap, widths } from '../../src/papers/convex/scpGap.ts';
import type { ResultsOf, RunContext } from '../../src/spec/experiment.ts';
import { invent } from '../../src/spec/flat.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { useRealData } from '../realData.ts';

useRealData();
const hasMnist = (await dataStatus()).some(({ name, available }) => name === 'mnist' && available);
const skip = hasMnist ? false : 'MNIST is not there';

type GapResults = ResultsOf<typeof scpGap>;
type E6Results = ResultsOf<typeof e6>;

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };
const gapResults: GapResults = scpGap
  .runs('quick')
  .map((run) => ({ ...run, records: scpGap.run(run.settings, run.seed, context) }));

/** Good results of the paper profile, but for `change`. */
const goodGap = (change: (s: GapResults[number]['settings']) => object = () => ({})): GapResults =>
  invent(scpGap, (s) => ({
    optimum: 1,
    lowerBound: 1 - 1e-8,
    primal: 1 + 1 / Math.sqrt(s.directions),
    dual: (1 + 1 / Math.sqrt(s.directions)) * (1 - 1e-8),
    status: 'gap-reached' as const,
    neurons: 8,
    violations: Math.floor((s.fresh * 5) / s.directions),
    ...change(s),
  }));
const goodE6 = (change: (s: E6Results[number]['settings']) => object = () => ({})): E6Results =>
  invent(e6, (s) => ({
    primal: 1000 / s.directions,
    dual: 999 / s.directions,
    status: 'gap-reached' as const,
    iterations: 20,
    newtonSteps: 300,
    neurons: 700,
    norm: 1400,
    trainAccuracy: 1,
    testAccuracy: 0.985,
    violations: 200,
    official: true,
    ...change(s),
  }));

test('the small runs are certified, above the exact optimum, nested, and repeat bit for bit', () => {
  for (const { settings, seed, records } of gapResults) {
    const [record] = records;
    assert.ok(record);
    assert.ok(
      record.primal - record.dual <= 1e-7 * record.primal,
      JSON.stringify({ settings, seed, record }),
    );
    assert.ok(record.primal >= record.lowerBound);
    assert.ok(record.neurons > 0 && record.neurons <= settings.samples + 1);
    const more = gapResults.find((run) => run.seed === seed && run.settings.directions > settings.directions);
    if (more) assert.ok(more.records[0]!.dual <= record.primal);
  }
  const { settings, seed, records } = gapResults.at(-1)!;
  assert.deepEqual(scpGap.run(settings, seed, context), records);
});

test('runs on MNIST reach their gap; more directions of a seed have a lower optimum', { skip }, async () => {
  const runs = e6.runs('quick').filter(({ seed }) => seed === 1);
  const results = await Promise.all(runs.map((run) => e6.run(run.settings, run.seed, context)));
  for (const [record] of results) {
    assert.ok(record);
    assert.equal(record.status, 'gap-reached');
    assert.ok(record.primal - record.dual <= 1e-3 * record.primal);
    assert.ok(record.trainAccuracy > 0.99 && record.testAccuracy > 0.9);
  }
  assert.ok(results[1]![0]!.primal < results[0]![0]!.dual);
});

test('the paper profile has the paper’s width, and the theorem’s bound is 0.3 there', () => {
  const runs = e6.runs('paper');
  const wide = runs.filter(({ settings }) => settings.directions === paperWidth);
  assert.equal(wide.length, 5);
  assert.ok(Math.abs(violationBound(wide[0]!.settings) - 0.3) < 1e-4);
  assert.equal(scpGap.runs('paper').length, 40 * widths.length);
});

test('an aborted run throws', { skip }, async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  assert.throws(() => scpGap.run(scpGap.runs('quick')[0]!.settings, 1, { ...context, signal }), /enough/);
  await assert.rejects(() => e6.run(e6.runs('quick')[0]!.settings, 1, { ...context, signal }), /enough/);
});

test('no part of the claims lies outside its range in the quick runs', () => {
  for (const claim of [sampledClose, sampledViolations]) {
    const parts = claim.measure([gapResults, goodE6()]);
    assert.notEqual(verdict(parts), 'not reproduced', claim.id);
    for (const { label, value, expected } of parts)
      assert.ok(value >= expected[0] && value <= expected[1], `${claim.id}, ${label}: ${value}`);
  }
});

test('C11 is reproduced by optima that approach the exact one, and by nothing that misses a part of it', () => {
  const judge = (gap: GapResults, mnist: E6Results) => verdict(sampledClose.measure([gap, mnist]));
  assert.equal(judge(goodGap(), goodE6()), 'reproduced');
  const wrong: readonly [string, GapResults, E6Results][] = [
    ['not certified', goodGap(() => ({ dual: 0.9 })), goodE6()],
    ['below the exact optimum', goodGap(() => ({ primal: 0.99, dual: 0.99 })), goodE6()],
    ['rises', goodGap(({ directions: N }) => ({ primal: 1 + N / 1e7, dual: 1 + N / 1e7 })), goodE6()],
    ['stays away', goodGap(() => ({ primal: 1.1, dual: 1.1 })), goodE6()],
    [
      'hardly comes closer',
      goodGap(({ directions: N }) => ({ primal: 1.005 - N * 1e-8, dual: 1.005 - N * 1e-8 })),
      goodE6(),
    ],
    ['MNIST rises', goodGap(), goodE6(({ directions: N }) => ({ primal: N, dual: N }))],
    ['not finite', goodGap(() => ({ primal: Number.NaN })), goodE6()],
  ];
  for (const [name, gap, mnist] of wrong) assert.equal(judge(gap, mnist), 'not reproduced', name);
});

test('the theorem on violations fails where they are more', () => {
  const judge = (gap: GapResults, mnist: E6Results) => verdict(sampledViolations.measure([gap, mnist]));
  assert.equal(judge(goodGap(), goodE6()), 'reproduced');
  const tooMany = ({ fresh, directions }: { fresh: number; directions: number }) => ({
    violations: (fresh * 12) / directions,
  });
  assert.equal(judge(goodGap(tooMany), goodE6()), 'not reproduced');
  assert.equal(
    judge(
      goodGap(),
      goodE6(() => ({ violations: 4000 })),
    ),
    'not reproduced',
  );
});

test('the figures draw every run, and say what is remembered', () => {
  const markers = (data: readonly object[]) =>
    data.filter((trace) => 'mode' in trace && trace.mode === 'markers') as readonly {
      y: readonly number[];
    }[];
  const small = sampledGap.draw([gapResults]);
  assert.equal(markers(small.data)[0]!.y.length, widths.length);
  const mnist = sampledWidth.draw([goodE6()]);
  assert.deepEqual(
    markers(mnist.data).map(({ y }) => y.length),
    [25, 25, 5],
  );
  for (const { y } of markers([...small.data, ...mnist.data])) assert.ok(y.every((value) => value >= 0));
  for (const figure of [sampledGap, sampledWidth]) assert.match(figure.caption, /unverified/);
});
