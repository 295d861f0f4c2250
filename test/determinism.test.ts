// Same code, settings and seed, same bits: in a second run, in any order, under another locale and time zone, from
// another folder, with any number of jobs. The sample is that of `assay doctor`, without what takes long.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { experimentSample } from '../src/cli/bits/compute.ts';
import { kernelBits } from '../src/cli/bits/kernels.ts';
import { readSample } from '../src/cli/bits/recorded.ts';
import type { Call } from '../src/cli/call.ts';
import { papers } from '../src/papers/index.ts';
import { settingsHash } from '../src/workbook/identity.ts';
import { assertRecorded, sampleIn } from './determinism/sample.ts';

const QUICK = 0.15; // seconds of the longest run
const recorded = readSample('.');

test('bits are recorded of every function, generator, engine routine and experiment, and of nothing else', () => {
  const experiments = papers.flatMap((paper) => paper.experiments);
  const names = [...kernelBits().keys(), ...experiments.map(({ id }) => `experiment ${id}`)];
  assert.deepEqual([...recorded.keys()].sort(), names.sort(), 'to record them: assay doctor --record');
  for (const experiment of experiments) {
    const runs = experiment
      .runs('quick')
      .map((run) => `${settingsHash(experiment.id, run.settings)}.${run.seed}`);
    assert.ok(runs.includes(recorded.get(`experiment ${experiment.id}`)!.run!), experiment.id);
  }
});

test('functions, generators and engines give the recorded bits, and the same in a second call', () => {
  for (let call = 0; call < 2; call++)
    for (const [name, bits] of kernelBits()) assert.equal(bits, recorded.get(name)!.bits, name);
});

test('experiments give the recorded bits in the other order, under another locale and time zone, from another folder', async () => {
  const environment = { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham' };
  const place = { node: [process.execPath], cwd: tmpdir(), environment, reversed: true, seconds: QUICK };
  const sampled = await sampleIn(place);
  assert.match(sampled.locale, /^tr/);
  assert.notEqual(sampled.offset % 60, 0);
  assertRecorded(sampled, QUICK);
});

test('experiments give the recorded bits with one job and with three', async () => {
  const short = papers.flatMap((paper) =>
    paper.experiments.filter(
      (one) => !one.needs && one.runs('quick').some((run) => one.cost(run).seconds < QUICK / 4),
    ),
  );
  assert.ok(new Set(short.map(({ id }) => id.split('/')[0])).size === papers.length);
  const registry = pathToFileURL('src/papers/index.ts');
  const call = { workbook: { root: '.', registry, engine: 'wasm' }, signal: new AbortController().signal };
  for (const jobs of [1, 3]) {
    const { found, failed } = await experimentSample(call as Call, short, jobs);
    assert.deepEqual(failed, []);
    assert.equal(found.size, short.length);
    for (const [name, { bits }] of found)
      assert.equal(bits, recorded.get(name)!.bits, `${name}, ${jobs} jobs`);
  }
});
