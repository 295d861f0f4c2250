import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataStatus } from '../../src/data/index.ts';
import { besideSgd, inventedE5, inventedSgd } from '../../src/papers/convex/claims/e5Sgd.ts';
import { dataSets, e5 } from '../../src/papers/convex/e5.ts';
import { e5Sgd } from '../../src/papers/convex/e5Sgd.ts';
import { besideDescent } from '../../src/papers/convex/figures/e5Sgd.ts';
import type { ResultsOf } from '../../src/spec/experiment.ts';
import { flat } from '../../src/spec/flat.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { mean } from '../../src/stats/index.ts';
import { readIndex, readRuns, recordedFile } from '../../src/workbook/store.ts';
import { useRealData } from '../realData.ts';

useRealData();
const here = new Set((await dataStatus()).filter(({ available }) => available).map(({ name }) => name));
const context = { progress: () => {}, signal: new AbortController().signal };

for (const dataSet of Object.keys(dataSets) as (keyof typeof dataSets)[])
  test(`a small run on ${dataSet} learns, counts its arithmetic and repeats bit for bit`, async (t) => {
    if (!here.has(dataSet)) return t.skip(`${dataSet} is not here`);
    const { settings, seed } = e5Sgd.runs('quick').find((run) => run.settings.dataSet === dataSet)!;
    const [record] = await e5Sgd.run(settings, seed, context);
    assert.ok(record);
    const { samples, neurons, epochs } = settings;
    assert.equal(record.flops.at(-1), 4 * samples * neurons * record.features * epochs);
    assert.ok(record.objective.at(-1)! < samples * Math.LN2);
    assert.ok(record.testAccuracy.at(-1)! > 0.7, String(record.testAccuracy));
    assert.deepEqual(await e5Sgd.run(settings, seed, context), [record]);
  });

test('networks are as wide as those of E5, and are given the arithmetic that E5 is recorded to take', () => {
  const file = recordedFile('.', e5.id);
  const index = readIndex(file);
  const recorded = flat(readRuns(file, index, [...index.keys()]) as never as ResultsOf<typeof e5>);
  for (const { settings } of e5Sgd.runs('paper')) {
    const ours = e5.runs('paper').find((run) => run.settings.dataSet === settings.dataSet)!.settings;
    assert.equal(settings.neurons, 2 * ours.patterns);
    assert.deepEqual([settings.beta, settings.samples], [ours.beta, ours.samples]);
    const steps = recorded
      .filter((run) => run.dataSet === settings.dataSet)
      .map((run) => run.innerSteps.at(-1)!);
    assert.equal(steps.length, 5);
    const ratio = (4 * settings.neurons * settings.epochs) / (8 * ours.block * mean(steps));
    assert.ok(ratio > 0.95 && ratio < 1.05, String(ratio));
  }
});

test('the claim holds for equal accuracies, and for no lower ones or other arithmetic', () => {
  const judge = (...results: Parameters<typeof besideSgd.measure>[0]) => verdict(besideSgd.measure(results));
  assert.equal(judge(inventedE5(0.96), inventedSgd()), 'reproduced');
  assert.equal(judge(inventedE5(0.95), inventedSgd()), 'not reproduced');
  const longer = inventedSgd(() => ({ flops: [2e11, 9e11] }));
  assert.equal(judge(inventedE5(0.96), longer), 'not reproduced');
  assert.equal(judge(...besideSgd.counterexample()), 'not reproduced');
});

test('the figure draws every run of both methods, and stands empty', () => {
  assert.equal(besideDescent.draw([[], []]).data.length, 0);
  const { data } = besideDescent.draw([inventedE5(0.96), inventedSgd()]);
  const drawn = data.filter((trace) => 'name' in trace && /^seed/.test(String(trace.name)));
  assert.equal(drawn.length, 2 * (15 + 13));
});
