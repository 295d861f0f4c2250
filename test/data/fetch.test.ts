import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type DownloadProgress, fetchAll } from '../../src/data/fetch.ts';
import { readImages } from '../../src/data/images.ts';
import {
  archiveOf,
  deadAddress,
  foldersIn,
  mirror,
  scratch,
  serve,
  store,
  tinyCifar,
  tinyIdx,
} from './tiny.ts';

const { contents } = tinyIdx();

test('fetched files lie uncompressed in the cache, whole, and load', async (t) => {
  const { url, asked } = await mirror(t, contents);
  const { entry } = tinyIdx([await deadAddress(), url]);
  const cache = scratch(t);
  const steps: DownloadProgress[] = [];
  const [status] = await fetchAll([entry], { cache }, { progress: (step) => steps.push(step) });
  assert.equal(status?.available, true);
  for (const [name, content] of contents) assert.deepEqual(readFileSync(join(cache, 'mnist', name)), content);
  assert.deepEqual(readdirSync(join(cache, 'mnist')).toSorted(), [...contents.keys()].toSorted());
  assert.deepEqual([...(await readImages(entry, 'test', { cache })).labels], [8, 3, 2, 2, 8]);
  assert.deepEqual(
    asked,
    [...contents.keys()].map((name) => `${name}.gz`),
  );
  assert.ok(steps.every(({ dataSet, received, total }) => dataSet === 'mnist' && received === total));

  await fetchAll([entry], { cache }, {});
  assert.equal(asked.length, 4, 'a second call has nothing to fetch');
});

test('what comes damaged, cut or foreign from one mirror is taken from the next', async (t) => {
  const bad = await mirror(t, contents, (file, _, response) => {
    const compressed = gzipSync(contents.get(file.replace('.gz', ''))!);
    if (file === 'train-images.gz') response.end(gzipSync(Buffer.alloc(200)));
    else if (file === 'train-labels.gz') response.end(compressed.subarray(0, -9));
    else if (file === 'test-images.gz') response.end('<html>sign in to the network</html>');
    else response.writeHead(200, { 'content-length': 999 }).write(compressed, () => response.destroy());
    return true;
  });
  const good = await mirror(t, contents);
  const cache = scratch(t);
  const [alone] = await fetchAll([tinyIdx([bad.url]).entry], { cache }, {});
  assert.ok(alone?.available === false && alone.reason.includes(bad.url));
  assert.ok(!existsSync(join(cache, 'mnist')), 'nothing bad is kept');
  const [status] = await fetchAll([tinyIdx([bad.url, good.url]).entry], { cache }, {});
  assert.equal(status?.available, true);
  assert.equal(good.asked.length, 4);
});

test('an interrupted fetch goes on with the files that are missing', async (t) => {
  const controller = new AbortController();
  const { url, asked } = await mirror(t, contents, (file, _, response) => {
    if (file !== 'test-images.gz' || controller.signal.aborted) return false;
    response.write('half');
    return true;
  });
  const { entry } = tinyIdx([url]);
  const cache = scratch(t);
  const progress = ({ file }: DownloadProgress) => {
    if (file === 'test-images.gz') controller.abort();
  };
  await assert.rejects(fetchAll([entry], { cache }, { signal: controller.signal, progress }), {
    name: 'AbortError',
  });
  asked.length = 0;
  const [status] = await fetchAll([entry], { cache }, {});
  assert.equal(status?.available, true);
  assert.deepEqual(asked, ['test-images.gz', 'test-labels.gz']);
});

test('a damaged file in the cache is fetched anew', async (t) => {
  const { url, asked } = await mirror(t, contents);
  const cache = scratch(t);
  store(tinyIdx(), cache, false);
  writeFileSync(join(cache, 'mnist', 'train-labels'), 'damaged');
  const [status] = await fetchAll([tinyIdx([url]).entry], { cache }, {});
  assert.equal(status?.available, true);
  assert.deepEqual(asked, ['train-labels.gz']);
});

test('a damaged file in ASSAY_DATA is reported and left alone', async (t) => {
  const { url, asked } = await mirror(t, contents);
  const folders = foldersIn(t);
  store(tinyIdx(), folders.given, false);
  const path = join(folders.given, 'mnist', 'train-labels');
  writeFileSync(path, 'damaged');
  const [status] = await fetchAll([tinyIdx([url]).entry], folders, {});
  assert.ok(status?.available === false && status.reason.includes(path));
  assert.equal(readFileSync(path, 'utf8'), 'damaged');
  assert.deepEqual(asked, []);
});

test('an archive gives all its batches; one that is damaged or lacks a batch is passed over', async (t) => {
  const tiny = tinyCifar();
  const whole = await archiveOf(tiny.contents);
  const partial = await archiveOf([...tiny.contents].slice(0, 2));
  const changed = await archiveOf([...tiny.contents].map(([name]) => [name, tiny.contents.get('test.bin')!]));
  const asked: string[] = [];
  const host = await serve(t, ({ url }, response) => {
    asked.push(url!);
    if (url === '/cut/tiny.tar.gz') response.end(whole.subarray(0, whole.length / 2));
    else if (url === '/foreign/tiny.tar.gz') response.end(gzipSync('no archive '.repeat(200)));
    else if (url === '/changed/tiny.tar.gz') response.end(changed);
    else response.end(url === '/partial/tiny.tar.gz' ? partial : whole);
  });
  const mirrors = ['partial', 'cut', 'foreign', 'changed', 'whole'].map((name) => `${host}${name}/`);
  const { entry } = tinyCifar(mirrors);
  const cache = scratch(t);
  const [failed] = await fetchAll([{ ...entry, mirrors: mirrors.slice(0, 4) }], { cache }, {});
  assert.ok(failed?.available === false);
  assert.match(failed.reason, /partial.*lacks test\.bin/);
  for (const mirror of mirrors.slice(0, 4)) assert.ok(failed.reason.includes(mirror));
  const [status] = await fetchAll([entry], { cache }, {});
  assert.equal(status?.available, true);
  assert.equal(asked.at(-1), '/whole/tiny.tar.gz');
  for (const [name, content] of tiny.contents)
    assert.deepEqual(readFileSync(join(cache, 'cifar-10', name)), content);
});

test('a host that undoes the compression serves as well', async (t) => {
  const host = await serve(t, ({ url }, response) => response.end(contents.get(url!.slice(1, -3))));
  const [status] = await fetchAll([tinyIdx([host]).entry], { cache: scratch(t) }, {});
  assert.equal(status?.available, true);
});

test('without a network every mirror is named, and the other data sets are still fetched', async (t) => {
  const tiny = tinyCifar();
  const whole = await archiveOf(tiny.contents);
  const host = await serve(t, (_, response) => response.end(whole));
  const dead = [await deadAddress(), await deadAddress()];
  const [absent, present] = await fetchAll(
    [tinyIdx(dead).entry, tinyCifar([host]).entry],
    { cache: scratch(t) },
    {},
  );
  assert.ok(absent?.available === false);
  for (const mirror of dead) assert.ok(absent.reason.includes(mirror), absent.reason);
  assert.equal(present?.available, true);
});

test('a cache that cannot be written is an error of its own', async (t) => {
  const { url } = await mirror(t, contents);
  const cache = join(scratch(t), 'file');
  writeFileSync(cache, '');
  await assert.rejects(fetchAll([tinyIdx([url]).entry], { cache }, {}), { code: /ENOTDIR|EEXIST/ });
});
