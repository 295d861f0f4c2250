// Loops at a cell's top level at the speed of loops in a function: bindings are properties there, which the engine
// cannot keep in registers. Where nothing else can see them while the loop runs, they are copied to local variables.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Scopes } from './scopes.ts';

export interface LoopUse {
  /** Names of bindings that the loop reads or assigns to, functions and classes inside of it left out. */
  readonly names: ReadonlySet<string>;
  /** Those among them that it assigns to. */
  readonly assigned: ReadonlySet<string>;
  /** Variables of blocks around the loop that it uses. */
  readonly around: ReadonlySet<string>;
  /** Nothing in the loop runs other code, provided that all its variables hold primitives or typed arrays. */
  readonly closed: boolean;
}

/** The loop, with its labels, that a statement is. */
export function loopOf(node: TS.Node): TS.IterationStatement | undefined {
  const inside = ts.isLabeledStatement(node) ? node.statement : node;
  if (inside !== node && ts.isLabeledStatement(inside)) return loopOf(inside);
  return ts.isIterationStatement(inside, false) ? inside : undefined;
}

/** Globals that nobody can change. */
const FIXED = new Set(['undefined', 'NaN', 'Infinity']);

/** What a loop does with bindings. `isBinding`: names of this or an earlier cell. */
export function useOf(loop: TS.Node, scopes: Scopes, isBinding: (name: string) => boolean): LoopUse {
  const names = new Set<string>();
  const assigned = new Set<string>();
  const around = new Set<string>();
  let closed = true;
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) {
      closed = false;
      return;
    }
    if (ts.isIdentifier(node)) {
      const start = scopes.inner.get(node);
      if (start !== undefined) {
        if (start < loop.pos) around.add(node.text);
      } else if (scopes.outer.has(node)) {
        if (isBinding(node.text)) {
          names.add(node.text);
          if (isTarget(node)) assigned.add(node.text);
        } else if (!FIXED.has(node.text) && !isMath(node)) closed = false;
      } else if (isVarName(node)) {
        names.add(node.text);
        assigned.add(node.text);
      }
      return;
    }
    if (!isHarmless(node)) closed = false;
    ts.forEachChild(node, visit);
  };
  visit(loop);
  return { names, assigned, around, closed };
}

/** A name in a `var` list or pattern that belongs to the top level. */
const isVarName = (id: TS.Identifier): boolean => {
  let at: TS.Node = id.parent;
  if (!ts.isVariableDeclaration(at) && !ts.isBindingElement(at)) return false;
  if ((at as TS.VariableDeclaration).name !== id) return false;
  while (!ts.isVariableDeclarationList(at)) {
    if (ts.isCatchClause(at)) return false;
    at = at.parent;
  }
  return (at.flags & ts.NodeFlags.BlockScoped) === 0;
};

const isMath = (id: TS.Identifier): boolean =>
  id.text === 'Math' && ts.isPropertyAccessExpression(id.parent) && id.parent.expression === id;

const K = ts.SyntaxKind;
const HARMFUL = new Set<TS.SyntaxKind>([
  K.NewExpression,
  K.TaggedTemplateExpression,
  K.AwaitExpression,
  K.YieldExpression,
  K.DeleteExpression,
  K.ObjectLiteralExpression,
  K.ArrayLiteralExpression,
  K.ObjectBindingPattern,
  K.ArrayBindingPattern,
  K.RegularExpressionLiteral,
  K.SpreadElement,
  K.ThisKeyword,
  K.SuperKeyword,
  K.MetaProperty,
  K.InKeyword,
  K.InstanceOfKeyword,
  K.ForInStatement,
  K.TryStatement,
  K.ThrowStatement,
  K.WithStatement,
  K.DebuggerStatement,
]);

/** Whether a node by itself runs no code that could see or change a variable. */
function isHarmless(node: TS.Node): boolean {
  if (HARMFUL.has(node.kind)) return false;
  if (ts.isCallExpression(node))
    return (
      ts.isPropertyAccessExpression(node.expression) &&
      ts.isIdentifier(node.expression.expression) &&
      isMath(node.expression.expression)
    );
  if (ts.isPropertyAccessExpression(node))
    return (
      ts.isIdentifier(node.expression) &&
      (node.name.text === 'length' || isMath(node.expression)) &&
      !isTarget(node)
    );
  if (ts.isElementAccessExpression(node)) return ts.isIdentifier(node.expression);
  if (ts.isForOfStatement(node)) return !node.awaitModifier && ts.isIdentifier(node.expression);
  if (ts.isVariableDeclarationList(node)) return (node.flags & ts.NodeFlags.Using) !== ts.NodeFlags.Using;
  return true;
}

const isAssignment = (kind: TS.SyntaxKind): boolean => kind >= K.FirstAssignment && kind <= K.LastAssignment;

/** Whether an expression is assigned to, also as part of a pattern. */
export function isTarget(node: TS.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isTarget(parent);
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return parent.operator === K.PlusPlusToken || parent.operator === K.MinusMinusToken;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent))
    return isTarget(parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isTarget(parent.parent);
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && isTarget(parent.parent);
  if (ts.isObjectLiteralExpression(parent)) return isTarget(parent);
  return false;
}

/**
 * Source of a function which says whether all values are primitives or typed arrays of this realm: reading, adding and
 * comparing those runs no code of anybody.
 */
export const CLOSED_VALUES =
  "(...v) => v.every((x) => x === null || (typeof x !== 'object' && typeof x !== 'function') || (ArrayBuffer.isView(x) && Symbol.iterator in x && globalThis[x[Symbol.toStringTag]]?.prototype === Object.getPrototypeOf(x)))";
