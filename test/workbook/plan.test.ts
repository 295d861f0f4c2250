import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { AnyExperiment, Run } from '../../src/spec/experiment.ts';
import { digest } from '../../src/workbook/identity.ts';
import { isLong, type Plan, type PlanOptions, pending, plan } from '../../src/workbook/plan.ts';
import { line, openStore, workingFile } from '../../src/workbook/store.ts';
import { provenance, workbook } from './fixtures/place.ts';

const book = workbook();

/** An experiment in a file of its own, whose code and runs can be changed. */
function experiment(
  name: string,
  runs: readonly Run[],
  code = '1',
  more: Partial<AnyExperiment> = {},
): AnyExperiment {
  const file = join(book.root, `${name}.ts`);
  writeFileSync(file, `export const run = () => ${code};`);
  return {
    id: `test/${name}`,
    title: name,
    module: pathToFileURL(file).href,
    runs: () => runs,
    cost: () => ({ seconds: 1, mebibytes: 1 }),
    tolerance: { relative: 0, reason: '' },
    run: () => [],
    ...more,
  };
}

const planned = (one: AnyExperiment, options: Partial<PlanOptions> = {}): Promise<Plan> =>
  plan(book, [one], { profile: 'paper', long: false, force: false, data: () => ({}), ...options });

/** Puts the pending runs into the store, as if they had been computed. */
async function finish(one: AnyExperiment, options: Partial<PlanOptions> = {}): Promise<void> {
  const { experiments, profile } = await planned(one, options);
  const store = await openStore(workingFile(book.root, profile, one.id), assert.fail);
  for (const run of pending(experiments[0]!))
    store.append(line({ ...run, experiment: one.id, provenance }, '[]'));
  store.close();
}

const reasons = async (one: AnyExperiment, options: Partial<PlanOptions> = {}) =>
  (await planned(one, options)).experiments[0]!.runs.map(({ reason }) => reason ?? 'finished');

const of = (n: number, seeds: number): Run[] =>
  Array.from({ length: seeds }, (_, i) => ({ settings: { n }, seed: i + 1 }));

test('runs that were never computed are, those that are finished are not', async () => {
  const one = experiment('fresh', of(1, 2));
  assert.deepEqual(await reasons(one), ['never run', 'never run']);
  await finish(one);
  assert.deepEqual(await reasons(one), ['finished', 'finished']);
  assert.deepEqual(await reasons(one, { force: true }), ['asked for', 'asked for']);
});

test('more seeds or settings leave what is finished alone', async () => {
  await finish(experiment('wider', of(1, 2)));
  const wider = experiment('wider', [...of(1, 3), ...of(2, 1)]);
  assert.deepEqual(await reasons(wider), ['finished', 'finished', 'never run', 'never run']);
});

test('changed settings are told from changed code', async () => {
  await finish(experiment('changed', [...of(1, 1), ...of(2, 1)]));
  const settings = experiment('changed', [...of(1, 1), ...of(3, 1)]);
  assert.deepEqual(await reasons(settings), ['finished', 'settings changed']);
  const code = experiment('changed', [...of(1, 1), ...of(2, 1)], '2');
  assert.deepEqual(await reasons(code), ['code changed', 'code changed']);
  await finish(code);
  const back = experiment('changed', [...of(1, 1), ...of(2, 1)], '1 // as it was');
  assert.deepEqual(await reasons(back), ['finished', 'finished'], 'results of earlier code are kept');
});

test('profiles are stored apart', async () => {
  const one = experiment('profiles', of(1, 1));
  await finish(one, { profile: 'quick' });
  assert.deepEqual(await reasons(one, { profile: 'quick' }), ['finished']);
  assert.deepEqual(await reasons(one), ['never run']);
});

test('an experiment is long above two minutes on two cores, and computed only when asked', async () => {
  assert.equal(isLong(240), false);
  assert.equal(isLong(240.1), true);
  const cost = (seconds: number) => ({ cost: () => ({ seconds, mebibytes: 1 }) });
  const held = async (seconds: number, long: boolean) => {
    const [one] = (await planned(experiment('long', of(1, 2), '1', cost(seconds)), { long })).experiments;
    return [one!.held, pending(one!).length];
  };
  assert.deepEqual(await held(120, false), [undefined, 2]);
  assert.deepEqual(await held(121, false), ['long', 0]);
  assert.deepEqual(await held(121, true), [undefined, 2]);
});

test('missing data hold an experiment, other data are other code', async () => {
  const one = experiment('needy', of(1, 1), '1', { needs: ['mnist', 'cifar-10'] });
  const missing = await planned(one, { data: (name) => (name === 'mnist' ? { missing: 'not here' } : {}) });
  assert.equal(missing.experiments[0]!.held, 'not here');
  assert.deepEqual(missing.experiments.flatMap(pending), []);
  await finish(one);
  const remark = 'CIFAR-10: two classes';
  const other = { data: (name: string) => (name === 'cifar-10' ? { remark } : {}) };
  assert.deepEqual(await reasons(one, other), ['code changed']);
  assert.deepEqual((await planned(one, other)).experiments[0]!.remarks, [remark]);
  assert.deepEqual(await reasons(one), ['finished']);
});

test('a run listed twice and a broken seed are refused', async () => {
  await assert.rejects(
    reasons(experiment('twice', [...of(1, 1), ...of(1, 1)])),
    /test\/twice lists a run twice/,
  );
  await assert.rejects(
    reasons(experiment('seed', [{ settings: {}, seed: 0.5 }])),
    /test\/seed has a run with the seed 0\.5: seeds are integers/,
  );
});

test('identities differ in each of experiment, settings, seed and code, and in nothing else', async () => {
  const ids = async (one: AnyExperiment) => (await planned(one)).experiments[0]!.runs.map(({ id }) => id);
  const base = await ids(experiment('ids', of(1, 1)));
  assert.deepEqual(await ids(experiment('ids', of(1, 1), '1 /* comment */', { title: 'Another' })), base);
  const others = await Promise.all([
    ids(experiment('ids', of(2, 2))),
    ids(experiment('ids', of(1, 1), '1', { id: 'test/other' })),
    ids(experiment('ids2', of(1, 1), '2')),
  ]);
  const all = [base, ...others].flat();
  assert.equal(new Set(all).size, all.length);
  assert.match(base[0]!, /^[0-9a-f]{32}\.1\.[0-9a-f]{32}$/);
  assert.equal(digest('').length, 32);
});
