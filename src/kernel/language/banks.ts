// Where the worker keeps a name: in a bank, an object. A bank with many more names would be slow (dictionary mode).
import type { Place } from './rewrite/rewriteCell.ts';

export interface Banks {
  /** Bank of a name, allotted at its first use and kept from then on. */
  readonly of: (name: string) => number;
  /** Where a declared name is found. */
  readonly placeOf: (name: string) => Place;
  /** A cell declared the names; those it imported are found in the modules it keeps. */
  readonly declare: (names: Iterable<string>, imported: ReadonlyMap<string, Place>) => void;
  readonly count: () => number;
}

const NAMES_PER_BANK = 800;

export function createBanks(): Banks {
  const allotted = new Map<string, number>();
  const imports = new Map<string, Place>();
  const of = (name: string): number => {
    const known = allotted.get(name);
    if (known !== undefined) return known;
    const bank = Math.floor(allotted.size / NAMES_PER_BANK);
    allotted.set(name, bank);
    return bank;
  };
  return {
    of,
    placeOf: (name) => imports.get(name) ?? { bank: of(name), path: `.${name}` },
    declare(names, imported) {
      for (const name of names) imports.delete(name);
      for (const [name, place] of imported) imports.set(name, place);
    },
    count: () => Math.max(1, Math.ceil(allotted.size / NAMES_PER_BANK)),
  };
}
