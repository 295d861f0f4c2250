import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patternCountClaims } from '../../src/papers/convex/claims/patternCounts.ts';
import { patternKindClaims } from '../../src/papers/convex/claims/patternKinds.ts';
import { kindsWith, withObjectives } from '../../src/papers/convex/counterexamples.ts';
import { kinds } from '../../src/papers/convex/figures/patternKinds.ts';
import type { ContenderName } from '../../src/papers/convex/kindContenders.ts';
import { patternKinds, setNames, sets } from '../../src/papers/convex/patternKinds.ts';
import type { ResultsOf, RunContext } from '../../src/spec/experiment.ts';
import { verdict } from '../../src/spec/verdict.ts';

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };
const quick = patternKinds.runs('quick');
const [first] = quick;

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
  for (const kind of ['random', 'perturbed', 'searched'] as const) {
    assert.ok(record[kind].gap <= gap, kind);
    assert.ok(record[kind].patterns <= patterns && record[kind].neurons <= 2 * patterns, kind);
  }
  assert.equal(record.random.patterns, patterns);
  assert.ok(record.trained.objective <= record.backPropagation.objective && record.trained.gap <= gap);
  assert.ok(record.trained.patterns <= 2 * patterns && record.trained.neurons <= 4 * patterns);
  assert.ok(
    fractions.every((fraction, i) => fraction >= 0 && fraction <= 1 && fraction >= (fractions[i - 1] ?? 0)),
  );
  fractions.length = 0;
  assert.deepEqual(await run(), records);
});

test('perturbed patterns without perturbation are worth as much as random ones of the same directions', async () => {
  const settings = { ...first!.settings, patterns: 8, radius: 1e-12, perturbedSets: 1, epochs: 5 };
  const [record] = await patternKinds.run(settings, 101, context);
  assert.equal(record!.perturbed.patterns, 8);
  const [far] = await patternKinds.run({ ...settings, radius: 2, perturbedSets: 8 }, 101, context);
  assert.ok(far!.perturbed.objective > record!.perturbed.objective);
});

test('an aborted run throws', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await assert.rejects(patternKinds.run(first!.settings, 1, { ...context, signal }), /enough/);
});

test('the settings of a set are those of its samples, and every set but the large one has a quick run', () => {
  for (const set of setNames) {
    const { data, stride, features } = sets[set];
    const side = Math.ceil((data === 'cifar-10' ? 32 : 28) / stride);
    if (data !== 'none') assert.equal(features, side * side * (data === 'cifar-10' ? 3 : 1), set);
    assert.equal(
      quick.some(({ settings }) => settings.set === set),
      set !== 'mnist-2000',
    );
  }
});

const [yes, no] = ['reproduced', 'not reproduced'];
const judge = (results: ResultsOf<typeof patternKinds>) =>
  Object.fromEntries(
    [...patternKindClaims, ...patternCountClaims].map((claim) => [
      claim.id.replace('convex/C9', ''),
      verdict(claim.measure([results])),
    ]),
  );
const all = {
  '': yes,
  '-trained': yes,
  '-searched': yes,
  '-perturbed': yes,
  '-many': yes,
  '-few': no, // the opposite of C9
  '-accuracy': yes,
};

test('each claim holds for objectives in its order, and for no other', () => {
  const objectives = (change: Partial<Record<ContenderName, number>>) => judge(withObjectives(change));
  assert.deepEqual(objectives({}), all);
  assert.deepEqual(objectives({ random: 2, searched: 0.9, perturbed: 3 }), { ...all, '': no });
  assert.deepEqual(objectives({ random: 2, searched: 1.5, perturbed: 3 }), {
    ...all,
    '': no,
    '-many': no,
    '-few': yes,
  });
  assert.deepEqual(objectives({ trained: 1 }), { ...all, '-trained': no });
  assert.deepEqual(objectives({ random: 0.75, perturbed: 0.8 }), { ...all, '-searched': no });
  assert.deepEqual(objectives({ perturbed: 0.85 }), { ...all, '-perturbed': no });
  assert.deepEqual(objectives({ searched: 1.1 }), { ...all, '-searched': no, '-many': no });
});

test('the accuracy claim needs random patterns below back-propagation, and its own patterns beside it', () => {
  const accuracy = (name: ContenderName, value: number) =>
    judge(kindsWith((other) => (other === name ? { accuracy: value } : {})));
  assert.deepEqual(accuracy('random', 0.96), { ...all, '-accuracy': no });
  assert.deepEqual(accuracy('trained', 0.9), { ...all, '-accuracy': no });
});

test('the figure has five curves of the objective for every set, and of the accuracy for images', () => {
  const { data, layout } = kinds.draw([withObjectives({})]);
  const lines = data.filter((trace) => 'mode' in trace && trace.mode === 'lines+markers') as readonly {
    readonly x: readonly number[];
    readonly name: string;
  }[];
  assert.equal(lines.length, 5 * (4 + 3));
  assert.deepEqual(lines[0]!.x, sets.synthetic.counts);
  assert.deepEqual(lines.at(-1)!.x, sets['cifar-10'].counts);
  assert.match(JSON.stringify(layout.annotations), /Fashion-MNIST: n = 500, d = 100/);
  assert.match(kinds.caption, /best of 10 trials of back-propagation \(20 on Gaussian data/);
  const small = withObjectives({}).filter(({ settings }) => settings.set === 'mnist');
  assert.ok(kinds.draw([small]).data.length > 0);
});
