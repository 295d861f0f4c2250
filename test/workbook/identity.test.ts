import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digest, identity, parseIdentity, settingsHash } from '../../src/workbook/identity.ts';

const code = digest('code');

test('the order of settings does not matter, their values do, down to the sign of zero', () => {
  const hash = settingsHash('a/b', { n: 1, deep: { x: 0, y: [1, 2] } });
  assert.equal(settingsHash('a/b', { deep: { y: [1, 2], x: 0 }, n: 1 }), hash);
  for (const other of [
    { n: 2, deep: { x: 0, y: [1, 2] } },
    { n: 1, deep: { x: -0, y: [1, 2] } },
    { n: 1, deep: { x: 0, y: [2, 1] } },
    { n: '1', deep: { x: 0, y: [1, 2] } },
  ])
    assert.notEqual(settingsHash('a/b', other), hash);
  assert.notEqual(settingsHash('a/c', { n: 1, deep: { x: 0, y: [1, 2] } }), hash);
});

test('an identity holds settings, seed and code, and gives them back', () => {
  for (const seed of [0, -7, 2 ** 53 - 1]) {
    const parts = { settings: settingsHash('a/b', {}), seed, code };
    assert.deepEqual(parseIdentity(identity(parts)), parts);
  }
  assert.throws(() => parseIdentity('something'), /"something" is not the identity of a run/);
});
