// Which kept cell a name comes from.
import type { DeclarationKind, Declarations } from './declared.ts';

export interface Binding {
  /** Id of the cell whose module exports the name. */
  readonly cell: number;
  readonly kind: DeclarationKind;
  /** Bits of VALUE, TYPE, NAMESPACE. */
  readonly meanings: number;
  /** A constant whose literal type widens where it is copied. */
  readonly widens: boolean;
}

export interface Scope {
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Cells that add to global scope, which every later cell must load. */
  readonly augmenting: readonly number[];
}

export const EMPTY_SCOPE: Scope = { bindings: new Map(), augmenting: [] };

/**
 * Names of `names` that a cell with these declarations takes from earlier cells: those it does not declare, and those
 * to which it adds another meaning (`const Point = ...` after `interface Point`).
 */
export function borrowed(scope: Scope, names: Iterable<string>, own: Declarations): Map<string, Binding> {
  const result = new Map<string, Binding>();
  for (const name of names) {
    const binding = scope.bindings.get(name);
    const declared = own.names.get(name);
    if (binding && (!declared || (binding.meanings & declared.meanings) === 0)) result.set(name, binding);
  }
  return result;
}

/** The scope after cell `id`, which declares `own` and took `taken` from earlier cells. */
export function extended(
  scope: Scope,
  id: number,
  own: Declarations,
  taken: ReadonlyMap<string, Binding>,
  widening: ReadonlySet<string>,
): Scope {
  const bindings = new Map(scope.bindings);
  for (const { name, kind, meanings } of own.names.values()) {
    const merged = taken.get(name);
    bindings.delete(name); // So that the map stays in the order of declaration.
    bindings.set(name, {
      cell: id,
      kind,
      meanings: meanings | (merged?.meanings ?? 0),
      widens: widening.has(name),
    });
  }
  return { bindings, augmenting: own.augments ? [...scope.augmenting, id] : scope.augmenting };
}
