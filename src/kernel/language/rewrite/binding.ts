// Where a top-level name of a cell lives: as a property of a bank, an object that all cells share.

export interface Binding {
  /** Which bank: parameter `$<bank>` of the cell's function. */
  readonly bank: number;
  /** From the bank to the value: `.x`, or `["import 3.0"].x` for an import, which stays live. */
  readonly path: string;
  /** Assignments throw TypeError: `const` and imports. */
  readonly constant: boolean;
  /** A name of a module's namespace, which may change without an assignment in any cell. */
  readonly imported: boolean;
}

/** What functions of any cell do with a name: as long as none writes, or reads, a loop may keep a copy. */
export type Use = 'read' | 'write';

/** Property of a bank for a name; names that every object has get another one. */
export const propertyPath = (name: string): string =>
  name in Object.prototype ? `["${name} "]` : `.${name}`;

export const ownBinding = (name: string, bank: number, constant: boolean): Binding => ({
  bank,
  path: propertyPath(name),
  constant,
  imported: false,
});

export const strongest = (a: Use | undefined, b: Use | undefined): Use | undefined =>
  a === 'write' || b === 'write' ? 'write' : (a ?? b);

/** Adds what functions of one more cell do to what is known of those before it. */
export function mergeUses(all: Map<string, Use>, more: ReadonlyMap<string, Use>): void {
  for (const [name, use] of more) all.set(name, strongest(all.get(name), use)!);
}
