import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createDisplay, type Emit, JUPYTER_DISPLAY } from '../../../src/kernel/display/index.ts';

function started() {
  const events: Parameters<Emit>[0][] = [];
  const display = createDisplay((event) => void events.push(structuredClone(event)));
  /** The display events since the last call. */
  const shown = () =>
    events.splice(0).map((event) => {
      assert.equal(event.type, 'display');
      return event.type === 'display'
        ? { ...event.display, id: event.displayId, update: event.update }
        : event;
    });
  const data = () => shown().map((event) => ('data' in event ? event.data : undefined));
  return { display, events, shown, data };
}

const PNG = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...[0, 0, 1, 0, 0, 0, 0, 7],
]);

test('a value is shown at once, as it would be at the end of a cell', () => {
  const { display, data } = started();
  assert.equal(display([1, 2]), undefined);
  display('text');
  display({ data: [], layout: {} });
  assert.deepEqual(data(), [
    { 'text/plain': '[ 1, 2 ]' },
    { 'text/plain': "'text'" },
    { 'application/vnd.plotly.v1+json': { data: [], layout: {} }, 'text/plain': 'Plotly figure: 0 traces' },
  ]);
});

test('a MIME bundle is known by its keys, or by raw', () => {
  const { display, data } = started();
  const bundle = { 'text/html': '<b>x</b>', 'text/plain': 'x' };
  display(bundle);
  display(bundle, { raw: true });
  display(bundle, { raw: false });
  display({ custom: 'x', 'text/plain': 'y' }, { raw: true });
  display({});
  assert.deepEqual(data(), [
    bundle,
    bundle,
    { 'text/plain': "{ 'text/html': '<b>x</b>', 'text/plain': 'x' }" },
    { custom: 'x', 'text/plain': 'y' },
    { 'text/plain': '{}' },
  ]);
});

test('bytes become base64, texts stay texts, JSON types stay values', () => {
  const { display, data } = started();
  const buffer = Uint8Array.from([9, 0, 1, 254, 255, 9]).buffer;
  display({
    'image/png': new Uint8Array(buffer, 1, 4),
    'application/octet-stream': new Uint8Array([1]).buffer,
    'text/html': Buffer.from('é'),
    'image/svg+xml': Buffer.from('<svg/>'),
    'application/geo+json': { a: 1n },
    'text/plain': 5,
    'text/markdown': undefined,
  });
  assert.deepEqual(data(), [
    {
      'image/png': 'AAH+/w==',
      'application/octet-stream': 'AQ==',
      'text/html': 'é',
      'image/svg+xml': '<svg/>',
      'application/geo+json': { a: '1' },
      'text/plain': '5',
    },
  ]);
});

test('what cannot be done says what to do', () => {
  const { display, shown } = started();
  assert.throws(() => display('x', { raw: true }), /takes a MIME bundle such as .* not 'x'/);
  assert.throws(() => display('x', { update: true }), /needs the display_id/);
  assert.throws(() => display.image(new Uint8Array([1, 2])), /PNG, JPEG.*\(2 bytes\) begin with 0102/);
  assert.throws(() => display.image(3 as never), /bytes .* or the path of a file, not 3/);
  assert.throws(() => display.image('/no/such.png'), /ENOENT/);
  assert.deepEqual(shown(), []);
});

test('a handle replaces what it showed; a display_id does so by name', () => {
  const { display, shown } = started();
  const handle = display(1, { display_id: true });
  handle.update({ 'text/html': 'two' });
  handle.update({ 'text/html': 'three' }, { raw: false });
  display('x', { display_id: 'mine' });
  display('y', { display_id: 'mine', update: true });
  const events = shown() as { id: string; update: boolean }[];
  assert.deepEqual(
    events.map(({ id, update }) => [id, update]),
    [
      [handle.display_id, false],
      [handle.display_id, true],
      [handle.display_id, true],
      ['mine', false],
      ['mine', true],
    ],
  );
  assert.notEqual(display(1, { display_id: true }).display_id, handle.display_id);
});

test('an asynchronous bundle is shown when it is there', async () => {
  const { display, data } = started();
  const value = { [JUPYTER_DISPLAY]: async () => ({ 'text/plain': 'later' }) };
  const sent = display(value);
  assert.deepEqual(data(), []);
  await sent;
  assert.deepEqual(data(), [{ 'text/plain': 'later' }]);
});

test('shorthands take a text or are the tag of a template', () => {
  const { display, data, shown } = started();
  display.html('<i>x</i>');
  display.html`<i>${1 + 1}</i>`;
  display.markdown`a\\b`;
  display.latex('$x$');
  display.svg('<svg/>');
  display.json({ a: [1] });
  assert.deepEqual(data(), [
    { 'text/html': '<i>x</i>', 'text/plain': '[text/html, 8 characters]' },
    { 'text/html': '<i>2</i>', 'text/plain': '[text/html, 8 characters]' },
    { 'text/markdown': 'a\\b', 'text/plain': 'a\\b' },
    { 'text/latex': '$x$', 'text/plain': '$x$' },
    { 'image/svg+xml': '<svg/>', 'text/plain': '[image/svg+xml, 6 characters]' },
    { 'application/json': { a: [1] }, 'text/plain': '{ a: [ 1 ] }' },
  ]);
  display.html('x', { display_id: 'p', update: true });
  assert.deepEqual(
    shown().map((event) => 'id' in event && [event.id, event.update]),
    [['p', true]],
  );
});

test('an image is known by its first bytes, in memory or in a file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { display, data, shown } = started();
  const svg = '<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
  const [png, drawing] = [join(folder, 'a.png'), join(folder, 'a.svg')];
  writeFileSync(png, PNG);
  writeFileSync(drawing, svg);
  display.image(PNG);
  display.image(png);
  display.image(pathToFileURL(drawing));
  display.image(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]));
  const inBase64 = Buffer.from(PNG).toString('base64');
  assert.deepEqual(data(), [
    { 'image/png': inBase64, 'text/plain': '[image/png, 256 × 7 pixels, 24 bytes]' },
    { 'image/png': inBase64, 'text/plain': '[image/png, 256 × 7 pixels, 24 bytes]' },
    { 'image/svg+xml': svg, 'text/plain': `[image/svg+xml, ${svg.length} bytes]` },
    { 'image/jpeg': '/9j/4A==', 'text/plain': '[image/jpeg, 4 bytes]' },
  ]);
  display.image(PNG, { width: 128 });
  assert.deepEqual(
    shown().map((event) => 'metadata' in event && event.metadata),
    [{ 'image/png': { width: 128 } }],
  );
});

test('clear takes away what is shown', () => {
  const { display, events } = started();
  display.clear();
  display.clear(true);
  assert.deepEqual(events, [
    { type: 'clear', wait: false },
    { type: 'clear', wait: true },
  ]);
});

test('a progress bar is one output, replaced in place', () => {
  const { display, shown } = started();
  for (const _ of display.progress(['a', 'b'], 'fit'));
  const events = shown() as { id: string; update: boolean }[];
  assert.deepEqual(
    events.map(({ update }) => update),
    [false, true],
  );
  assert.equal(new Set(events.map(({ id }) => id)).size, 1);
});
