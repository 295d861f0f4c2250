// What a cell declares at its top level.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { isUsing, isVar, varNames } from './scopes.ts';

export interface TopLevelName {
  readonly kind: 'let' | 'const' | 'var' | 'function' | 'class' | 'import' | 'using';
  /** Where a reference stands that comes before the value: before `from`, or in the initializer. Empty for `var`. */
  readonly dead: readonly (readonly [start: number, end: number])[];
}

export type TopLevel = ReadonlyMap<string, TopLevelName>;

export function topLevelOf(file: TS.SourceFile): TopLevel {
  const names = new Map<string, TopLevelName>();
  for (const name of varNames(file)) names.set(name, { kind: 'var', dead: [] });
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) addList(statement.declarationList, names);
    else if (ts.isFunctionDeclaration(statement)) {
      if (statement.name) names.set(statement.name.text, { kind: 'function', dead: [] });
    } else if (ts.isClassDeclaration(statement)) {
      if (statement.name) names.set(statement.name.text, { kind: 'class', dead: [[0, statement.end]] });
    } else if (ts.isImportDeclaration(statement))
      for (const { name } of importedNames(statement)) names.set(name, { kind: 'import', dead: [] });
  }
  return names;
}

function addList(list: TS.VariableDeclarationList, names: Map<string, TopLevelName>): void {
  if (isVar(list)) return;
  const isConst = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  const kind = isUsing(list) ? 'using' : isConst ? 'const' : 'let';
  for (const { name, initializer } of list.declarations) {
    const own: [number, number][] = initializer ? [[initializer.pos, initializer.end]] : [];
    const add = (pattern: TS.BindingName, end: number): void => {
      if (ts.isIdentifier(pattern)) names.set(pattern.text, { kind, dead: [[0, end], ...own] });
      else
        for (const element of pattern.elements)
          if (!ts.isOmittedExpression(element)) add(element.name, element.end);
    };
    add(name, name.end);
  }
}

/** Names that an import binds, with what they are called in the module; `*` for its namespace. */
export function importedNames({
  importClause,
}: TS.ImportDeclaration): { readonly name: string; readonly exported: string }[] {
  if (!importClause) return [];
  const found: { name: string; exported: string }[] = [];
  if (importClause.name) found.push({ name: importClause.name.text, exported: 'default' });
  const bindings = importClause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) found.push({ name: bindings.name.text, exported: '*' });
  else if (bindings)
    for (const { name, propertyName } of bindings.elements)
      found.push({ name: name.text, exported: (propertyName ?? name).text });
  return found;
}
