// From a cell's text to a script for the worker, or to what the type checker has against it.
import type { Compilation, Diagnostic } from '../contract.ts';
import { lowered, needsLowering } from './decorators.ts';
import { type DiagnosticContext, tellDiagnostics } from './diagnostics.ts';
import { emitCell } from './emit.ts';
import { wideningConstants } from './literals.ts';
import { parseCell, syntaxErrors } from './parse.ts';
import type { CheckedCell, Session } from './session.ts';
import type { Script, Scripts } from './toScript.ts';
import { ts } from './typescript.ts';

export interface Runnable {
  readonly checked: CheckedCell;
  readonly script: Script;
}

export interface CompiledText {
  readonly compilation: Compilation;
  /** What `keep` needs; undefined where the cell cannot run. */
  readonly runnable?: Runnable;
}

/** Throws where TypeScript itself fails on the text. */
export function compileCell(
  session: Session,
  scripts: Scripts,
  source: string,
  id: number,
  label: string,
): CompiledText {
  const parsed = parseCell(source);
  const kindOf: DiagnosticContext['kindOf'] = (name) => session.scope().bindings.get(name)?.kind;
  const { told } = session;
  const syntax = syntaxErrors(parsed);
  if (syntax.length > 0) {
    const diagnostics = tellDiagnostics(syntax, { start: 0, end: source.length, kindOf, told });
    return { compilation: { status: 'error', diagnostics } };
  }

  session.service().refresh();
  const placed = session.place(parsed);
  const { start, end } = placed.module;
  const program = session.service().program();
  const file = program.getSourceFile(session.path)!;
  const found = [
    ...program.getSyntacticDiagnostics(file),
    ...(isUnchecked(source) ? [] : program.getSemanticDiagnostics(file)),
  ];
  const diagnostics = tellDiagnostics(found, { start, end, kindOf, told });
  if (diagnostics.some(({ severity }) => severity === 'error'))
    return { compilation: { status: 'error', diagnostics } };

  const checked = { ...placed, widening: wideningConstants(program, file) };
  const emitted = emitCell(program, file);
  const script = scripts.compile(needsLowering(emitted.js) ? lowered(emitted) : emitted, id, label, source);
  return {
    compilation: { status: 'ok', cell: script.cell, warnings: diagnostics },
    runnable: { checked, script },
  };
}

/** `// @ts-nocheck` among the comments at the head of a text. */
const isUnchecked = (source: string): boolean =>
  (ts.getLeadingCommentRanges(source, 0) ?? []).some(({ pos, end }) =>
    /^\/[/*]\s*@ts-nocheck\b/.test(source.slice(pos, end)),
  );

/** What a user can do about an error of the compiler itself: nothing but write the cell differently. */
export const compilerFailure = (error: unknown, source: string): Diagnostic => ({
  severity: 'error',
  code: 'TS0',
  message: `TypeScript failed on this cell: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}. Write it differently, or in smaller cells.`,
  start: 0,
  end: source.length,
});
