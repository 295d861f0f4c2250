import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalog, filesOf } from '../../src/data/catalog.ts';

test('every data set has several https mirrors and distinct, well-formed hashes', () => {
  const hashes = Object.values(catalog).flatMap(({ editions }) =>
    editions.flatMap(filesOf).map(({ sha256 }) => sha256),
  );
  assert.equal(new Set(hashes).size, 16);
  for (const hash of hashes) assert.match(hash, /^[0-9a-f]{64}$/);
  for (const [name, entry] of Object.entries(catalog)) {
    assert.equal(entry.name, name);
    assert.ok(new Set(entry.mirrors.map((mirror) => new URL(mirror).host)).size >= 3);
    for (const mirror of entry.mirrors) assert.match(mirror, /^https:\/\/.*\/$/);
  }
});
