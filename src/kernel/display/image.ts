// Pictures by the first bytes of their file.
import { readFileSync } from 'node:fs';
import type { MimeBundle } from '../contract.ts';
import { textOf } from './text.ts';

/** Bundle of bytes or of the file at a path. Errors: `TypeError` for what is no picture; those of reading the file. */
export function imageBundle(image: unknown): MimeBundle {
  if (image instanceof Uint8Array) return bundleOf(image, 'bytes');
  if (typeof image === 'string' || image instanceof URL) return bundleOf(readFileSync(image), String(image));
  throw new TypeError(
    `display.image takes bytes (Uint8Array) or the path of a file, not ${textOf(image).slice(0, 200)}`,
  );
}

function bundleOf(bytes: Uint8Array, name: string): MimeBundle {
  const mime = mimeOf(bytes);
  if (mime === undefined) {
    const start = Buffer.from(bytes.subarray(0, 8)).toString('hex') || 'nothing';
    throw new TypeError(
      `display.image knows PNG, JPEG, GIF, WebP and SVG, but ${name} (${bytes.length} bytes) begin with ${start}; for other types: display({ '<MIME type>': bytes }, { raw: true })`,
    );
  }
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isSvg = mime === SVG;
  return {
    [mime]: data.toString(isSvg ? 'utf8' : 'base64'),
    'text/plain': `[${mime}${sizeOf(mime, data)}, ${bytes.length} bytes]`,
  };
}

const SVG = 'image/svg+xml';
const SIGNATURES: readonly (readonly [mime: string, pattern: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
  [SVG, /^(\xef\xbb\xbf)?\s*(<\?xml[\s\S]*?\?>\s*)?((<!--[\s\S]*?-->|<!DOCTYPE[^>]*>)\s*)*<svg\b/i],
];

export function mimeOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return SIGNATURES.find(([, pattern]) => pattern.test(head))?.[0];
}

const sizeOf = (mime: string, data: Buffer): string =>
  mime === 'image/png' && data.length >= 24
    ? `, ${data.readUInt32BE(16)} × ${data.readUInt32BE(20)} pixels`
    : '';
