// Recorded results are those of the code as it stands: complete, and a sample of them computed anew has the same bits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { papers } from '../../src/papers/index.ts';
import type { AnyExperiment } from '../../src/spec/experiment.ts';
import { encode } from '../../src/workbook/encoding.ts';
import { readIndex, readRuns, recordedFile } from '../../src/workbook/store.ts';

const context = { progress: () => {}, signal: new AbortController().signal };
const SECONDS = 2; // one run of each experiment, the first that is not longer

const key = (run: { readonly settings: unknown; readonly seed: number }) =>
  encode([run.settings, run.seed] as never);

function recorded(experiment: AnyExperiment) {
  const file = recordedFile('.', experiment.id);
  const index = readIndex(file);
  return new Map(readRuns(file, index, [...index.keys()]).map((run) => [key(run), run]));
}

for (const experiment of papers.flatMap(({ experiments }) => experiments))
  test(`${experiment.id}: every run is recorded, and one of them has the same bits now`, async () => {
    const runs = experiment.runs('paper');
    const results = recorded(experiment);
    assert.deepEqual(
      runs.filter((run) => !results.has(key(run))),
      [],
    );
    const sample = runs.find((run) => experiment.cost(run).seconds <= SECONDS);
    if (!sample) return;
    const records = await experiment.run(sample.settings, sample.seed, context);
    assert.equal(encode(records), encode(results.get(key(sample))!.records));
  });
