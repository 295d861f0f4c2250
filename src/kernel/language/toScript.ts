import type { Banks } from './banks.ts';
import type { Emitted } from './emit.ts';
export const toScript = (
  e: Emitted,
  _earlier: ReadonlyMap<string, { bank: number; constant: boolean }>,
  banks: Banks,
  _source: string,
): { code: string; map: string } => {
  for (const v of e.values) banks.of(v);
  return { code: e.js, map: e.map };
};
