// The `mappings` field of a source map: base-64 variable-length quantities (ECMA-426, section 9.2).

/** All counted from 0. `column` and `sourceColumn` in UTF-16 units. */
export interface Segment {
  readonly line: number;
  readonly column: number;
  readonly source: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128);
for (let i = 0; i < 64; i++) VALUES[DIGITS.charCodeAt(i)] = i;

/** Segments that lead to a source, in the order of the generated text. */
export function decodeMappings(mappings: string): Segment[] {
  const segments: Segment[] = [];
  let source = 0;
  let sourceLine = 0;
  let sourceColumn = 0;
  for (const [line, group] of mappings.split(';').entries()) {
    let column = 0;
    for (const text of group.split(',')) {
      const [columnStep = 0, sourceStep, lineStep = 0, sourceColumnStep = 0] = decodeNumbers(text);
      column += columnStep;
      if (sourceStep === undefined) continue;
      source += sourceStep;
      sourceLine += lineStep;
      sourceColumn += sourceColumnStep;
      segments.push({ line, column, source, sourceLine, sourceColumn });
    }
  }
  return segments;
}

/** Segments in ascending order of line and column. */
export function encodeMappings(segments: readonly Segment[]): string {
  let mappings = '';
  let last: Segment = { line: 0, column: 0, source: 0, sourceLine: 0, sourceColumn: 0 };
  let separator = '';
  for (const segment of segments) {
    if (segment.line > last.line) separator = ';'.repeat(segment.line - last.line);
    const column = segment.line > last.line ? segment.column : segment.column - last.column;
    mappings +=
      separator +
      encodeNumber(column) +
      encodeNumber(segment.source - last.source) +
      encodeNumber(segment.sourceLine - last.sourceLine) +
      encodeNumber(segment.sourceColumn - last.sourceColumn);
    separator = ',';
    last = segment;
  }
  return mappings;
}

function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = VALUES[text.charCodeAt(i)]!;
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

function encodeNumber(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit]!;
  } while (rest > 0);
  return text;
}
