// Which characters a WOFF2 font has: its table directory and `cmap`, by W3C WOFF 2.0, section 4, and OpenType `cmap`.
import { brotliDecompressSync } from 'node:zlib';

const CMAP = 0;
const GLYF = 10;
const LOCA = 11;
const ANY_TAG = 63;

/** Code points that the font maps to a glyph. Reads sub-tables of formats 4 and 12, those of web fonts. */
export function codePoints(font: Buffer): ReadonlySet<number> {
  const table = characterMap(font);
  const points = new Set<number>();
  for (let record = 0; record < table.readUInt16BE(2); record++) {
    const subtable = table.subarray(table.readUInt32BE(4 + 8 * record + 4));
    const format = subtable.readUInt16BE(0);
    const ranges = format === 4 ? segments(subtable) : format === 12 ? groups(subtable) : [];
    for (const [first, last] of ranges) for (let point = first; point <= last; point++) points.add(point);
  }
  return points;
}

function characterMap(font: Buffer): Buffer {
  if (font.toString('latin1', 0, 4) !== 'wOF2')
    throw new TypeError('not a WOFF2 font: it must begin with wOF2');
  const tables = font.readUInt16BE(12);
  const compressed = font.readUInt32BE(20);
  let at = 48;
  const length = () => {
    let value = 0;
    for (;;) {
      const byte = font[at++]!;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let offset = 0;
  let found: readonly [start: number, end: number] | undefined;
  for (let index = 0; index < tables; index++) {
    const flags = font[at++]!;
    const tag = flags & 63;
    if (tag === ANY_TAG) at += 4;
    const original = length();
    // The transform number of glyf and loca means "none" at 3, that of the other tables at 0.
    const transformed = flags >> 6 !== (tag === GLYF || tag === LOCA ? 3 : 0);
    const size = transformed ? length() : original;
    if (tag === CMAP) found = [offset, offset + size];
    offset += size;
  }
  if (found === undefined) throw new TypeError('the font has no cmap table');
  return brotliDecompressSync(font.subarray(at, at + compressed)).subarray(...found);
}

type Span = readonly [first: number, last: number];

function segments(subtable: Buffer): Span[] {
  const twice = subtable.readUInt16BE(6);
  return Array.from({ length: twice / 2 }, (_, index): Span => {
    const last = subtable.readUInt16BE(14 + 2 * index);
    return [subtable.readUInt16BE(16 + twice + 2 * index), last];
  }).filter(([first]) => first !== 0xffff);
}

const groups = (subtable: Buffer): Span[] =>
  Array.from({ length: subtable.readUInt32BE(12) }, (_, index): Span => {
    const at = 16 + 12 * index;
    return [subtable.readUInt32BE(at), subtable.readUInt32BE(at + 4)];
  });
