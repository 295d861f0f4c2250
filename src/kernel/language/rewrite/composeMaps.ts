// Source maps (version 3): from rewritten code through TypeScript's JavaScript to the user's text.
import { decodeMappings, encodeMappings, type Segment } from './vlq.ts';

/** From rewritten code to the JavaScript it came from. */
export interface RewriteMap {
  /** Triples: offset in the code, offset in the JavaScript, length copied (0 where only the start corresponds). */
  readonly pieces: readonly number[];
  /** Offsets at which lines start. */
  readonly jsLines: readonly number[];
  readonly codeLines: readonly number[];
}

export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Last index whose value is at most `value`; -1 if none. */
function lastAtMost(count: number, valueAt: (index: number) => number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Source map (JSON) from the rewritten code to the user's text. `tsMap` (JSON) leads from the JavaScript to a module
 * whose first `lineOffset` lines were generated. `sources` are those of `tsMap`. Cost: linear in both maps.
 */
export function composeMaps(rewriteMap: RewriteMap, tsMap: string, lineOffset: number): string {
  const { mappings, sources, names } = JSON.parse(tsMap) as {
    mappings: string;
    sources: string[];
    names: string[];
  };
  const { pieces, jsLines, codeLines } = rewriteMap;
  const segments = decodeMappings(mappings).filter(({ line }) => line < jsLines.length);
  const offsets = segments.map(({ line, column }) => jsLines[line]! + column);
  const composed: Segment[] = [];
  let codeLine = 0;
  const add = (codeOffset: number, segment: Segment): void => {
    const sourceLine = segment.sourceLine - lineOffset;
    if (sourceLine < 0) return;
    while (codeLine + 1 < codeLines.length && codeLines[codeLine + 1]! <= codeOffset) codeLine++;
    composed.push({ ...segment, line: codeLine, column: codeOffset - codeLines[codeLine]!, sourceLine });
  };
  for (let piece = 0; piece < pieces.length; piece += 3) {
    const code = pieces[piece]!;
    const start = pieces[piece + 1]!;
    const end = start + pieces[piece + 2]!;
    let at = lastAtMost(offsets.length, (index) => offsets[index]!, start);
    if (at >= 0) add(code, segments[at]!);
    for (at++; at < offsets.length && offsets[at]! < end; at++)
      add(code + offsets[at]! - start, segments[at]!);
  }
  return JSON.stringify({ version: 3, sources, names, mappings: encodeMappings(composed) });
}
