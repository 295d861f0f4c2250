// The temporal dead zone: which references may be evaluated before the declaration of their own cell has been.
//
// Such a reference is checked by the engine itself: the name is also declared natively, as a marker, where it gets its
// value, and `x` becomes `(x, $0.x)`.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Reference } from './reference.ts';
import type { TopLevel } from './topLevel.ts';

/** Tells of a reference to a name of the cell whether it needs a check. */
export function deadZoneOf(file: TS.SourceFile, topLevel: TopLevel): (reference: Reference) => boolean {
  const lastActive: number[] = [];
  for (const [index, statement] of file.statements.entries())
    lastActive.push(isInert(statement, topLevel) ? (lastActive.at(-1) ?? -1) : index);
  return ({ name, declares, inFunction, start, statement }) => {
    const own = topLevel.get(name);
    if (!own || own.end === 0 || declares) return false;
    if (!inFunction) return start < own.end;
    const hoisted = ts.isFunctionDeclaration(file.statements[statement]!);
    const from = hoisted ? 0 : statement;
    return from <= own.statement && lastActive[own.statement]! >= from;
  };
}

/** Whether a statement calls no function of the cell. */
function isInert(statement: TS.Statement, topLevel: TopLevel): boolean {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.every(
      ({ name, initializer }) =>
        ts.isIdentifier(name) && (!initializer || isInertExpression(initializer, topLevel)),
    );
  if (ts.isClassDeclaration(statement))
    return (
      !statement.heritageClauses &&
      statement.members.every(
        (member) =>
          !(member.name && ts.isComputedPropertyName(member.name)) &&
          !ts.isClassStaticBlockDeclaration(member) &&
          !(
            ts.isPropertyDeclaration(member) &&
            (member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false)
          ),
      )
    );
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isEmptyStatement(statement)
  );
}

function isInertExpression(node: TS.Expression, topLevel: TopLevel): boolean {
  const inert = (one: TS.Expression): boolean => isInertExpression(one, topLevel);
  if (ts.isParenthesizedExpression(node)) return inert(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(inert);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every(
      (property) =>
        ts.isShorthandPropertyAssignment(property) ||
        (ts.isPropertyAssignment(property) &&
          !ts.isComputedPropertyName(property.name) &&
          inert(property.initializer)),
    );
  if (ts.isNewExpression(node))
    return (
      ts.isIdentifier(node.expression) &&
      BUILT_IN.has(node.expression.text) &&
      !topLevel.has(node.expression.text) &&
      (node.arguments ?? []).every((argument) => ts.isLiteralExpression(argument))
    );
  return (
    ts.isIdentifier(node) ||
    ts.isLiteralExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isOmittedExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}

const BUILT_IN = new Set(['Map', 'Set', 'WeakMap', 'Array', 'Float64Array', 'Float32Array', 'Int32Array']);
