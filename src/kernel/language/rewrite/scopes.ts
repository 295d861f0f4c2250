// Which names a block, a function or a class declares. Names of the cell's top level belong to no scope.
import type TS from 'typescript';
import { ts } from '../typescript.ts';

export interface Scope {
  readonly names: ReadonlySet<string>;
  readonly parent: Scope | undefined;
}

export function declares(scope: Scope | undefined, name: string): boolean {
  for (let at = scope; at; at = at.parent) if (at.names.has(name)) return true;
  return false;
}

/** Scope with the given names, or the parent itself where there are none. */
export const inside = (parent: Scope | undefined, names: ReadonlySet<string>): Scope | undefined =>
  names.size > 0 ? { names, parent } : parent;

export function addPatternNames(name: TS.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else
    for (const element of name.elements)
      if (!ts.isOmittedExpression(element)) addPatternNames(element.name, names);
}

export const isVar = (list: TS.VariableDeclarationList): boolean =>
  (list.flags & ts.NodeFlags.BlockScoped) === 0;

/** `using` and `await using`, which keep their own form. */
export const isUsing = (list: TS.VariableDeclarationList): boolean =>
  (list.flags & ts.NodeFlags.BlockScoped & ts.NodeFlags.Using) === ts.NodeFlags.Using;

function addListNames(list: TS.VariableDeclarationList, names: Set<string>): void {
  for (const { name } of list.declarations) addPatternNames(name, names);
}

/** `let`, `const`, `using`, classes and functions that stand directly among the statements. */
export function lexicalNames(statements: Iterable<TS.Statement>, names = new Set<string>()): Set<string> {
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      if (!isVar(statement.declarationList)) addListNames(statement.declarationList, names);
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      if (statement.name) names.add(statement.name.text);
    }
  }
  return names;
}

/** `var` names below a node, outside functions and classes. */
export function varNames(node: TS.Node, names = new Set<string>()): Set<string> {
  if (ts.isVariableDeclarationList(node)) {
    if (isVar(node)) addListNames(node, names);
  } else if (!ts.isExpression(node) && !ts.isFunctionLike(node) && !ts.isClassLike(node))
    ts.forEachChild(node, (child) => {
      varNames(child, names);
    });
  return names;
}

/** Names of `let` and `const` in the head of a loop. */
export function headNames(initializer: TS.ForInitializer | undefined): Set<string> {
  const names = new Set<string>();
  if (initializer && ts.isVariableDeclarationList(initializer) && !isVar(initializer))
    addListNames(initializer, names);
  return names;
}
