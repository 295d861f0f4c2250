// Statements: blocks, loops and their scopes.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { walkDeclarations } from './lists.ts';
import { addPatternNames, headNames, inside, lexicalNames } from './scopes.ts';
import { type Place, runtimeCall, type Walk, walk, walkBindingDefaults, walkChildren } from './walk.ts';
import { walkTarget } from './walkTargets.ts';

export function walkStatement(at: Walk, node: TS.Statement, place: Place): void {
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
      runtimeCall(at, node.expression, 'a');
      if (!place.inFunction) at.awaits.push(node.pos);
    }
    walk(at, node.expression, inner);
  }
  walk(at, node.statement, inner);
}
