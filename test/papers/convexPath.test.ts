import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataStatus } from '../../src/data/index.ts';
import { pathClaims } from '../../src/papers/convex/claims/path.ts';
import { needlessPath, onePoint, reversedPath } from '../../src/papers/convex/counterexamples.ts';
import { regularizationPath } from '../../src/papers/convex/figures/path.ts';
import { betas, path } from '../../src/papers/convex/path.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { useRealData } from '../realData.ts';

useRealData();
const here = (await dataStatus()).some(({ name, available }) => name === 'mnist' && available);
const context: RunContext = { progress: () => {}, signal: new AbortController().signal };

test('a quick path is certified, consistent and repeats bit for bit', async (t) => {
  if (!here) return t.skip('mnist is not here');
  const results = [];
  for (const run of path.runs('quick').filter(({ seed }) => seed === 1)) {
    const records = await path.run(run.settings, run.seed, context);
    results.push({ ...run, records });
    const [record] = records;
    assert.ok(record);
    run.settings.betas.forEach((beta, i) => {
      const { optimum, lowerBound, loss, norm } = record;
      assert.ok(optimum[i]! - lowerBound[i]! <= run.settings.gap * optimum[i]!);
      assert.ok(Math.abs(loss[i]! + beta * norm[i]! - optimum[i]!) < 1e-9 * optimum[i]!);
      assert.ok(record.neurons[i]! <= 2 * record.patterns && record.neurons[i]! > 0 === norm[i]! > 0);
    });
    assert.ok(record.patterns <= run.settings.patterns && record.zeroFrom > 0);
  }
  for (const { label, value, expected } of pathClaims[0]!.measure([results]))
    assert.ok(value >= expected[0], `${label}: ${value}`);
  const { settings, seed, records } = results[1]!;
  assert.deepEqual(await path.run(settings, seed, context), records);
  const signal = AbortSignal.abort(new Error('enough'));
  await assert.rejects(async () => path.run(settings, seed, { ...context, signal }), /enough/);
});

test('the betas span more than five decades in even steps', () => {
  assert.ok(betas.at(-1)! / betas[0]! > 1e5);
  betas.slice(1).forEach((beta, i) => {
    assert.ok(Math.abs(Math.log10(beta / betas[i]!) - 0.5) < 0.01);
  });
});

test('the claims hold for an exact path, and fail without order, concavity, certificates, or a use of beta', () => {
  const judge = (results: ReturnType<typeof onePoint>) =>
    pathClaims.map((claim) => verdict(claim.measure([results])));
  const [yes, no] = ['reproduced', 'not reproduced'];
  assert.deepEqual(judge(onePoint()), [yes, yes]);
  assert.equal(judge(reversedPath())[0], no);
  assert.equal(judge(needlessPath())[1], no);
  const change = (columns: object) => judge(onePoint(() => columns))[0];
  const value = betas.map((beta) => beta * beta + 1); // convex
  assert.equal(change({ optimum: value, lowerBound: value }), no);
  assert.equal(change({ lowerBound: betas.map(() => 0) }), no);
  assert.equal(change({ zeroFrom: 0.5 }), no);
  assert.equal(judge(onePoint(({ norm }) => ({ norm: norm.map((_, i) => 1 + i) })))[0], no);
  assert.equal(judge(onePoint(({ loss }) => ({ loss: loss.map((_, i) => 100 - i) })))[0], no);
});

test('the figure draws every path in four panels', () => {
  const results = onePoint();
  const { data } = regularizationPath.draw([results]);
  const lines = data.filter((trace) => 'mode' in trace && trace.mode === 'lines+markers');
  assert.equal(lines.length, 6 * results.length);
});
