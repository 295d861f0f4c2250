// The order of what goes out, the history, the log, and pictures of figures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHistory } from '../../../src/kernel/protocol/history.ts';
import { createIopub } from '../../../src/kernel/protocol/iopub.ts';
import { createLog } from '../../../src/kernel/protocol/log.ts';
import { createPictures } from '../../../src/kernel/protocol/pictures.ts';
import type { Outgoing } from '../../../src/kernel/protocol/wire.ts';
import type { Drawer } from '../../../src/plot/browser.ts';

function recorded() {
  const sent: Outgoing[] = [];
  const iopub = createIopub(async (message) => {
    await sleep(0);
    sent.push(message);
  });
  return { sent, iopub };
}

test('printed text goes out as few messages, and before what comes after it', async () => {
  const { sent, iopub } = recorded();
  for (let i = 0; i < 2000; i += 1) iopub.stream('stdout', `line ${i}\n`, undefined);
  iopub.stream('stderr', 'oops', undefined);
  iopub.status('idle');
  await iopub.drained();
  assert.deepEqual(
    sent.map(({ type, content }) => content['name'] ?? type),
    ['stdout', 'stderr', 'status'],
  );
  assert.equal(String(sent[0]!.content['text']).split('\n').length, 2001);
});

test('printed text goes out by itself', async () => {
  const { sent, iopub } = recorded();
  iopub.stream('stdout', 'alone', undefined);
  while (sent.length === 0) await sleep(1);
  assert.equal(sent[0]!.content['text'], 'alone');
});

test('what is still being made holds back what comes after it', async () => {
  const { sent, iopub } = recorded();
  iopub.publish(sleep(30).then(() => ({ type: 'display_data', content: {} })));
  iopub.stream('stdout', 'after', undefined);
  iopub.status('idle');
  await iopub.drained();
  assert.deepEqual(
    sent.map(({ type }) => type),
    ['display_data', 'stream', 'status'],
  );
});

test('history is searched by patterns of the shell', () => {
  const history = createHistory();
  for (const [at, text] of ['a = 1', 'b = 2', 'a = 1', 'x[0]\ny'].entries()) history.add(at + 1, text);
  const search = (pattern: string, more: { unique?: boolean; n?: number } = {}) =>
    history
      .find({
        output: false,
        hist_access_type: 'search',
        session: 0,
        start: 0,
        stop: undefined,
        n: undefined,
        pattern,
        unique: false,
        ...more,
      })
      .map(([, line]) => line);
  assert.deepEqual(search('a*'), [1, 3]);
  assert.deepEqual(search('a*', { unique: true }), [3]);
  assert.deepEqual(search('?*=*', { n: 1 }), [3]);
  assert.deepEqual(search('[!a]*'), [2, 4]);
  assert.deepEqual(search('x[[]0]*'), [4]);
  assert.deepEqual(search('a'), []);
});

test('more than 20 lines a second are counted, not written', () => {
  const lines: string[] = [];
  let now = 0;
  const log = createLog(
    (line) => lines.push(line),
    () => now,
  );
  for (let i = 0; i < 50; i += 1) log(`line\n${i}`);
  now = 1000;
  log('later');
  assert.equal(lines.length, 22);
  assert.match(lines[0]!, /^assay kernel: line 0\n$/);
  assert.match(lines[20]!, /and 30 lines more/);
});

const FIGURE = {
  data: { 'application/vnd.plotly.v1+json': { data: [], layout: { width: 300 } }, 'text/plain': 'figure' },
  metadata: {},
};
const drawer = (draw: Drawer['draw']): Drawer => ({
  browser: 'none',
  draw,
  [Symbol.asyncDispose]: async () => {},
});

test('a figure gets its picture, with its size', async () => {
  await using pictures = createPictures(assert.fail, async () =>
    drawer(async (text) => ({ png: Buffer.from(text), svg: '' })),
  );
  const { data, metadata } = await pictures.add(FIGURE);
  assert.deepEqual(JSON.parse(Buffer.from(String(data['image/png']), 'base64').toString()), {
    data: [],
    layout: { width: 300, height: 450 },
  });
  assert.deepEqual(metadata, { 'image/png': { width: 300, height: 450 } });
});

test('without a browser figures go out as they are, and the log says it once', async () => {
  const lines: string[] = [];
  await using pictures = createPictures(
    (line) => lines.push(line),
    async () => {
      throw new Error('no browser');
    },
  );
  for (let i = 0; i < 3; i += 1) assert.equal(await pictures.add(FIGURE), FIGURE);
  assert.equal(lines.length, 1);
});

test('an interrupt gives up a picture', async () => {
  await using pictures = createPictures(
    () => {},
    async () => drawer(() => new Promise(() => {})),
  );
  const shown = pictures.add(FIGURE);
  await sleep(5);
  pictures.cancel();
  assert.equal(await shown, FIGURE);
});
