// From a module's JavaScript to a script whose top-level bindings are properties of objects, which other scripts see.
//
// What was `x` is `$0.x` everywhere in the cell, closures included, so that a later assignment is seen by all of them.
// Names inside of blocks and functions stay variables. A name that is read before its declaration in the same cell has
// the value of an earlier cell, or undefined: it does not throw.
import { type Assembled, assemble, edited } from './edits.ts';
import { parseScript } from './parseScript.ts';
import { resolveScopes } from './scopes.ts';
import { createWriter } from './writer.ts';

/** Where a name is kept. */
export interface Place {
  readonly bank: number;
  /** What follows the bank in an access expression: `.x`. */
  readonly path: string;
}

export interface RewriteOptions {
  /** Names of earlier cells that the cell may use, and whether assigning to one is an error. */
  readonly earlier: ReadonlyMap<string, Place & { readonly constant: boolean }>;
  /** Bank of a name that the cell declares, or under which it keeps a module. */
  readonly bankOf: (name: string) => number;
  /** Banks so far, asked for when all names have theirs. */
  readonly banks: () => number;
  /** Sets the names under which this cell keeps modules apart from those of others. */
  readonly id: number;
  /** Whether the last statement's value is that of the cell. */
  readonly hasValue: boolean;
}

export interface Rewritten extends Assembled {
  /** Where imported names are found, which stay live. */
  readonly imported: ReadonlyMap<string, Place>;
}

/** Cost: some 10 us a line. `js` must be free of syntax errors. */
export function rewriteCell(js: string, options: RewriteOptions): Rewritten {
  const file = parseScript(js);
  const prefix = unusedPrefix(js);
  const { head, edits, imported } = createWriter(file, resolveScopes(file), options, prefix).write();
  const banks = Array.from({ length: options.banks() }, (_, bank) => `${prefix}${bank}`);
  const open = `async (${[`${prefix}k`, ...banks].join(', ')}) => { 'use strict';${head}\n`;
  return { ...assemble(js, [open, ...edited(0, js.length, edits), '\n}']), imported };
}

/** `$`, or more of them where the text has names that begin so and go on as ours do. */
function unusedPrefix(js: string): string {
  let prefix = '$';
  while (new RegExp(`(?<![\\w$])${'\\$'.repeat(prefix.length)}(\\d|k\\b|_)`).test(js)) prefix += '$';
  return prefix;
}
