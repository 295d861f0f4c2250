import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataStatus } from '../../src/data/index.ts';
import { e5Claims } from '../../src/papers/convex/claims/e5.ts';
import { dataSets, e5 } from '../../src/papers/convex/e5.ts';
import { arithmetic, images } from '../../src/papers/convex/figures/e5.ts';
import type { ResultsOf } from '../../src/spec/experiment.ts';
import { invent } from '../../src/spec/flat.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { useRealData } from '../realData.ts';

useRealData();
const here = new Set((await dataStatus()).filter(({ available }) => available).map(({ name }) => name));
const context = { progress: () => {}, signal: new AbortController().signal };

for (const dataSet of Object.keys(dataSets) as (keyof typeof dataSets)[])
  test(`a small run on ${dataSet} learns, counts its arithmetic and repeats bit for bit`, async (t) => {
    if (!here.has(dataSet)) return t.skip(`${dataSet} is not here`);
    const { settings, seed } = e5.runs('quick').find((run) => run.settings.dataSet === dataSet)!;
    const [record] = await e5.run(settings, seed, context);
    assert.ok(record);
    const { iterations, samples, block } = settings;
    assert.deepEqual([record.rows, record.patterns], [samples, settings.patterns]);
    for (const column of [record.innerSteps, record.flops, record.objective, record.testAccuracy])
      assert.equal(column.length, iterations + 1);
    const steps = record.innerSteps.at(-1)!;
    assert.ok(steps >= iterations * Math.ceil(8 * Math.sqrt(settings.patterns / block)));
    assert.equal(record.flops.at(-1)! - record.flops[0]!, steps * 8 * samples * record.features * block);
    assert.ok(Math.abs(record.networkObjective[0]! - samples * Math.LN2) < 1e-9 * samples);
    assert.ok(record.trainAccuracy.at(-1)! > 0.75, String(record.trainAccuracy));
    assert.ok(record.testAccuracy.at(-1)! > 0.7, String(record.testAccuracy));
    if (dataSet === 'mnist') assert.deepEqual(await e5.run(settings, seed, context), [record]);
  });

test('the paper profile has five runs of each data set at the sizes of the fact sheet', () => {
  const runs = e5.runs('paper');
  for (const [dataSet, samples, patterns, seconds] of [
    ['fashion-mnist', 12_000, 72, 20],
    ['cifar-10', 10_000, 120, 90],
    ['mnist', 11_809, 72, 20],
  ] as const) {
    const of = runs.filter(({ settings }) => settings.dataSet === dataSet);
    assert.equal(of.length, 5);
    for (const run of of) {
      assert.deepEqual(
        [run.settings.samples, run.settings.patterns, run.settings.stride],
        [samples, patterns, 1],
      );
      assert.ok(e5.cost(run).seconds > seconds);
      assert.ok(e5.cost(run).mebibytes < 1024);
    }
  }
});

type Results = ResultsOf<typeof e5>;
type Record = Results[number]['records'][number];

/** Results in which all claims hold, but for `change`. */
const good = (change: Partial<Record> = {}): Results =>
  invent(e5, ({ iterations, samples, patterns }) => {
    const column = (start: number, end: number) =>
      Array.from({ length: iterations + 1 }, (_, k) => (k === 0 ? start : end));
    return {
      rows: samples,
      features: 784,
      patterns,
      innerSteps: column(0, 1500),
      flops: column(1e9, 3e11),
      objective: column(8000, 60),
      networkObjective: column(8000, 240),
      trainAccuracy: column(0.5, 0.993),
      testAccuracy: column(0.5, 0.989),
      testAccuracyAtHalf: column(0.5, 0.989),
      official: true,
      ...change,
    };
  });

test('the claims are reproduced by good runs, and not by runs that miss one part', () => {
  const judge = (results: Results) => e5Claims.map((claim) => verdict(claim.measure([results])));
  assert.deepEqual(judge(good()), ['reproduced', 'reproduced', 'reproduced']);
  const flat = (end: number) => Array.from({ length: 36 }, () => end);
  const bad = 'not reproduced';
  assert.deepEqual(judge(good({ trainAccuracy: flat(0.8) })), [bad, 'reproduced', bad]);
  assert.deepEqual(judge(good({ testAccuracy: flat(0.75) })), [bad, 'reproduced', bad]);
  assert.deepEqual(judge(good({ networkObjective: flat(300) })), [bad, 'reproduced', bad]);
  const late = Array.from({ length: 36 }, (_, k) => (k < 10 ? 0.9 : 0.989));
  assert.deepEqual(judge(good({ testAccuracy: late })), ['reproduced', bad, 'reproduced']);
});

test('the figures draw every run, and stand empty', () => {
  for (const figure of [images, arithmetic]) {
    assert.ok(figure.draw([[]]).data.length === 0);
    const { data, layout } = figure.draw([good()]);
    const runs = data.filter((trace) => 'name' in trace && /^seed/.test(String(trace.name)));
    assert.equal(runs.length, (figure === images ? 4 : 2) * 15);
    assert.match(JSON.stringify(layout.annotations), /Fashion-MNIST: n = 12000, d = 784, 5 runs/);
  }
});
