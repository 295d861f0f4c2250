// Changes of a text by position: what is not replaced is copied, and the copied pieces make the source map.
import { lineStarts, type RewriteMap } from './composeMaps.ts';

/** Text put in front of the first piece; `at` is the position it is charged to, if any. */
export interface Inserted {
  readonly text: string;
  readonly at?: number;
}

export interface Edits {
  /** Puts `open` and `close` around a range; of two around the same range the first one is outside. */
  readonly wrap: (start: number, end: number, open: string, close: string) => void;
  /** Ranges must not overlap. */
  readonly replace: (start: number, end: number, text: string) => void;
  readonly apply: (head: readonly Inserted[], tail: string) => { code: string; map: RewriteMap };
}

const CLOSE = 0;
const OPEN = 1;
const REPLACE = 2;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly rank: number;
  /** Closing inner ranges first and opening outer ranges first is ascending order of this. */
  readonly nesting: number;
  readonly sequence: number;
}

const byPosition = (a: Edit, b: Edit): number =>
  a.start - b.start || a.rank - b.rank || a.nesting - b.nesting || a.sequence - b.sequence;

export function createEdits(js: string): Edits {
  const edits: Edit[] = [];
  return {
    wrap(start, end, open, close) {
      const sequence = edits.length;
      edits.push({ start, end: start, text: open, rank: OPEN, nesting: -end, sequence });
      edits.push({ start: end, end, text: close, rank: CLOSE, nesting: -start, sequence: -sequence });
    },
    replace(start, end, text) {
      edits.push({ start, end, text, rank: REPLACE, nesting: 0, sequence: edits.length });
    },
    apply(head, tail) {
      const pieces: number[] = [];
      let code = '';
      for (const { text, at } of head) {
        if (at !== undefined) pieces.push(code.length, at, 0);
        code += text;
      }
      let from = 0;
      const copy = (to: number): void => {
        if (to <= from) return;
        pieces.push(code.length, from, to - from);
        code += js.slice(from, to);
        from = to;
      };
      for (const { start, end, text } of edits.sort(byPosition)) {
        copy(start);
        if (end > start) pieces.push(code.length, start, 0);
        code += text;
        from = Math.max(from, end);
      }
      copy(js.length);
      code += tail;
      return { code, map: { pieces, jsLines: lineStarts(js), codeLines: lineStarts(code) } };
    },
  };
}
