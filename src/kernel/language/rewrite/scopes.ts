// Which identifiers of a script refer to its top level or to what lies outside of it: scope analysis of JavaScript
// (ECMA-262, sections 8.2 and 14 to 16), in strict mode.
import type TS from 'typescript';
import { ts } from '../typescript.ts';

export interface Scopes {
  /** Names declared at the top level, `using` left out, which stays as it is. */
  readonly top: ReadonlySet<string>;
  /** References to names of the top level or to names that are not declared at all. */
  readonly outer: ReadonlySet<TS.Identifier>;
  /** Where the other references lead: to a name declared inside of a block or function, at which position. */
  readonly inner: ReadonlyMap<TS.Identifier, number>;
}

interface Scope {
  /** Names with the position of their scope's beginning. */
  readonly names: ReadonlySet<string>;
  readonly start: number;
  readonly parent: Scope | undefined;
}

/** Cost: one walk over the tree. The file needs parent pointers. */
export function resolveScopes(file: TS.SourceFile): Scopes {
  const outer = new Set<TS.Identifier>();
  const inner = new Map<TS.Identifier, number>();

  const refer = (id: TS.Identifier, scope: Scope | undefined): void => {
    let at = scope;
    while (at && !at.names.has(id.text)) at = at.parent;
    if (at) inner.set(id, at.start);
    else outer.add(id);
  };
  const open = (names: Iterable<string>, node: TS.Node, parent: Scope | undefined): Scope => ({
    names: new Set(names),
    start: node.pos,
    parent,
  });
  const each = (nodes: readonly TS.Node[], scope: Scope | undefined): void => {
    for (const node of nodes) visit(node, scope);
  };
  const visitFunction = (node: TS.SignatureDeclaration, scope: Scope | undefined): void => {
    if (node.name && ts.isComputedPropertyName(node.name)) visit(node.name, scope);
    const named = ts.isFunctionExpression(node) && node.name ? open([node.name.text], node, scope) : scope;
    const inside = open(
      node.parameters.flatMap(({ name }) => boundNames(name)),
      node,
      named,
    );
    each(node.parameters, inside);
    const body = 'body' in node ? (node.body as TS.Node | undefined) : undefined;
    if (body && ts.isBlock(body)) each(body.statements, open(bodyNames(body.statements), body, inside));
    else if (body) visit(body, inside);
  };
  const visit = (node: TS.Node, scope: Scope | undefined): void => {
    if (ts.isIdentifier(node)) {
      if (isReference(node)) refer(node, scope);
    } else if (ts.isFunctionLike(node)) visitFunction(node, scope);
    else if (ts.isClassLike(node)) {
      const named = node.name ? open([node.name.text], node, scope) : scope;
      ts.forEachChild(node, (child) => visit(child, named));
    } else if (ts.isClassStaticBlockDeclaration(node))
      each(node.body.statements, open(bodyNames(node.body.statements), node, scope));
    else if (ts.isBlock(node)) each(node.statements, open(lexicalNames(node.statements), node, scope));
    else if (ts.isCaseBlock(node)) {
      const names = node.clauses.flatMap(({ statements }) => lexicalNames(statements));
      each(node.clauses, open(names, node, scope));
    } else if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      const names = node.initializer ? listNames(node.initializer, isLexical) : [];
      const inside = open(names, node, scope);
      ts.forEachChild(node, (child) => visit(child, inside));
    } else if (ts.isCatchClause(node)) {
      const names = node.variableDeclaration ? boundNames(node.variableDeclaration.name) : [];
      const inside = open(names, node, scope);
      ts.forEachChild(node, (child) => visit(child, inside));
    } else ts.forEachChild(node, (child) => visit(child, scope));
  };

  const native = file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) && isUsing(statement.declarationList)
      ? statement.declarationList.declarations.flatMap(({ name }) => boundNames(name))
      : [],
  );
  each(file.statements, open(native, file, undefined));
  const top = new Set([...bodyNames(file.statements), ...file.statements.flatMap(importedNames)]);
  for (const name of native) top.delete(name);
  return { top, outer, inner };
}

/** Names that a binding declares. */
export const boundNames = (name: TS.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));

const isLexical = ({ flags }: TS.VariableDeclarationList): boolean =>
  (flags & ts.NodeFlags.BlockScoped) !== 0;
export const isVar = (list: TS.VariableDeclarationList): boolean => !isLexical(list);
export const isUsing = ({ flags }: TS.VariableDeclarationList): boolean =>
  (flags & ts.NodeFlags.BlockScoped & ~ts.NodeFlags.Const) === ts.NodeFlags.Using ||
  (flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing;

const listNames = (node: TS.Node, which: (list: TS.VariableDeclarationList) => boolean): string[] =>
  ts.isVariableDeclarationList(node) && which(node)
    ? node.declarations.flatMap(({ name }) => boundNames(name))
    : [];

/** let, const, using, classes and functions directly among the statements. */
const lexicalNames = (statements: readonly TS.Statement[]): string[] =>
  statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return listNames(statement.declarationList, isLexical);
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return statement.name ? [statement.name.text] : [];
    return [];
  });

/** Those and every `var` down to the next function. */
const bodyNames = (statements: readonly TS.Statement[]): string[] => {
  const names = lexicalNames(statements);
  const hoist = (node: TS.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    names.push(...listNames(node, isVar));
    ts.forEachChild(node, hoist);
  };
  statements.forEach(hoist);
  return names;
};

function importedNames(statement: TS.Statement): string[] {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
  if (!clause) return [];
  const bindings = clause.namedBindings;
  return [
    ...(clause.name ? [clause.name.text] : []),
    ...(bindings && ts.isNamespaceImport(bindings) ? [bindings.name.text] : []),
    ...(bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : []),
  ];
}

/** Whether an identifier stands for a variable's value or is assigned to: not a declaration, property or label. */
function isReference(id: TS.Identifier): boolean {
  const { parent } = id;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer === id;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isExportSpecifier(parent) || ts.isMetaProperty(parent) || ts.isImportAttribute(parent)) return false;
  return !('name' in parent && parent.name === id);
}
