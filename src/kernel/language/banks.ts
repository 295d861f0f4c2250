// Which bank, an object of the worker, holds a name. A bank with many more names would be slow (dictionary mode).

export interface Banks {
  /** Bank of a name, allotted at its first use and kept from then on. */
  readonly of: (name: string) => number;
  readonly count: () => number;
}

const NAMES_PER_BANK = 800;

export function createBanks(): Banks {
  const allotted = new Map<string, number>();
  return {
    of(name) {
      const known = allotted.get(name);
      if (known !== undefined) return known;
      const bank = Math.floor(allotted.size / NAMES_PER_BANK);
      allotted.set(name, bank);
      return bank;
    },
    count: () => Math.max(1, Math.ceil(allotted.size / NAMES_PER_BANK)),
  };
}
