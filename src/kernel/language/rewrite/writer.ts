// The edits that make a script of a cell's JavaScript: one walk over the tree.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { type Edit, edited, type Piece } from './edits.ts';
import { CLOSED_VALUES, isTarget, loopOf, useOf } from './fastLoops.ts';
import { importsOf } from './imports.ts';
import type { Place, RewriteOptions } from './rewriteCell.ts';
import { isUsing, isVar, type Scopes } from './scopes.ts';

interface Context {
  /** Inside of a function or class, which may run at any time later. */
  readonly deferred: boolean;
  /** Inside of what has a `this` of its own. */
  readonly ownThis: boolean;
  /** Local variables that stand for bindings, in a loop. */
  readonly locals: ReadonlyMap<string, string>;
}

export interface Written {
  /** Statements before all others. */
  readonly head: string;
  readonly edits: readonly Edit[];
  readonly imported: ReadonlyMap<string, Place>;
}

const HELPER =
  /^__(?:assign|rest|decorate|param|metadata|esDecorate|runInitializers|propKey|setFunctionName|awaiter|generator|values|read|spreadArray|await|asyncGenerator|asyncDelegator|asyncValues|makeTemplateObject|classPrivateField(?:Get|Set|In)|addDisposableResource|disposeResources|rewriteRelativeImportExtension|importDefault|importStar|exportStar|createBinding|extends)$/;
const NO_LOCALS: ReadonlyMap<string, string> = new Map();

export function createWriter(
  file: TS.SourceFile,
  scopes: Scopes,
  options: RewriteOptions,
  prefix: string,
): { readonly write: () => Written } {
  const runtime = `${prefix}k`;
  const own = new Map<string, string>();
  const { imported, calls } = importsOf(file, options, runtime, prefix);
  for (const name of scopes.top) {
    const { bank, path } = imported.get(name) ?? { bank: options.bankOf(name), path: property(name) };
    own.set(name, `${prefix}${bank}${path}`);
  }
  const constants = constantsOf(file, imported);
  const access = (name: string): string | undefined => {
    const earlier = options.earlier.get(name);
    return own.get(name) ?? (earlier && `${prefix}${earlier.bank}${earlier.path}`);
  };
  const isConstant = (name: string): boolean =>
    own.has(name) ? constants.has(name) : (options.earlier.get(name)?.constant ?? false);
  let usesGuard = false;

  /** Edits of a subtree. */
  const editsOf = (root: TS.Node, context: Context): Edit[] => {
    const edits: Edit[] = [];
    const replace = (start: number, end: number, ...pieces: Piece[]): void => {
      edits.push({ start, end, pieces });
    };
    const before = (node: TS.Node, text: string): void => {
      const start = node.getStart(file);
      replace(start, start, text);
    };
    const after = (node: TS.Node, text: string): void => replace(node.end, node.end, text);

    const around = (node: TS.Node, open: string, close: string, at: Context): void => {
      before(node, open);
      visit(node, at);
      after(node, close);
    };
    /** A function or class without a name gets the one of the variable that it is assigned to. */
    const named = (value: TS.Expression, name: string, at: Context): void => {
      if (isAnonymous(value)) around(value, `{[${JSON.stringify(name)}]:`, `}[${JSON.stringify(name)}]`, at);
      else visit(value, at);
    };
    const read = (name: string, at: Context): string | undefined => at.locals.get(name) ?? access(name);

    const reference = (id: TS.Identifier, at: Context): void => {
      if (!scopes.outer.has(id)) return;
      const start = id.getStart(file);
      const expression = read(id.text, at);
      if (expression === undefined) {
        if (HELPER.test(id.text)) replace(start, id.end, `${runtime}.h.${id.text}`);
        else if (id.text === 'require') replace(start, id.end, `${runtime}.q`);
        return;
      }
      const target = isTarget(id);
      let text = expression;
      if (target && isConstant(id.text))
        text = `({get v(){return ${expression}},set v(_){throw new TypeError('Assignment to constant variable.')}}).v`;
      else if (!target && isCallee(id)) text = `(0, ${expression})`;
      if (ts.isShorthandPropertyAssignment(id.parent) && id.parent.name === id) text = `${id.text}: ${text}`;
      replace(start, id.end, text);
    };

    /** `{a, b: [c] = d}` of a declaration, as the pattern of an assignment. */
    const pattern = (name: TS.BindingName, at: Context): void => {
      if (ts.isIdentifier(name)) {
        replace(name.getStart(file), name.end, read(name.text, at)!);
        return;
      }
      for (const element of name.elements) {
        if (ts.isOmittedExpression(element)) continue;
        if (element.propertyName && ts.isComputedPropertyName(element.propertyName))
          visit(element.propertyName, at);
        if (ts.isObjectBindingPattern(name) && !element.propertyName && !element.dotDotDotToken)
          before(element, `${(element.name as TS.Identifier).text}: `);
        pattern(element.name, at);
        if (!element.initializer) continue;
        if (ts.isIdentifier(element.name)) named(element.initializer, element.name.text, at);
        else visit(element.initializer, at);
      }
    };
    /** The declarations of a list as assignments, separated by the commas that are there. */
    const assignments = (list: TS.VariableDeclarationList, at: Context): void => {
      replace(list.getStart(file), list.declarations[0]!.getStart(file), '');
      for (const { name, initializer } of list.declarations) {
        if (ts.isIdentifier(name)) {
          const start = name.getStart(file);
          const resets = !isVar(list);
          if (initializer) {
            replace(start, name.end, read(name.text, at)!);
            named(initializer, name.text, at);
          } else replace(start, name.end, resets ? `${read(name.text, at)} = void 0` : 'void 0');
        } else {
          before(name, '(');
          pattern(name, at);
          if (initializer) around(initializer, '', ')', at);
        }
      }
    };
    /** `var` of a loop over something: the target alone. */
    const loopTarget = (list: TS.VariableDeclarationList, at: Context): void => {
      const { name } = list.declarations[0]!;
      replace(list.getStart(file), name.getStart(file), '');
      pattern(name, at);
    };

    const loop = (node: TS.Statement, at: Context): boolean => {
      const pieces = fastLoop(node, at);
      if (pieces) replace(node.getStart(file), node.end, ...pieces);
      return pieces !== undefined;
    };

    const visit = (node: TS.Node, at: Context): void => {
      if (ts.isIdentifier(node)) {
        reference(node, at);
        return;
      }
      if (node.kind === ts.SyntaxKind.ThisKeyword) {
        if (!at.ownThis) replace(node.getStart(file), node.end, '(void 0)');
        return;
      }
      if (!at.deferred && at.locals === NO_LOCALS && loopOf(node) && loop(node as TS.Statement, at)) return;
      if (ts.isVariableDeclarationList(node) && !at.deferred && isTopList(node)) {
        const { parent } = node;
        if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) loopTarget(node, at);
        else assignments(node, at);
        return;
      }
      if (ts.isImportDeclaration(node)) {
        replace(node.getStart(file), node.end, '');
        return;
      }
      if (ts.isClassDeclaration(node) && node.parent === file && node.name) {
        before(node, `${own.get(node.name.text)} = `);
        children(node, at);
        after(node, ';');
        return;
      }
      if (ts.isExpressionStatement(node) && node === file.statements.at(-1) && options.hasValue) {
        around(node.expression, `${runtime}.r(`, ')', at);
        return;
      }
      if (ts.isAwaitExpression(node)) {
        around(node.expression, `${runtime}.w(`, ')', at);
        return;
      }
      if (ts.isForOfStatement(node) && node.awaitModifier) {
        visit(node.initializer, at);
        around(node.expression, `${runtime}.a(`, ')', at);
        visit(node.statement, at);
        return;
      }
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
        replace(node.getStart(file), node.end, `${runtime}.m`);
        return;
      }
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        replace(node.expression.getStart(file), node.expression.end, `${runtime}.i`);
        for (const argument of node.arguments) visit(argument, at);
        return;
      }
      if (isNaming(node) && ts.isIdentifier(node.left) && scopes.outer.has(node.left)) {
        visit(node.left, at);
        named(node.right, node.left.text, at);
        return;
      }
      if (ts.isShorthandPropertyAssignment(node) && node.objectAssignmentInitializer) {
        visit(node.name, at);
        named(node.objectAssignmentInitializer, node.name.text, at);
        return;
      }
      children(node, at);
    };
    const children = (node: TS.Node, at: Context): void => {
      let inside = at;
      if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isClassStaticBlockDeclaration(node)) {
        const ownThis = at.ownThis || !(ts.isArrowFunction(node) || ts.isClassLike(node));
        inside = { deferred: true, ownThis, locals: NO_LOCALS };
      } else if (ts.isPropertyDeclaration(node)) inside = { ...at, ownThis: true };
      ts.forEachChild(node, (child) => visit(child, inside));
    };
    visit(root, context);
    return edits;
  };

  /** The loop over local variables, with the loop as it is for where others could see the bindings. */
  const fastLoop = (node: TS.Statement, at: Context): Piece[] | undefined => {
    const { names, assigned, around, closed } = useOf(node, scopes, (name) => access(name) !== undefined);
    const start = node.getStart(file);
    const render = (locals: ReadonlyMap<string, string>): Piece[] => {
      // An empty map of locals that is not NO_LOCALS: loops inside are not looked at again.
      const inside = { ...at, locals };
      return edited(start, node.end, editsOf(node, inside));
    };
    if (closed && assigned.size > 0) {
      usesGuard = true;
      const locals = new Map([...names].map((name) => [name, `${prefix}_${name}`]));
      const values = [...[...names].map((name) => access(name)!), ...around];
      const declare = [...locals].map(([name, local]) => `${local} = ${access(name)}`).join(', ');
      const restore = [...assigned].map((name) => `${access(name)} = ${locals.get(name)};`).join(' ');
      return [
        `if (${prefix}_(${values.join(', ')})) { let ${declare}; try { `,
        ...render(locals),
        ` } finally { ${restore} } } else `,
        ...render(new Map()),
      ];
    }
    const fixed = [...names].filter((name) => isFixed(name, start) && !assigned.has(name));
    if (fixed.length === 0) return undefined;
    const locals = new Map(fixed.map((name) => [name, `${prefix}_${name}`]));
    const declare = fixed.map((name) => `${prefix}_${name} = ${access(name)}`).join(', ');
    return [`{ const ${declare}; `, ...render(locals), ' }'];
  };

  /** Whether a binding has its value for good at a position of the cell's own code: no call there can change it. */
  const isFixed = (name: string, position: number): boolean => {
    if (imported.has(name)) return false; // Live.
    if (own.has(name)) return constants.has(name) && constants.get(name)! <= position;
    const earlier = options.earlier.get(name);
    return earlier?.constant === true && !/\..*\./.test(earlier.path);
  };

  return {
    write() {
      const edits = editsOf(file, { deferred: false, ownThis: false, locals: NO_LOCALS });
      const functions = file.statements.flatMap((statement) =>
        ts.isFunctionDeclaration(statement) && statement.name ? [statement.name.text] : [],
      );
      const hoisted = [...new Set(functions)].map((name) => `${own.get(name)} = ${name};`);
      const undefinedFirst = hoistedVars(file)
        .filter((name) => !functions.includes(name))
        .map((name) => `${own.get(name)} = void 0;`);
      const guard = usesGuard ? [`const ${prefix}_ = ${CLOSED_VALUES};`] : [];
      return { head: [...undefinedFirst, ...hoisted, ...calls, ...guard].join(' '), edits, imported };
    },
  };
}

const property = (name: string): string => `.${name}`;

/** Names that keep their first value, with the position from which on they have it. */
function constantsOf(file: TS.SourceFile, imported: ReadonlyMap<string, Place>): Map<string, number> {
  const constants = new Map<string, number>();
  for (const name of imported.keys()) constants.set(name, 0);
  for (const statement of file.statements)
    if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const)
      for (const { name } of statement.declarationList.declarations)
        if (ts.isIdentifier(name)) constants.set(name.text, statement.end);
        else for (const text of namesIn(name)) constants.set(text, statement.end);
  return constants;
}

const namesIn = (name: TS.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));

/** `var` names that are undefined until a statement inside of a block or loop, or none at all, gives them a value. */
function hoistedVars(file: TS.SourceFile): string[] {
  const direct = new Set<string>();
  const all = new Set<string>();
  const walk = (node: TS.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && isVar(node))
      for (const { name, initializer } of node.declarations)
        for (const text of namesIn(name)) {
          all.add(text);
          if (initializer && ts.isVariableStatement(node.parent) && node.parent.parent === file)
            direct.add(text);
        }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return [...all].filter((name) => !direct.has(name));
}

/** Whether a list outside of functions declares names of the top level. */
const isTopList = (list: TS.VariableDeclarationList): boolean =>
  isVar(list) ||
  (!isUsing(list) && ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent));

/** Whether a reference is what is called, so that a property in its place would be given as `this`. */
function isCallee(id: TS.Expression): boolean {
  const { parent } = id;
  if (ts.isParenthesizedExpression(parent)) return isCallee(parent);
  return (
    (ts.isCallExpression(parent) && parent.expression === id) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === id)
  );
}

/** A function or class that takes the name of what it is assigned to (ECMA-262, IsAnonymousFunctionDefinition). */
function isAnonymous(node: TS.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isAnonymous(node.expression);
  if (ts.isArrowFunction(node)) return true;
  return (ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name === undefined;
}

/** An assignment that gives its name to an anonymous function. */
const isNaming = (node: TS.Node): node is TS.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  (node.operatorToken.kind === ts.SyntaxKind.EqualsToken ||
    node.operatorToken.kind === ts.SyntaxKind.BarBarEqualsToken ||
    node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
    node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken);
