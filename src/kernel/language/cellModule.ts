// A cell as a module: one generated line that takes names from earlier cells, the user's text, one line of exports.
import type { Declarations } from './declared.ts';
import { VALUE } from './declared.ts';
import { cellSpecifier } from './paths.ts';
import type { Binding, Scope } from './scope.ts';

export interface CellModule {
  readonly text: string;
  /** Offset of the user's text, which stands on lines of its own. */
  readonly start: number;
  readonly end: number;
}

/** Prefix of generated names: what a `let` of an earlier cell is imported as. */
export const GENERATED = '$_';

/**
 * Functions, classes, types and the like are imported under their names. A declaration of the same type stands for a
 * variable, since an import could not be assigned to, nor be narrowed for closures. Constants that widen are imported.
 */
export function cellModule(
  source: string,
  own: Declarations,
  taken: ReadonlyMap<string, Binding>,
  scope: Scope,
): CellModule {
  const specifiers = new Map<number, string[]>(scope.augmenting.map((cell) => [cell, []]));
  let declares = '';
  for (const [name, binding] of taken) {
    const { cell, kind, meanings } = binding;
    const variable = isVariable(binding);
    if (variable)
      declares += `declare ${kind === 'const' ? 'const' : 'let'} ${name}:typeof ${GENERATED}${name};`;
    const list = specifiers.get(cell) ?? [];
    specifiers.set(cell, list);
    if (variable) list.push(`${name} as ${GENERATED}${name}`);
    else list.push(meanings & VALUE ? name : `type ${name}`);
  }
  let head = '';
  for (const [cell, names] of specifiers)
    head += `import ${names.length > 0 ? '' : 'type'}{${names}}from"${cellSpecifier(cell)}";`;
  const prefix = `${head}${declares}\n`;
  const exports = [...own.names.keys()].filter((name) => !own.exported.has(name));
  return {
    text: `${prefix}${source}\nexport{${exports}};`,
    start: prefix.length,
    end: prefix.length + source.length,
  };
}

const isVariable = ({ kind, meanings, widens }: Binding): boolean =>
  (kind === 'let' || kind === 'var' || (kind === 'const' && !widens)) && meanings === VALUE;
