// An identifier that stands for a top-level name of this or of an earlier cell, or for a global.
import type TS from 'typescript';

export interface Reference {
  readonly node: TS.Identifier;
  readonly name: string;
  readonly start: number;
  /** `call`: what is called, without `this`. `shorthand`: `{x}`, in an expression or a pattern. */
  readonly form: 'plain' | 'call' | 'shorthand';
  readonly writes: boolean;
  /** Part of the declaration of the name. */
  readonly declares: boolean;
  /** Inside a function or a class of the cell, so that it may be evaluated at any time. */
  readonly inFunction: boolean;
  /** Index of the top-level statement around it. */
  readonly statement: number;
  /** A function or class without name that gets this one. */
  readonly named?: TS.Node | undefined;
  /** The assignment or update of which this is the target. */
  readonly assignment?: Assignment | undefined;
}

export type Assignment = TS.BinaryExpression | TS.PrefixUnaryExpression | TS.PostfixUnaryExpression;

/** Whether a value gets the name of the variable it is assigned to (IsAnonymousFunctionDefinition, ECMA-262 8.5.1). */
export function isAnonymous(ts: typeof TS, value: TS.Expression): boolean {
  if (ts.isParenthesizedExpression(value)) return isAnonymous(ts, value.expression);
  return (
    ts.isArrowFunction(value) ||
    ((ts.isFunctionExpression(value) || ts.isClassExpression(value)) && !value.name)
  );
}
