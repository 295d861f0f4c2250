// What one source file contributes to a result: its tokens without types, comments and layout, and what it imports.
import type { Node, SourceFile, Statement, StringLiteral, TypeChecker } from 'typescript';
import { digest } from './identity.ts';

export interface ModuleCode {
  /** Hash of the tokens. */
  readonly tokens: string;
  /** Imports of types alone are not among them. */
  readonly imports: readonly Import[];
  /** Of a module that only hands on what others export: its exports, and what each of them is. */
  readonly handsOn?: Readonly<Record<string, HandedOn>>;
  /** Kernel modules loaded with `loadWasm('<name>')`. */
  readonly kernels: readonly string[];
  /** Files named by `new URL('<path>', import.meta.url)`. */
  readonly files: readonly string[];
}

export interface Import {
  /** Module specifier as written. */
  readonly from: string;
  /** Names of exports that are used; without them, all. */
  readonly names?: readonly string[];
}

export interface HandedOn {
  readonly from: string;
  readonly name: string;
}

type Compiler = typeof import('typescript');

/**
 * Reads a TypeScript or JavaScript module. With `experiment`, only what the `run` of the experiment of that id can
 * reach counts: the settings block, costs and titles beside it may change without making a result stale. Where the
 * declaration is not found as an object literal, the whole file counts.
 */
export function moduleCode(ts: Compiler, source: string, experiment?: string): ModuleCode {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      removeComments: true,
    },
  });
  const file = ts.createSourceFile('module.js', outputText, ts.ScriptTarget.ESNext, true);
  const nodes = experiment === undefined ? [file] : reachable(ts, file, experiment);
  const tokens: string[] = [];
  const imports = new Map<string, Set<string>>();
  const found = { kernels: new Set<string>(), files: new Set<string>() };
  const visit = (node: Node): void => {
    const target = dependency(ts, node);
    if (target?.kind === 'imports') {
      const names = imports.get(target.name) ?? new Set();
      imports.set(target.name, names);
      for (const name of target.names) names.add(name);
    } else if (target) found[target.kind].add(target.name);
    const children = node.getChildren(file);
    if (children.length > 0) children.forEach(visit);
    else if (ts.isStringLiteral(node)) tokens.push(JSON.stringify(node.text));
    else if (node.getWidth(file) > 0) tokens.push(node.getText(file));
  };
  nodes.forEach(visit);
  const text = tokens.filter((token, i) => token !== ',' || !/^[)\]}]$/.test(tokens[i + 1] ?? '')).join('\n');
  const handsOn = nodes.length === 1 && nodes[0] === file ? reexports(ts, file) : undefined;
  return {
    tokens: digest(text),
    imports: [...imports].map(([from, names]) => (names.has(ALL) ? { from } : { from, names: [...names] })),
    ...(handsOn && { handsOn }),
    kernels: [...found.kernels],
    files: [...found.files],
  };
}

/** Resolves the names of a file; other modules and libraries are left aside. */
function checkerOf(ts: Compiler, file: SourceFile): TypeChecker {
  const options = { allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.ESNext };
  const program = ts.createProgram([file.fileName], options, {
    getSourceFile: (name) => (name === file.fileName ? file : undefined),
    fileExists: (name) => name === file.fileName,
    readFile: () => undefined,
    writeFile: () => undefined,
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  });
  return program.getTypeChecker();
}

/** The `run` of an experiment, the top-level statements it refers to, directly or not, and those that just happen. */
function reachable(ts: Compiler, file: SourceFile, id: string): readonly Node[] {
  const checker = checkerOf(ts, file);
  const declarations: Node[] = [];
  const search = (node: Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const member = (name: string) => node.properties.find((property) => property.name?.getText() === name);
      const run = member('run');
      const named = member('id');
      if (run && named && member('module') && [id, undefined].includes(constantText(ts, checker, named)))
        declarations.push(run);
    }
    ts.forEachChild(node, search);
  };
  search(file);
  const run = declarations[0];
  if (!run || declarations.length > 1) return [file];
  const happens = (statement: Statement): boolean =>
    ts.isImportDeclaration(statement)
      ? !statement.importClause
      : !ts.isVariableStatement(statement) && !ts.isDeclarationStatement(statement);
  const kept = new Set<Node>([run, ...file.statements.filter(happens)]);
  const follow = (node: Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      for (const declaration of symbol?.declarations ?? []) keep(declaration);
    }
    ts.forEachChild(node, follow);
  };
  const keep = (declaration: Node): void => {
    let node = declaration;
    while (!kept.has(node) && !ts.isImportSpecifier(node) && node.parent !== file && node !== file)
      node = node.parent;
    kept.add(node);
  };
  for (const node of kept) follow(node); // a set hands out what is added on the way
  return kept.has(file) ? [file] : [...kept].sort((a, b) => a.pos - b.pos);
}

/** Text of `id: 'text'`, or of `id` where it is a constant of the file; undefined where it is computed. */
function constantText(ts: Compiler, checker: TypeChecker, property: Node): string | undefined {
  if (ts.isShorthandPropertyAssignment(property)) {
    const constant = checker.getShorthandAssignmentValueSymbol(property)?.valueDeclaration;
    return constant && constantText(ts, checker, constant);
  }
  if (!ts.isPropertyAssignment(property) && !ts.isVariableDeclaration(property)) return undefined;
  const value = property.initializer;
  if (value && ts.isStringLiteralLike(value)) return value.text;
  const constant = value && ts.isIdentifier(value) && checker.getSymbolAtLocation(value)?.valueDeclaration;
  return constant ? constantText(ts, checker, constant) : undefined;
}

const ALL = '*';

type Dependency =
  | { readonly kind: 'imports'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'kernels' | 'files'; readonly name: string };

function dependency(ts: Compiler, node: Node): Dependency | undefined {
  const literal = (argument: Node | undefined, what: string): string => {
    if (argument && ts.isStringLiteralLike(argument)) return argument.text;
    throw new Error(`${what} has an argument that is not a plain string, so its code cannot be identified`);
  };
  const importOf = (
    specifier: Node | undefined,
    names: readonly string[],
    what = 'an import',
  ): Dependency => ({
    kind: 'imports',
    name: literal(specifier, what),
    names,
  });
  if (ts.isImportSpecifier(node))
    return importOf(node.parent.parent.parent.moduleSpecifier, [(node.propertyName ?? node.name).text]);
  if (ts.isImportDeclaration(node)) {
    const { name, namedBindings } = node.importClause ?? {};
    const named = namedBindings && ts.isNamedImports(namedBindings);
    return importOf(node.moduleSpecifier, [...(name ? ['default'] : []), ...(name || named ? [] : [ALL])]);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
    const names = named.map(({ name, propertyName }) => (propertyName ?? name).text);
    return importOf(node.moduleSpecifier, names.length > 0 ? names : [ALL]);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return importOf(node.arguments[0], [ALL], 'import()');
  if (ts.isCallExpression(node) && node.expression.getText() === 'loadWasm')
    return { kind: 'kernels', name: literal(node.arguments[0], 'loadWasm()') };
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
    const [path, base] = node.arguments ?? [];
    if (path && ts.isStringLiteralLike(path) && base?.getText() === 'import.meta.url')
      return { kind: 'files', name: path.text };
  }
  return undefined;
}

/** What a module exports that consists of `export { … } from` alone; undefined for every other one. */
function reexports(ts: Compiler, file: SourceFile): Record<string, HandedOn> | undefined {
  const exports: Record<string, HandedOn> = {};
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement)) return undefined;
    const { exportClause, moduleSpecifier } = statement;
    if (!exportClause || !ts.isNamedExports(exportClause)) return undefined;
    if (!moduleSpecifier) {
      if (exportClause.elements.length > 0) return undefined;
      continue; // `export {}` marks a module whose other exports were types
    }
    for (const { name, propertyName } of exportClause.elements)
      exports[name.text] = {
        from: (moduleSpecifier as StringLiteral).text,
        name: (propertyName ?? name).text,
      };
  }
  return exports;
}
