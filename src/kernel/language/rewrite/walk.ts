// Scope analysis of a cell: finds what refers to the top level, and records edits that do not depend on it.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Edits } from './edits.ts';
import type { Script } from './parseScript.ts';
import { type Assignment, isAnonymous, type Reference } from './reference.ts';
import { declares, type Scope } from './scopes.ts';
import { walkExpression } from './walkExpressions.ts';
import { walkClass, walkFunction } from './walkFunctions.ts';
import { walkStatement } from './walkStatements.ts';

/** Where a node stands. */
export interface Place {
  readonly scope: Scope | undefined;
  readonly inFunction: boolean;
  /** `this` is that of a function or class, not of the top level. */
  readonly ownThis: boolean;
  /** Index of the top-level statement. */
  readonly statement: number;
}

export interface Walk extends Script {
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

export const walkChildren = (at: Walk, node: TS.Node, place: Place): void =>
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

/** `await x` as `await $k.w(x)`. */
export function runtimeCall({ edits, file, runtime }: Walk, node: TS.Node, name: string): void {
  const start = node.getStart(file);
  const gap = /\s/.test(file.text[start - 1]!) ? '' : ' ';
  edits.wrap(start, node.end, `${gap}${runtime}.${name}(`, ')');
}

/** Without parentheses. */
export function bare(node: TS.Expression): TS.Expression {
  return ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
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
