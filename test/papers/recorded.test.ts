// Recorded results are those of the code as it stands: complete, and a sample of them computed anew has the same bits;
// recorded verdicts are those of the recorded results.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataStatus } from '../../src/data/index.ts';
import { papers } from '../../src/papers/index.ts';
import { checkClaim } from '../../src/spec/check.ts';
import { isTestable } from '../../src/spec/claim.ts';
import type { AnyExperiment } from '../../src/spec/experiment.ts';
import { encode } from '../../src/workbook/encoding.ts';
import { readIndex, readRuns, recordedFile } from '../../src/workbook/store.ts';
import { readVerdicts } from '../../src/workbook/verdicts.ts';
import { useRealData } from '../realData.ts';

useRealData();
const missing = new Set((await dataStatus()).filter(({ available }) => !available).map(({ name }) => name));

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
  test(`${experiment.id}: every run is recorded, and one of them has the same bits now`, async (t) => {
    const runs = experiment.runs('paper');
    const results = recorded(experiment);
    assert.deepEqual(
      runs.filter((run) => !results.has(key(run))),
      [],
    );
    const sample = runs.find((run) => experiment.cost(run).seconds <= SECONDS);
    if (!sample) return;
    const lacking = (experiment.needs ?? []).filter((name) => missing.has(name));
    if (lacking.length > 0) return t.skip(`no run is repeated without data: ${lacking.join(', ')}`);
    const records = await experiment.run(sample.settings, sample.seed, context);
    assert.equal(encode(records), encode(results.get(key(sample))!.records));
  });

for (const { id, claims, experiments } of papers)
  test(`${id}: the verdict of every claim is recorded, and follows from the recorded results`, () => {
    const results = new Map(experiments.map((one) => [one, [...recorded(one).values()]]));
    const now = claims.map((claim) => {
      const needed: readonly AnyExperiment[] = isTestable(claim) ? claim.experiments : [];
      return [
        claim.id,
        checkClaim(
          claim,
          needed.map((one) => results.get(one)!),
        ).verdict,
      ];
    });
    const verdicts = readVerdicts('.', id);
    assert.deepEqual(
      now,
      claims.map((claim) => [claim.id, verdicts.get(claim.id)?.verdict]),
      'to look at the difference: assay verify; to record it: assay verify --record',
    );
  });
