// Composition of source maps: script -> emitted JavaScript (kept ranges) -> the user's text (TypeScript's map).
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import type { Assembled } from './edits.ts';

/**
 * Source map, version 3 as JSON, from the assembled script to the text that `map` leads to, `dropLines` lines of which
 * are generated and not the user's: what leads there or behind `lines` lines is left out.
 */
export function composeMap(
  { text, kept }: Assembled,
  js: string,
  map: string,
  source: {
    readonly name: string;
    readonly text: string;
    readonly dropLines: number;
    readonly lines: number;
  },
): string {
  const { mappings } = JSON.parse(map) as { mappings: string };
  const starts = lineStarts(js);
  const found: { at: number; line: number; column: number }[] = [];
  const segments = decode(mappings).flatMap((line, row) =>
    line.flatMap((segment) =>
      segment.length === 1
        ? []
        : [{ offset: starts[row]! + segment[0], line: segment[2] - source.dropLines, column: segment[3] }],
    ),
  );
  for (const { at, start, end } of kept)
    for (let i = firstAtOrAfter(segments, start); i < segments.length && segments[i]!.offset < end; i++) {
      const { offset, line, column } = segments[i]!;
      if (line >= 0 && line < source.lines) found.push({ at: at + offset - start, line, column });
    }
  // A replaced identifier has lost its segment with its text: the new text before a kept range takes the last one.
  const replaced = kept.flatMap(({ at, start, end }, index) => {
    const next = kept[index + 1];
    const gap = next ? next.at - (at + end - start) : 0;
    if (!next || gap <= 0 || next.start <= end) return [];
    const i = firstAtOrAfter(segments, end);
    const segment = segments[i];
    if (!segment || segment.offset >= next.start || segment.line < 0 || segment.line >= source.lines)
      return [];
    return [{ at: at + end - start, line: segment.line, column: segment.column }];
  });
  const all = [...found, ...replaced].sort((a, b) => a.at - b.at);
  return JSON.stringify({
    version: 3,
    sources: [source.name],
    sourcesContent: [source.text],
    names: [],
    mappings: encode(rows(text, all)),
  });
}

function rows(
  text: string,
  all: readonly { at: number; line: number; column: number }[],
): SourceMapSegment[][] {
  const starts = lineStarts(text);
  const lines: SourceMapSegment[][] = starts.map(() => []);
  let row = 0;
  for (const { at, line, column } of all) {
    while (row + 1 < starts.length && starts[row + 1]! <= at) row++;
    lines[row]!.push([at - starts[row]!, 0, line, column]);
  }
  return lines;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

function firstAtOrAfter(sorted: readonly { offset: number }[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
