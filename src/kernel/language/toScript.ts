// From a cell's emitted JavaScript to the script that the worker runs.
import type { Banks } from './banks.ts';
import type { Emitted } from './emit.ts';
import { lower } from './rewrite/lower.ts';
import { parseScript } from './rewrite/parseScript.ts';
import { type Place, rewriteCell } from './rewrite/rewriteCell.ts';
import { composeMap } from './rewrite/sourceMap.ts';

export interface CellText {
  readonly source: string;
  readonly id: number;
  /** Lines before the user's in the text that was compiled. */
  readonly dropLines: number;
  /** Whether the cell ends with an expression. */
  readonly hasValue: boolean;
}

export interface CellScript {
  readonly code: string;
  readonly map: string;
  readonly imported: ReadonlyMap<string, Place>;
}

export function toScript(
  emitted: Emitted,
  earlier: ReadonlyMap<string, Place & { readonly constant: boolean }>,
  banks: Banks,
  { source, id, dropLines, hasValue }: CellText,
): CellScript {
  const { js, map } = lower(emitted, parseScript(emitted.js));
  const rewritten = rewriteCell(js, { earlier, bankOf: banks.of, banks: banks.count, id, hasValue });
  const lines = source.split('\n').length;
  return {
    code: rewritten.text,
    map: composeMap(rewritten, js, map, { name: `cell:${id}`, text: source, dropLines, lines }),
    imported: rewritten.imported,
  };
}
