import assert from 'node:assert/strict';
import { test } from 'node:test';
import { download } from '../../src/data/download.ts';
import { DownloadError } from '../../src/data/errors.ts';
import { deadAddress, serve } from './tiny.ts';

const asText = async (bytes: Uint8Array) => Buffer.from(bytes).toString();
const quiet = () => {};

test('download takes the first mirror that answers and reports bytes against the announced total', async (t) => {
  const host = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-length': 6 });
    response.write('abc');
    setTimeout(() => response.end('def'), 20);
  });
  const seen: (readonly [number, number | undefined])[] = [];
  const text = await download([`${await deadAddress()}x`, `${host}x`], asText, ({ received, total }) =>
    seen.push([received, total]),
  );
  assert.equal(text, 'abcdef');
  assert.deepEqual(seen.at(-1), [6, 6]);
  assert.deepEqual(seen[0], [3, 6]);
});

test('when no mirror serves, the error names each with its reason', async (t) => {
  const gone = await serve(t, (_, response) => response.writeHead(404).end());
  const cut = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('some', () => response.destroy());
  });
  const wrong = await serve(t, (_, response) => response.end('wrong'));
  const refuse = async (bytes: Uint8Array) => {
    throw new Error(`${await asText(bytes)} bytes`);
  };
  await assert.rejects(
    download([`${await deadAddress()}a`, `${gone}b`, `${cut}c`, `${wrong}d`], refuse, quiet),
    (error) => {
      assert.ok(error instanceof DownloadError);
      assert.match(error.message, /\/a: .*ECONNREFUSED/);
      assert.match(error.message, /\/b: HTTP 404 Not Found/);
      assert.match(error.message, /\/c: \S+/);
      assert.match(error.message, /\/d: wrong bytes/);
      assert.match(error.message, /ASSAY_DATA/);
      return true;
    },
  );
});

test('a mirror that stalls is given up, before or after its first byte', async (t) => {
  const silent = await serve(t, () => {});
  const stalling = await serve(t, (_, response) => response.write('some'));
  const good = await serve(t, (_, response) => response.end('good'));
  assert.equal(await download([silent, stalling, good], asText, quiet, undefined, 100), 'good');
  await assert.rejects(download([silent], asText, quiet, undefined, 100), /no byte for 0\.1 s/);
});

test('a slow mirror that keeps sending is not given up', async (t) => {
  const slow = await serve(t, (_, response) => {
    let left = 8;
    const timer = setInterval(() => {
      response.write('.');
      if (--left > 0) return;
      clearInterval(timer);
      response.end();
    }, 100);
  });
  assert.equal(await download([slow], asText, quiet, undefined, 500), '........');
});

test('abort stops at once and tries no other mirror', { timeout: 10_000 }, async (t) => {
  let asked = 0;
  const stalling = await serve(t, (_, response) => {
    asked++;
    response.write('some');
  });
  const controller = new AbortController();
  await assert.rejects(
    download([stalling, stalling], asText, () => controller.abort(), controller.signal),
    { name: 'AbortError' },
  );
  assert.equal(asked, 1);
});
