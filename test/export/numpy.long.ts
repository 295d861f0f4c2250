// Every recorded experiment, exported, is read back by numpy and by Python's csv with all its bits.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { toCsv } from '../../src/export/csv.ts';
import { fieldsOf } from '../../src/export/fields.ts';
import { toNpz } from '../../src/export/npz.ts';
import { papers } from '../../src/papers/index.ts';
import { recordedRuns } from '../../src/workbook/index.ts';
import { noValidators, validator } from '../review/validators.ts';
import { folder } from '../workbook/fixtures/place.ts';

for (const { id } of papers.flatMap(({ experiments }) => experiments))
  test(`${id}: numpy and Python's csv read every value back`, { skip: noValidators }, () => {
    const root = folder();
    const at = (ending: string) => join(root, `a${ending}`);
    const fields = fieldsOf(recordedRuns('.', id));
    const { rows, arrays } = toCsv(fields);
    writeFileSync(at('.npz'), toNpz(fields));
    writeFileSync(at('.csv'), rows);
    if (arrays !== undefined) writeFileSync(at('.arrays.csv'), arrays);
    const files = ['.npz', '.csv', '.arrays.csv'].map(at).filter((path) => existsSync(path));
    const runs = `results/${id}.jsonl`;
    const { status, output } = validator('python', [resolve('test/export/readBack.py'), runs, ...files]);
    assert.equal(status, 0, output.slice(-2000));
    assert.ok(Number.parseInt(output, 10) >= readFileSync(runs, 'utf8').split('\n').length - 1, output);
  });
