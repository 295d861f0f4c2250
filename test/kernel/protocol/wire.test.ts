// Messages as frames, against Node's own HMAC, and text positions.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { toCodePoints, toUtf16 } from '../../../src/kernel/protocol/codePoints.ts';
import { parseConnection } from '../../../src/kernel/protocol/connection.ts';
import { createSigner } from '../../../src/kernel/protocol/signer.ts';
import { createEncoder, decode, type Outgoing, WireError } from '../../../src/kernel/protocol/wire.ts';

const KEY = 'secret';
const bytes = (frames: readonly (string | Uint8Array)[]) =>
  frames.map((frame) => (typeof frame === 'string' ? Buffer.from(frame) : frame));
const encoded = (message: Outgoing) =>
  bytes(createEncoder(createSigner(KEY, 'sha256'), 'session').encode(message));
const MESSAGE: Outgoing = { type: 'execute_request', content: { code: '1 + 1' } };

test('a message is signed by HMAC over its four parts, and not over its buffers', () => {
  const [, signature, ...parts] = encoded({ ...MESSAGE, buffers: [Buffer.from('raw')] });
  const hmac = createHmac('sha256', KEY);
  for (const part of parts.slice(0, 4)) hmac.update(part!);
  assert.equal(signature!.toString(), hmac.digest('hex'));
  assert.equal(parts.length, 5);
});

test('what is written can be read, with identities and buffers', () => {
  const content = fc.dictionary(fc.string(), fc.jsonValue());
  const blobs = fc.array(fc.uint8Array());
  fc.assert(
    fc.property(content, fc.array(fc.uint8Array({ minLength: 1 })), blobs, (content, identities, buffers) => {
      const frames = [...identities, ...encoded({ ...MESSAGE, content, buffers })];
      const read = decode(frames, createSigner(KEY, 'sha256'));
      assert.deepEqual(read.identities.map(Buffer.from), identities.map(Buffer.from));
      assert.deepEqual(read.buffers.map(Buffer.from), buffers.map(Buffer.from));
      assert.equal(JSON.stringify(read.content), JSON.stringify(content).replace(/\\ud[89a-f]../g, '\ufffd'));
      assert.equal(read.header.msg_type, 'execute_request');
    }),
  );
});

test('a change of any bit of signature or parts is refused', () => {
  const frames = encoded(MESSAGE);
  const places = frames.flatMap((frame, at) => Array.from(frame, (_, byte) => [at, byte] as const));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.integer({ min: 0, max: 7 }), ([at, byte], bit) => {
      const changed = frames.map((frame) => Buffer.from(frame));
      changed[at]![byte]! ^= 1 << bit;
      assert.throws(() => decode(changed, createSigner(KEY, 'sha256')), WireError);
    }),
  );
});

test('any frames at all are read or refused, with and without a key', () => {
  const frame = fc.oneof(
    fc.uint8Array(),
    fc
      .constantFrom('<IDS|MSG>', '', '{}', '[]', '{"msg_id":"a","msg_type":"b"}')
      .map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(frame), fc.constantFrom('', KEY), (frames, key) => {
      try {
        const { header } = decode(frames, createSigner(key, 'sha256'));
        assert.equal(typeof header.msg_id, 'string');
      } catch (error) {
        assert.ok(error instanceof WireError, String(error));
      }
    }),
  );
});

test('the same message is read once', () => {
  const frames = encoded(MESSAGE);
  const signer = createSigner(KEY, 'sha256');
  decode(frames, signer);
  assert.throws(() => decode(frames, signer), /sent before/);
});

test('the parent header goes out byte by byte as it came', () => {
  const parent = decode(encoded(MESSAGE), createSigner(KEY, 'sha256'));
  const [, , , parentHeader] = encoded({ type: 'status', content: {}, parent });
  assert.ok(Buffer.from(parent.headerBytes).equals(parentHeader!));
});

test('halves of surrogate pairs are replaced, and text that only looks like them is not', () => {
  const text = (value: string) => {
    const read = decode(encoded({ ...MESSAGE, content: { value } }), createSigner(KEY, 'sha256'));
    return read.content['value'];
  };
  assert.equal(text('a\ud83d'), 'a\ufffd');
  assert.equal(text('\\ud83d'), '\\ud83d');
  assert.equal(text('\\\ud83d'), '\\\ufffd');
  assert.equal(text('😀'), '😀');
});

test('positions in code points and in UTF-16 units are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, some) => {
      const points = Array.from(text);
      const position = some % (points.length + 1);
      const offset = toUtf16(text, position);
      assert.equal(offset, points.slice(0, position).join('').length);
      assert.equal(toCodePoints(text, offset), position);
    }),
  );
  assert.equal(toUtf16('ab', 9), 2);
  assert.equal(toUtf16('ab', -3), 0);
});

const FILE = {
  transport: 'tcp',
  ip: '127.0.0.1',
  shell_port: 1001,
  control_port: 1002,
  stdin_port: 1003,
  iopub_port: 1004,
  hb_port: 1005,
  key: KEY,
  signature_scheme: 'hmac-sha256',
  kernel_name: 'assay',
};

test('a connection file says where each channel listens', () => {
  assert.equal(parseConnection(JSON.stringify(FILE)).endpoint('iopub'), 'tcp://127.0.0.1:1004');
  const ipc = { ...FILE, transport: 'ipc', ip: '/run/kernel' };
  assert.equal(parseConnection(JSON.stringify(ipc)).endpoint('hb'), 'ipc:///run/kernel-1005');
});

test('what is wrong in a connection file is named', () => {
  assert.throws(() => parseConnection(JSON.stringify({ ...FILE, hb_port: 0 })), /hb_port/);
  assert.throws(
    () => parseConnection(JSON.stringify({ ...FILE, signature_scheme: 'md5' })),
    /signature_scheme/,
  );
  assert.throws(() => parseConnection('['), SyntaxError);
});
