// Functions and classes: their scopes, and whose `this` it is.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { addPatternNames, inside, lexicalNames, varNames } from './scopes.ts';
import { type Place, type Walk, walk, walkBindingDefaults, walkChildren, walkComputed } from './walk.ts';

export function walkFunction(at: Walk, node: TS.FunctionLikeDeclaration, place: Place): void {
  const isArrow = ts.isArrowFunction(node);
  walkComputed(at, ts.isArrowFunction(node) ? undefined : propertyName(node), place);
  const named = ts.isFunctionExpression(node) && node.name ? new Set([node.name.text]) : new Set<string>();
  const names = new Set<string>();
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

export function walkClass(at: Walk, node: TS.ClassLikeDeclaration, place: Place): void {
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
