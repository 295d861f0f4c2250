// What each reference to the top level becomes.

import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Binding } from './binding.ts';
import type { Edits } from './edits.ts';
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
  /** Comes before the declaration of its own cell, at the top level: always an error. */
  readonly dead: boolean;
  /** Stands in a loop with a local copy of the binding, which has its name. */
  copied: boolean;
}

export interface Generated {
  /** Name of the runtime parameter. */
  readonly runtime: string;
  /** A native constant: an assignment to it throws the right error. */
  readonly constant: string;
  /** Throws the ReferenceError of a name that has no value yet. */
  readonly dead: string;
}

export const boundTo = (
  reference: Reference,
  { path, constant, imported }: Binding,
  bankName: string,
  dead: boolean,
): Bound => ({ reference, access: bankName + path, constant, imported, dead, copied: false });

/** Replaces what refers to a binding; returns which generated names that takes. */
export function replaceBound(
  { edits, file }: Walk,
  bound: readonly Bound[],
  generated: Generated,
): Set<string> {
  const used = new Set<string>();
  const use = (name: string): string => {
    used.add(name);
    return name;
  };
  for (const { reference, access, constant, dead, copied } of bound) {
    const { node, name, start, named, writes, declares } = reference;
    const throws = constant && writes && !declares;
    if (dead) {
      const fails = `${use(generated.dead)}(${JSON.stringify(name)})`;
      edits.replace(start, node.end, inForm(reference, writes ? `${fails}.x` : fails, false));
    } else if (throws) {
      const trap = use(generated.constant);
      if (!replaceLogical(edits, file, reference, copied ? name : access, trap))
        edits.replace(start, node.end, inForm(reference, trap, false));
    } else if (!copied) {
      edits.replace(start, node.end, inForm(reference, access, true));
      if (named) {
        const [key, member] = name === '__proto__' ? ['["__proto__"]', '["__proto__"]'] : [name, `.${name}`];
        edits.wrap(named.getStart(file), named.end, `({${key}: `, `})${member}`);
      }
    }
  }
  return used;
}

/** Replaces references that no cell declares: TypeScript's helpers and `require`. Others are globals. */
export function replaceFree(edits: Edits, { node, name, start, form }: Reference, runtime: string): void {
  if (isHelper(name)) edits.replace(start, node.end, `(0, ${runtime}.h.${name})`);
  else if (name === 'require' && form === 'call') edits.replace(start, node.end, `${runtime}.q`);
}

function inForm({ form, name }: Reference, text: string, isMember: boolean): string {
  if (form === 'shorthand') return `${name === '__proto__' ? '["__proto__"]' : name}: ${text}`;
  return form === 'call' && isMember ? `(0, ${text})` : text;
}

/** `x ||= v` on a constant assigns, and throws, only where it comes to it. */
function replaceLogical(
  edits: Edits,
  file: TS.SourceFile,
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
