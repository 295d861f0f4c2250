// Text put together from pieces of another text and new text, with where each piece came from.

/** New text, or a range of the original one. */
export type Piece = string | { readonly start: number; readonly end: number };

export interface Edit {
  readonly start: number;
  /** `start` where nothing is taken away. */
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/**
 * Pieces of the text from `start` to `end` under edits that do not overlap. Those at one position: insertions in the
 * order given, then the replacement.
 */
export function edited(start: number, end: number, edits: readonly Edit[]): Piece[] {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) =>
        a.edit.start - b.edit.start ||
        Number(a.edit.end > a.edit.start) - Number(b.edit.end > b.edit.start) ||
        a.index - b.index,
    );
  const pieces: Piece[] = [];
  let at = start;
  for (const { edit } of ordered) {
    if (edit.start > at) pieces.push({ start: at, end: edit.start });
    pieces.push(...edit.pieces);
    at = edit.end;
  }
  if (end > at) pieces.push({ start: at, end });
  return pieces;
}

export interface Assembled {
  readonly text: string;
  /** Kept ranges in the order of the new text; new text is said to come from the next kept position. */
  readonly kept: readonly { readonly at: number; readonly start: number; readonly end: number }[];
}

export function assemble(original: string, pieces: readonly Piece[]): Assembled {
  const kept: { at: number; start: number; end: number }[] = [];
  let text = '';
  for (const piece of pieces)
    if (typeof piece === 'string') text += piece;
    else {
      kept.push({ at: text.length, ...piece });
      text += original.slice(piece.start, piece.end);
    }
  return { text, kept };
}
