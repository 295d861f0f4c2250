// Which bank, an object of the worker, holds a name. A bank with many more names would be slow (dictionary mode).

const NAMES_PER_BANK = 800;

/** Gives a name's bank, allotted at its first use and the same from then on. */
export function createBanks(): (name: string) => number {
  const allotted = new Map<string, number>();
  return (name) => {
    const known = allotted.get(name);
    if (known !== undefined) return known;
    const bank = Math.floor(allotted.size / NAMES_PER_BANK);
    allotted.set(name, bank);
    return bank;
  };
}
