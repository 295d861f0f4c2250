// What a cell declares at its top level.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { isUsing, isVar, varNames } from './scopes.ts';

export interface TopLevelName {
  readonly kind: 'let' | 'const' | 'var' | 'function' | 'class' | 'import' | 'using';
  /** Index of the statement that declares it. */
  readonly statement: number;
  /** Where its declaration ends: before, it has no value (temporal dead zone). 0 where it always has one. */
  readonly end: number;
}

export type TopLevel = ReadonlyMap<string, TopLevelName>;

export function topLevelOf(file: TS.SourceFile): TopLevel {
  const names = new Map<string, TopLevelName>();
  for (const name of varNames(file)) names.set(name, { kind: 'var', statement: 0, end: 0 });
  for (const [index, statement] of file.statements.entries()) {
    if (ts.isVariableStatement(statement)) addList(statement.declarationList, index, names);
    else if (ts.isFunctionDeclaration(statement)) {
      if (statement.name) names.set(statement.name.text, { kind: 'function', statement: index, end: 0 });
    } else if (ts.isClassDeclaration(statement)) {
      const { name, end } = statement;
      if (name) names.set(name.text, { kind: 'class', statement: index, end });
    } else if (ts.isImportDeclaration(statement))
      for (const { name } of importedNames(statement))
        names.set(name, { kind: 'import', statement: index, end: 0 });
  }
  return names;
}

function addList(
  list: TS.VariableDeclarationList,
  statement: number,
  names: Map<string, TopLevelName>,
): void {
  if (isVar(list)) return;
  const isConst = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  const kind = isUsing(list) ? 'using' : isConst ? 'const' : 'let';
  for (const { name, end } of list.declarations)
    for (const each of patternNames(name)) names.set(each, { kind, statement, end });
}

export const patternNames = (name: TS.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : patternNames(element.name)));

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
