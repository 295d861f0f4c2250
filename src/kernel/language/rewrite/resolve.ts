// What each reference to the top level becomes.

import { ts } from '../typescript.ts';
import { isHelper } from './helpers.ts';
import type { Reference } from './reference.ts';
import type { Walk } from './walk.ts';

/** A reference to a binding. */
export interface Bound {
  readonly reference: Reference;
  /** `$0.x`. */
  readonly access: string;
  readonly constant: boolean;
  readonly imported: boolean;
  /** May come before the declaration of the cell itself: see deadZone.ts. */
  readonly checked: boolean;
  /** Stands in a loop with a local copy of the binding, which has its name. */
  copied: boolean;
}

/** Replaces a reference; `trap` is a native constant, to which assignments throw the right error. */
export function replaceBound(at: Walk, bound: Bound, trap: string): void {
  const { reference, access, checked, copied } = bound;
  const { node, name, start, named, writes } = reference;
  const replace = (text: string): void => at.edits.replace(start, node.end, inForm(reference, text));
  if (isTrapped(bound)) {
    const value = checked ? `(${name}, ${access})` : copied ? name : access;
    if (replaceLogical(at, reference, value, trap)) return;
    replace(checked ? name : trap);
  } else if (copied) {
    return;
  } else if (checked && !writes) replace(`(${name}, ${access})`);
  else {
    if (checked) checkWrite(at, reference, access, replace);
    else replace(!writes && reference.form === 'call' ? `(0, ${access})` : access);
    if (named) {
      const [key, member] = name === '__proto__' ? ['["__proto__"]', '["__proto__"]'] : [name, `.${name}`];
      at.edits.wrap(named.getStart(at.file), named.end, `({${key}: `, `})${member}`);
    }
  }
}

/** Whether it is an assignment to a constant. */
export const isTrapped = ({ constant, reference: { writes, declares } }: Bound): boolean =>
  constant && writes && !declares;

/** An assignment writes to the marker too; what also reads, and patterns, look at it first. */
function checkWrite(
  { edits, file }: Walk,
  reference: Reference,
  access: string,
  replace: (text: string) => void,
): void {
  const { assignment, name } = reference;
  const isPlain =
    assignment &&
    ts.isBinaryExpression(assignment) &&
    assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isPlain && assignment.left === reference.node) replace(`${access} = ${name}`);
  else if (assignment) {
    replace(access);
    edits.wrap(assignment.getStart(file), assignment.end, `(${name}, `, ')');
  } else replace(access.replace(/^[^.[]+/, `(${name}, $&)`));
}

/** Replaces references that no cell declares: TypeScript's helpers and `require`. Others are globals. */
export function replaceFree({ edits, runtime }: Walk, { node, name, start, form }: Reference): void {
  if (isHelper(name)) edits.replace(start, node.end, `(0, ${runtime}.h.${name})`);
  else if (name === 'require' && form === 'call') edits.replace(start, node.end, `${runtime}.q`);
}

const inForm = ({ form, name }: Reference, text: string): string =>
  form === 'shorthand' ? `${name === '__proto__' ? '["__proto__"]' : name}: ${text}` : text;

/** `x ||= v` on a constant assigns, and throws, only where it comes to it. */
function replaceLogical(
  { edits, file }: Walk,
  { node, start, assignment }: Reference,
  access: string,
  trap: string,
): boolean {
  if (!assignment || !ts.isBinaryExpression(assignment)) return false;
  const { operatorToken, left, right } = assignment;
  const operator = LOGICAL.get(operatorToken.kind);
  if (!operator) return false;
  edits.replace(start, node.end, access);
  edits.wrap(left.getStart(file), right.end, '(', '))');
  edits.replace(operatorToken.getStart(file), operatorToken.end, `${operator} (${trap} =`);
  return true;
}

const LOGICAL = new Map<number, string>([
  [ts.SyntaxKind.BarBarEqualsToken, '||'],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, '&&'],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, '??'],
]);
