// Expressions: references, and what goes through the runtime.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { bare, type Place, refer, runtimeCall, type Walk, walk, walkChildren, walkComputed } from './walk.ts';
import { walkAssignment } from './walkTargets.ts';

export function walkExpression(at: Walk, node: TS.Node, place: Place): void {
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
    runtimeCall(at, node.expression, 'w');
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
