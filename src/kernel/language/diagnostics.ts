// TypeScript's messages as the kernel tells them: positions in the user's text, words that fit a notebook.
import type TS from 'typescript';
import type { Diagnostic } from '../contract.ts';
import type { DeclarationKind } from './declared.ts';
import { ts } from './typescript.ts';

export interface DiagnosticContext {
  /** Offset and end of the user's text in the file. */
  readonly start: number;
  readonly end: number;
  /** How an earlier cell declared a name. */
  readonly kindOf: (name: string) => DeclarationKind | undefined;
  /** Replaces paths of cells in a message. */
  readonly told: (message: string) => string;
}

/** Import of JSON without an attribute (the loader adds it); `.ts` ending; both fine here. */
const IGNORED = new Set([1543, 2846]);
/** An untyped package is `any`, which is worth a word but no reason not to run. */
const WARNINGS = new Set([7016]);
const UNKNOWN_MODULE = 2307;
/** "Relative import paths need explicit file extensions": not here, so that the file is just not there. */
const NEEDS_EXTENSION = new Set([2834, 2835]);
const ASSIGNED_IMPORT = 2632;
/** `const rows = []` has its type from what is pushed later, which the type checker follows within a cell only. */
const IMPLICIT_ANY = new Set([7005, 7034]);

/** In the order of the text; messages about generated lines are left out, since no user can mend them. */
export function tellDiagnostics(
  diagnostics: readonly TS.Diagnostic[],
  context: DiagnosticContext,
): Diagnostic[] {
  return diagnostics
    .flatMap((diagnostic) => tell(diagnostic, context) ?? [])
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function tell(diagnostic: TS.Diagnostic, context: DiagnosticContext): Diagnostic | undefined {
  const { code, file, start: at = 0, length = 0 } = diagnostic;
  if (IGNORED.has(code) || at < context.start || at > context.end) return undefined;
  const start = at - context.start;
  const end = Math.min(at + length, context.end) - context.start;
  const marked = file?.text.slice(at, at + length) ?? '';
  if (IMPLICIT_ANY.has(code) && context.kindOf(marked)) return undefined;
  const message = context
    .told(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'))
    .replace(/ Do you need to change your target library\? .*/, ''); // The library is Node's, and stays that.
  const told = { severity: severityOf(diagnostic, marked), code: `TS${code}`, message, start, end };
  if (NEEDS_EXTENSION.has(code))
    return { ...told, code: `TS${UNKNOWN_MODULE}`, message: `Cannot find module ${marked}.` };
  return code === ASSIGNED_IMPORT ? assigned(told, marked, context.kindOf(marked)) : told;
}

const severityOf = ({ code, category }: TS.Diagnostic, marked: string): Diagnostic['severity'] =>
  WARNINGS.has(code) ||
  category !== ts.DiagnosticCategory.Error ||
  (code === UNKNOWN_MODULE && /^['"`](data:|.*\.(node|wasm)['"`])/.test(marked))
    ? 'warning'
    : 'error';

/** Names of earlier cells are imported; the user knows them as what the cell declared. */
function assigned(told: Diagnostic, name: string, kind: DeclarationKind | undefined): Diagnostic | undefined {
  const cannot = (code: number, what: string): Diagnostic => ({
    ...told,
    code: `TS${code}`,
    message: `Cannot assign to '${name}' because it is ${what}.`,
  });
  switch (kind) {
    case 'const':
      return cannot(2588, 'a constant');
    case 'function':
      return cannot(2630, 'a function');
    case 'class':
      return cannot(2629, 'a class');
    case 'enum':
      return cannot(2628, 'an enum');
    case 'namespace':
      return cannot(2631, 'a namespace');
    case 'let':
    case 'var':
      return undefined;
    default:
      return told;
  }
}
