import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DamagedFileError, DataError, ForeignFileError, TruncatedFileError } from '../../src/data/errors.ts';
import { readVerified, uncompress, verify } from '../../src/data/verify.ts';
import { scratch, tinyCifar, tinyIdx } from './tiny.ts';

const { entry, contents } = tinyIdx();
const [file] = entry.editions[0].train;
const content = contents.get(file!.name)!;
const cifar = tinyCifar();
const [batch] = cifar.entry.editions[0].train;

test('readVerified returns the known bytes, stored plain or compressed, whatever the name', async (t) => {
  const path = join(scratch(t), 'train-images');
  for (const stored of [content, gzipSync(content)]) {
    writeFileSync(path, stored);
    assert.deepEqual(Buffer.from(await readVerified(path, file!, 'idx')), content);
  }
});

test('every single changed byte is noticed', () => {
  for (let i = 0; i < content.length; i++) {
    const changed = Buffer.from(content);
    changed[i]! ^= 1;
    assert.throws(() => verify(changed, file!, 'idx', 'x'), DataError, `byte ${i}`);
  }
});

test('a file of the right format with unknown bytes is refused, and both hashes are shown', () => {
  const changed = Buffer.from(content);
  changed[20]! ^= 1;
  const found = createHash('sha256').update(changed).digest('hex');
  assert.throws(
    () => verify(changed, file!, 'idx', 'folder/train-images'),
    (error) =>
      error instanceof DamagedFileError &&
      error.message.includes('folder/train-images') &&
      error.message.includes(found) &&
      error.message.includes(file!.sha256),
  );
});

test('cut and foreign files have their own names', () => {
  assert.throws(() => verify(content.subarray(0, 50), file!, 'idx', 'x'), TruncatedFileError);
  assert.throws(() => verify(Buffer.from('404 not found'), file!, 'idx', 'x'), ForeignFileError);
  const records = cifar.contents.get(batch!.name)!;
  // Cut between two records, so that the batch still parses.
  assert.throws(() => verify(records.subarray(0, 3073), batch!, 'cifar', 'x'), TruncatedFileError);
  assert.throws(() => verify(Buffer.from('404 not found'), batch!, 'cifar', 'x'), ForeignFileError);
});

test('compressed data cut at any position is truncated', async () => {
  const compressed = gzipSync(content);
  for (let length = 2; length < compressed.length; length++)
    await assert.rejects(uncompress(compressed.subarray(0, length), 'x.gz'), TruncatedFileError);
});

test('compressed data with any changed byte gives an error or the known bytes, never others', async () => {
  const compressed = gzipSync(content);
  for (let i = 0; i < compressed.length; i++) {
    const changed = Buffer.from(compressed);
    changed[i]! ^= 0xff;
    try {
      const bytes = await uncompress(changed, 'x.gz');
      verify(bytes, file!, 'idx', 'x.gz');
      assert.deepEqual(Buffer.from(bytes), content);
    } catch (error) {
      assert.ok(error instanceof DataError, `byte ${i}: ${error}`);
    }
  }
});
