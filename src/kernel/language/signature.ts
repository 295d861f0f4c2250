// Types as people read them.
import type TS from 'typescript';
import { ts } from './typescript.ts';

/** Names of earlier cells are imported by a generated line that nobody needs to see. */
export const signatureOf = (parts: readonly TS.SymbolDisplayPart[] | undefined): string =>
  ts
    .displayPartsToString([...(parts ?? [])])
    .replace(/^\(alias\) (?=[\s\S]*\nimport \S+$)/, '')
    .replace(/\nimport \S+$/, '');
