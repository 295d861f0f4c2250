// What is assigned to: names, and patterns of them.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { bare, type Place, refer, type Walk, walk, walkComputed } from './walk.ts';

export function walkAssignment(at: Walk, node: TS.BinaryExpression, place: Place): void {
  const target = bare(node.left);
  if (ts.isIdentifier(target)) {
    const named = target === node.left && namesValue(node.operatorToken.kind) ? node.right : undefined;
    refer(at, target, place, { writes: true, named, assignment: node });
  } else if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) walkTarget(at, node.left, place);
  else walk(at, node.left, place);
  walk(at, node.right, place);
}

/** Whether an assignment gives its name to a function: `=` and the logical ones. */
const namesValue = (kind: TS.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.EqualsToken ||
  kind === ts.SyntaxKind.BarBarEqualsToken ||
  kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
  kind === ts.SyntaxKind.QuestionQuestionEqualsToken;

/** What is assigned to, patterns included. */
export function walkTarget(at: Walk, node: TS.Expression, place: Place): void {
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
