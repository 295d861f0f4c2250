// Messages as ZeroMQ frames: identities, delimiter, signature, header, parent header, metadata, content, buffers.
import type { Signer } from './signer.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface Header extends Json {
  readonly msg_id: string;
  readonly msg_type: string;
}

/** A message of a client. */
export interface Request {
  /** Of the client, by which it is answered. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  /** As it came: goes out again, byte by byte, as parent header of what answers it. */
  readonly headerBytes: Uint8Array;
  readonly parentHeader: Json;
  readonly content: Json;
  readonly buffers: readonly Uint8Array[];
}

/** A message of the kernel. */
export interface Outgoing {
  readonly type: string;
  readonly content: Json;
  readonly parent?: Request | undefined;
  readonly metadata?: Json;
  readonly buffers?: readonly Uint8Array[];
}

/** What came is no message that the kernel should read; the message says why. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

export const PROTOCOL_VERSION = '5.4';
const DELIMITER = Buffer.from('<IDS|MSG>');
const EMPTY = Buffer.from('{}');

/** Errors: `WireError`. */
export function decode(frames: readonly Uint8Array[], signer: Signer): Request {
  const delimiter = frames.findIndex((frame) => DELIMITER.equals(frame));
  if (delimiter < 0) throw new WireError('without the delimiter <IDS|MSG>');
  const [signature, ...parts] = frames.slice(delimiter + 1);
  const signed = parts.slice(0, 4);
  if (signature === undefined || signed.length < 4)
    throw new WireError(`of ${signed.length} parts where signature and 4 were expected`);
  const verdict = signer.check(signature, signed);
  if (verdict !== 'good')
    throw new WireError(
      verdict === 'replayed' ? 'sent before' : signature.length === 0 ? 'not signed' : 'wrongly signed',
    );
  const [header, parentHeader, , content] = ['header', 'parent header', 'metadata', 'content'].map(
    (name, at) => parseObject(signed[at]!, name),
  );
  if (typeof header!['msg_id'] !== 'string' || typeof header!['msg_type'] !== 'string')
    throw new WireError('whose header has no msg_id or msg_type');
  return {
    identities: frames.slice(0, delimiter).map(own),
    header: header as Header,
    headerBytes: own(signed[0]!),
    parentHeader: parentHeader!,
    content: content!,
    buffers: parts.slice(4),
  };
}

/** What is kept of a request as long as its cell: a frame itself would keep the 8 kB in which ZeroMQ received it. */
const own = (frame: Uint8Array): Uint8Array => new Uint8Array(frame);

function parseObject(bytes: Uint8Array, name: string): Json {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  } catch {}
  throw new WireError(`whose ${name} is not a JSON object in UTF-8`);
}

export interface Encoder {
  /** Frames behind the identities, or the topic. Errors: `TypeError`, `RangeError` for what JSON cannot hold. */
  readonly encode: (message: Outgoing) => (string | Uint8Array)[];
}

export function createEncoder(signer: Signer, session: string): Encoder {
  let messages = 0;
  return {
    encode: ({ type, content, parent, metadata, buffers }) => {
      messages += 1;
      const header = {
        msg_id: `${session}_${messages}`,
        msg_type: type,
        session,
        username: 'kernel',
        date: new Date().toISOString(),
        version: PROTOCOL_VERSION,
      };
      const parts = [
        toJson(header),
        parent?.headerBytes ?? EMPTY,
        metadata ? toJson(metadata) : EMPTY,
        toJson(content),
      ];
      return [DELIMITER, signer.sign(parts), ...parts, ...(buffers ?? [])];
    },
  };
}

// Half a surrogate pair is legal in JSON, but no UTF-8 can be made of it, on which clients in Python fail.
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

function toJson(value: Json): Buffer {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  return Buffer.from(text.includes('\\ud') ? text.replace(LONE_SURROGATE, '$1\ufffd') : text);
}

/** Content of a reply to a request that failed. */
export function errorContent(error: unknown): Json {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const traceback = (stack ?? `${name}: ${message}`).split('\n');
  return { status: 'error', ename: name, evalue: message, traceback };
}
