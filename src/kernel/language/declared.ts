// What a cell declares at its top level.
import type TS from 'typescript';
import { ts } from './typescript.ts';

/** What a name stands for: one name can have several meanings, such as a class (value and type). */
export const VALUE = 1;
export const TYPE = 2;
export const NAMESPACE = 4;

export type DeclarationKind =
  | 'const'
  | 'let'
  | 'var'
  | 'function'
  | 'class'
  | 'enum'
  | 'namespace'
  | 'import'
  | 'type';

export interface Declared {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** Bits of VALUE, TYPE, NAMESPACE. */
  readonly meanings: number;
}

export interface Declarations {
  readonly names: ReadonlyMap<string, Declared>;
  /** Names that the text itself exports. */
  readonly exported: ReadonlySet<string>;
  /** Whether it adds to global scope or to other modules. */
  readonly augments: boolean;
}

/** Names that later cells see. `using` bindings are not among them: they are disposed when the cell ends. */
export function declarationsOf(file: TS.SourceFile): Declarations {
  const names = new Map<string, Declared>();
  const exported = new Set<string>();
  let augments = false;

  const add = (name: string, kind: DeclarationKind, meanings: number): void => {
    if (name === '') return; // What the parser put where a name is missing.
    const before = names.get(name);
    const strongest = before && before.meanings & VALUE ? before.kind : kind;
    names.set(name, { name, kind: strongest, meanings: meanings | (before?.meanings ?? 0) });
  };
  const addPattern = (name: TS.BindingName, kind: DeclarationKind): void => {
    if (ts.isIdentifier(name)) add(name.text, kind, VALUE);
    else
      for (const element of name.elements)
        if (!ts.isOmittedExpression(element)) addPattern(element.name, kind);
  };
  const addList = (list: TS.VariableDeclarationList, kind: DeclarationKind): void => {
    for (const { name } of list.declarations) addPattern(name, kind);
  };

  for (const statement of file.statements) {
    const own = new Set(names.keys());
    if (ts.isVariableStatement(statement)) {
      const kind = kindOfList(statement.declarationList);
      if (kind) addList(statement.declarationList, kind);
    } else if (ts.isFunctionDeclaration(statement)) add(statement.name?.text ?? '', 'function', VALUE);
    else if (ts.isClassDeclaration(statement)) add(statement.name?.text ?? '', 'class', VALUE | TYPE);
    else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      add(statement.name.text, 'type', TYPE);
    else if (ts.isEnumDeclaration(statement)) add(statement.name.text, 'enum', VALUE | TYPE | NAMESPACE);
    else if (ts.isModuleDeclaration(statement)) {
      if (ts.isIdentifier(statement.name) && !isGlobalAugmentation(statement))
        add(statement.name.text, 'namespace', VALUE | NAMESPACE);
      else augments = true;
    } else if (ts.isImportEqualsDeclaration(statement))
      add(statement.name.text, 'import', statement.isTypeOnly ? TYPE | NAMESPACE : VALUE | TYPE | NAMESPACE);
    else if (ts.isImportDeclaration(statement)) addImports(statement, add);
    else if (ts.isExportDeclaration(statement)) {
      if (statement.exportClause && ts.isNamedExports(statement.exportClause))
        for (const { name } of statement.exportClause.elements) exported.add(name.text);
    } else hoistedVars(statement, (list) => addList(list, 'var'));
    if (isExported(statement)) for (const name of names.keys()) if (!own.has(name)) exported.add(name);
  }
  return { names, exported, augments };
}

function kindOfList(list: TS.VariableDeclarationList): 'const' | 'let' | 'var' | undefined {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  if (kind === ts.NodeFlags.Const) return 'const';
  if (kind === ts.NodeFlags.Let) return 'let';
  return kind === 0 ? 'var' : undefined;
}

const isGlobalAugmentation = (node: TS.ModuleDeclaration): boolean =>
  (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;

const isExported = (statement: TS.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false) &&
  !ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);

function addImports(
  { importClause }: TS.ImportDeclaration,
  add: (name: string, kind: 'import', meanings: number) => void,
): void {
  if (!importClause) return;
  const types = importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const meanings = (typeOnly: boolean): number =>
    types || typeOnly ? TYPE | NAMESPACE : VALUE | TYPE | NAMESPACE;
  if (importClause.name) add(importClause.name.text, 'import', meanings(false));
  const bindings = importClause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name.text, 'import', meanings(false));
  else if (bindings)
    for (const { name, isTypeOnly } of bindings.elements) add(name.text, 'import', meanings(isTypeOnly));
}

/** `var` inside blocks and loops belongs to the cell; inside functions and classes it does not. */
function hoistedVars(node: TS.Node, add: (list: TS.VariableDeclarationList) => void): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) add(node);
  ts.forEachChild(node, (child) => hoistedVars(child, add));
}
