// Where the code of a claim or experiment stands: the object literal with that id, and in it the function asked for.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve, sep } from 'node:path';
import type ts from 'typescript';
import type { Code } from './site.ts';

type Typescript = typeof ts;

export interface CodeIndex {
  /** The function `member` of the object with this id, or the object where it is made elsewhere. */
  readonly find: (id: string, member: 'measure' | 'run') => Code | undefined;
}

/** Reads the sources below `folder`; about 1 s for 200 files. Nothing is found where no sources are shipped. */
export async function indexCode(root: string, folder: string): Promise<CodeIndex> {
  const { default: compiler } = await import('typescript');
  const parsed = new Map<string, ts.SourceFile>();
  const parse = (file: string): ts.SourceFile => {
    const known = parsed.get(file);
    if (known) return known;
    const text = readFileSync(file, 'utf8');
    const source = compiler.createSourceFile(file, text, compiler.ScriptTarget.Latest, true);
    parsed.set(file, source);
    return source;
  };
  const declared = new Map<string, ts.Node[]>();
  const paths = existsSync(join(root, folder)) ? globSync(`${folder}/**/*.ts`, { cwd: root }) : [];
  for (const path of paths.sort()) collect(compiler, parse(join(root, path)), declared);

  const show = (node: ts.Node, name: string): Code => {
    const file = node.getSourceFile();
    const start = node.getStart(file);
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return {
      name,
      file: relative(root, file.fileName).split(sep).join('/'),
      line: line + 1,
      source: dedent(' '.repeat(character) + node.getText(file)),
    };
  };

  return {
    find: (id, member) => {
      const nodes = declared.get(id) ?? matching(declared, id);
      const object = nodes.find(
        (node) => compiler.isObjectLiteralExpression(node) && property(compiler, node, member),
      );
      if (!object) return nodes[0] && show(statementOf(compiler, nodes[0]), id);
      const found = property(compiler, object as ts.ObjectLiteralExpression, member)!;
      const named = compiler.isPropertyAssignment(found) ? found.initializer : found;
      const target =
        compiler.isPropertyAssignment(found) && compiler.isIdentifier(named)
          ? follow(compiler, named.text, found.getSourceFile(), parse)
          : compiler.isShorthandPropertyAssignment(found)
            ? follow(compiler, found.name.text, found.getSourceFile(), parse)
            : undefined;
      if (target) return show(target, compiler.isIdentifier(named) ? named.text : member);
      const owner = ownerOf(compiler, object);
      return show(found, owner === undefined ? member : `${owner}.${member}`);
    },
  };
}

/** Objects by the text of their property `id`, and other places in which such a text stands. */
function collect(compiler: Typescript, file: ts.SourceFile, declared: Map<string, ts.Node[]>): void {
  const add = (id: string, node: ts.Node, first: boolean): void => {
    const known = declared.get(id) ?? [];
    declared.set(id, first ? [node, ...known] : [...known, node]);
  };
  const isId = ({ parent }: ts.Node): boolean =>
    compiler.isPropertyAssignment(parent) && parent.name.getText(file) === 'id';
  const visit = (node: ts.Node): void => {
    if (compiler.isTemplateExpression(node) && isId(node)) add(patternOf(node), node.parent.parent, true);
    if (compiler.isStringLiteralLike(node) && /^[a-z]+\/[^\s]+$/.test(node.text)) {
      add(node.text, isId(node) ? node.parent.parent : node, isId(node));
    }
    compiler.forEachChild(node, visit);
  };
  visit(file);
}

/** `convex/C14${suffix}` as `convex/C14*`. */
const patternOf = ({ head, templateSpans }: ts.TemplateExpression): string =>
  [head.text, ...templateSpans.map(({ literal }) => literal.text)].join('*');

/** Objects whose `id` is a template that can give this one. */
const matching = (declared: ReadonlyMap<string, ts.Node[]>, id: string): ts.Node[] =>
  [...declared]
    .filter(([pattern]) => pattern.includes('*') && matchesGlob(id, pattern))
    .flatMap(([, nodes]) => nodes);

const property = (compiler: Typescript, node: ts.ObjectLiteralExpression, name: string) =>
  compiler.isObjectLiteralExpression(node)
    ? node.properties.find((one) => one.name?.getText(node.getSourceFile()) === name)
    : undefined;

/** Declaration of a function in the file, or in the one it is imported from. */
function follow(
  compiler: Typescript,
  name: string,
  file: ts.SourceFile,
  parse: (file: string) => ts.SourceFile,
): ts.Node | undefined {
  for (const statement of file.statements) {
    if (compiler.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
    if (compiler.isVariableStatement(statement))
      for (const one of statement.declarationList.declarations)
        if (one.name.getText(file) === name) return statement;
    if (!compiler.isImportDeclaration(statement) || !compiler.isStringLiteral(statement.moduleSpecifier))
      continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !compiler.isNamedImports(bindings)) continue;
    const found = bindings.elements.find((one) => one.name.text === name);
    const from = statement.moduleSpecifier.text;
    if (!found || !from.startsWith('.')) continue;
    return follow(
      compiler,
      (found.propertyName ?? found.name).text,
      parse(resolve(dirname(file.fileName), from)),
      parse,
    );
  }
  return undefined;
}

/** The variable that an object is the value of, or part of. */
function ownerOf(compiler: Typescript, node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if (compiler.isVariableDeclaration(at)) return at.name.getText(at.getSourceFile());
  return undefined;
}

/** The innermost call, object or statement around a text. */
function statementOf(compiler: Typescript, node: ts.Node): ts.Node {
  for (let at: ts.Node = node; at.parent; at = at.parent)
    if (compiler.isCallExpression(at) || compiler.isStatement(at) || compiler.isObjectLiteralExpression(at))
      return at;
  return node;
}

/** Without the indentation that all lines but empty ones share. */
function dedent(text: string): string {
  const lines = text.split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(depth)).join('\n');
}
