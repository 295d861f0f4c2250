// What cffconvert says of CITATION.cff.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from '../workbook/fixtures/place.ts';
import { noValidators, validator } from './validators.ts';

test('CITATION.cff is valid by the schema 1.2.0', { skip: noValidators }, () => {
  const { status, output } = validator('cffconvert', ['--validate', '-i', 'CITATION.cff']);
  assert.equal(status, 0, output);
  assert.match(output, /valid according to schema version 1\.2\.0/);
});

test('the validator refuses a licence that does not exist', { skip: noValidators }, () => {
  const path = join(folder(), 'CITATION.cff');
  writeFileSync(path, readFileSync('CITATION.cff', 'utf8').replace('license: MIT', 'license: mine'));
  assert.notEqual(validator('cffconvert', ['--validate', '-i', path]).status, 0);
});

test('it gives the citation as BibTeX, which a reader can use', { skip: noValidators }, () => {
  const { status, output } = validator('cffconvert', ['-f', 'bibtex', '-i', 'CITATION.cff']);
  assert.equal(status, 0, output);
  assert.match(output, /^@\w+\{.*title = \{Assay/s);
});
