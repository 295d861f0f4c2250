// MIME bundles as people write them, made into what the protocol sends: text, base64, JSON.
import { types } from 'node:util';
import type { Display, MimeBundle } from '../contract.ts';
import { jsonOf } from './json.ts';
import { textOf } from './text.ts';

/** Bytes of text types are read as UTF-8, others become base64; JSON types are copied; `text/plain` is added. */
export function displayOfBundle(bundle: object, metadata: Readonly<Record<string, unknown>> = {}): Display {
  const data = Object.fromEntries(
    Object.entries(bundle)
      .filter(([, content]) => content !== undefined && content !== null)
      .map(([mime, content]) => [mime, contentOf(mime, content)]),
  );
  return {
    data: 'text/plain' in data ? data : { ...data, 'text/plain': alternative(data) },
    metadata: jsonOf(metadata) as Display['metadata'],
  };
}

/** Whether every key is a MIME type, as in `{ 'text/html': '<b>bold</b>' }`. */
export function isMimeBundle(value: unknown): value is MimeBundle {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => MIME.test(key));
}

const MIME = /^(text|image|application|audio|video|model|font)\/[\w.+-]+(;.*)?$/;
const isJson = (mime: string): boolean => /[/+]json\b/.test(mime);
const isText = (mime: string): boolean => /^text\/|[/+]xml\b|^application\/javascript\b/.test(mime);

function contentOf(mime: string, content: unknown): unknown {
  const bytes = bytesOf(content);
  if (bytes) return bytes.toString(isText(mime) || isJson(mime) ? 'utf8' : 'base64');
  if (isJson(mime)) return jsonOf(content);
  if (typeof content === 'string') return content.toWellFormed();
  // The form of notebook files.
  if (Array.isArray(content) && content.every((line) => typeof line === 'string'))
    return content.join('').toWellFormed();
  return textOf(content);
}

function bytesOf(content: unknown): Buffer | undefined {
  if (types.isAnyArrayBuffer(content)) return Buffer.from(content);
  if (!ArrayBuffer.isView(content)) return undefined;
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

/** For terminals and other front ends that show text alone. */
function alternative(data: MimeBundle): string {
  for (const mime of ['text/markdown', 'text/latex']) if (typeof data[mime] === 'string') return data[mime];
  const [mime = 'nothing', content] = Object.entries(data)[0] ?? [];
  return isJson(mime) ? textOf(content) : `[${mime}${size(content)}]`;
}

const size = (content: unknown): string =>
  typeof content === 'string' ? `, ${content.length} characters` : '';
