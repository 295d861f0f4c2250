// Scope analysis of a cell: finds what refers to the top level, and records edits that do not depend on it.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Edits } from './edits.ts';
import { walkDeclarations } from './lists.ts';
import { type Assignment, isAnonymous, type Reference } from './reference.ts';
import {
  addPatternNames,
  declares,
  headNames,
  inside,
  lexicalNames,
  type Scope,
  varNames,
} from './scopes.ts';

/** Where a node stands. */
export interface Place {
  readonly scope: Scope | undefined;
  readonly inFunction: boolean;
  /** `this` is that of a function or class, not of the top level. */
  readonly ownThis: boolean;
  /** Index of the top-level statement. */
  readonly statement: number;
}

export interface Walk {
  readonly file: TS.SourceFile;
  readonly edits: Edits;
  readonly references: Reference[];
  /** Name of the runtime parameter. */
  readonly runtime: string;
  /** Loops outside functions, outer ones before inner ones. */
  readonly loops: Loop[];
  /** Where `await` stands outside functions. */
  readonly awaits: number[];
  /** Where calls and `new` stand outside functions. */
  readonly calls: number[];
  /** `let` and `const` of the top level. */
  readonly lists: TS.VariableDeclarationList[];
}

export interface Loop {
  readonly node: TS.IterationStatement;
  /** The loop with its labels. */
  readonly labelled: TS.Statement;
}

export function walk(at: Walk, node: TS.Node | undefined, place: Place): void {
  if (!node) return;
  if (ts.isIdentifier(node)) refer(at, node, place);
  else if (ts.isFunctionLike(node)) walkFunction(at, node as TS.FunctionLikeDeclaration, place);
  else if (ts.isClassLike(node)) walkClass(at, node, place);
  else if (ts.isStatement(node)) walkStatement(at, node, place);
  else walkExpression(at, node, place);
}

const walkChildren = (at: Walk, node: TS.Node, place: Place): void =>
  ts.forEachChild(node, (child) => walk(at, child, place));

export interface ReferenceOptions {
  readonly form?: Reference['form'];
  readonly writes?: boolean;
  readonly declares?: boolean;
  readonly named?: TS.Expression | undefined;
  readonly assignment?: Assignment;
}

export function refer(
  { file, references }: Walk,
  node: TS.Identifier,
  { scope, inFunction, statement }: Place,
  options: ReferenceOptions = {},
): void {
  const { form = 'plain', writes = false, declares: own = false, named, assignment } = options;
  const name = node.text;
  if (declares(scope, name)) return;
  references.push({
    node,
    name,
    start: node.getStart(file),
    form,
    writes,
    declares: own,
    inFunction,
    statement,
    named: named && isAnonymous(ts, named) ? named : undefined,
    assignment,
  });
}

function walkStatement(at: Walk, node: TS.Statement, place: Place): void {
  if (ts.isBlock(node)) walkStatements(at, node.statements, place);
  else if (ts.isVariableStatement(node)) walkDeclarations(at, node.declarationList, place);
  else if (ts.isIterationStatement(node, false)) walkLoop(at, node, place);
  else if (ts.isLabeledStatement(node)) {
    const { statement } = node;
    if (ts.isIterationStatement(statement, true)) {
      let loop: TS.Statement = statement;
      while (ts.isLabeledStatement(loop)) loop = loop.statement;
      walkLoop(at, loop as TS.IterationStatement, place, node);
    } else walk(at, statement, place);
  } else if (ts.isSwitchStatement(node)) {
    walk(at, node.expression, place);
    const clauses = node.caseBlock.clauses;
    const names = lexicalNames(clauses.flatMap(({ statements }) => [...statements]));
    walkChildren(at, node.caseBlock, { ...place, scope: inside(place.scope, names) });
  } else if (ts.isTryStatement(node)) {
    walk(at, node.tryBlock, place);
    if (node.catchClause) {
      const { variableDeclaration, block } = node.catchClause;
      const names = new Set<string>();
      if (variableDeclaration) addPatternNames(variableDeclaration.name, names);
      const inner = { ...place, scope: inside(place.scope, names) };
      if (variableDeclaration) walkBindingDefaults(at, variableDeclaration.name, inner);
      walk(at, block, inner);
    }
    walk(at, node.finallyBlock, place);
  } else if (!ts.isBreakOrContinueStatement(node)) walkChildren(at, node, place);
}

function walkStatements(at: Walk, statements: TS.NodeArray<TS.Statement>, place: Place): void {
  const inner = { ...place, scope: inside(place.scope, lexicalNames(statements)) };
  for (const statement of statements) walk(at, statement, inner);
}

function walkLoop(at: Walk, node: TS.IterationStatement, place: Place, labelled: TS.Statement = node): void {
  if (!place.inFunction) at.loops.push({ node, labelled });
  if (!ts.isForStatement(node) && !ts.isForInStatement(node) && !ts.isForOfStatement(node)) {
    walkChildren(at, node, place);
    return;
  }
  const { initializer } = node;
  const inner = { ...place, scope: inside(place.scope, headNames(initializer)) };
  const isList = initializer && ts.isVariableDeclarationList(initializer);
  if (isList) walkDeclarations(at, initializer, inner, node);
  else if (ts.isForStatement(node)) walk(at, initializer, inner);
  else if (initializer) walkTarget(at, initializer, inner);
  if (ts.isForStatement(node)) {
    walk(at, node.condition, inner);
    walk(at, node.incrementor, inner);
  } else {
    if (ts.isForOfStatement(node) && node.awaitModifier) {
      call(at, node.expression, 'a');
      if (!place.inFunction) at.awaits.push(node.pos);
    }
    walk(at, node.expression, inner);
  }
  walk(at, node.statement, inner);
}

function call({ edits, file, runtime }: Walk, node: TS.Node, name: string): void {
  const start = node.getStart(file);
  const gap = /\s/.test(file.text[start - 1]!) ? '' : ' ';
  edits.wrap(start, node.end, `${gap}${runtime}.${name}(`, ')');
}

function walkExpression(at: Walk, node: TS.Node, place: Place): void {
  const { edits, file, runtime } = at;
  if (!place.inFunction && ts.isCallLikeExpression(node)) at.calls.push(node.pos);
  if (ts.isPropertyAccessExpression(node)) walk(at, node.expression, place);
  else if (node.kind === ts.SyntaxKind.ThisKeyword) {
    if (!place.ownThis) edits.replace(node.getStart(file), node.end, '(void 0)');
  } else if (ts.isCallExpression(node)) {
    const { expression } = node;
    if (expression.kind === ts.SyntaxKind.ImportKeyword)
      edits.replace(expression.getStart(file), expression.end, `${runtime}.i`);
    else walkCallee(at, expression, place);
    for (const argument of node.arguments) walk(at, argument, place);
  } else if (ts.isTaggedTemplateExpression(node)) {
    walkCallee(at, node.tag, place);
    walk(at, node.template, place);
  } else if (ts.isAwaitExpression(node)) {
    call(at, node.expression, 'w');
    if (!place.inFunction) at.awaits.push(node.pos);
    walk(at, node.expression, place);
  } else if (ts.isMetaProperty(node)) {
    if (node.keywordToken === ts.SyntaxKind.ImportKeyword)
      edits.replace(node.getStart(file), node.end, `${runtime}.m`);
  } else if (ts.isDeleteExpression(node)) {
    // `delete x` stays what it is: a syntax error.
    if (!ts.isIdentifier(bare(node.expression))) walk(at, node.expression, place);
  } else if (ts.isBinaryExpression(node) && isAssignment(node)) walkAssignment(at, node, place);
  else if (isUpdate(node)) {
    const target = bare(node.operand);
    if (ts.isIdentifier(target)) refer(at, target, place, { writes: true, assignment: node });
    else walk(at, node.operand, place);
  } else if (ts.isPropertyAssignment(node)) {
    walkComputed(at, node.name, place);
    walk(at, node.initializer, place);
  } else if (ts.isShorthandPropertyAssignment(node)) refer(at, node.name, place, { form: 'shorthand' });
  else walkChildren(at, node, place);
}

/** Without parentheses. */
export function bare(node: TS.Expression): TS.Expression {
  return ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
}

const isUpdate = (node: TS.Node): node is TS.PrefixUnaryExpression | TS.PostfixUnaryExpression =>
  (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
  (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken);

const isAssignment = ({ operatorToken: { kind } }: TS.BinaryExpression): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

function walkCallee(at: Walk, callee: TS.Expression, place: Place): void {
  const target = bare(callee);
  if (ts.isIdentifier(target)) refer(at, target, place, { form: 'call' });
  else walk(at, callee, place);
}

function walkAssignment(at: Walk, node: TS.BinaryExpression, place: Place): void {
  const target = bare(node.left);
  if (ts.isIdentifier(target)) {
    const named = target === node.left ? node.right : undefined;
    refer(at, target, place, { writes: true, named, assignment: node });
  } else if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) walkTarget(at, node.left, place);
  else walk(at, node.left, place);
  walk(at, node.right, place);
}

/** What is assigned to, patterns included. */
function walkTarget(at: Walk, node: TS.Expression, place: Place): void {
  if (ts.isIdentifier(node)) refer(at, node, place, { writes: true });
  else if (ts.isParenthesizedExpression(node)) walkTarget(at, node.expression, place);
  else if (ts.isSpreadElement(node)) walkTarget(at, node.expression, place);
  else if (ts.isArrayLiteralExpression(node)) for (const item of node.elements) walkTarget(at, item, place);
  else if (ts.isObjectLiteralExpression(node))
    for (const property of node.properties) {
      if (ts.isShorthandPropertyAssignment(property)) {
        const { name, objectAssignmentInitializer: named } = property;
        refer(at, name, place, { form: 'shorthand', writes: true, named });
        walk(at, named, place);
      } else if (ts.isPropertyAssignment(property)) {
        walkComputed(at, property.name, place);
        walkTarget(at, property.initializer, place);
      } else if (ts.isSpreadAssignment(property)) walkTarget(at, property.expression, place);
    }
  else if (ts.isBinaryExpression(node)) {
    if (ts.isIdentifier(node.left)) refer(at, node.left, place, { writes: true, named: node.right });
    else walkTarget(at, node.left, place);
    walk(at, node.right, place);
  } else walk(at, node, place);
}

export function walkComputed(at: Walk, name: TS.PropertyName | undefined, place: Place): void {
  if (name && ts.isComputedPropertyName(name)) walk(at, name.expression, place);
}

/** Defaults and computed names of a pattern whose own names are local. */
export function walkBindingDefaults(at: Walk, name: TS.BindingName, place: Place): void {
  if (ts.isIdentifier(name)) return;
  for (const element of name.elements)
    if (!ts.isOmittedExpression(element)) {
      walkComputed(at, element.propertyName, place);
      walkBindingDefaults(at, element.name, place);
      walk(at, element.initializer, place);
    }
}

function walkFunction(at: Walk, node: TS.FunctionLikeDeclaration, place: Place): void {
  const isArrow = ts.isArrowFunction(node);
  walkComputed(at, ts.isArrowFunction(node) ? undefined : propertyName(node), place);
  const named = ts.isFunctionExpression(node) && node.name ? new Set([node.name.text]) : new Set<string>();
  const names = new Set(isArrow ? [] : ['arguments']);
  for (const { name } of node.parameters) addPatternNames(name, names);
  const outer = inside(place.scope, named);
  const inner: Place = {
    scope: inside(outer, names),
    inFunction: true,
    ownThis: place.ownThis || !isArrow,
    statement: place.statement,
  };
  for (const { name, initializer } of node.parameters) {
    walkBindingDefaults(at, name, inner);
    walk(at, initializer, inner);
  }
  walkBody(at, node.body, inner);
}

const propertyName = ({ name }: TS.FunctionLikeDeclaration): TS.PropertyName | undefined =>
  name && ts.isComputedPropertyName(name) ? name : undefined;

function walkBody(at: Walk, body: TS.Node | undefined, place: Place): void {
  if (!body || !ts.isBlock(body)) walk(at, body, place);
  else {
    const names = lexicalNames(body.statements, varNames(body));
    const inner = { ...place, scope: inside(place.scope, names) };
    for (const statement of body.statements) walk(at, statement, inner);
  }
}

function walkClass(at: Walk, node: TS.ClassLikeDeclaration, place: Place): void {
  const outer = { ...place, scope: inside(place.scope, new Set(node.name ? [node.name.text] : [])) };
  for (const clause of node.heritageClauses ?? []) walkChildren(at, clause, outer);
  const inner: Place = { ...outer, inFunction: true, ownThis: true };
  for (const member of node.members) {
    if (ts.isPropertyDeclaration(member)) {
      walkComputed(at, member.name, outer);
      walk(at, member.initializer, inner);
    } else if (ts.isClassStaticBlockDeclaration(member)) walkBody(at, member.body, inner);
    else walk(at, member, outer);
  }
}
