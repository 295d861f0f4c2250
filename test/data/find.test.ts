import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalog } from '../../src/data/catalog.ts';
import { MissingDataError } from '../../src/data/errors.ts';
import { find, foldersOf } from '../../src/data/find.ts';
import { foldersIn, store, tinyIdx } from './tiny.ts';

const { entry } = tinyIdx();

test('the cache lies in the user’s cache folder, and ASSAY_DATA is looked at first', () => {
  const { cache, given } = foldersOf({ XDG_CACHE_HOME: '/c' });
  assert.equal(cache, join('/c', 'assay', 'data'));
  assert.equal(given, undefined);
  assert.equal(foldersOf({ XDG_CACHE_HOME: '/c', ASSAY_DATA: '/d' }).given, '/d');
});

test('files in ASSAY_DATA come before those in the cache', (t) => {
  const folders = foldersIn(t);
  store(tinyIdx(), folders.cache, false);
  assert.equal(find(entry, folders).folder, join(folders.cache, 'mnist'));
  store(tinyIdx(), folders.given, true);
  assert.equal(find(entry, folders).folder, join(folders.given, 'mnist'));
});

test('what is missing is named, with what to do', (t) => {
  const folders = foldersIn(t);
  assert.throws(
    () => find(entry, folders),
    (error) =>
      error instanceof MissingDataError &&
      [folders.given, folders.cache, 'assay data', 'ASSAY_DATA'].every((part) =>
        error.message.includes(part),
      ),
  );
  store(tinyIdx(), folders.given, true);
  rmSync(join(folders.given, 'mnist', 'test-labels.gz'));
  assert.throws(() => find(entry, folders), /mnist lacks test-labels/);
});

test('the official edition is preferred to the two-class copy in the same folder', (t) => {
  const { cache } = foldersIn(t);
  const folder = join(cache, 'cifar-10');
  mkdirSync(folder, { recursive: true });
  for (const name of ['data_batch_birds_ships.bin', 'test_batch_birds_ships.bin.gz'])
    writeFileSync(join(folder, name), '');
  assert.equal(find(catalog['cifar-10'], { cache }).edition.official, false);
  for (const name of [
    'data_batch_1',
    'data_batch_2',
    'data_batch_3',
    'data_batch_4',
    'data_batch_5',
    'test_batch',
  ])
    writeFileSync(join(folder, `${name}.bin`), '');
  assert.equal(find(catalog['cifar-10'], { cache }).edition.official, true);
});
