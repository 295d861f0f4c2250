// Emitted JavaScript as a script for the worker, with what later scripts need to know of its names.
import type { CompiledCell } from '../contract.ts';
import { createBanks } from './banks.ts';
import type { Emitted } from './emit.ts';
import {
  type Binding,
  composeMaps,
  mergeUses,
  type Rewritten,
  rewriteCell,
  type Use,
} from './rewrite/index.ts';

export interface Scripts {
  readonly compile: (emitted: Emitted, id: number, label: string, source: string) => Script;
  /** Later scripts find the names of this one. */
  readonly keep: (script: Script) => void;
}

export interface Script {
  readonly cell: CompiledCell;
  readonly rewritten: Rewritten;
}

/** A cell's module has one generated line before the user's text. */
const GENERATED_LINES = 1;

export function createScripts(): Scripts {
  const bankOf = createBanks();
  const names = new Map<string, Binding>();
  const uses = new Map<string, Use>();
  return {
    compile({ js, map, values }, id, label, source) {
      const rewritten = rewriteCell(js, { id, names, uses, bankOf, values: new Set(values) });
      const { code, banks } = rewritten;
      return {
        cell: { id, label, source, code, map: composeMaps(rewritten.map, map, GENERATED_LINES), banks },
        rewritten,
      };
    },
    keep({ rewritten }) {
      for (const [name, binding] of rewritten.declared) names.set(name, binding);
      mergeUses(uses, rewritten.uses);
    },
  };
}
