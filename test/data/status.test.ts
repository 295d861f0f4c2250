import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DamagedFileError } from '../../src/data/errors.ts';
import { readImages } from '../../src/data/images.ts';
import { statusOfAll } from '../../src/data/status.ts';
import { foldersIn, store, tinyIdx } from './tiny.ts';

const { entry } = tinyIdx();

test('status says where a data set is and what it is', async (t) => {
  const folders = foldersIn(t);
  store(tinyIdx(), folders.given, true);
  assert.deepEqual(await statusOfAll([entry], folders), [
    {
      name: 'mnist',
      title: 'Tiny',
      available: true,
      where: join(folders.given, 'mnist'),
      provenance: 'official files',
      official: true,
    },
  ]);
});

test('a damaged or missing data set is not available, with the reason', async (t) => {
  const folders = foldersIn(t);
  const [missing] = await statusOfAll([entry], folders);
  assert.ok(missing?.available === false && missing.reason.includes('assay data'));
  store(tinyIdx(), folders.cache, false);
  writeFileSync(join(folders.cache, 'mnist', 'train-labels'), 'not labels');
  const [damaged] = await statusOfAll([entry], folders);
  assert.ok(damaged?.available === false && damaged.reason.includes('train-labels is no IDX file'));
});

test('a verified file is hashed again only when its size or time of change differ; a loader always hashes', async (t) => {
  const folders = foldersIn(t);
  store(tinyIdx(), folders.cache, false);
  const path = join(folders.cache, 'mnist', 'train-images');
  const when = new Date(1_700_000_000_000);
  utimesSync(path, when, when);
  const available = async () => (await statusOfAll([entry], folders))[0]!.available;
  assert.equal(await available(), true);

  const changed = readFileSync(path);
  changed[30]! ^= 1;
  writeFileSync(path, changed);
  utimesSync(path, when, when);
  assert.equal(await available(), true);
  await assert.rejects(readImages(entry, 'train', folders), DamagedFileError);

  utimesSync(path, when, new Date(when.getTime() + 1000));
  assert.equal(await available(), false);
});

test('a cache that cannot be written or read is no obstacle', async (t) => {
  const folders = foldersIn(t);
  store(tinyIdx(), folders.given, true);
  mkdirSync(join(folders.cache, 'verified.json'), { recursive: true });
  chmodSync(folders.cache, 0o500);
  assert.equal((await statusOfAll([entry], folders))[0]!.available, true);
});
