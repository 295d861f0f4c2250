import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataStatus } from '../../src/data/index.ts';
import { e4Claims, e4With, sampledAccuracy } from '../../src/papers/convex/claims/e4.ts';
import { inventedE6 } from '../../src/papers/convex/claims/e6.ts';
import { EARLY, e4 } from '../../src/papers/convex/e4.ts';
import { early } from '../../src/papers/convex/figures/e4.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { flat, type RunOf } from '../../src/spec/flat.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { useRealData } from '../realData.ts';

useRealData();
const here = (await dataStatus()).some(({ name, available }) => name === 'mnist' && available);
const needsData = { skip: here ? false : 'mnist is not here' };

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };
const quick = e4.runs('quick').filter(({ seed }) => seed === 1);

const recordOf = async ({ settings, seed }: (typeof quick)[number]) => {
  const [record] = await e4.run(settings, seed, context);
  assert.ok(record);
  return record;
};

const last = (column: readonly number[]): number => column.at(-1)!;

test('every method learns, and none ends below the bound that holds for it', needsData, async () => {
  for (const run of quick) {
    const record = await recordOf(run);
    const name = `${run.settings.method}, ${run.settings.loss}`;
    for (const column of [record.objective, record.networkObjective, record.testAccuracy])
      assert.equal(column.length, record.steps.length, name);
    assert.equal(record.drawn, run.settings.patterns);
    // Of 600 samples the squared loss learns the noise in the end.
    assert.ok(Math.max(...record.trainAccuracy) > 0.9, `${name}: ${record.trainAccuracy}`);
    assert.ok(Math.max(...record.testAccuracy) > 0.8, `${name}: ${record.testAccuracy}`);
    if (run.settings.method !== 'interior') continue;
    assert.equal(record.status, 'gap-reached');
    assert.ok(record.lowerBound <= last(record.objective));
    assert.ok(last(record.objective) - record.lowerBound <= 1e-4 * last(record.objective));
    // The blocks are feasible, so that their network costs what the program says.
    assert.ok(Math.abs(last(record.networkObjective) / last(record.objective) - 1) < 1e-6);
  }
});

test('ADMM comes to the certified optimum over the same patterns', needsData, async () => {
  const of = (method: string) => quick.find(({ settings }) => settings.method === method)!;
  const [long, optimum] = [of('admm'), await recordOf(of('interior'))];
  const admm = await recordOf({ ...long, settings: { ...long.settings, iterations: 1000 } });
  assert.equal(admm.steps.indexOf(EARLY), EARLY - 1);
  assert.equal(last(admm.steps), 1000);
  const distance = (i: number) => Math.abs(admm.objective.at(i)! / last(optimum.objective) - 1);
  assert.ok(distance(-1) < 0.1, String(distance(-1)));
  assert.ok(distance(-1) < distance(0), `${distance(-1)} ${distance(0)}`);
});

test('a run is repeated bit by bit, and an aborted one throws', needsData, async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  for (const run of quick) {
    await assert.rejects(
      Promise.resolve(e4.run(run.settings, run.seed, { ...context, signal })),
      /enough|abort/i,
    );
    if (run.settings.method === 'admm') assert.deepEqual(await recordOf(run), await recordOf(run));
  }
});

test('the paper profile has the remembered sizes and six seeds of each method', () => {
  const runs = e4.runs('paper');
  assert.equal(runs.length, 48);
  for (const { settings } of runs)
    assert.deepEqual([settings.samples, settings.stride, settings.beta], [11_809, 3, 1e-4]);
});

test('the claims hold in invented results, and each fails in those that miss its part', () => {
  const failing = (...change: Parameters<typeof e4With>) =>
    e4Claims
      .filter((claim) => verdict(claim.measure([e4With(...change)])) !== 'reproduced')
      .map(({ id }) => id.slice('convex/'.length));
  assert.deepEqual(failing(), []);
  assert.deepEqual(
    failing(({ method }) => (method === 'interior' ? { testAccuracy: [0.94] } : {})),
    ['C6', 'C8'],
  );
  assert.deepEqual(
    failing(({ method }) => (method === 'interior' ? { lowerBound: 800 } : {})),
    ['E4-early', 'C8'],
  );
  assert.deepEqual(
    failing(({ method }) => (method === 'adam' ? { networkObjective: [400] } : {})),
    ['C9-mnist'],
  );
  for (const claim of e4Claims)
    assert.equal(verdict(claim.measure(claim.counterexample())), 'not reproduced', claim.id);
});

test('the accuracy of SCP is held against ADMM with block coordinate descent', () => {
  const judge = (testAccuracy: number) =>
    verdict(sampledAccuracy.measure([inventedE6(() => ({ trainAccuracy: 0.97, testAccuracy })), e4With()]));
  assert.deepEqual([judge(0.965), judge(0.985)], ['reproduced', 'not reproduced']);
  assert.equal(verdict(sampledAccuracy.measure(sampledAccuracy.counterexample())), 'not reproduced');
});

test('the figure draws every run, and stands empty', () => {
  assert.equal(early.draw([[]]).data.length, 0);
  const runs: readonly RunOf<typeof e4>[] = flat(e4With());
  const seeds = runs.filter(({ method }) => method === 'admm').length;
  const { data } = early.draw([e4With()]);
  const drawn = data.filter((trace) => 'name' in trace && /^seed/.test(String(trace.name)));
  assert.equal(drawn.length, 4 * seeds);
});
