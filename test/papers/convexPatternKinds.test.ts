import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patternKindClaims } from '../../src/papers/convex/claims/patternKinds.ts';
import { withObjectives } from '../../src/papers/convex/counterexamples.ts';
import { kinds } from '../../src/papers/convex/figures/patternKinds.ts';
import { counts, patternKinds, sets } from '../../src/papers/convex/patternKinds.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { verdict } from '../../src/spec/verdict.ts';

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };
const [first] = patternKinds.runs('quick');

test('a run has certified optima, and convex re-training is never worse than the network it starts from', async () => {
  const fractions: number[] = [];
  const run = () =>
    patternKinds.run(first!.settings, first!.seed, {
      ...context,
      progress: (fraction) => fractions.push(fraction),
    });
  const records = await run();
  const [record] = records;
  assert.ok(record);
  const { gap, patterns } = first!.settings;
  assert.ok(record.random - record.randomBound <= gap * record.random);
  assert.ok(record.searched - record.searchedBound <= gap * record.searched);
  assert.ok(record.trained <= record.backPropagation && record.trainedGap <= gap);
  assert.ok(record.trainedPatterns <= 2 * patterns && record.searchedPatterns === patterns);
  assert.ok(record.randomNeurons <= 2 * patterns && record.trainedNeurons <= 4 * patterns);
  assert.ok(
    fractions.every((fraction, i) => fraction >= 0 && fraction <= 1 && fraction >= (fractions[i - 1] ?? 0)),
  );
  fractions.length = 0;
  assert.deepEqual(await run(), records);
});

test('an aborted run throws', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await assert.rejects(patternKinds.run(first!.settings, 1, { ...context, signal }), /enough/);
});

test('the settings of a set are those of its samples', () => {
  for (const { settings } of patternKinds.runs('paper')) {
    const side = Math.ceil((settings.set === 'cifar-10' ? 32 : 28) / settings.stride);
    const pixels = side * side * (settings.set === 'cifar-10' ? 3 : 1);
    if (settings.set !== 'synthetic') assert.equal(settings.features, pixels, settings.set);
  }
});

test('each claim holds for objectives in its order, and for no other', () => {
  const judge = (change: Parameters<typeof withObjectives>[0]) =>
    patternKindClaims.map((claim) => verdict(claim.measure([withObjectives(change)])));
  const [yes, no] = ['reproduced', 'not reproduced'];
  assert.deepEqual(judge({}), [yes, yes, yes, yes]);
  assert.deepEqual(judge({ random: 1.1 }), [no, yes, yes, yes]);
  assert.deepEqual(judge({ trained: 1 }), [yes, no, yes, yes]);
  assert.deepEqual(judge({ searched: 0.95 }), [yes, yes, no, yes]);
  assert.deepEqual(judge({ random: 1, searched: 1.1, backPropagation: 1 }), [yes, yes, no, no]);
});

test('the figure has a panel of four curves for every set', () => {
  const { data, layout } = kinds.draw([withObjectives({})]);
  const lines = data.filter((trace) => 'mode' in trace && trace.mode === 'lines+markers') as readonly {
    readonly x: readonly number[];
    readonly name: string;
  }[];
  assert.equal(lines.length, 4 * Object.keys(sets).length);
  const expected = Object.values(counts).flatMap((x) => [x, x, x, x]);
  assert.deepEqual(
    lines.map(({ x }) => x),
    expected,
  );
  assert.match(JSON.stringify(layout.annotations), /fashion-mnist: n = 100, d = 16/);
  assert.match(kinds.caption, /best of 20 trials/);
});
