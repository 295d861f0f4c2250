import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { encode } from '../../src/workbook/encoding.ts';
import { type DataState, type Plan, plan } from '../../src/workbook/plan.ts';
import { compareWithRecorded, record, resultsFor, unfinished } from '../../src/workbook/results.ts';
import { line, recordedFile, workingFile } from '../../src/workbook/store.ts';
import { needy } from './fixtures/papers.ts';
import { provenance, workbook } from './fixtures/place.ts';

const remark = 'CIFAR-10: two classes, decoded from a JPEG copy';

const planOf = (data: DataState = {}, book = workbook()): Promise<Plan> =>
  plan(book, [needy], { profile: 'paper', long: false, force: false, data: () => data });

/** Writes runs of the plan into a file of runs; `value` tells them apart. */
function write(
  file: string,
  { experiments: [one] }: Plan,
  seeds: readonly number[],
  value: number,
  remarks?: string[],
) {
  mkdirSync(dirname(file), { recursive: true });
  const lines = one!.runs
    .filter(({ seed }) => seeds.includes(seed))
    .map((run) =>
      line(
        {
          ...run,
          experiment: one!.experiment.id,
          provenance: { ...provenance, ...(remarks && { remarks }) },
        },
        encode([{ value }]),
      ),
    );
  writeFileSync(file, lines.join(''));
}

const working = ({ workbook: { root } }: Plan): string => workingFile(root, 'paper', needy.id);
const recorded = ({ workbook: { root } }: Plan): string => recordedFile(root, needy.id);
const shown = (planned: Plan) => {
  const set = resultsFor(planned, planned.experiments[0]!);
  return 'missing' in set
    ? set
    : { values: set.results.flatMap(({ records }) => records.map(({ value }) => value)), notes: set.notes };
};

test('finished runs of the present code count, without a note', async () => {
  const planned = await planOf();
  write(working(planned), planned, [1, 2], 7);
  write(recorded(planned), planned, [1, 2], 8);
  assert.deepEqual(shown(planned), { values: [7, 7], notes: [] });
  assert.equal(unfinished(planned, planned.experiments[0]!), 0);
});

test('where a run could not be computed, all come from the recorded results, with a note', async () => {
  const planned = await planOf();
  write(working(planned), planned, [1], 7);
  write(recorded(planned), planned, [1, 2], 8);
  assert.deepEqual(shown(planned), {
    values: [8, 8],
    notes: ['Recorded results of tiny/needy: 1 of 2 runs could not be computed'],
  });
  assert.equal(unfinished(planned, planned.experiments[0]!), 1);
  assert.equal(compareWithRecorded(planned, planned.experiments[0]!).agreement, 'different');
});

test('where nothing is recorded either, it is said', async () => {
  const planned = await planOf();
  assert.deepEqual(shown(planned), {
    missing: 'tiny/needy: 2 of 2 runs could not be computed; nothing is recorded',
  });
});

test('what is to be said of the data is a note, of computed and of recorded results', async () => {
  const planned = await planOf({ remark });
  write(working(planned), planned, [1, 2], 7, [remark]);
  assert.deepEqual(shown(planned), { values: [7, 7], notes: [remark] });
  record(planned, planned.experiments[0]!);
  write(working(planned), planned, [], 7);
  assert.deepEqual(shown(planned), {
    values: [7, 7],
    notes: ['Recorded results of tiny/needy: 2 of 2 runs could not be computed', remark],
  });
});

test('the same code with other data is not called older', async () => {
  const book = workbook();
  const other = await planOf({ remark }, book);
  write(recorded(other), other, [1, 2], 7, [remark]);
  const without = await planOf({ missing: 'not here' }, book);
  assert.deepEqual(shown(without), {
    values: [7, 7],
    notes: [
      'Recorded results of tiny/needy: its data (mnist) are not on this machine; to fetch them: assay data',
      remark,
    ],
  });
});

test('unfinished results are not recorded', async () => {
  const planned = await planOf();
  write(working(planned), planned, [2], 7);
  assert.throws(() => record(planned, planned.experiments[0]!), /has no run/);
});
